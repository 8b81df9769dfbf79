// Prints a slip without leaving the page: the one at [data-print-now] at once, though
// only once in a tab; that of a [data-print-slip] link whenever it is pressed.
const DONE = "printed-receipt";

function print(address) {
  const frame = document.createElement("iframe");
  // Out of sight but drawn: viewers do not load in a frame that is not displayed.
  frame.className = "visually-hidden";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  frame.src = address;
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow.print();
    } catch {
      // A viewer that pages may not drive: the slip opens in a tab of its own.
      window.open(address);
    }
  });
  document.querySelector("[data-print-frame]")?.remove();
  frame.dataset.printFrame = "";
  document.body.append(frame);
}

const waiting = document.querySelector("[data-print-now]")?.dataset.printNow;
if (waiting && sessionStorage.getItem(DONE) !== waiting) {
  sessionStorage.setItem(DONE, waiting);
  print(waiting);
}
for (const link of document.querySelectorAll("[data-print-slip]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    print(link.href);
  });
}
