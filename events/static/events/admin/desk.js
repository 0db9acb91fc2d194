/* The desk: names for the searching selects. */
"use strict";

(() => {
  // select2 builds a box of its own and gives it no name; it gets the label of the select.
  const labelOf = (select) => document.querySelector(`label[for="${CSS.escape(select.id)}"]`);

  const nameBoxes = (part) => {
    part.querySelectorAll("select.admin-autocomplete").forEach((select) => {
      const label = labelOf(select);
      const box = select.nextElementSibling?.querySelector(".select2-selection");
      if (!label || !box) {
        return;
      }
      label.id ||= `${select.id}_label`;
      const shown = box.querySelector(".select2-selection__rendered");
      // It calls the chosen text a text box, which it is not; in the name it tells what is chosen.
      shown?.removeAttribute("role");
      shown?.removeAttribute("aria-readonly");
      box.setAttribute("aria-labelledby", [label.id, shown?.id].filter(Boolean).join(" "));
      const search = box.querySelector(".select2-search__field");
      search?.setAttribute("aria-label", label.textContent.trim().replace(/:$/, ""));
    });
  };

  const whenReady = () => {
    // The stock label of the search box is a picture.
    const search = document.querySelector("#searchbar");
    search?.setAttribute("aria-label", search.labels[0]?.querySelector("img")?.alt || "");
    const jQuery = window.django?.jQuery;
    if (!jQuery) {
      return;
    }
    // Queued behind Django's own, which makes the boxes.
    jQuery(() => nameBoxes(document));
    document.addEventListener("formset:added", (event) => nameBoxes(event.target));
    jQuery(document).on("select2:open", (event) => {
      const label = labelOf(event.target);
      const search = document.querySelector(".select2-container--open .select2-search__field");
      if (label && search) {
        search.setAttribute("aria-label", label.textContent.trim().replace(/:$/, ""));
        search.focus();
      }
    });
  };
  document.addEventListener("DOMContentLoaded", whenReady);
})();
