/* What was understood: pills that are changed or taken away, and ways out of silence. */
"use strict";

(() => {
  const { one, all, make } = onRecord;
  const numberOf = (element) => Number(element.closest(".turn").dataset.turn);
  const EMPTY = { speaker: "", topic: "", window: [null, null], sources: [], speakers: [],
    direct: false };

  function again(element, edit) {
    const number = numberOf(element);
    onRecord.filters.forget(Object.keys(edit));
    onRecord.asking.again(number, edit);
  }

  /* ---- a pill that is being edited ---- */

  function close(form) {
    const pill = form.pill;
    form.remove();
    pill.hidden = false;
    one(".edit", pill)?.focus();
  }

  function edit(pill) {
    const open = one("form.pill-form");
    if (open) close(open);
    const { part, value } = pill.dataset;
    const form = make("form", { class: "pill-form", "aria-label": `Change the ${part}` });
    form.pill = pill;
    const fields = { speaker: words, topic: words, window: days, sources: outlets }[part];
    const read = fields(form, part, value);
    form.append(make("button", { class: "apply" }, "Ask again"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      again(form, { [part]: read() });
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close(form);
    });
    pill.hidden = true;
    pill.after(form);
    one("input, select", form).focus();
  }

  function words(form, part, value) {
    const label = part === "speaker" ? "Speaker" : "About";
    const box = make("input", { type: "text", "aria-label": label, maxlength: "300" });
    box.value = value;
    form.append(box);
    if (part === "speaker") onRecord.filters.suggest(box, form, (name) => { box.value = name; });
    return () => box.value;
  }

  function days(form, part, value) {
    const [since, until] = JSON.parse(value);
    const boxes = [["from", since], ["to", until]].map(([name, day]) => {
      const label = make("label", {}, name);
      const box = make("input", { type: "date" });
      box.value = day ?? "";
      label.append(box);
      form.append(label);
      return box;
    });
    return () => boxes.map((box) => box.value || null);
  }

  function outlets(form, part, value) {
    const chosen = JSON.parse(value);
    const select = make("select", { "aria-label": "Outlet", multiple: "", size: "5" });
    for (const box of all("#filters-form [name=source]")) {
      const option = make("option", { value: box.value }, box.value);
      option.selected = chosen.includes(box.value);
      select.append(option);
    }
    form.append(select);
    return () => [...select.selectedOptions].map((option) => option.value);
  }

  onRecord.part(() => {
    one("#thread").addEventListener("click", (event) => {
      const { target } = event;
      const pill = target.closest(".pill");
      if (pill && target.closest(".remove")) again(pill, { [pill.dataset.part]: EMPTY[pill.dataset.part] });
      else if (pill && target.closest(".edit")) edit(pill);
      else if (target.closest(".as-typed")) again(target, { as_typed: true });
      else if (target.closest(".way")) again(target, JSON.parse(target.closest(".way").dataset.edit));
    });
  });
})();
