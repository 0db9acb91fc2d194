/* Nested inlines: "Add" copies the empty form of a formset, at any depth.

   Without JavaScript each formset has one extra form. Here unchanged extra forms are removed, since
   "Add" can bring them back. New forms are only left out by their "Delete" checkbox, so that the
   numbers of the forms never change. */
"use strict";

(() => {
  const total = (formset) => formset.querySelector(`:scope > input[name$="-TOTAL_FORMS"]`);

  const forms = (formset) => formset.querySelector(":scope > .formset-forms");

  const emptyFormOf = (formset) => {
    const template = formset.querySelector(":scope > template");
    if (template) {
      return { template, prefix: formset.dataset.prefix };
    }
    // Formsets in saved forms use the empty form of the same kind of formset in the empty form of
    // the outer formset.
    const outer = emptyFormOf(formset.parentElement.closest("[data-formset]"));
    const same = outer.template.content.querySelector(
      `[data-formset][data-kind="${formset.dataset.kind}"]`,
    );
    return { template: same.querySelector(":scope > template"), prefix: same.dataset.prefix };
  };

  const removeExtraForms = (formset) => {
    const extra = forms(formset).querySelectorAll(":scope > .formset-form-extra");
    const isEmpty = forms(formset).children.length === extra.length;
    const keep = "keepsExtra" in formset.dataset && isEmpty ? 1 : 0;
    [...extra].slice(keep).reverse().forEach((form) => {
      form.remove();
      total(formset).value = Number(total(formset).value) - 1;
    });
  };

  const prepare = (element) => {
    [...element.querySelectorAll("[data-formset]")].forEach((formset) => {
      removeExtraForms(formset);
      const add = formset.querySelector(":scope > .formset-add");
      if (add) {
        add.hidden = false;
      }
    });
  };

  const addForm = (formset) => {
    const { template, prefix } = emptyFormOf(formset);
    const number = Number(total(formset).value);
    const copy = document.createElement("template");
    copy.innerHTML = template.innerHTML.replaceAll(
      `${prefix}-__prefix__`,
      `${formset.dataset.prefix}-${number}`,
    );
    const form = copy.content.querySelector("[data-form]");
    form.classList.remove("formset-form-extra");
    forms(formset).append(form);
    total(formset).value = number + 1;
    prepare(form);
    form.dispatchEvent(
      new CustomEvent("formset:added", {
        bubbles: true,
        detail: { formsetName: formset.dataset.prefix },
      }),
    );
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".add-form");
    if (button) {
      addForm(button.closest("[data-formset]"));
    }
  });

  // Runs before jQuery's "ready", which would initialize autocomplete fields in removed forms.
  document.addEventListener("DOMContentLoaded", () => prepare(document));
})();
