/* Which view is shown: the start, a conversation, the archive, its speakers; and the menu of small screens. */
"use strict";

(() => {
  const { one, make, call } = onRecord;
  let collection = { is_empty: false, may_change: false, can_be_asked: false };

  let view = "thread";

  /* Show a view; without one, what belongs to the view at hand as things are now. */
  function show(wanted = view) {
    view = wanted;
    const isThread = view === "thread";
    const hasTurns = isThread && one("#thread").childElementCount > 0;
    one("#archive").hidden = view !== "archive";
    one("#speakers").hidden = view !== "speakers";
    one("#thread").hidden = !isThread;
    one("#start").hidden = !isThread || hasTurns || Boolean(onRecord.keeping.turns().length);
    one("#conversation-bar").hidden = !isThread || !onRecord.keeping.turns().length;
    one("#frame").dataset.view = one("#start").hidden ? view : "start";
  }

  /* Ask the server what there is; drawn again when articles came or went. */
  async function begin() {
    const got = await call("opening");
    if (!got) return;
    collection = got;
    one(".holdings").innerHTML = got.holdings;
    one("#start").innerHTML = got.start;
    onRecord.filters.draw(got.filters);
    onRecord.writing.offer(got.writer);
    one("#frame").dataset.ready = "yes";
    onRecord.archive.drawRights();
  }

  function openMenu() {
    one("#frame").classList.add("menu-open");
    one("#menu").setAttribute("aria-expanded", "true");
    for (const id of ["#talk", "#panel"]) one(id).inert = true;
    one("#renew").focus();
  }

  function closeMenu() {
    if (!one("#frame").classList.contains("menu-open")) return false;
    one("#frame").classList.remove("menu-open");
    one("#menu").setAttribute("aria-expanded", "false");
    for (const id of ["#talk", "#panel"]) one(id).inert = false;
    one("#menu").focus();
    return true;
  }

  onRecord.views = { show, begin, closeMenu, collection: () => collection };

  onRecord.part(() => {
    one("#menu").addEventListener("click", () => {
      if (!closeMenu()) openMenu();
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest("#rail, #menu")) closeMenu();
    });
    document.documentElement.lang = "en";
    show("thread");
    begin();
  });
})();
