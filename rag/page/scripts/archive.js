/* The archive: its articles in a table, taking one out, adding more, its health. */
"use strict";

(() => {
  const { desk, one, all, make, call, tell, say, confirm } = onRecord;
  const look = { words: "", order: "newest", offset: 0 };
  let searching = 0;
  let isAdding = false;

  const SHELL = `
    <h2 id="archive-heading">Articles</h2>
    <div class="facts"></div>
    <div id="admit" hidden></div>
    <div id="add" hidden>
      <h3>Add articles</h3>
      <div class="drop"><p><button type="button" class="choose-files">Choose files</button>
        or drop them anywhere on this page</p>
        <p class="hint">Text, Markdown, saved web pages, PDF, tables (JSON, CSV, Parquet), or a
        folder of them as a zip.</p></div>
      <form class="address-form">
        <label for="address">Address of an article or a feed</label>
        <input id="address" name="address" type="url" inputmode="url" placeholder="https://…" required>
        <button>Fetch</button>
      </form>
      <div class="adding-report"></div>
    </div>
    <div class="table-bar">
      <input type="search" id="article-search" placeholder="Search titles, outlets, authors"
        aria-label="Search the articles">
      <button type="button" id="check-health">Check every span</button>
    </div>
    <div id="health"></div>
    <div id="articles-table" aria-live="polite"></div>`;

  async function open({ adding = false } = {}) {
    if (!one("#archive-heading")) one("#archive").innerHTML = SHELL;
    onRecord.views.show("archive");
    onRecord.citations.clear();
    drawRights();
    await draw();
    one("#pages").scrollTo({ top: 0 });
    if (adding) one("#add .choose-files, #admit input")?.focus();
    else one("#article-search").focus();
  }

  async function draw() {
    searching += 1;
    const mine = searching;
    const got = await call("articles", look);
    if (!got || mine !== searching) return;
    one("#articles-table").innerHTML = got.html;
    one("#archive .facts").innerHTML = got.facts;
  }

  /* What this visitor may do here, once it is known; where there is an admin password, it can be
     given. */
  function drawRights() {
    if (!one("#archive-heading")) return;
    const { may_change: mayChange, can_be_asked: canBeAsked } = onRecord.views.collection();
    one("#add").hidden = !mayChange;
    const admit = one("#admit");
    admit.hidden = mayChange || one("#frame").dataset.ready !== "yes";
    if (admit.hidden) return;
    admit.replaceChildren(make("p", {}, canBeAsked
      ? "Adding and removing articles needs the admin password."
      : "Adding and removing articles is off at this address."));
    if (!canBeAsked) return;
    const form = make("form", { class: "admit-form" });
    form.append(
      make("input", { type: "password", "aria-label": "Admin password", required: "",
        autocomplete: "current-password" }),
      make("button", {}, "Unlock"));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const got = await call("admit", one("input", form).value);
      if (!got) return;
      tell("");
      document.cookie = `onrecord_admin=${got.ticket}; path=/; SameSite=Strict`;
      await onRecord.views.begin();
      open({ adding: true });
    });
    admit.append(form);
  }

  async function remove(button) {
    const { id, title } = button.dataset;
    if (!(await confirm(`Remove “${title}” with all its versions from the archive?`))) return;
    if (!(await call("remove", id))) return;
    say("Removed");
    onRecord.citations.clear();
    await changed();
  }

  /* Articles came or went: everything that counts or cites them is drawn again. */
  async function changed() {
    await onRecord.views.begin();
    const isHere = !one("#archive").hidden;
    if (one("#archive-heading")) await draw();
    if (!isHere) return;
    if (onRecord.keeping.turns().length) {
      await onRecord.keeping.show();
      onRecord.views.show("archive");
      onRecord.citations.clear();
    }
  }

  async function read(id) {
    const got = await call("article", id);
    if (!got) return;
    onRecord.citations.draw(got.html);
    onRecord.citations.open(document.activeElement);
    one("#panel").scrollTo({ top: 0 });
  }

  /* ---- adding ---- */

  function report(html) {
    for (const place of all(".adding-report")) place.innerHTML = html;
  }

  function begin(payload, words) {
    isAdding = true;
    report("");
    for (const place of all(".adding-report")) place.append(make("p", { class: "working" }, words));
    desk.trigger("upload", payload);
  }

  async function addFiles(files) {
    if (!files.length) return;
    if (!onRecord.views.collection().may_change) return tell("Adding articles is off for you here.");
    if (one("#archive").hidden && one("#start").hidden) await open({ adding: true });
    isAdding = true;
    const sent = [];
    for (const file of files) {
      report("");
      for (const place of all(".adding-report")) {
        place.append(make("p", { class: "working" }, `Sending ${file.name}`));
      }
      try {
        sent.push({ path: (await desk.upload(file)).path, name: file.name });
      } catch {
        tell(`“${file.name}” could not be sent: it may be too large.`);
      }
    }
    if (sent.length) begin({ files: sent }, "Reading");
    else isAdding = false;
  }

  function choose() {
    const box = make("input", { type: "file", multiple: "" });
    box.addEventListener("change", () => addFiles([...box.files]));
    box.click();
  }

  onRecord.archive = { drawRights };

  onRecord.part(() => {
    onRecord.on("progress", async ({ html, over }) => {
      report(html);
      if (!over || !isAdding) return;
      isAdding = false;
      const wasEmpty = onRecord.views.collection().is_empty;
      await changed();
      if (wasEmpty && !onRecord.views.collection().is_empty && one("#archive").hidden) {
        one("#start").append(make("div", { class: "adding-report" }));
      }
      report(html);
      say("Done");
    });
    one("#to-articles").addEventListener("click", () => {
      onRecord.views.closeMenu();
      open();
    });
    one("#to-adding").addEventListener("click", () => {
      onRecord.views.closeMenu();
      open({ adding: true });
    });
    one("#pages").addEventListener("click", async (event) => {
      const { target } = event;
      const order = target.closest("#articles-table [data-order]");
      const page = target.closest("#articles-table [data-offset]");
      if (target.closest("#sample")) begin({ sample: true }, "Reading the sample");
      else if (target.closest(".choose-files")) choose();
      else if (target.closest(".remove-article")) remove(target.closest(".remove-article"));
      else if (target.closest(".open-article")) read(target.closest(".open-article").dataset.id);
      else if (target.closest("#check-health")) {
        one("#health").replaceChildren(make("p", { class: "working" }, "Checking…"));
        const got = await call("health");
        one("#health").innerHTML = got?.html ?? "";
      } else if (order || page) {
        if (order) Object.assign(look, { order: order.dataset.order, offset: 0 });
        else look.offset = Number(page.dataset.offset);
        await draw();
      }
    });
    one("#pages").addEventListener("input", (event) => {
      if (!event.target.closest("#article-search")) return;
      Object.assign(look, { words: event.target.value, offset: 0 });
      draw();
    });
    one("#pages").addEventListener("submit", (event) => {
      const form = event.target.closest(".address-form");
      if (!form) return;
      event.preventDefault();
      const address = form.elements.address.value;
      begin({ address }, `Fetching ${address}`);
    });
    for (const name of ["dragover", "drop"]) {
      document.addEventListener(name, (event) => {
        if (![...event.dataTransfer.types].includes("Files")) return;
        event.preventDefault();
        if (name === "drop") addFiles([...event.dataTransfer.files]);
      });
    }
  });
})();
