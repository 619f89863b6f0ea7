/* Conversations, kept in this browser: each under its own key, and a list of them. */
"use strict";

(() => {
  const { one, make, say, call, tell, confirm } = onRecord;
  const LIST = "onrecord.conversations";
  const CURRENT = "onrecord.current";
  const keyOf = (id) => `onrecord.conversation.${id}`;
  const fresh = () => ({ id: crypto.getRandomValues(new Uint32Array(2)).join("-"), name: "",
    turns: [] });

  let current = fresh();

  function read(key, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  const list = () => read(LIST, []).filter((item) => item && typeof item.id === "string");

  /* Write the current conversation; where the browser is full, the oldest other makes room. */
  function keep() {
    const rest = list().filter((item) => item.id !== current.id);
    const items = [{ id: current.id, name: current.name }, ...rest];
    for (;;) {
      try {
        localStorage.setItem(keyOf(current.id), JSON.stringify(current));
        localStorage.setItem(LIST, JSON.stringify(items));
        sessionStorage.setItem(CURRENT, current.id);
        break;
      } catch {
        const oldest = items.length > 1 ? items.pop() : null;
        if (!oldest) {
          tell("This browser keeps nothing more: export the conversation.");
          break;
        }
        localStorage.removeItem(keyOf(oldest.id));
        tell(`This browser was full: the conversation “${oldest.name}” was let go.`);
      }
    }
    draw();
  }

  function draw() {
    const rows = list().map((item) => {
      const row = make("li", { "data-id": item.id });
      const open = make("button", { type: "button", class: "open", dir: "auto" }, item.name);
      if (item.id === current.id) open.setAttribute("aria-current", "true");
      row.append(
        open,
        make("button", { type: "button", class: "rename", "aria-label": `Rename ${item.name}` }, "✎"),
        make("button", { type: "button", class: "delete", "aria-label": `Delete ${item.name}` }, "×"),
      );
      return row;
    });
    one("#conversations").replaceChildren(...rows);
    one("#no-conversations").hidden = rows.length > 0;
    one("#conversation-name").textContent = current.name;
  }

  /* Put a turn in its place; a conversation is named after its first question. */
  function put(number, turn, { isOpened = false } = {}) {
    if (!isOpened) onRecord.links.leave();
    current.turns[number] = turn;
    current.name ||= turn.question.trim().replace(/\s+/g, " ").slice(0, 70);
    keep();
    onRecord.views.show();
  }

  /* Begin a conversation, or one anew: that in which an address was opened before. */
  function begin(id = null) {
    current = fresh();
    if (list().some((item) => item.id === id)) current.id = id;
    one("#thread").replaceChildren();
    onRecord.citations.clear();
    onRecord.views.show("thread");
    draw();
  }

  async function open(id) {
    const found = read(keyOf(id), null);
    if (!found || !Array.isArray(found.turns)) return;
    onRecord.writing.stop("another conversation was opened");
    current = found;
    onRecord.links.leave();
    sessionStorage.setItem(CURRENT, id);
    draw();
    await show();
  }

  /* Draw the current conversation anew: articles may have changed or left meanwhile. */
  async function show() {
    onRecord.citations.clear();
    const got = current.turns.length
      ? await call("restored", { turns: current.turns, name: current.name })
      : { html: "" };
    if (!got) return;
    one("#thread").innerHTML = got.html;
    onRecord.views.show("thread");
    const last = current.turns.length - 1;
    if (last < 0) return;
    onRecord.citations.bring(last, 0);
    onRecord.suggesting.follow(one(`.turn[data-turn="${last}"]`));
  }

  function renew() {
    onRecord.writing.stop("another conversation was begun");
    sessionStorage.removeItem(CURRENT);
    onRecord.links.leave();
    begin();
    tell("");
    say("New conversation");
    one("#question-box").focus();
  }

  async function forget(id) {
    const item = list().find((other) => other.id === id);
    if (!item || !(await confirm(`Delete the conversation “${item.name}”?`, { yes: "Delete" }))) return;
    localStorage.removeItem(keyOf(id));
    localStorage.setItem(LIST, JSON.stringify(list().filter((other) => other.id !== id)));
    if (id === current.id) renew();
    else draw();
  }

  function rename(row) {
    const id = row.dataset.id;
    const before = list().find((item) => item.id === id)?.name ?? "";
    const box = make("input", { "aria-label": "Name of the conversation", maxlength: "70" });
    box.value = before;
    row.replaceChildren(box);
    box.focus();
    box.select();
    let isOver = false;
    const finish = (name) => {
      if (isOver) return;
      isOver = true;
      const kept = id === current.id ? current : read(keyOf(id), null);
      if (kept) {
        kept.name = name.trim() || before;
        localStorage.setItem(keyOf(id), JSON.stringify(kept));
        localStorage.setItem(LIST, JSON.stringify(
          list().map((item) => (item.id === id ? { ...item, name: kept.name } : item))));
      }
      draw();
      one(`#conversations [data-id="${CSS.escape(id)}"] .open`)?.focus();
    };
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") finish(box.value);
      if (event.key === "Escape") finish(before);
      event.stopPropagation();
    });
    box.addEventListener("blur", () => finish(box.value));
  }

  onRecord.keeping = {
    put, open, show, renew, begin,
    id: () => current.id,
    turns: () => current.turns,
    name: () => current.name,
  };

  onRecord.part(() => {
    one("#conversations").addEventListener("click", (event) => {
      const row = event.target.closest("li");
      if (event.target.closest(".open")) open(row.dataset.id).then(() => onRecord.views.closeMenu());
      else if (event.target.closest(".rename")) rename(row);
      else if (event.target.closest(".delete")) forget(row.dataset.id);
    });
    for (const id of ["#renew", "#renew-top"]) one(id).addEventListener("click", () => {
      onRecord.views.closeMenu();
      renew();
    });
    draw();
    const before = sessionStorage.getItem(CURRENT);
    if (before && !onRecord.links.wanted()) open(before);
  });
})();
