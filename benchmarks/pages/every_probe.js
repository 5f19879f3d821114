/**
 * Runs in each measured page before anything of its own. Notes when the first thing that can be
 * touched answers, when all of them do, how much the page moves, and the text that is there first.
 * Times are milliseconds since navigation began.
 */
(() => {
  const found = (window.__every = { first: null, whole: null, shift: 0 });
  function look() {
    const now = performance.now();
    const root = document.documentElement;
    const slider = document.querySelector(".figure > input[type=range]");
    const picture = document.querySelector(".figure > svg > circle");
    if (slider && picture) {
      slider.value = 60;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      if (picture.getAttribute("cx") === "60") found.first ??= now;
      found.whole = found.first;
    }
    // A module first asks how sure the reader is.
    const step = found.first === null && document.querySelector("[data-widget] .sa-scale input");
    if (step) {
      step.click();
      if (step.checked) found.first = now;
    }
    if (document.querySelector('[data-mounted="true"]') || root?.dataset.widgets === "ready") found.first ??= now;
    if (root?.dataset.widgets === "ready") found.whole ??= now;
    if (found.whole === null) return;
    watch.disconnect();
  }
  const watch = new MutationObserver(look);
  watch.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-mounted", "data-widgets"] });
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) found.shift += shift.value;
  }).observe({ type: "layout-shift", buffered: true });

  /** Milliseconds of script that each slider takes from input to changed picture: the median of many. */
  window.__script = () => {
    const out = [];
    for (const figure of document.querySelectorAll(".sa-figure")) {
      const radio = figure.querySelector(".sa-guess input[type=radio]");
      radio?.click();
      figure.querySelector(".sa-guess .sa-button:not([disabled])")?.click();
      for (const slider of figure.querySelectorAll(".sa-figure__controls input[type=range]")) {
        const times = [];
        for (let n = 0; n < 41; n += 1) {
          slider.value = n % 2 ? slider.min : slider.max;
          const begun = performance.now();
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          times.push(performance.now() - begun);
        }
        out.push(times.sort((a, b) => a - b)[20]);
      }
    }
    return out;
  };
})();
