/* Date fields: the server parses what is typed, after each pause, for the preview below the field.

   The preview is submitted with the form, so that the date that the editor saw is saved. */
"use strict";

(() => {
  const previewUrl = document.currentScript.dataset.previewUrl;
  const PAUSE = 300;
  const PARTS = ["text", "edtf", "timezone", "language", "anchor", "basis", "initial"];
  const MAX_SOURCES = 20;
  const requests = new WeakMap();

  const part = (when, name) => when.querySelector(`[data-part="${name}"]`);

  const valueOf = (form, name) => form.elements.namedItem(name)?.value || "";

  // "claims-0-said_text" has the prefix "claims-0-" and belongs to the field "said".
  const placeOf = (when) => {
    const { name } = part(when, "text");
    const cut = name.lastIndexOf("-") + 1;
    return { prefix: name.slice(0, cut), field: name.slice(cut).replace(/_text$/, "") };
  };

  // The sources of the citations below `prefix`, those for this very field first.
  const citedIn = (form, prefix, field) => {
    const pattern = new RegExp(`^${prefix}citations-\\d+-source$`);
    return [...form.querySelectorAll(`select[name^="${prefix}citations-"]`)]
      .filter((select) => pattern.test(select.name))
      .map((select) => select.name.replace(/source$/, ""))
      .filter((citation) => !form.elements.namedItem(`${citation}DELETE`)?.checked)
      .map((citation) => ({
        forField: valueOf(form, `${citation}field`) === field,
        key: valueOf(form, `${citation}source`),
      }))
      .sort((one, other) => other.forField - one.forField)
      .map(({ key }) => key);
  };

  // The same order as in `cited_sources` of events/admin/when_anchors.py.
  const sourcesFor = (form, { prefix, field }) => {
    const ofEvent = prefix ? citedIn(form, "", field) : [];
    const keys = [valueOf(form, `${prefix}source`), ...citedIn(form, prefix, field), ...ofEvent];
    return [...new Set(keys.filter(Boolean))].slice(0, MAX_SOURCES);
  };

  const show = (when, { problem, preview, alternatives, shown }) => {
    part(when, "text").classList.toggle("when-invalid", problem);
    when.querySelector("[data-preview]").innerHTML = preview;
    when.querySelector("[data-alternatives]").innerHTML = alternatives;
    part(when, "shown").value = shown;
  };

  const fetchPreview = async (when) => {
    requests.get(when)?.abort();
    const request = new AbortController();
    requests.set(when, request);
    const place = placeOf(when);
    const { form } = part(when, "text");
    const query = new URLSearchParams(PARTS.map((name) => [name, part(when, name).value]));
    query.append("record_language", valueOf(form, `${place.prefix}language`));
    sourcesFor(form, place).forEach((key) => query.append("source", key));
    try {
      const response = await fetch(`${previewUrl}?${query}`, {
        headers: { Accept: "application/json" },
        signal: request.signal,
      });
      if (response.ok && !response.redirected) {
        show(when, await response.json());
      }
    } catch (error) {
      // Aborted by the next keystroke, or no network: saving parses the date as well.
      if (!["AbortError", "TypeError"].includes(error.name)) {
        throw error;
      }
    }
  };

  const timers = new WeakMap();
  const schedulePreview = (when) => {
    clearTimeout(timers.get(when));
    timers.set(when, setTimeout(() => fetchPreview(when), PAUSE));
  };

  // The preview and the choice were made for the old text.
  const reset = (when) => {
    part(when, "shown").value = "";
    if ("chosen" in when.dataset) {
      delete when.dataset.chosen;
      part(when, "edtf").value = "";
    }
  };

  document.addEventListener("input", (event) => {
    const when = event.target.closest("[data-when]");
    if (!when || !event.target.dataset.part) {
      return;
    }
    if (event.target.dataset.part === "text") {
      reset(when);
    } else if (event.target.dataset.part === "edtf") {
      delete when.dataset.chosen;
    }
    schedulePreview(when);
  });

  document.addEventListener("click", (event) => {
    const alternative = event.target.closest(".when-alternative");
    if (!alternative) {
      return;
    }
    const when = alternative.closest("[data-when]");
    when.dataset.chosen = "";
    part(when, "edtf").value = alternative.dataset.edtf;
    // The button will be replaced; the text field remains.
    part(when, "text").focus();
    fetchPreview(when);
  });

  // A different source can mean a different date. Saved dates are not parsed again.
  const refresh = ({ target }) => {
    if (/(^|-)(source|field|DELETE|language)$/.test(target.name || "")) {
      [...document.querySelectorAll("[data-when]")]
        .filter((when) => part(when, "shown").value)
        .forEach(schedulePreview);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    // select2 triggers "change" with jQuery alone.
    const jQuery = window.django?.jQuery;
    if (jQuery) {
      jQuery(document).on("change", refresh);
    }
  });
})();
