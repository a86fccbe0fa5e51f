/* Ticking by one tap (templates/sessions). Each button is a plain form that works without this file.
   A tap waits here, in the open page and nowhere else, as numbers and outcome until the server has
   it: never twice (each has its own number), never over somebody else's newer one (each says which
   state it saw). */
(() => {
  "use strict";

  const root = document.querySelector("[data-ticks]");
  if (!root) return;
  const bar = root.querySelector("[data-bar]");
  const UNDO_MS = 10000;
  const LONGEST_WAIT_MS = 15000;
  const OUT = "You are signed out. Sign in again in another tab, then press Send now.";
  const REFUSED = "This was not taken. Sign in again in another tab, then press Send now. If it stays, " +
    "somebody else may have this group now: open the page again.";
  const LOST = "This could not be ticked. Open the page again to see how it stands.";
  const KINDS = { delivered: "done", missed: "late", short: "soon" };
  let queue = [];
  let flying = false;
  let failures = 0;
  let stopped = "";
  let held = false;  // something waits longer than a moment
  let last = null;
  let timer, undoTimer;

  const cookie = (name) =>
    document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.split("=")[1] ?? "";

  /* A page without https has no crypto.randomUUID. */
  function number() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  /* The same child may stand in two sessions of the page: a row is known by both numbers. */
  const rowOf = (url, place) =>
    [...root.querySelectorAll(`[data-row="${place}"]`)].find(
      (row) => row.querySelector("form.tick-do")?.getAttribute("action") === url);

  function stateOf(row) {
    return {
      outcome: row.dataset.outcome,
      version: Number(row.dataset.version),
      said: row.querySelector("[data-now]").textContent,
      by: row.querySelector("[data-by]").textContent,
      backHidden: row.querySelector('[data-tick="back"]').hidden,
    };
  }

  function show(row, state, told = "") {
    row.dataset.outcome = state.outcome;
    row.dataset.version = state.version;
    row.querySelector("[data-now]").textContent = state.said;
    row.querySelector("[data-by]").textContent = state.by;
    const kind = KINDS[state.outcome] ?? "plain";
    row.querySelector("[data-status]").className = `status status-${kind}`;
    row.querySelector("[data-status] .icon").className = `icon icon-${kind}`;
    row.querySelector('[data-tick="back"]').hidden = state.backHidden;
    const words = row.querySelector("[data-told]");
    words.textContent = told;
    words.hidden = !told;
    const hadFocus = row.contains(document.activeElement);
    row.querySelectorAll("details[open]").forEach((one) => { one.open = false; });
    row.querySelector(".tick-do").hidden = Boolean(state.outcome) && !root.hasAttribute("data-open");
    row.querySelector(".tick-after").hidden = !state.outcome;
    if (hadFocus) {
      const next = state.outcome ? '[data-tick="back"] button' : ".tick-do > button";
      row.querySelector(next).focus();
    }
    countWaiting(row.closest("[data-session]"));
  }

  function countWaiting(session) {
    const all = session.querySelector('[data-tick="all"]');
    if (all) all.hidden = session.querySelectorAll('[data-row][data-outcome=""]').length < 2;
  }

  function add(url, rows, facts, said) {
    const item = { url, tick: number(), facts, places: new Map(), before: new Map(), tried: false };
    for (const row of rows) {
      const before = stateOf(row);
      item.places.set(row.dataset.row, before.version);
      item.before.set(row.dataset.row, before);
      show(row, { outcome: facts.outcome, version: before.version + 1, said, by: "not sent yet",
        backHidden: false });
    }
    queue.push(item);
    return item;
  }

  function tap(form, button) {
    const url = form.getAttribute("action");
    const data = new FormData(form);
    const session = form.closest("[data-session]");
    const rows = form.dataset.tick === "all"
      ? [...session.querySelectorAll('[data-row][data-outcome=""]')]
      : [form.closest("[data-row]")];
    if (!rows.length) return;
    const facts = { outcome: "", reason: "", minutes: "0" };
    if (button?.name === "missed") Object.assign(facts, { outcome: "missed", reason: button.value });
    else if (form.dataset.tick !== "back") facts.outcome = button?.value || "delivered";
    let said = button?.dataset.said ?? "";
    if (facts.outcome === "short") {
      Object.assign(facts, { reason: data.get("reason"), minutes: data.get("minutes") });
      said += `, ${facts.minutes} minutes: ${form.elements.reason.selectedOptions[0].textContent}`;
    }
    last = add(url, rows, facts, said);
    sayLast(rows, facts.outcome ? said : "Taken back", [...last.before.values()]);
    send();
  }

  /* Undo makes nothing of something; what was something else before is changed, not undone. */
  function sayLast(rows, said, before) {
    const name = rows.length === 1
      ? rows[0].querySelector(".tick-name").textContent : `${rows.length} children`;
    bar.querySelector("[data-bar-said]").textContent = `${name}: ${said}`;
    bar.querySelector("[data-undo]").hidden = before.some((one) => one.outcome);
    clearTimeout(undoTimer);
    undoTimer = setTimeout(forget, UNDO_MS);
    showBar();
  }

  function forget() {
    last = null;
    const undo = bar.querySelector("[data-undo]");
    if (undo === document.activeElement) root.querySelector("h2 a, .tick-after:not([hidden]) button")?.focus({ preventScroll: true });
    undo.hidden = true;
    bar.querySelector("[data-bar-said]").textContent = "";
    showBar();
  }

  /* One that has not left is forgotten; one that may have arrived is taken back, or put as it was. */
  function undo() {
    const item = last;
    if (!item) return;
    forget();
    const rows = [...item.places.keys()].map((place) => rowOf(item.url, place));
    if (!item.tried) {
      queue = queue.filter((one) => one !== item);
      rows.forEach((row) => show(row, item.before.get(row.dataset.row)));
    } else {
      add(item.url, rows, { outcome: "", reason: "", minutes: "0" }, "");
    }
    send();
  }

  function showBar() {
    const unsent = queue.length;
    const words = bar.querySelector("[data-bar-unsent]");
    held = unsent > 0 && (held || failures > 0 || stopped !== "");
    words.hidden = !held;
    const said = held ? `Not sent yet: ${unsent}. ${stopped || "We keep trying."} Leave this page open.` : "";
    if (words.textContent !== said) words.textContent = said;
    bar.querySelector("[data-send]").hidden = !held;
    bar.hidden = !held && bar.querySelector("[data-undo]").hidden;
  }

  function body(item) {
    const marks = [...item.places].map(([place, version]) => `${place}:${version}`).join(",");
    return new URLSearchParams({ ...item.facts, tick: item.tick, marks, person: bar.dataset.person });
  }

  async function send() {
    clearTimeout(timer);
    if (flying || !queue.length || stopped) return showBar();
    flying = true;
    const item = queue[0];
    item.tried = true;
    let answer = null;
    try {
      answer = await fetch(item.url, {
        method: "POST",
        headers: { "X-CSRFToken": cookie("csrftoken"), Accept: "application/json" },
        body: body(item),
        redirect: "manual",
        keepalive: true,
        signal: AbortSignal.timeout(LONGEST_WAIT_MS),
      });
      const told = await answer.json().catch(() => null);
      landed(item, answer, told);
    } catch {
      failed();
    }
    flying = false;
    if (queue.length && !stopped && !failures) send();
    return showBar();
  }

  function landed(item, answer, told) {
    if (answer.ok && told?.marks) done(item, told);
    else if (answer.type === "opaqueredirect" || answer.status === 401) stopped = OUT;
    else if (answer.status === 403) stopped = REFUSED;
    else if (answer.status === 409) stopped = told?.words ?? OUT;
    else if (answer.status >= 500 || answer.status === 429 || answer.ok) failed();
    else drop(item, told?.words ?? LOST);
  }

  function failed() {
    failures += 1;
    timer = setTimeout(send, Math.min(60, 2 ** failures) * 1000);
  }

  function done(item, told) {
    failures = 0;
    queue = queue.filter((one) => one !== item);
    for (const place of told.clashes) withdraw(item.url, String(place));
    for (const mark of told.marks) {
      const row = rowOf(item.url, mark.place);
      const clash = told.clashes.includes(mark.place);
      if (!row || (waitsFor(item.url, mark.place) && !clash)) continue;
      const who = mark.by || "You";
      show(row, { ...mark, backHidden: !mark.is_of_today },
        clash ? `${who} changed this meanwhile. Your tap was not taken.` : "");
    }
  }

  const waitsFor = (url, place) =>
    queue.some((one) => one.url === url && one.places.has(String(place)));

  /* Later taps on a child of whom somebody else has said something: they had not seen it. */
  function withdraw(url, place) {
    queue.forEach((one) => { if (one.url === url) one.places.delete(place); });
    queue = queue.filter((one) => one.places.size);
  }

  function drop(item, words) {
    failures = 0;
    queue = queue.filter((one) => one !== item);
    for (const [place, before] of item.before) {
      withdraw(item.url, place);
      const row = rowOf(item.url, place);
      if (row) show(row, before, words);
    }
  }

  root.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-tick]");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    tap(form, event.submitter);
  });

  function again() {
    stopped = "";
    send();
  }

  bar.querySelector("[data-undo]").addEventListener("click", undo);
  bar.querySelector("[data-send]").addEventListener("click", again);
  window.addEventListener("online", again);
  window.addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });
  // Signed out in another tab: what waited here was not meant to outlive that.
  new BroadcastChannel("sendcase").addEventListener("message", (event) => {
    if (event.data !== "signed-out" || !queue.length) return;
    for (const item of [...queue].reverse()) drop(item, "Not sent before you signed out.");
    stopped = "";
    forget();
  });
})();
