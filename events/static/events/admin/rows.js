/* Rows within rows: "Add" makes a row from the blank in the page, at any depth.

   Without JavaScript each kind of row has one spare row; here the untouched spares go away, because
   "Add" brings them back. A row is taken out by its "Delete" box alone, so numbers never shift. */
"use strict";

(() => {
  const total = (rows) => rows.querySelector(`:scope > input[name$="-TOTAL_FORMS"]`);

  const list = (rows) => rows.querySelector(":scope > .rows-list");

  const blankOf = (rows) => {
    const own = rows.querySelector(":scope > template");
    if (own) {
      return { template: own, prefix: rows.dataset.prefix };
    }
    // Rows that came with the page share the blank of their kind, which lies in the blank above them.
    const above = blankOf(rows.parentElement.closest("[data-rows]"));
    const twin = above.template.content.querySelector(`[data-rows][data-kind="${rows.dataset.kind}"]`);
    return { template: twin.querySelector(":scope > template"), prefix: twin.dataset.prefix };
  };

  const dropSpares = (rows) => {
    const spares = list(rows).querySelectorAll(":scope > .row-spare");
    const keep = "keepsSpare" in rows.dataset && list(rows).children.length === spares.length ? 1 : 0;
    [...spares].slice(keep).reverse().forEach((row) => {
      row.remove();
      total(rows).value = Number(total(rows).value) - 1;
    });
  };

  const prepare = (part) => {
    const all = [...part.querySelectorAll("[data-rows]")];
    all.forEach((rows) => {
      dropSpares(rows);
      const add = rows.querySelector(":scope > .rows-add");
      if (add) {
        add.hidden = false;
      }
    });
  };

  const addRow = (rows) => {
    const { template, prefix } = blankOf(rows);
    const number = Number(total(rows).value);
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll(
      `${prefix}-__prefix__`,
      `${rows.dataset.prefix}-${number}`,
    );
    const row = holder.content.querySelector("[data-row]");
    row.classList.remove("row-spare");
    list(rows).append(row);
    total(rows).value = number + 1;
    prepare(row);
    row.dispatchEvent(
      new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: rows.dataset.prefix } }),
    );
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".add-row");
    if (button) {
      addRow(button.closest("[data-rows]"));
    }
  });

  // Before jQuery's own "ready", so that searching selects are not set up in rows that go away.
  document.addEventListener("DOMContentLoaded", () => prepare(document));
})();
