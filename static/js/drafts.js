/* Saving while typing. A form is kept when it holds input[name=form_id][data-keep-url]
   (sendcase.drafts.forms). The page works without this file: it has a "Save draft" button. */
(() => {
  "use strict";

  const QUIET_MS = 1500;
  const LONGEST_GAP_MS = 20000;
  const LONGEST_WAIT_MS = 3000;
  const NEVER = new Set(["csrfmiddlewaretoken", "save_draft", "next"]);

  const cookie = (name) =>
    document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.split("=")[1] ?? "";

  class KeptForm {
    constructor(form, id) {
      Object.assign(this, { form, id, unsaved: false, flying: null, failures: 0, since: 0 });
      this.mark = form.querySelector("[data-saved-mark]") ?? this.addMark();
      this.last = this.text();
      form.addEventListener("input", () => this.changed());
      form.addEventListener("change", () => this.changed());
      form.addEventListener("submit", (event) => {
        if (this.flying) this.landFirst(event);
        else this.leaving();
      });
      window.addEventListener("pagehide", () => this.unsaved && this.beacon());
      window.addEventListener("beforeunload", (event) => {
        if (this.unsaved && this.failures > 0) event.preventDefault();
      });
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden" && this.unsaved) this.save();
      });
    }

    addMark() {
      const mark = document.createElement("p");
      mark.className = "saved-mark";
      mark.dataset.savedMark = "";
      mark.setAttribute("role", "status");
      this.form.append(mark);
      return mark;
    }

    /* What was typed: no files, no passwords, no token. */
    data() {
      const secret = new Set(
        [...this.form.querySelectorAll("input[type=password], input[type=file]")].map((i) => i.name),
      );
      const data = new FormData();
      for (const [name, value] of new FormData(this.form)) {
        if (typeof value === "string" && !secret.has(name) && !NEVER.has(name)) {
          data.append(name, value);
        }
      }
      data.append("kept_as", this.id.dataset.keptAs);
      data.append("kept_key", this.id.dataset.keptKey);
      return data;
    }

    text() {
      return new URLSearchParams(this.data()).toString();
    }

    changed() {
      if (this.text() === this.last) return;
      if (!this.unsaved) this.since = Date.now();
      this.unsaved = true;
      const waited = Date.now() - this.since;
      this.plan(waited > LONGEST_GAP_MS ? 0 : QUIET_MS);
    }

    plan(ms) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), ms);
    }

    save() {
      if (this.flying || this.sent || !this.unsaved) return;
      this.stop = new AbortController();
      this.flying = this.keep().finally(() => (this.flying = null));
    }

    async keep() {
      const text = this.text();
      try {
        const answer = await fetch(this.id.dataset.keepUrl, {
          method: "POST",
          headers: { "X-CSRFToken": this.token() },
          body: this.data(),
          signal: this.stop.signal,
        });
        const told = await answer.json().catch(() => ({}));
        if (answer.ok) this.saved(text, told);
        else this.failed(told.words);
      } catch {
        this.failed();
      }
    }

    saved(text, told) {
      this.last = text;
      this.failures = 0;
      this.sent = Boolean(told.sent);
      this.unsaved = !this.sent && this.text() !== text;
      this.say(told.words, "done");
      this.freshToken();
      if (this.unsaved) this.plan(QUIET_MS);
    }

    failed(words) {
      this.failures += 1;
      const seconds = Math.min(60, 5 * 2 ** (this.failures - 1));
      this.say(`${words ?? "Not saved yet."} We keep trying. Leave this page open.`, "late");
      this.plan(seconds * 1000);
    }

    say(words, kind) {
      if (this.mark.textContent !== words) this.mark.textContent = words;
      this.mark.dataset.kind = kind;
    }

    /* Signing in again in another tab changes the token: the cookie knows the new one. */
    token() {
      return cookie("csrftoken") || this.form.elements.csrfmiddlewaretoken?.value || "";
    }

    freshToken() {
      const input = this.form.elements.csrfmiddlewaretoken;
      if (input && cookie("csrftoken")) input.value = cookie("csrftoken");
    }

    /* A save on its way could arrive after the press and keep what stood before it. */
    async landFirst(event) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (this.waits) return;
      this.waits = true;
      const late = setTimeout(() => this.stop.abort(), LONGEST_WAIT_MS);
      await this.flying;
      clearTimeout(late);
      this.waits = false;
      const button = event.submitter;
      if (!button || button.isConnected) this.form.requestSubmit(button);
    }

    leaving() {
      clearTimeout(this.timer);
      this.freshToken();
      this.unsaved = false;
    }

    /* The page is going: a last try that outlives it. */
    beacon() {
      fetch(this.id.dataset.keepUrl, {
        method: "POST",
        headers: { "X-CSRFToken": this.token() },
        body: this.data(),
        keepalive: true,
      }).catch(() => {});
    }
  }

  const begin = (root) => {
    for (const id of root.querySelectorAll("input[name=form_id][data-keep-url]")) {
      if (!id.form || id.form.dataset.isKept) continue;
      id.form.dataset.isKept = "yes";
      new KeptForm(id.form, id);
    }
  };

  begin(document);
  document.addEventListener("htmx:load", (event) => begin(event.detail.elt));
})();
