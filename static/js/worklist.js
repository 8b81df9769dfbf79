// The desk's list by keyboard: arrows walk its rows, Enter opens one, Space picks it,
// "/" goes to the search. Once a minute its counts are fetched anew, while someone is
// there: an abandoned desk must be signed out.
const MINUTE = 60_000;
const PRESENT = 5 * MINUTE;
const rows = () => [...document.querySelectorAll("[data-row]")];
const ticks = () => [...document.querySelectorAll("[data-row] [type=checkbox]")];
const all = document.querySelector("[data-pick-all]");
const picked = document.querySelector("[data-picked]");
let here = -1;
let lastUse = Date.now();

function goTo(place) {
  const list = rows();
  if (!list.length) return;
  list[here]?.classList.remove("row-here");
  here = Math.min(Math.max(place, 0), list.length - 1);
  list[here].classList.add("row-here");
  list[here].querySelector("[data-open]").focus({ preventScroll: true });
  list[here].scrollIntoView({ block: "nearest" });
}

function showPicked() {
  const count = ticks().filter((tick) => tick.checked).length;
  picked.textContent = `Đã chọn ${count} hồ sơ`;
  all.checked = count > 0 && count === ticks().length;
}

function pick(row) {
  const tick = row.querySelector("[type=checkbox]");
  tick.checked = !tick.checked;
  showPicked();
}

const KEYS = {
  ArrowDown: () => goTo(here + 1),
  ArrowUp: () => goTo(here - 1),
  " ": () => rows()[here] && pick(rows()[here]),
  "/": () => document.querySelector(".filters [name=q]").focus(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox]), select, textarea, summary");
  if (typing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (!(event.key in KEYS) || (event.key === " " && event.target.matches("button"))) return;
  event.preventDefault();
  KEYS[event.key]();
});

async function refresh() {
  if (document.hidden || Date.now() - lastUse > PRESENT) return;
  const answer = await fetch(location.href, { redirect: "error" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (fresh) part.replaceWith(fresh);
  }
  const total = (of) => Number(of.querySelector("[data-total]")?.dataset.total ?? 0);
  const more = total(page) - total(document);
  const news = document.querySelector("[data-news]");
  news.hidden = more <= 0;
  news.textContent = more > 0 ? `Có ${more} hồ sơ mới, tải lại trang để xem.` : "";
}

for (const event of ["keydown", "pointerdown"]) {
  document.addEventListener(event, () => {
    lastUse = Date.now();
  });
}
if (picked) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const tick of ticks()) tick.checked = all.checked;
  });
  document.addEventListener("change", showPicked);
  showPicked();
}
document.querySelector("[data-refreshes]").hidden = false;
// Without a connection the list stays as it is; the next minute tries again.
setInterval(() => refresh().catch(() => {}), MINUTE);
