// A form by keyboard alone. One file: each more is one more request at the counter.

// Enter in a field of [data-enter-next] moves to the next one instead of sending:
// a clerk's hands stay on the keys, and nothing is sent by a slip.
const CONTROLS = "input:not([type=hidden]), select, textarea, button";

function nextControl(form, from) {
  const controls = [...form.elements].filter(
    (control) => control.matches(CONTROLS) && control.offsetParent && !control.disabled,
  );
  const rest = controls.slice(controls.indexOf(from) + 1);
  // The buttons of one radio group are one stop.
  return rest.find((control) => control.type !== "radio" || control.name !== from.name);
}

document.addEventListener("keydown", (event) => {
  const field = event.target;
  const form = field.form;
  if (event.key !== "Enter" || event.ctrlKey || event.isComposing || event.defaultPrevented) return;
  if (!form?.matches("[data-enter-next]") || !field.matches("input, select")) return;
  event.preventDefault();
  const next = nextControl(form, field);
  next?.focus();
  if (next?.matches("input")) next.select();
});

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
