// Asks every three seconds how far a report is, and opens the page anew once that has
// changed: nothing moves under a reader meanwhile. Without script the page reloads itself.
const EVERY = 3000;
const stateOf = (page) => page.querySelector("[data-waits-for]")?.dataset.waitsFor;
const shown = stateOf(document);

async function ask() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.ok && stateOf(page) !== shown) location.reload();
}

// Without a connection the page stays as it is; the next try may succeed.
setInterval(() => ask().catch(() => {}), EVERY);
