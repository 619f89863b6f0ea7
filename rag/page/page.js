/* What happens in the browser alone: going from an extract to its place and back. */
"use strict";

window.onRecord = (() => {
  const phone = window.matchMedia("(max-width: 900px)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let askForTurn = () => {};
  let opener = null;
  let goOn = false;

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const sources = () => document.querySelector("#sources .sources");
  const numbersOf = (element) => (element.dataset.numbers || "").split(" ").filter(Boolean);

  /* One status line for screen readers; the thread itself is redrawn at each turn. */
  function say(words) {
    let line = document.getElementById("spoken-status");
    if (!line) {
      line = document.createElement("p");
      line.id = "spoken-status";
      line.setAttribute("role", "status");
      document.body.append(line);
    }
    line.textContent = words;
  }

  /* Show one extract in the panel: its article, its words, where it is among the rest. */
  function focusExtract(number, { go }) {
    const panel = sources();
    if (!panel || !panel.dataset.turn) return;
    const numbers = numbersOf(panel);
    panel.dataset.focus = number;
    for (const article of all("article.source", panel)) {
      article.hidden = !numbersOf(article).includes(number);
    }
    const words = all("mark.cited", panel).filter((mark) => {
      const isHere = numbersOf(mark).includes(number);
      mark.classList.toggle("current", isHere);
      return isHere;
    });
    for (const chip of all("button.chip")) {
      const isHere = chip.dataset.turn === panel.dataset.turn && chip.dataset.number === number;
      chip.setAttribute("aria-pressed", String(isHere));
    }
    for (const at of all(".place .at", panel)) at.textContent = numbers.indexOf(number) + 1;
    for (const step of all(".step", panel)) {
      const next = numbers.indexOf(number) + Number(step.dataset.step);
      step.disabled = next < 0 || next >= numbers.length;
    }
    if (words.length) showWords(words[0], go);
  }

  /* Scroll to the words; to the title where they are in sight from there. */
  function showWords(mark, go) {
    const column = document.getElementById("panel");
    const top = mark.getBoundingClientRect().top - column.getBoundingClientRect().top;
    const place = column.scrollTop + top;
    const isNearTop = place < column.clientHeight * 0.6;
    column.scrollTo({
      top: isNearTop ? 0 : place - column.clientHeight * 0.3,
      behavior: go && !still.matches ? "smooth" : "auto",
    });
    if (go) mark.focus({ preventScroll: true });
  }

  function openPanel(chip) {
    opener = chip;
    document.body.classList.add("panel-open");
  }

  function closePanel() {
    document.body.classList.remove("panel-open");
    if (opener) opener.focus();
    opener = null;
  }

  function step(by) {
    const panel = sources();
    const numbers = numbersOf(panel);
    const next = numbers[numbers.indexOf(panel.dataset.focus) + by];
    if (next) focusExtract(next, { go: true });
  }

  function goTo(chip) {
    const { turn, number } = chip.dataset;
    openPanel(chip);
    if (sources()?.dataset.turn === turn) {
      focusExtract(number, { go: true });
    } else {
      goOn = true;
      askForTurn({ index: [Number(turn), Number(number)], value: "" });
    }
  }

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("button.chip");
    if (chip) return goTo(chip);
    const stepButton = event.target.closest(".sources-bar .step");
    if (stepButton) return step(Number(stepButton.dataset.step));
    const isOutside = phone.matches && !event.target.closest("#panel");
    if (event.target.closest(".sources-bar .close")) closePanel();
    else if (isOutside && document.body.classList.contains("panel-open")) closePanel();
  });

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      document.querySelector("#question textarea, #question input")?.focus();
    } else if (event.key === "Escape" && !isTyping) {
      closePanel();
    }
  });

  /* The thread was redrawn: bring its newest turn into view and say how it went. */
  function thread(element, trigger, watch) {
    askForTurn = (place) => trigger("select", place);
    watch("value", () => {
      const turn = all(".turn", element).at(-1);
      if (!turn) return say("");
      turn.scrollIntoView({ block: "start", behavior: still.matches ? "auto" : "smooth" });
      say(turn.dataset.outcome || "Searching the record");
      const panel = sources();
      if (panel?.dataset.focus) focusExtract(panel.dataset.focus, { go: false });
    });
  }

  /* The panel was redrawn, for a new answer or for a chip of an earlier one. */
  function panel(element, watch) {
    watch("value", () => {
      const shown = sources();
      const go = goOn;
      goOn = false;
      if (!shown?.dataset.turn) document.body.classList.remove("panel-open");
      else focusExtract(shown.dataset.focus, { go });
    });
  }

  return { thread, panel };
})();
