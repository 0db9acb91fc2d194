/* Accessible names for autocomplete fields and for the search field of change lists. */
"use strict";

(() => {
  // select2 replaces the select by an element without a name; it gets the label of the select.
  const labelOf = (select) => document.querySelector(`label[for="${CSS.escape(select.id)}"]`);

  const textOf = (label) => label.textContent.trim().replace(/:$/, "");

  const nameFields = (element) => {
    element.querySelectorAll("select.admin-autocomplete").forEach((select) => {
      const label = labelOf(select);
      const selection = select.nextElementSibling?.querySelector(".select2-selection");
      if (!label || !selection) {
        return;
      }
      label.id ||= `${select.id}_label`;
      const value = selection.querySelector(".select2-selection__rendered");
      // select2 gives the value the role of a text box, which it is not. It is part of the name.
      value?.removeAttribute("role");
      value?.removeAttribute("aria-readonly");
      selection.setAttribute("aria-labelledby", [label.id, value?.id].filter(Boolean).join(" "));
      const search = selection.querySelector(".select2-search__field");
      search?.setAttribute("aria-label", textOf(label));
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    // Django labels the search field of change lists with an image.
    const search = document.querySelector("#searchbar");
    search?.setAttribute("aria-label", search.labels[0]?.querySelector("img")?.alt || "");
    const jQuery = window.django?.jQuery;
    if (!jQuery) {
      return;
    }
    // Runs after Django's own "ready" handler, which initializes select2.
    jQuery(() => nameFields(document));
    document.addEventListener("formset:added", (event) => nameFields(event.target));
    jQuery(document).on("select2:open", (event) => {
      const label = labelOf(event.target);
      const field = document.querySelector(".select2-container--open .select2-search__field");
      if (label && field) {
        field.setAttribute("aria-label", textOf(label));
        field.focus();
      }
    });
  });
})();
