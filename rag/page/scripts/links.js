/* Permanent addresses: copied from an answer, and opened when the page is come to by one. */
"use strict";

(() => {
  const { one, make, call, say } = onRecord;
  // Loading the page anew opens its address in the same conversation, not in one more.
  const OPENED = "onrecord.opened";

  /* The address's question, where the page was come to by one; names with __ are Gradio's. */
  function wanted() {
    const names = [...new URLSearchParams(window.location.search).keys()];
    return names.some((name) => !name.startsWith("__")) ? window.location.search : "";
  }

  /* What is shown is no longer what the address says: take it off. */
  function leave() {
    if (wanted()) window.history.replaceState(null, "", window.location.pathname);
  }

  async function copy(button) {
    const turn = button.closest(".turn");
    const number = Number(turn.dataset.turn);
    const got = await call("link", { turn: onRecord.keeping.turns()[number], number,
      ...onRecord.tabs.state(turn) });
    if (!got) return;
    const { origin, pathname } = window.location;
    await onRecord.taking.toClipboard(`${origin}${pathname}?${got.address}`);
    const before = button.textContent;
    button.textContent = "Link copied";
    say("Link copied");
    setTimeout(() => { button.textContent = before; }, 1600);
  }

  async function open() {
    const search = wanted();
    one("#thread").append(make("p", { class: "working" }, "Opening the link…"));
    onRecord.views.show("thread");
    const got = await call("opened", search);
    one("#thread").replaceChildren();
    if (!got) {
      leave();
      onRecord.keeping.begin();
      return;
    }
    const before = JSON.parse(sessionStorage.getItem(OPENED) ?? "{}");
    onRecord.keeping.begin(before.search === search ? before.id : null);
    one("#thread").innerHTML = got.html;
    const turn = one("#thread .turn");
    one(".pills", turn).insertAdjacentHTML("afterend", got.changes);
    for (const number of got.new) {
      const facts = one(`.extract[data-number="${number}"] .provenance`, turn);
      facts?.append(make("span", { class: "fresh" }, "new since this link was made"));
    }
    onRecord.citations.draw(got.sources);
    onRecord.keeping.put(0, got.turn, { isOpened: true });
    sessionStorage.setItem(OPENED, JSON.stringify({ search, id: onRecord.keeping.id() }));
    onRecord.filters.drawActs();
    say(turn.dataset.outcome);
    await onRecord.tabs.show(turn, got.view, { by: got.by });
    onRecord.suggesting.follow(turn);
  }

  onRecord.links = { wanted, leave };

  onRecord.part(() => {
    one("#thread").addEventListener("click", (event) => {
      const button = event.target.closest(".copy-link");
      if (button) copy(button);
    });
    if (wanted()) open();
  });
})();
