/* What keeps the event from being published: asked anew when what is typed was kept. A line leads to
   its field, and opens the folded row that the field is in. */
"use strict";

(() => {
  const FIELDS = "input:not([type=hidden]), select, textarea, .select2-selection";

  document.addEventListener("autosave:kept", async ({ target: form }) => {
    const list = document.querySelector("[data-checklist]");
    if (!list) {
      return;
    }
    const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string" && value);
    try {
      const response = await fetch(list.dataset.url, {
        method: "POST",
        body: new URLSearchParams(pairs),
      });
      if (response.ok && !response.redirected) {
        list.innerHTML = await response.text();
      }
    } catch {
      // The list stays as it is; the note beside the buttons says that the server is away.
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-checklist] a");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) {
      return;
    }
    event.preventDefault();
    for (let part = target; part; part = part.parentElement?.closest("details")) {
      part.matches("details") && (part.open = true);
    }
    target.querySelector(":scope > details")?.setAttribute("open", "");
    const field = target.matches(FIELDS) ? target : target.querySelector(FIELDS);
    const shown = field?.matches(".select2-hidden-accessible")
      ? field.nextElementSibling.querySelector(".select2-selection")
      : field;
    target.scrollIntoView({ block: "center" });
    (shown || target.querySelector(".add-form"))?.focus({ preventScroll: true });
  });
})();
