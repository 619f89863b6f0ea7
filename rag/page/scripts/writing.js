/* What a language model writes of an answer: asked for once the extracts stand, shown sentence
   by sentence in the space kept free for it. */
"use strict";

(() => {
  const { desk, one, all, say } = onRecord;
  // Whether a visitor turned the writer off; otherwise it writes where one is set.
  const OFF = "onrecord.writer-off";
  let ticket = 0;
  let current = null;

  const control = () => one("#writer-on");
  const isOffered = () => !one("#writer-switch").hidden;
  const isWanted = () => isOffered() && control().checked;
  const isReworded = () => isOffered() && one("#reword-on").checked;
  const boxOf = (number) => one(`.turn[data-turn="${number}"] .wrote`);

  /* Offer the writer that is set, in the words of the server; none where there is none. */
  function offer(words) {
    one("#writer-switch").hidden = !words;
    one("#writer-switch span").textContent = words;
    control().checked = localStorage.getItem(OFF) === null;
  }

  /* Have a turn written of, where its answer keeps space free for that. */
  function begin(number, turn) {
    stop("another question was asked");
    const box = boxOf(number);
    if (box?.dataset.state !== "awaiting") return;
    ticket += 1;
    const key = crypto.getRandomValues(new Uint32Array(4)).join("-");
    current = { key, ticket, number, turn, prose: null };
    desk.trigger("apply", { key, ticket, number, turn });
  }

  /* Let go of what is being written; what was checked before stays. */
  function stop(why) {
    if (!current) return;
    const { key, number, turn, prose } = current;
    current = null;
    onRecord.call("hush", key);
    if (prose) onRecord.keeping.put(number, { ...turn, prose: { ...prose, fault: `stopped: ${why}` } });
    end(boxOf(number), `Stopped: ${why}. The answer stands without it.`);
  }

  function end(box, words = "") {
    if (!box) return;
    box.dataset.state = "over";
    one(".hush", box)?.remove();
    if (words) one(".foot-line", box).textContent = words;
    const list = one(".sentences", box);
    if (list.scrollHeight <= list.clientHeight + 1) return;
    const more = onRecord.make("button", { type: "button", class: "unfold plain" }, "Show all of it");
    one(".by", box).append(more);
  }

  function receive(message) {
    if (!current || (message.ticket !== null && message.ticket !== current.ticket)) return;
    const { number, turn } = current;
    const box = boxOf(number);
    if (message.problem || !box) {
      current = null;
      end(box, message.problem ? `No summary: ${message.problem}.` : "");
      return;
    }
    const list = one(".sentences", box);
    for (const html of message.sentences.slice(all(".sentence", list).length)) {
      list.insertAdjacentHTML("beforeend", html);
    }
    one(".foot-line", box).innerHTML = message.foot;
    one(`.turn[data-turn="${number}"] .refused`).innerHTML = message.refused;
    current.prose = message.prose;
    if (!message.over) return;
    current = null;
    onRecord.keeping.put(number, { ...turn, prose: message.prose });
    end(box);
    say("The summary is complete");
  }

  onRecord.writing = { isWanted, isReworded, offer, begin, stop };

  onRecord.part(() => {
    onRecord.on("prose", receive);
    control().addEventListener("change", () => {
      if (control().checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "yes");
      if (!control().checked) stop("the writer was turned off");
    });
    one("#pages").addEventListener("click", (event) => {
      if (event.target.closest(".hush")) stop("you stopped it");
      const unfold = event.target.closest(".unfold");
      if (!unfold) return;
      unfold.closest(".wrote").dataset.state = "kept";
      unfold.remove();
    });
  });
})();
