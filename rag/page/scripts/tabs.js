/* An answer in other ways: tabs above it, each drawn when it is first chosen. */
"use strict";

(() => {
  const { one, all, make, call, say } = onRecord;
  // What each turn on the page has shown: its views' extracts, so that a number stays its place's.
  const shown = new WeakMap();
  let asked = 0;

  const kept = (turn) => onRecord.keeping.turns()[Number(turn.dataset.turn)];
  const panelOf = (turn, view) => one(`.shape[data-view="${view}"]`, turn);

  function known(turn) {
    const numbers = new Map();
    for (const list of [kept(turn).answer.extracts, ...Object.values(shown.get(turn) ?? {})]) {
      for (const extract of list) numbers.set(extract.number, extract);
    }
    return [...numbers.values()];
  }

  /* Ask for a view and draw it; what stood there stays until it has come. */
  async function draw(turn, view, { by = "speaker", days = null } = {}) {
    const panel = panelOf(turn, view);
    const number = Number(turn.dataset.turn);
    if (!one(".shape-body", panel)) {
      panel.append(make("div", { class: "chart-place" }), make("div", { class: "shape-body" }));
      one(".shape-body", panel).append(make("p", { class: "working" }, "Looking…"));
    }
    asked += 1;
    const mine = asked;
    panel.dataset.asked = mine;
    panel.setAttribute("aria-busy", "true");
    const got = await call("view", { turn: kept(turn), number, view, by, days,
      known: known(turn) });
    if (panel.dataset.asked !== String(mine)) return;
    panel.removeAttribute("aria-busy");
    if (!got) {
      one(".working", panel)?.replaceWith(make("p", { class: "nothing" }, "It could not be drawn."));
      return;
    }
    shown.set(turn, { ...shown.get(turn), [view]: [...(shown.get(turn)?.[view] ?? []),
      ...got.extracts] });
    onRecord.citations.list(got.key, got.extracts);
    one(".shape-body", panel).innerHTML = got.html;
    panel.dataset.by = by;
    say(got.said);
    if (view === "timeline" && !days) {
      const place = one(".chart-place", panel);
      if (one(".chart", place)) one(".chart", place).clear();
      else {
        await onRecord.chart.draw(place, got.chart,
          (bar) => draw(turn, view, { days: bar ? [bar.start, bar.end] : null }));
      }
    }
  }

  /* Show a view of a turn. */
  async function show(turn, view, { by } = {}) {
    const tabs = all('[role="tab"]', turn);
    if (!tabs.length) return;
    for (const tab of tabs) {
      const isOn = tab.dataset.view === view;
      tab.setAttribute("aria-selected", String(isOn));
      tab.setAttribute("tabindex", isOn ? "0" : "-1");
      panelOf(turn, tab.dataset.view).hidden = !isOn;
    }
    turn.dataset.view = view;
    const panel = panelOf(turn, view);
    const isOther = by && by !== panel.dataset.by;
    if (view === "answer" || (one(".shape-body", panel) && !isOther)) return;
    // Whoever asks what one person said sees nobody beside them: then by outlet.
    const isOne = kept(turn).answer.query.speakers.length === 1;
    await draw(turn, view, { by: by ?? (isOne ? "source" : "speaker") });
  }

  /* What a link is to open: the view that is shown, and what its columns are. */
  function state(turn) {
    const view = turn.dataset.view ?? "answer";
    return { view, by: panelOf(turn, view)?.dataset.by || "speaker" };
  }

  onRecord.tabs = { show, state };

  onRecord.part(() => {
    one("#thread").addEventListener("click", (event) => {
      const { target } = event;
      const turn = target.closest(".turn");
      const tab = target.closest('[role="tab"]');
      const by = target.closest("[data-by]");
      if (tab) show(turn, tab.dataset.view);
      else if (by?.closest(".by-choice")) {
        draw(turn, "sides", { by: by.dataset.by }).then(() =>
          one(`.by-choice [data-by="${by.dataset.by}"]`, turn)?.focus());
      } else if (target.closest(".all-days") && turn) {
        draw(turn, "timeline");
        one(".chart [tabindex='0']", turn)?.focus();
      }
    });
    one("#thread").addEventListener("keydown", (event) => {
      const tab = event.target.closest('[role="tab"]');
      if (!tab) return;
      const tabs = all('[role="tab"]', tab.parentElement);
      const at = tabs.indexOf(tab);
      const next = { ArrowRight: tabs[(at + 1) % tabs.length], Home: tabs[0], End: tabs.at(-1),
        ArrowLeft: tabs.at(at - 1) }[event.key];
      if (!next) return;
      event.preventDefault();
      event.stopPropagation();
      next.focus();
      show(next.closest(".turn"), next.dataset.view);
    });
  });
})();
