/* Questions to go on with, under an answer, once it stands. */
"use strict";

(() => {
  const { one, make, desk } = onRecord;

  /* Ask for them quietly: an answer without them is whole. */
  async function follow(turn) {
    const kept = onRecord.keeping.turns()[Number(turn.dataset.turn)];
    if (!kept || kept.answer.abstained) return;
    const got = await desk.server.follow_ups(kept);
    if (!got.html || !turn.isConnected) return;
    one(".follow-ups", turn)?.remove();
    const place = make("section", { class: "follow-ups", "aria-label": "Go on with" });
    place.innerHTML = got.html;
    turn.append(place);
  }

  onRecord.suggesting = { follow };

  onRecord.part(() => {
    one("#thread").addEventListener("click", (event) => {
      const { question, view } = event.target.closest(".follow-up")?.dataset ?? {};
      if (question) onRecord.asking.send(question, { view });
    });
  });
})();
