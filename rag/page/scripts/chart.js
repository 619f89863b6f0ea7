/* The chart of days: bars that can be chosen, drawn by the Vega that Gradio carries. */
"use strict";

(() => {
  const { one, all, make } = onRecord;
  const HEIGHT = 76;
  const DAY_MS = 86_400_000;
  const library = () => one('meta[name="onrecord-chart"]').content;
  const moment = (day) => Date.parse(`${day}T00:00:00Z`);

  const dayOf = (iso) => new Date(moment(iso)).toLocaleDateString("en-GB",
    { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).replace("Sept", "Sep");

  function unitOf(bar) {
    const days = (moment(bar.end) - moment(bar.start)) / DAY_MS + 1;
    return days === 1 ? "day" : days === 7 ? "week" : "month";
  }

  /* What Vega draws: an unseen bar of full height to be chosen, and the amount in front of it. */
  function describe(bars, width) {
    const most = Math.max(...bars.map((bar) => bar.statements));
    const values = bars.map((bar) => ({ from: moment(bar.start), to: moment(bar.end) + DAY_MS,
      // One statement among many is still to be seen.
      amount: bar.statements && Math.max(bar.statements, most * 0.04), top: most, none: 0,
      label: bar.label }));
    const quiet = { title: null, grid: false, domain: false, ticks: false };
    const x = { field: "from", type: "temporal", scale: { type: "utc" }, axis: { ...quiet,
      format: unitOf(bars[0]) === "day" ? "%-d %b" : "%b %Y", labelOverlap: true, labelFlush: true,
      tickCount: Math.max(2, Math.min(bars.length, Math.floor(width / 90))), labelPadding: 6 } };
    const y = (field) => ({ field, type: "quantitative", axis: { ...quiet, tickMinStep: 1,
      values: most > 1 ? [0, most] : [1], format: "d", labelPadding: 6 } });
    return {
      width: "container", height: HEIGHT, background: "transparent", padding: 2,
      autosize: { type: "fit-x", contains: "padding" },
      data: { values },
      encoding: { x, x2: { field: "to" }, y2: { field: "none" } },
      layer: [
        { name: "reach", mark: "rect", encoding: { y: y("top"),
          description: { field: "label", type: "nominal" } } },
        { name: "amount", mark: { type: "rect", aria: false }, encoding: { y: y("amount") } },
      ],
      config: { view: { stroke: null }, font: "inherit" },
    };
  }

  /* Bars are buttons: one stop of Tab, arrows go from one to the next, Enter chooses. */
  function enliven(figure, usual, bars, pick) {
    const caption = one("figcaption", figure);
    const paths = all(".reach_marks path", figure);
    const amounts = all(".amount_marks path", figure);
    const live = [];
    bars.forEach((bar, i) => {
      if (bar.statements) live.push(i);
      else paths[i].setAttribute("aria-hidden", "true");
    });
    const roam = (at) => {
      for (const i of live) paths[i].setAttribute("tabindex", i === at ? "0" : "-1");
    };
    const press = (at) => {
      for (const i of live) {
        paths[i].setAttribute("aria-pressed", String(i === at));
        amounts[i].classList.toggle("left-out", at !== null && i !== at);
      }
      figure.dataset.chosen = at === null ? "" : String(at);
      caption.textContent = at === null ? usual : bars[at].label;
    };
    const toggle = (i) => {
      const at = figure.dataset.chosen === String(i) ? null : i;
      press(at);
      pick(at === null ? null : bars[at]);
    };
    for (const i of live) {
      const path = paths[i];
      path.setAttribute("role", "button");
      path.removeAttribute("aria-roledescription");
      path.addEventListener("click", () => {
        roam(i);
        toggle(i);
      });
      path.addEventListener("keydown", (event) => {
        const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
        if (event.key === "Enter" || event.key === " ") toggle(i);
        else if (by) {
          const next = live[live.indexOf(i) + by] ?? i;
          roam(next);
          paths[next].focus();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      });
      const show = () => { caption.textContent = bars[i].label; };
      const rest = () => {
        const at = figure.dataset.chosen;
        caption.textContent = at ? bars[Number(at)].label : usual;
      };
      path.addEventListener("pointerenter", show);
      path.addEventListener("pointerleave", rest);
      path.addEventListener("focus", show);
      path.addEventListener("blur", rest);
    }
    const before = figure.dataset.chosen ? Number(figure.dataset.chosen) : null;
    roam(before ?? live[0]);
    press(before);
    figure.clear = () => press(null);
  }

  /* Draw bars into a place; `pick` gets the bar that is chosen, or null when it is taken back. */
  async function draw(place, bars, pick) {
    place.replaceChildren();
    if (bars.length < 2) return;
    const figure = make("figure", { class: "chart" });
    const plot = make("div", { class: "plot" });
    const unit = unitOf(bars[0]);
    const days = `${dayOf(bars[0].start)} to ${dayOf(bars.at(-1).end)}`;
    const usual = `Statements by ${unit}, ${days}`;
    figure.append(make("figcaption", {}, usual), plot);
    place.append(figure);
    let width = 0;
    const render = async () => {
      width = plot.clientWidth;
      const embed = (await import(library())).default;
      await embed(plot, describe(bars, plot.clientWidth), { renderer: "svg", actions: false,
        tooltip: false, ast: true });
      // Vega calls it a document; here it is a row of buttons.
      plot.setAttribute("role", "group");
      plot.removeAttribute("aria-roledescription");
      plot.setAttribute("aria-label", `Statements by ${unit}: choose a ${unit} to see it alone`);
      enliven(figure, usual, bars, pick);
    };
    try {
      await render();
    } catch (fault) {
      plot.replaceChildren(make("p", { class: "nothing" }, "The chart could not be drawn."));
      throw fault;
    }
    // The article opening beside it makes it narrower; while it is hidden it has no width.
    new ResizeObserver(() => {
      if (plot.clientWidth && plot.clientWidth !== width) render();
    }).observe(plot);
  }

  onRecord.chart = { draw };
})();
