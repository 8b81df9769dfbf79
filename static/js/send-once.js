// A form of [data-send-once] is sent once; the server too makes one dossier of two.
for (const form of document.querySelectorAll("[data-send-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (sent) event.preventDefault();
    sent = true;
  });
  // Back shows the page as it was left: it may be sent again.
  window.addEventListener("pageshow", () => {
    sent = false;
  });
}
