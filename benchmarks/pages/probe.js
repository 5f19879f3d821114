/**
 * Runs in the measured page before anything of its own. Finds the first slider, moves it once
 * (again after half a second if nothing answered) and notes when the picture beside it changes.
 * Where a page has something else to answer before that, it is answered too.
 *
 * Reads window.__probe_form: { slider, scope, picture, first, said } (CSS selectors; "picture" is
 * looked up in the nearest "scope" around the slider). "first" is pressed as soon as it is there,
 * until "said" is there; without it the slider comes first. Times are milliseconds since
 * navigation began.
 */
(() => {
  const form = window.__probe_form;
  const probe = (window.__probe = { first: null, interactive: null, keys: [], slider: null, picture: null });
  let pressed = null;
  let waiting = null;
  let moved = 0;
  let guessed = false;

  function answerFirst() {
    if (probe.first !== null || !form.first) return;
    document.querySelector(form.first)?.click();
    if (document.querySelector(form.said)) probe.first = performance.now();
  }

  function openFigure() {
    // Ours asks for a guess before it shows the figure.
    const radio = document.querySelector(".sa-guess input[type=radio]");
    if (!radio || guessed) return;
    guessed = true;
    radio.click();
    radio.closest(".sa-guess").querySelector("button").click();
  }

  function changed() {
    const now = performance.now();
    if (probe.interactive === null && moved) {
      probe.interactive = now;
      if (!form.first) probe.first = now;
    }
    if (pressed !== null) {
      probe.keys.push(now - pressed);
      pressed = null;
    }
  }

  function move(slider) {
    moved += 1;
    if (slider.matches("input")) {
      const up = Number(slider.value) + Number(slider.step || 1) <= Number(slider.max);
      slider.value = Number(slider.value) + (up ? 1 : -1) * Number(slider.step || 1);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      slider.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
    }
  }

  function look() {
    if (probe.interactive !== null) return;
    answerFirst();
    openFigure();
    for (const slider of document.querySelectorAll(form.slider)) {
      const scope = slider.closest(form.scope);
      const picture = scope && scope.querySelector(form.picture);
      if (!picture) continue;
      if (probe.slider !== slider) {
        probe.slider = slider;
        probe.picture = picture;
        new MutationObserver(changed).observe(picture, {
          attributes: true, childList: true, characterData: true, subtree: true,
        });
        waiting = null;
      }
      if (waiting === null || performance.now() - waiting > 500) {
        waiting = performance.now();
        move(slider);
      }
      break;
    }
  }

  function again() {
    look();
    if (probe.interactive === null) setTimeout(again, 5);
  }

  window.addEventListener("keydown", (event) => {
    if (event.isTrusted) pressed = event.timeStamp;
  }, true);
  // At once when something has come into the page: a timer may have to wait for a drawing.
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  again();
})();
