/* The filters of the sidebar: what they are set to, and speakers found as they are typed. */
"use strict";

(() => {
  const { one, all, make, call, say } = onRecord;
  const form = () => one("#filters-form");
  const chosen = () => all("#chosen-speakers [data-name]").map((item) => item.dataset.name);

  /* The limits in the form that the server reads. */
  function read() {
    if (!form()) return {};
    return {
      since: form().elements.since.value || null,
      until: form().elements.until.value || null,
      sources: all("[name=source]:checked", form()).map((box) => box.value),
      speakers: chosen(),
      direct: form().elements.direct.checked,
    };
  }

  const isSet = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

  function drawActs() {
    if (!form()) return;
    const set = Object.values(read()).filter(isSet).length;
    one("#filters-count").textContent = set ? `${set} set` : "";
    one("#filters-clear").hidden = !set;
    const last = onRecord.keeping.turns().at(-1);
    const wasSet = Object.values(last?.answer?.constraints ?? {}).some(isSet);
    one("#filters-ask").hidden = !last || !(set || wasSet);
  }

  /* Draw the form for the collection as it is now; what is set stays set. */
  function draw(html) {
    const before = read();
    one("#filters-body").innerHTML = html;
    write(before);
    suggest(one("#speaker-search"), one("#speaker-list").parentElement, (name) => {
      add(name);
      one("#speaker-search").value = "";
    }, one("#speaker-list"));
    drawActs();
  }

  function write({ since, until, sources = [], speakers = [], direct = false }) {
    form().elements.since.value = since ?? "";
    form().elements.until.value = until ?? "";
    for (const box of all("[name=source]", form())) box.checked = sources.includes(box.value);
    one("#chosen-speakers").replaceChildren();
    speakers.forEach(add);
    form().elements.direct.checked = direct;
  }

  function add(name) {
    if (chosen().includes(name)) return;
    const item = make("span", { class: "pill", "data-name": name });
    item.append(make("bdi", {}, name),
      make("button", { type: "button", class: "remove", "aria-label": `Remove ${name}` }, "×"));
    one("#chosen-speakers").append(item);
    drawActs();
  }

  /* A limit that was taken away from an answer is taken away here too. */
  function forget(parts) {
    if (!form()) return;
    const now = read();
    if (parts.includes("window")) Object.assign(now, { since: null, until: null });
    for (const part of ["sources", "speakers"]) if (parts.includes(part)) now[part] = [];
    if (parts.includes("direct")) now.direct = false;
    write(now);
    drawActs();
  }

  /* Offer speakers of the registry under a box as their name is typed. */
  function suggest(box, parent, choose, list = null) {
    const choices = list ?? make("ul", { class: "choices", role: "listbox", "aria-label": "Speakers",
      id: "pill-speakers", hidden: "" });
    if (!list) {
      parent.append(choices);
      for (const [key, value] of Object.entries({ role: "combobox", "aria-expanded": "false",
        "aria-controls": "pill-speakers", "aria-autocomplete": "list" })) box.setAttribute(key, value);
    }
    let asked = 0;
    let at = -1;
    const options = () => all("[role=option]", choices);
    const shut = () => {
      choices.hidden = true;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
      at = -1;
    };
    const mark = (index) => {
      at = index;
      options().forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
      const option = options()[at];
      if (option) box.setAttribute("aria-activedescendant", option.id);
      option?.scrollIntoView({ block: "nearest" });
    };
    const take = (option) => {
      choose(option.dataset.name);
      shut();
    };
    box.addEventListener("input", async () => {
      asked += 1;
      const mine = asked;
      const found = box.value.trim() ? await call("speakers", box.value) : [];
      if (mine !== asked || !found) return;
      choices.replaceChildren(...found.map(([name, count], i) => {
        const option = make("li", { role: "option", "data-name": name, "aria-selected": "false",
          id: `${choices.id}-${i}` });
        option.append(make("bdi", {}, name), make("span", {}, ` ${count}`));
        return option;
      }));
      choices.hidden = found.length === 0;
      if (found.length) choices.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-expanded", String(found.length > 0));
      say(`${found.length} speakers`);
      at = -1;
    });
    box.addEventListener("keydown", (event) => {
      if (choices.hidden) {
        if (event.key === "Enter" && list) event.preventDefault();
        return;
      }
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by) {
        event.preventDefault();
        mark((at + by + options().length) % options().length);
      } else if (event.key === "Enter" && (at >= 0 || list)) {
        event.preventDefault();
        take(options()[Math.max(at, 0)]);
      } else if (event.key === "Escape") {
        event.stopPropagation();
        shut();
      }
    });
    choices.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      event.preventDefault();
      take(option);
    });
    box.addEventListener("blur", shut);
  }

  onRecord.filters = { read, draw, drawActs, forget, suggest };

  onRecord.part(() => {
    one("#filters-body").addEventListener("change", drawActs);
    one("#filters-body").addEventListener("submit", (event) => event.preventDefault());
    one("#filters-body").addEventListener("click", (event) => {
      const remove = event.target.closest("#chosen-speakers .remove");
      if (remove) {
        remove.parentElement.remove();
        drawActs();
      } else if (event.target.closest("#filters-clear")) {
        write({});
        drawActs();
      } else if (event.target.closest("#filters-ask")) {
        const number = onRecord.keeping.turns().length - 1;
        const { since, until, sources, speakers, direct } = read();
        onRecord.views.closeMenu();
        onRecord.asking.again(number, { window: [since, until], sources, speakers, direct });
      }
    });
  });
})();
