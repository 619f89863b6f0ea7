/* What all other scripts of the page lean on: finding elements, calling the server, telling. */
"use strict";

window.onRecord = (() => {
  const parts = [];
  const carried = {};
  const phone = window.matchMedia("(max-width: 900px)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const desk = { trigger: null, server: null, upload: null };

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* An element with text; what comes from outside is only ever set as text. */
  function make(name, attributes = {}, words = "") {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = words;
    return element;
  }

  /* Call a function of the server; a problem is told and gives null. */
  async function call(name, payload = {}) {
    let got;
    try {
      got = await desk.server[name](payload);
    } catch {
      got = { problem: "The page cannot reach its server: see that it runs, then try again." };
    }
    if (got?.problem) {
      tell(got.problem);
      return null;
    }
    return got;
  }

  /* One sentence above the question box; nothing clears it. */
  function tell(words) {
    const notice = one("#notice");
    notice.replaceChildren();
    if (words) notice.append(make("p", { class: "problem", role: "alert" }, words));
  }

  /* One status line for screen readers. */
  function say(words) {
    one("#spoken-status").textContent = words;
  }

  /* Ask before something is lost; the answer is true or false. */
  function confirm(words, { yes = "Remove" } = {}) {
    const dialog = one("#confirm");
    one("#confirm-words").textContent = words;
    one("#confirm-yes").textContent = yes;
    dialog.returnValue = "no";
    dialog.showModal();
    one("#confirm-no").focus();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    });
  }

  /* Values that handlers of the queue send; `on` says what is to be done with them. */
  function listen(name, props, watch) {
    watch("value", () => {
      if (props.value) carried[name]?.(props.value);
    });
  }

  function start(element, trigger, server, upload) {
    Object.assign(desk, { trigger, server, upload });
    for (const begin of parts) begin();
  }

  return {
    desk, phone, still, one, all, make, call, tell, say, confirm, listen, start,
    on: (name, act) => { carried[name] = act; },
    part: (begin) => parts.push(begin),
  };
})();
