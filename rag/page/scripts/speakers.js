/* Who speaks: the table, and one speaker's statements, from which one can go on to ask. */
"use strict";

(() => {
  const { one, make, call, say } = onRecord;
  const look = { words: "", about: "", order: "statements", offset: 0 };
  const at = { name: "", about: "", days: null, known: [] };
  let asked = 0;

  const TABLE = `
    <h2 id="speakers-heading" tabindex="-1">Speakers</h2>
    <div class="table-bar">
      <input type="search" id="speakers-search" placeholder="Search names and roles"
        aria-label="Search names and roles">
      <input type="search" id="speakers-about" placeholder="who spoke about…"
        aria-label="Who spoke about a topic">
    </div>
    <div id="speakers-table" aria-live="polite"></div>`;

  const ONE = `
    <button type="button" class="back plain">← All speakers</button>
    <div class="portrait"></div>
    <form class="ask-speaker">
      <label for="speaker-topic" class="unseen">Topic</label>
      <input type="text" id="speaker-topic" placeholder="about…" maxlength="200">
      <button type="submit" class="ask-said">Ask</button>
    </form>
    <div class="chart-place"></div>
    <div class="shape-body"></div>`;

  const place = () => one("#speakers");

  async function open() {
    place().innerHTML = TABLE;
    one("#speakers-search").value = look.words;
    one("#speakers-about").value = look.about;
    onRecord.views.show("speakers");
    onRecord.citations.clear();
    await draw();
    one("#pages").scrollTo({ top: 0 });
    one("#speakers-search")?.focus();
  }

  async function draw() {
    asked += 1;
    const mine = asked;
    const got = await call("speaker_table", look);
    if (!got || mine !== asked || !one("#speakers-table")) return;
    one("#speakers-table").innerHTML = got.html;
  }

  /* ---- one speaker ---- */

  async function meet(name, about = "") {
    Object.assign(at, { name, about, days: null, known: [] });
    place().innerHTML = ONE;
    onRecord.views.show("speakers");
    onRecord.citations.clear();
    one(".shape-body", place()).append(make("p", { class: "working" }, "Looking…"));
    one("#pages").scrollTo({ top: 0 });
    await list();
    one("#speakers-heading")?.focus();
  }

  /* List the statements of the days that are chosen; the chart stays as it is. */
  async function list() {
    asked += 1;
    const mine = asked;
    const got = await call("speaker", at);
    if (!got || mine !== asked || !one(".portrait", place())) return;
    one(".portrait", place()).innerHTML = got.portrait;
    if (!at.known.length) at.known = got.extracts;
    onRecord.citations.list(got.key, got.extracts);
    one(".shape-body", place()).innerHTML = got.html;
    one("#speaker-topic").value = at.about;
    one(".ask-said", place()).textContent = `Ask what ${at.name} said`;
    say(got.said);
    if (at.days) return;
    const chart = one(".chart-place", place());
    if (one(".chart", chart)) one(".chart", chart).clear();
    else await onRecord.chart.draw(chart, got.chart, choose);
  }

  function choose(bar) {
    at.days = bar ? [bar.start, bar.end] : null;
    list();
  }

  function ask() {
    const about = one("#speaker-topic").value.trim();
    onRecord.keeping.renew();
    onRecord.asking.send(`What did ${at.name} say${about ? ` about ${about}` : ""}?`);
  }

  onRecord.part(() => {
    one("#to-speakers").addEventListener("click", () => {
      onRecord.views.closeMenu();
      open();
    });
    place().addEventListener("click", (event) => {
      const { target } = event;
      const order = target.closest("[data-order]");
      const page = target.closest("[data-offset]");
      const name = target.closest(".open-speaker");
      const topic = target.closest("[data-about]");
      if (target.closest(".back")) open();
      else if (name) meet(name.dataset.name, look.about.trim());
      else if (target.closest(".all-days")) choose(null);
      else if (topic) meet(at.name, topic.dataset.about === at.about ? "" : topic.dataset.about);
      else if (order || page) {
        if (order) Object.assign(look, { order: order.dataset.order, offset: 0 });
        else look.offset = Number(page.dataset.offset);
        draw();
      }
    });
    place().addEventListener("input", (event) => {
      const part = { "speakers-search": "words", "speakers-about": "about" }[event.target.id];
      if (!part) return;
      Object.assign(look, { [part]: event.target.value, offset: 0 });
      draw();
    });
    place().addEventListener("submit", (event) => {
      event.preventDefault();
      ask();
    });
  });
})();
