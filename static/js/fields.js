// Fields of a letter as chips: pressing one puts it where the cursor was. The list reads without.
// Enter in a box of “See it as a letter” shows the letter; elsewhere it saves, as without scripts.
(() => {
  "use strict";

  const form = document.querySelector("form.page-form");
  const list = document.querySelector("[data-fields]");
  if (!form || !list) return;
  const boxes = ["subject", "body", "slip"].map((name) => form.elements[name]).filter(Boolean);
  let last = form.elements.body;
  document.getElementById("preview").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    form.requestSubmit(document.querySelector("#preview [name=preview]"));
  });
  form.addEventListener("focusin", (event) => {
    if (boxes.includes(event.target)) last = event.target;
  });

  for (const code of list.querySelectorAll("[data-field]")) {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.textContent = code.textContent;
    chip.setAttribute("aria-label", `Put in ${code.textContent}`);
    chip.addEventListener("click", () => {
      last.setRangeText(chip.textContent, last.selectionStart, last.selectionEnd, "end");
      last.dispatchEvent(new Event("input", { bubbles: true }));
      last.focus();
    });
    code.replaceWith(chip);
  }
})();
