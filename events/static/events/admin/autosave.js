/* Keeps what is typed into a form on the server, a moment after each pause, and asks before leaving.

   The form is sent without what is empty, to an address of its own. Nothing of the record changes;
   the form shows it again when it is opened the next time, on any device. Without JavaScript, only
   forms that were sent and refused are kept. */
"use strict";

(() => {
  const texts = document.currentScript.dataset;
  const PAUSE = 2000;
  const LONGEST_WAIT = 5000;
  const KEEPALIVE_BYTES = 60000; // what browsers still send while a page is being left
  const MEGABYTE = 1024 * 1024;
  const NOT_TYPED = ["csrfmiddlewaretoken"];

  const bytes = (text) => new Blob([text]).size;

  class Keeper {
    constructor(form, key) {
      this.form = form;
      this.url = `${texts.url}?path=${encodeURIComponent(key.dataset.formPath)}`;
      this.status = document.createElement("span");
      this.status.className = "autosave-status";
      this.status.setAttribute("role", "status");
      form.querySelector(".submit-saving")?.append(this.status);
      this.initial = key.dataset.restored ? "" : this.typed();
      this.kept = this.typed();
      this.unreachable = false;
      this.submitting = false;
    }

    typed() {
      const pairs = [...new FormData(this.form)].filter(
        ([name, value]) => typeof value === "string" && value && !NOT_TYPED.includes(name),
      );
      return new URLSearchParams(pairs).toString();
    }

    get isChanged() {
      return this.typed() !== this.initial;
    }

    changed() {
      clearTimeout(this.timer);
      this.waitingSince ??= Date.now();
      const pause = Math.min(PAUSE, this.waitingSince + LONGEST_WAIT - Date.now());
      this.timer = setTimeout(() => this.keep(), Math.max(pause, 0));
    }

    async keep(options = {}) {
      clearTimeout(this.timer);
      this.waitingSince = undefined;
      const typed = this.typed();
      if (typed === this.kept || bytes(typed) > Number(texts.maxBytes)) {
        return;
      }
      this.request?.abort();
      const request = new AbortController();
      this.request = request;
      let response;
      try {
        response = await fetch(this.url, {
          method: "POST",
          body: typed,
          headers: { "Content-Type": "application/x-www-form-urlencoded" },
          signal: request.signal,
          ...options,
        });
      } catch (error) {
        if (error.name !== "AbortError") {
          this.unreachable = true;
          this.say(texts.notKept, false);
        }
        return;
      }
      this.unreachable = false;
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      const answer = isJson ? await response.json() : { message: texts.notKept };
      if (response.ok) {
        this.kept = typed;
        this.form.dispatchEvent(new CustomEvent("autosave:kept", { bubbles: true }));
      }
      this.say(answer.message, response.ok);
      this.showSignIn(answer.signed_in === false);
    }

    say(message, isKept) {
      this.status.textContent = message;
      this.status.classList.toggle("autosave-problem", !isKept);
    }

    showSignIn(isNeeded) {
      document.querySelector(".autosave-sign-in")?.remove();
      if (isNeeded) {
        const link = document.createElement("a");
        Object.assign(link, { href: texts.signInUrl, target: "_blank", textContent: texts.signIn });
        const notice = document.createElement("p");
        notice.className = "autosave-sign-in";
        notice.setAttribute("role", "alert");
        notice.append(`${texts.signedOut} `, link);
        this.form.querySelector(".submit-row").prepend(notice);
      }
    }

    /* What is wrong with the size of the form; "" if it can be sent. */
    sizeProblem() {
      const pairs = [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
      const size = bytes(new URLSearchParams(pairs).toString()); // with what is empty
      if (size <= Number(texts.maxBytes)) {
        return "";
      }
      const fields = [...this.form.elements].filter(({ value }) => typeof value === "string");
      const longest = fields.reduce((a, b) => (b.value.length > a.value.length ? b : a));
      const name = (longest.labels?.[0]?.textContent || longest.name).trim().replace(/:$/, "");
      return texts.tooLarge
        .replace("{size}", (size / MEGABYTE).toFixed(1))
        .replace("{limit}", (Number(texts.maxBytes) / MEGABYTE).toFixed(0))
        .replace("{field}", name);
    }

    /* Sends the form only when it can arrive: the page that a browser shows otherwise has nothing
       of what was typed. */
    submit(event) {
      const problem = this.sizeProblem();
      if (problem) {
        event.preventDefault();
        this.say(problem, false);
        return;
      }
      if (this.ready || this.typed() === this.kept) {
        this.ready = false;
        this.submitting = true;
        this.request?.abort();
        clearTimeout(this.timer);
        return;
      }
      event.preventDefault();
      const { submitter } = event;
      this.keep().then(() => {
        if (!this.unreachable) {
          this.ready = true;
          this.form.requestSubmit(submitter);
        }
      });
    }
  }

  const shortcut = (event, form) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) {
      return;
    }
    const save = form.querySelector("[name='_save']");
    const stay = form.querySelector("[name='_continue']") || save;
    const button = { s: stay, Enter: save }[event.key];
    if (button) {
      event.preventDefault();
      button.click();
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    const key = document.querySelector("input[name='form_key']");
    if (!key) {
      return;
    }
    // The extra rows are removed in a handler of the same event.
    setTimeout(() => {
      const keeper = new Keeper(key.form, key);
      const changed = () => keeper.changed();
      ["input", "change", "click", "formset:added"].forEach((name) => {
        key.form.addEventListener(name, changed);
      });
      window.django?.jQuery(key.form).on("change", changed); // autocomplete fields
      key.form.addEventListener("submit", (event) => keeper.submit(event));
      document.addEventListener("keydown", (event) => shortcut(event, key.form));
      document.addEventListener("visibilitychange", () => {
        if (document.hidden && !keeper.submitting) {
          keeper.keep({ keepalive: bytes(keeper.typed()) < KEEPALIVE_BYTES });
        }
      });
      window.addEventListener("pageshow", () => {
        keeper.submitting = false;
      });
      window.addEventListener("beforeunload", (event) => {
        if (!keeper.submitting && keeper.isChanged) {
          event.preventDefault();
        }
      });
      key.form.dataset.autosave = "ready";
    });
  });
})();
