/* Asking: the box, the wait, stopping, the answer in its place, asking again. */
"use strict";

(() => {
  const { desk, one, all, make, say, tell, still } = onRecord;
  // A question leans on the turns before it, seldom on those long ago.
  const MOST_TURNS = 6;
  // What was asked when the page was lost comes back to the box.
  const ASKING = "onrecord.asking";
  let ticket = 0;
  let waiting = null;

  const box = () => one("#question-box");
  const turns = () => onRecord.keeping.turns();

  /* Grow the box with its words, up to six lines. */
  function fit() {
    box().style.height = "auto";
    box().style.height = `${Math.min(box().scrollHeight, 160)}px`;
  }

  function setBusy(isBusy) {
    one("#ask-button").hidden = isBusy;
    one("#stop-button").hidden = !isBusy;
    one("#thread").setAttribute("aria-busy", String(isBusy));
  }

  function showPending(question, number) {
    const pending = make("article", { class: "turn pending" });
    pending.append(make("h2", { class: "question", dir: "auto" }, question.trim()),
      make("p", { class: "working" }, "Searching the record…"));
    const before = one(`.turn[data-turn="${number}"]`);
    if (before) {
      before.classList.add("waiting");
      before.setAttribute("aria-busy", "true");
      return null;
    }
    one("#thread").append(pending);
    return pending;
  }

  /* Bring a turn to the top; the first one with the bar above it. */
  function bring(element) {
    const bar = one("#conversation-bar");
    const target = element.matches(":first-child") && !bar.hidden ? bar : element;
    target.scrollIntoView({ block: "start", behavior: still.matches ? "auto" : "smooth" });
  }

  /* Send a question: a new one at the end, or a turn again with what a person changed. */
  function send(question, { number = turns().length, edit = null, view = "answer" } = {}) {
    stop();
    onRecord.writing.stop("another question was asked");
    tell("");
    ticket += 1;
    const again = edit ? turns()[number] : null;
    waiting = { ticket, number, question, pending: showPending(question, number), isNew: !edit,
      view };
    onRecord.views.show("thread");
    if (waiting.pending) bring(waiting.pending);
    setBusy(true);
    if (waiting.isNew) sessionStorage.setItem(ASKING, question);
    say("Searching the record");
    desk.trigger("submit", {
      ticket, number, question, edit, again,
      turns: turns().slice(Math.max(0, number - MOST_TURNS), number),
      constraints: onRecord.filters.read(),
      write: onRecord.writing.isWanted(),
      reword: onRecord.writing.isReworded(),
    });
  }

  /* Let go of the question that is being answered: its answer is not shown when it comes. */
  function stop() {
    if (!waiting) return;
    const { pending, question, number, isNew } = waiting;
    waiting = null;
    sessionStorage.removeItem(ASKING);
    pending?.remove();
    const turn = one(`.turn[data-turn="${number}"]`);
    turn?.classList.remove("waiting");
    turn?.removeAttribute("aria-busy");
    setBusy(false);
    onRecord.views.show();
    if (isNew && !box().value) box().value = question;
    fit();
    say("Stopped");
  }

  function receive(reply) {
    if (!waiting || (reply.ticket !== null && reply.ticket !== waiting.ticket)) return;
    const { number, pending, question, isNew, view } = waiting;
    if (reply.problem) {
      stop();
      if (isNew) box().value = question;
      tell(reply.problem);
      fit();
      return;
    }
    waiting = null;
    sessionStorage.removeItem(ASKING);
    setBusy(false);
    const drawn = document.createElement("template");
    drawn.innerHTML = reply.html;
    const turn = drawn.content.firstElementChild;
    (pending ?? one(`.turn[data-turn="${number}"]`)).replaceWith(turn);
    onRecord.citations.draw(reply.sources);
    onRecord.keeping.put(number, reply.turn);
    onRecord.filters.drawActs();
    if (pending) bring(turn);
    onRecord.writing.begin(number, reply.turn);
    say(turn.dataset.outcome);
    onRecord.tabs.show(turn, view);
    onRecord.suggesting.follow(turn);
  }

  /* The question as a box of its own: Enter asks it again in its place. */
  function editQuestion(turn) {
    const number = Number(turn.dataset.turn);
    const heading = one(".question", turn);
    const area = make("textarea", { class: "requestion", "aria-label": "Your question, edited",
      rows: "2" });
    area.value = heading.textContent;
    heading.replaceWith(area);
    const button = one(".reask", turn);
    button.hidden = true;
    area.focus();
    area.select();
    const giveUp = () => {
      area.replaceWith(heading);
      button.hidden = false;
    };
    area.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        giveUp();
        button.focus();
      } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        const question = area.value;
        giveUp();
        if (question.trim()) {
          heading.textContent = question;
          send(question, { number });
        }
      }
    });
  }

  /* Extracts in another order keep their numbers. */
  function order(button) {
    const turn = button.closest(".turn");
    const list = one(".extracts", turn);
    const byDate = button.dataset.order === "date";
    const number = (item) => Number(item.dataset.number);
    const day = (item) => item.dataset.day || "9999";
    const sorted = all(":scope > .extract", list).sort((a, b) =>
      (byDate ? day(a).localeCompare(day(b)) : 0) || number(a) - number(b));
    list.append(...sorted);
    for (const other of all("button", button.parentElement)) {
      other.setAttribute("aria-pressed", String(other === button));
    }
  }

  onRecord.asking = {
    send,
    again: (number, edit) => send(turns()[number].question, { number, edit }),
  };

  onRecord.part(() => {
    onRecord.on("reply", receive);
    box().value = sessionStorage.getItem(ASKING) ?? "";
    sessionStorage.removeItem(ASKING);
    one("#ask").addEventListener("submit", (event) => {
      event.preventDefault();
      const question = box().value;
      box().value = "";
      fit();
      send(question);
    });
    box().addEventListener("input", fit);
    box().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      one("#ask").requestSubmit();
    });
    one("#stop-button").addEventListener("click", () => {
      stop();
      box().focus();
    });
    one("#pages").addEventListener("click", (event) => {
      const example = event.target.closest("button.example");
      if (example) return send(example.dataset.question, { view: example.dataset.view });
      const edit = event.target.closest("button.reask");
      if (edit) return editQuestion(edit.closest(".turn"));
      const sort = event.target.closest(".order button");
      if (sort) order(sort);
    });
    fit();
  });
})();
