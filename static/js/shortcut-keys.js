// A key named in data-key ("F8", "Ctrl+P") presses that button or link.
const SAME_AS = { "Ctrl+Enter": "F8" };

function nameOf(event) {
  const name =
    (event.ctrlKey ? "Ctrl+" : "") +
    (event.altKey ? "Alt+" : "") +
    (event.shiftKey ? "Shift+" : "") +
    (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  return SAME_AS[name] ?? name;
}

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.isComposing) return;
  const target = document.querySelector(`[data-key="${CSS.escape(nameOf(event))}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
});
