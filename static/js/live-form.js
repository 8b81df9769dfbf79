// Keeps what follows from a form up to date. A form of [data-live-form="address"] is
// sent there 300 ms after a change; a button of [data-swap] sends it to its own page.
// The answer's [data-part] elements replace ours: a change replaces those whose data-key
// differs or that have none, a button all.
const PAUSE = 300;
const form = document.querySelector("[data-live-form]");
let timer;
let running;
let swapping = false;

const controls = () => new Map([...form.elements].filter((c) => c.id).map((c) => [c.id, c]));
const stateOf = (control) => `${control.value}|${control.checked}`;

async function send(address, submitter) {
  const typed = new Map([...controls()].map(([id, control]) => [id, stateOf(control)]));
  const body = new FormData(form, submitter);
  running?.abort();
  running = new AbortController();
  const options = { method: "POST", body, signal: running.signal, redirect: "manual" };
  const answer = await fetch(address, options);
  if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { page, typed };
}

function hideUnneeded() {
  for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;
}

// What was typed while the answer was under way wins over the answer.
function keepTyped(part, typed) {
  for (const fresh of part.querySelectorAll("[id]")) {
    const ours = controls().get(fresh.id);
    if (!ours || stateOf(ours) === typed.get(fresh.id)) continue;
    fresh.value = ours.value;
    fresh.checked = ours.checked;
  }
}

function keepFocus(swap) {
  const { id, selectionStart, selectionEnd } = document.activeElement;
  swap();
  if (!id || document.activeElement.id === id) return;
  const again = document.getElementById(id);
  again?.focus();
  if (typeof selectionStart === "number") again?.setSelectionRange(selectionStart, selectionEnd);
}

function takeOver({ page, typed }, all) {
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    const same = part.dataset.key !== undefined && part.dataset.key === fresh?.dataset.key;
    if (!fresh || (!all && (same || fresh.isEqualNode(part)))) continue;
    keepTyped(fresh, typed);
    part.replaceWith(fresh);
  }
  hideUnneeded();
}

async function refresh() {
  if (swapping) {
    later(PAUSE);
    return;
  }
  try {
    const answer = await send(form.dataset.liveForm);
    keepFocus(() => takeOver(answer, false));
  } catch {
    // Aborted by a later change, or no connection: saving computes everything again.
  }
}

async function swapAll(submitter) {
  clearTimeout(timer);
  swapping = true;
  const before = document.activeElement.id;
  try {
    const answer = await send(form.action, submitter);
    const stayed = document.activeElement.id === before;
    const next = answer.page.querySelector("[autofocus]")?.id;
    keepFocus(() => takeOver(answer, true));
    if (stayed) document.getElementById(next)?.focus();
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  } finally {
    swapping = false;
  }
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(refresh, pause);
}

form.addEventListener("input", (event) => {
  if (!event.target.matches("[data-scan]")) later(PAUSE);
});
form.addEventListener("change", (event) => {
  if (event.target.matches("[type=radio], [type=checkbox], select")) later(0);
});
form.addEventListener("submit", (event) => {
  if (!event.submitter?.matches("[data-swap]")) return;
  event.preventDefault();
  swapAll(event.submitter);
});
hideUnneeded();
