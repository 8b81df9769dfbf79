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
