/* Date boxes: what is typed is read by the desk after each pause, and shown below the box.

   What is shown goes back with the form, so that what the editor saw is what is saved. */
"use strict";

(() => {
  const address = document.currentScript.dataset.understand;
  const PAUSE = 300;
  const ASKED = ["text", "edtf", "timezone", "language", "anchor", "basis", "recorded"];
  const SOURCES = 20;
  const waiting = new WeakMap();

  const part = (when, name) => when.querySelector(`[data-part="${name}"]`);

  const valueOf = (form, name) => form.elements.namedItem(name)?.value || "";

  // "claims-0-start_text" stands in the row "claims-0-" and is of the field "start".
  const placeOf = (when) => {
    const { name } = part(when, "text");
    const cut = name.lastIndexOf("-") + 1;
    return { row: name.slice(0, cut), field: name.slice(cut).replace(/_text$/, "") };
  };

  // The rows of citations below `row`, those for this very field first.
  const citedIn = (form, row, field) => {
    const pattern = new RegExp(`^${row}citations-\\d+-source$`);
    return [...form.querySelectorAll(`select[name^="${row}citations-"]`)]
      .filter((select) => pattern.test(select.name))
      .map((select) => select.name.replace(/source$/, ""))
      .filter((cited) => !form.elements.namedItem(`${cited}DELETE`)?.checked)
      .map((cited) => ({
        own: valueOf(form, `${cited}field`) === field,
        key: valueOf(form, `${cited}source`),
      }))
      .sort((one, other) => other.own - one.own)
      .map(({ key }) => key);
  };

  // As events/admin/anchors.py finds them in what the page sends.
  const sourcesFor = (form, { row, field }) => {
    const whole = row ? citedIn(form, "", field) : [];
    const keys = [valueOf(form, `${row}source`), ...citedIn(form, row, field), ...whole];
    return [...new Set(keys.filter(Boolean))].slice(0, SOURCES);
  };

  const show = (when, { problem, told, others, seen }) => {
    part(when, "text").classList.toggle("when-unread", problem);
    when.querySelector("[data-told]").innerHTML = told;
    when.querySelector("[data-others]").innerHTML = others;
    part(when, "seen").value = seen;
  };

  const understand = async (when) => {
    waiting.get(when)?.abort();
    const call = new AbortController();
    waiting.set(when, call);
    const place = placeOf(when);
    const { form } = part(when, "text");
    const query = new URLSearchParams(ASKED.map((name) => [name, part(when, name).value]));
    query.append("own_language", valueOf(form, `${place.row}language`));
    sourcesFor(form, place).forEach((key) => query.append("source", key));
    try {
      const answer = await fetch(`${address}?${query}`, {
        headers: { Accept: "application/json" },
        signal: call.signal,
      });
      if (answer.ok && !answer.redirected) {
        show(when, await answer.json());
      }
    } catch (error) {
      // Overtaken by the next keystroke, or no network: saving reads the box as well.
      if (!["AbortError", "TypeError"].includes(error.name)) {
        throw error;
      }
    }
  };

  const timers = new WeakMap();
  const soon = (when) => {
    clearTimeout(timers.get(when));
    timers.set(when, setTimeout(() => understand(when), PAUSE));
  };

  // What was shown or chosen for the old words says nothing of the new ones.
  const forget = (when) => {
    part(when, "seen").value = "";
    const edtf = part(when, "edtf");
    if ("chosen" in when.dataset) {
      delete when.dataset.chosen;
      edtf.value = "";
    }
  };

  document.addEventListener("input", (event) => {
    const when = event.target.closest("[data-when]");
    if (!when || !event.target.dataset.part) {
      return;
    }
    if (event.target.dataset.part === "text") {
      forget(when);
    } else if (event.target.dataset.part === "edtf") {
      delete when.dataset.chosen;
    }
    soon(when);
  });

  document.addEventListener("click", (event) => {
    const other = event.target.closest(".when-other");
    if (!other) {
      return;
    }
    const when = other.closest("[data-when]");
    when.dataset.chosen = "";
    part(when, "edtf").value = other.dataset.edtf;
    // The button goes away with the answer; the box stays.
    part(when, "text").focus();
    understand(when);
  });

  // Another source, another day to count from. Dates that stay as they are recorded stay so.
  const readAgain = ({ target }) => {
    if (/(^|-)(source|field|DELETE|language)$/.test(target.name || "")) {
      [...document.querySelectorAll("[data-when]")]
        .filter((when) => part(when, "seen").value)
        .forEach(soon);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    // The searching selects tell their change to jQuery alone.
    const jQuery = window.django?.jQuery;
    if (jQuery) {
      jQuery(document).on("change", readAgain);
    }
  });
})();
