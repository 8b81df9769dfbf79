// The counter's box: F2 and F4 return to it, Esc clears it, stray keys land in it,
// a favourite's number picks it at once, arrows walk what was found.
const BOX_KEYS = new Set(["F2", "F4"]);
const box = () => document.querySelector("[data-scan]");
const found = () => [...document.querySelectorAll("[data-found] button")];
const isEditable = (element) => element.matches("input, select, textarea, button, a, summary");

function clearBox() {
  for (const list of document.querySelectorAll("[data-found]")) list.remove();
  box().value = "";
  box().focus();
}

function pickFavourite() {
  const favourite = document.querySelector(`[data-number="${CSS.escape(box().value.trim())}"]`);
  if (!favourite) return false;
  favourite.click();
  box().value = "";
  return true;
}

function walkFound(event) {
  const buttons = found();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !buttons.length) return;
  const place = buttons.indexOf(document.activeElement) + step;
  if (document.activeElement !== box() && !buttons.includes(document.activeElement)) return;
  event.preventDefault();
  (buttons[place] ?? box()).focus();
}

function onBoxKey(event) {
  // Some scanners end with Tab.
  const ends = event.key === "Enter" || (event.key === "Tab" && !event.shiftKey);
  if (!ends || event.ctrlKey || event.isComposing || !box().value.trim()) return;
  event.preventDefault();
  if (!pickFavourite()) box().form.requestSubmit(document.querySelector("[data-scan-go]"));
}

document.addEventListener("keydown", (event) => {
  if (!box()) return;
  if (BOX_KEYS.has(event.key)) {
    event.preventDefault();
    box().focus();
    box().select();
  } else if (event.key === "Escape") {
    clearBox();
  } else if (event.target === box() && (event.key === "Enter" || event.key === "Tab")) {
    onBoxKey(event);
  } else if (event.key.startsWith("Arrow")) {
    walkFound(event);
  } else if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) {
    if (!isEditable(event.target)) box().focus();
  }
});
