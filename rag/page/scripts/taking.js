/* Taking an answer along, and saying what one thinks of it. */
"use strict";

(() => {
  const { one, all, call, say, tell } = onRecord;
  const turnOf = (element) => onRecord.keeping.turns()[Number(element.closest(".turn").dataset.turn)];

  async function toClipboard(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Only pages of this machine or over https may use the clipboard; this works elsewhere.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  async function copy(button, only) {
    const got = await call("export", { form: "text", only, kept: { turns: [turnOf(button)] } });
    if (!got) return;
    await toClipboard(got.text);
    const before = button.textContent;
    button.textContent = "Copied";
    say("Copied");
    setTimeout(() => { button.textContent = before; }, 1600);
  }

  async function save(form) {
    const name = onRecord.keeping.name();
    const got = await call("export", { form, kept: { turns: onRecord.keeping.turns(), name } });
    if (!got) return;
    const isTable = form === "csv";
    // A byte-order mark tells a spreadsheet that a table is UTF-8.
    const blob = new Blob([isTable ? "\ufeff" : "", got.text], { type: isTable ? "text/csv" : "text/markdown" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    const stem = name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
    link.download = `${stem || "on-record"}.${isTable ? "csv" : "md"}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say("Exported");
  }

  function toggleVerdicts(button) {
    const menu = button.nextElementSibling;
    const isOpening = menu.hidden;
    for (const other of all(".verdicts")) shut(other);
    if (!isOpening) return;
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    one("button", menu).focus();
  }

  function shut(menu) {
    menu.hidden = true;
    menu.previousElementSibling.setAttribute("aria-expanded", "false");
  }

  async function judge(choice) {
    const item = choice.closest(".extract");
    const turn = turnOf(item);
    const extracts = turn.answer.extracts.length ? turn.answer.extracts : turn.answer.nearest;
    const extract = extracts.find((other) => String(other.number) === item.dataset.number);
    const got = await call("judge", {
      verdict: choice.dataset.verdict,
      question: turn.question.slice(0, 2000),
      article_id: extract.article_id,
      version: extract.version,
      start: extract.span.start,
      end: extract.span.end,
      speaker: extract.speaker,
    });
    const button = one(".judge", item);
    shut(choice.closest(".verdicts"));
    button.focus();
    if (!got) return;
    button.textContent = `Noted: ${choice.textContent.toLowerCase()}`;
    say("Noted, thank you");
  }

  onRecord.taking = { toClipboard };

  onRecord.part(() => {
    one("#pages").addEventListener("click", (event) => {
      const { target } = event;
      if (target.closest(".copy")) copy(target.closest(".copy"), 0);
      else if (target.closest(".copy-one")) {
        copy(target.closest(".copy-one"), Number(target.closest(".extract").dataset.number));
      } else if (target.closest("[data-export]")) save(target.dataset.export);
      else if (target.closest(".judge")) toggleVerdicts(target.closest(".judge"));
      else if (target.closest("[data-verdict]")) judge(target.closest("[data-verdict]"));
      else for (const menu of all(".verdicts:not([hidden])")) shut(menu);
    });
    one("#pages").addEventListener("keydown", (event) => {
      const menu = event.target.closest(".verdicts");
      if (!menu) return;
      const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      const items = all("button", menu);
      if (by) {
        event.preventDefault();
        event.stopPropagation();
        items[(items.indexOf(event.target) + by + items.length) % items.length].focus();
      } else if (event.key === "Escape") {
        event.stopPropagation();
        shut(menu);
        menu.previousElementSibling.focus();
      }
    });
  });
})();
