/* From a chip to its card, its article and its very words; and from one extract to the next. */
"use strict";

(() => {
  const { one, all, call, phone, still } = onRecord;
  // Extracts of views, by the key that their chips name as their turn.
  const lists = new Map();
  let opener = null;

  const sources = () => one("#sources .sources");
  const numbersOf = (element) => (element.dataset.numbers || "").split(" ").filter(Boolean);

  /* ---- the panel ---- */

  /* Show one extract in the panel: its article, its words, where it is among the rest. */
  function focusExtract(number, { go }) {
    const panel = sources();
    if (!panel?.dataset.turn) return;
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
    else one("#panel").scrollTo({ top: 0 });
  }

  /* Scroll to the words; to the title where they are in sight from there. */
  function showWords(mark, go) {
    const column = one("#panel");
    const top = mark.getBoundingClientRect().top - column.getBoundingClientRect().top;
    const place = column.scrollTop + top;
    const isNearTop = place < column.clientHeight * 0.6;
    column.scrollTo({
      top: isNearTop ? 0 : place - column.clientHeight * 0.3,
      behavior: go && !still.matches ? "smooth" : "auto",
    });
    if (go) mark.focus({ preventScroll: true });
  }

  /* Draw the panel of a turn, at its first extract or the one its HTML names. */
  function draw(html, { go = false } = {}) {
    one("#sources").innerHTML = html;
    const shown = sources();
    if (!shown?.dataset.turn) close();
    else focusExtract(shown.dataset.focus, { go });
  }

  async function bring(turn, focus, { go = false } = {}) {
    const listed = lists.get(String(turn));
    const kept = onRecord.keeping.turns()[turn];
    if (!listed && !kept) return;
    const got = listed
      ? await call("places", { key: turn, extracts: listed, focus })
      : await call("source", { turn: kept, number: Number(turn), focus });
    if (got) draw(got.html, { go });
  }

  /* Go to an extract in the panel, or bring its article there first. */
  function go(turn, number) {
    const panel = sources();
    const isThere = panel?.dataset.turn === turn
      && all("article.source", panel).some((article) => numbersOf(article).includes(number));
    return isThere ? focusExtract(number, { go: true }) : bring(turn, Number(number), { go: true });
  }

  function open(from) {
    opener = from;
    document.body.classList.add("panel-open");
    if (!phone.matches) return;
    for (const id of ["#talk", "#rail", "#topbar"]) one(id).inert = true;
  }

  function close() {
    document.body.classList.remove("panel-open");
    for (const id of ["#talk", "#rail", "#topbar"]) one(id).inert = false;
    if (opener?.isConnected) opener.focus();
    opener = null;
  }

  function clear() {
    close();
    one("#sources").innerHTML = "";
  }

  async function goTo(chip) {
    const { turn, number } = chip.dataset;
    hideCard();
    open(chip);
    await go(turn, number);
  }

  function step(by) {
    const panel = sources();
    if (!panel?.dataset.turn) return;
    const numbers = numbersOf(panel);
    const next = numbers[numbers.indexOf(panel.dataset.focus) + by];
    if (next) go(panel.dataset.turn, next);
  }

  /* ---- the card ---- */

  let shownCard = null;

  function hideCard() {
    if (shownCard) shownCard.hidden = true;
    shownCard = null;
  }

  function showCard(chip) {
    const card = document.getElementById(chip.getAttribute("aria-describedby"));
    if (!card || card === shownCard) return;
    hideCard();
    card.hidden = false;
    shownCard = card;
    const at = chip.getBoundingClientRect();
    const width = card.offsetWidth;
    const height = card.offsetHeight;
    const below = at.bottom + 8 + height < window.innerHeight;
    card.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - width - 8))}px`;
    card.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - height - 8)}px`;
  }

  /* ---- keys ---- */

  /* Arrows go through the chips of a turn, or through the extracts of the open panel. */
  function arrow(event) {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const isUpDown = event.key === "ArrowUp" || event.key === "ArrowDown";
    const chip = event.target.closest("button.chip");
    if (chip) {
      const chips = all("button.chip", chip.closest(".shape, .turn, #speakers"));
      const next = chips[chips.indexOf(chip) + by];
      if (!next) return;
      event.preventDefault();
      next.focus();
      if (document.body.classList.contains("panel-open") && !phone.matches) {
        focusIfShown(next);
      }
    } else if (!isUpDown && (event.target === document.body || event.target.closest("#panel"))) {
      event.preventDefault();
      step(by);
    }
  }

  function focusIfShown(chip) {
    const panel = sources();
    if (panel?.dataset.turn === chip.dataset.turn && !lists.has(chip.dataset.turn)) {
      focusExtract(chip.dataset.number, { go: false });
    }
  }

  onRecord.citations = { draw, bring, open, close, clear,
    list: (key, extracts) => lists.set(key, extracts) };

  onRecord.part(() => {
    document.addEventListener("click", (event) => {
      const chip = event.target.closest("button.chip");
      if (chip) return goTo(chip);
      const stepButton = event.target.closest(".sources-bar .step");
      if (stepButton) return step(Number(stepButton.dataset.step));
      const isOutside = phone.matches && !event.target.closest("#panel");
      if (event.target.closest(".sources-bar .close")) close();
      else if (isOutside && document.body.classList.contains("panel-open")) close();
    });
    one("#pages").addEventListener("mouseover", (event) => {
      const chip = event.target.closest("button.chip");
      if (chip) showCard(chip);
      else if (!event.target.closest(".card")) hideCard();
    });
    one("#pages").addEventListener("mouseleave", hideCard);
    one("#pages").addEventListener("focusin", (event) => {
      const chip = event.target.closest("button.chip");
      if (chip?.matches(":focus-visible")) showCard(chip);
      else hideCard();
    });
    one("#pages").addEventListener("focusout", hideCard);
    one("#pages").addEventListener("scroll", hideCard, { passive: true });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || one("#confirm").open) return;
      const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key === "Escape") {
        if (shownCard) hideCard();
        else if (isTyping) event.target.blur();
        else if (!onRecord.views.closeMenu()) close();
      } else if (event.key === "/" && !isTyping) {
        event.preventDefault();
        one("#question-box").focus();
      } else if (event.key.startsWith("Arrow") && !isTyping) {
        arrow(event);
      }
    });
  });
})();
