// Small comforts. Every page works without this file.
(() => {
  "use strict";

  const page = document;

  function focusErrors(root) {
    const summary = root.querySelector("[data-focus]");
    if (summary) summary.focus();
  }

  // Too long is said while typing; nothing is ever cut.
  function countLetters(box) {
    const longest = Number(box.dataset.longest);
    const length = [...box.value].length;
    let words = box.parentNode.querySelector(".too-long");
    if (length < longest * 0.9) {
      if (words) words.textContent = "";
      return;
    }
    if (!words) {
      words = page.createElement("p");
      words.className = "too-long";
      words.setAttribute("role", "status");
      box.after(words);
    }
    const left = longest - length;
    words.toggleAttribute("data-over", left < 0);
    words.textContent = left < 0
      ? `${-left} characters too many`
      : `You can write ${left} more characters`;
  }

  page.addEventListener("input", (event) => {
    if (event.target.dataset && event.target.dataset.longest) countLetters(event.target);
    // A gap in braces, from the target bank: the box is marked until it is filled.
    if (event.target.dataset && event.target.dataset.gaps) {
      event.target.dataset.gaps = /\{[^{}\n]{1,40}\}/.test(event.target.value) ? "open" : "filled";
    }
  });

  // One press is one press: the second is held back for a moment (the server sends once anyway).
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 3000);
  });

  // Signing out in one tab: pages in others forget what they hold (ticks.js).
  page.addEventListener("submit", (event) => {
    if (event.target.matches(".me-menu form")) {
      new BroadcastChannel("sendcase").postMessage("signed-out");
    }
  });

  page.addEventListener("click", (event) => {
    const menu = page.querySelector(".me[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
    const add = event.target.closest("[data-add-row]");
    if (add && addRow(add.closest("[data-formset]"), add)) event.preventDefault();
  });

  page.addEventListener("keydown", (event) => {
    const menu = page.querySelector(".me[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // Scanned before the slip on the page is recorded: the scanner's Enter must not record this
  // slip unseen and lose the other. Nobody types letters on a tick box by hand.
  let scanned = 0;
  page.addEventListener("keydown", (event) => {
    if (!event.target.closest("[data-one-slip]")) return;
    if (!event.target.matches("[type=checkbox], [type=radio], button")) return;
    if (event.key === "Enter" && scanned > 2) {
      event.preventDefault();
      const early = page.querySelector("[data-next-too-early]");
      early.textContent = early.dataset.nextTooEarly;
    }
    if (event.key === " " && scanned) event.preventDefault();
    else if (event.key.length === 1 && event.key !== " ") scanned += 1;
    else if (event.key !== "Shift") scanned = 0;
  });

  function addRow(formset, before) {
    const total = formset.querySelector(`[name="${formset.dataset.formset}-TOTAL_FORMS"]`);
    const empty = formset.querySelector("template[data-empty-row]");
    if (!total || !empty) return false;
    const number = Number(total.value);
    const copy = page.createElement("div");
    copy.append(empty.content.cloneNode(true));
    copy.innerHTML = copy.innerHTML
      .replaceAll("__prefix__", number)
      .replaceAll("__number__", number + 1);
    const row = copy.firstElementChild;
    before.before(row);
    total.value = number + 1;
    const first = row.querySelector("input:not([type=hidden]), textarea, select");
    if (first) first.focus();
    return true;
  }

  // Signed out when idle: say so five minutes before, and keep what was typed.
  const idleMinutes = Number(page.body.dataset.idleMinutes);
  const dialog = page.getElementById("still-there");
  let heardAt = Date.now();

  function heard() {
    heardAt = Date.now();
    if (dialog && dialog.open && !dialog.hasAttribute("data-out")) dialog.close();
  }

  function show(part) {
    for (const [name, on] of [["before", !part], ["after", part], ["stay", !part], ["return", part]]) {
      dialog.querySelector(`[data-${name}]`).hidden = !on;
    }
    dialog.toggleAttribute("data-out", part);
    if (!dialog.open) dialog.showModal();
  }

  function watchIdle() {
    if (!dialog.isConnected) return; // HTMX has put the sign-in page in place of this one
    const idle = (Date.now() - heardAt) / 60000;
    if (idle >= idleMinutes) {
      show(true);
    } else if (idle >= idleMinutes - 5 && !dialog.open) {
      const end = new Date(heardAt + idleMinutes * 60000);
      dialog.querySelector("[data-when]").textContent = end.toLocaleTimeString("en-GB", {
        hour: "2-digit", minute: "2-digit", timeZone: "Europe/London",
      });
      show(false);
    }
  }

  if (dialog && idleMinutes) {
    setInterval(watchIdle, 15000);
    page.addEventListener("htmx:afterRequest", heard);
    // A kept form is saved while typing (drafts.js): the server hears from us.
    page.addEventListener("input", (event) => {
      if (event.target.form && event.target.form.dataset.isKept) heard();
    });
    dialog.querySelector("[data-stay]").addEventListener("click", () => {
      fetch("/?still-here=1", { method: "HEAD", redirect: "manual" }).then(heard, () => {});
      dialog.close();
    });
    dialog.querySelector("[data-return]").addEventListener("click", () => {
      if (page.querySelector("form.page-form")) {
        dialog.removeAttribute("data-out");
        dialog.close();
        heardAt = Infinity;
      } else {
        location.reload();
      }
    });
    // Escape must not uncover the page once signed out.
    dialog.addEventListener("cancel", (event) => {
      if (dialog.hasAttribute("data-out")) event.preventDefault();
    });
  }

  // Find a pupil: what was found lies under the box. Arrow keys walk through its links, Escape
  // and leaving close it, and Enter in the box opens the whole list.
  const find = page.querySelector("[data-find]");

  function closeFound() {
    const list = page.getElementById("found-pupils");
    if (list.firstChild) list.replaceChildren();
    find.querySelector("[data-find-said]").textContent = "";
  }

  function walkFound(event) {
    const stops = [find.querySelector("input"), ...find.querySelectorAll("#found-pupils a")];
    const here = stops.indexOf(page.activeElement);
    if (event.key === "Escape" && stops.length > 1) {
      event.preventDefault();
      closeFound();
      stops[0].focus();
    } else if (here >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  }

  if (find) {
    find.addEventListener("keydown", walkFound);
    find.addEventListener("input", (event) => {
      if (event.target.value.trim().length < 2) closeFound();
    });
    find.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !find.contains(event.relatedTarget)) closeFound();
    });
    page.addEventListener("click", (event) => {
      if (!find.contains(event.target)) closeFound();
    });
    page.addEventListener("htmx:beforeSwap", (event) => {
      const box = find.querySelector("input");
      // An answer that comes late, for words no longer there, is dropped.
      if (event.target.id === "found-pupils" && box.value.trim().length < 2) {
        event.detail.shouldSwap = false;
      }
    });
    page.addEventListener("htmx:afterSwap", (event) => {
      if (event.target.id !== "found-pupils") return;
      const words = event.target.querySelector("[data-said]");
      find.querySelector("[data-find-said]").textContent = words ? words.textContent : "";
    });
  }

  // "Set all": every select with data-sets says which inputs of its form get its value.
  function setAll(form) {
    let number = 0;
    for (const select of form.querySelectorAll("select[data-sets]")) {
      if (!select.value) continue;
      for (const box of form.querySelectorAll(`[name$="${select.dataset.sets}"]`)) {
        if (box.type === "radio") box.checked = box.value === select.value;
        else box.value = select.value;
        number += 1;
      }
    }
    if (number) form.dispatchEvent(new Event("input", { bubbles: true }));
    return number > 0;
  }

  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-set-all]");
    if (button && setAll(button.form)) event.preventDefault();
  });

  page.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));
  focusErrors(page);
})();
