/** A SCORM runtime, 1.2 or 2004, as the launch page uses it. */

const NAMES = {
  scorm12: {
    api: "API", call: (name) => `LMS${name}`, open: "Initialize", close: "Finish", location: "cmi.core.lesson_location", score: "cmi.core.score.",
    learner: "cmi.core.student_id", lang: "cmi.student_preference.language", mode: "cmi.core.lesson_mode", entry: "cmi.core.entry",
    time: "cmi.core.session_time", exit: "cmi.core.exit", longest: 255,
  },
  scorm2004: {
    api: "API_1484_11", call: (name) => name, open: "Initialize", close: "Terminate", location: "cmi.location", score: "cmi.score.",
    learner: "cmi.learner_id", lang: "cmi.learner_preference.language", mode: "cmi.mode", entry: "cmi.entry",
    time: "cmi.session_time", exit: "cmi.exit", longest: 1000,
  },
};

function above(start, name) {
  let place = start;
  for (let step = 0; place && step < 20; step += 1) {
    try {
      if (place[name]) return place[name];
    } catch {
      return null;
    }
    if (place === place.parent) return null;
    place = place.parent;
  }
  return null;
}

/** The platform's API: in the frames around this window, or around the one that opened it. */
function find(name) {
  if (window.parent !== window) {
    const found = above(window.parent, name);
    if (found) return found;
  }
  try {
    return window.opener ? above(window.opener, name) : null;
  } catch {
    return null;
  }
}

const digits = (n) => String(n).padStart(2, "0");

/** How long a session lasted, as each version writes it. @param {number} ms */
export function duration(ms, kind) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return kind === "scorm12" ? `${String(h).padStart(4, "0")}:${digits(m)}:${digits(s)}.00` : `PT${h}H${m}M${s}S`;
}

/** How often, and how many times once the platform's own page is done, its API is looked for. */
const EVERY = 100;
const PATIENCE = 15;

/**
 * The platform, also where it makes its API after the frame with the package, as Open edX does.
 * @param {"scorm12" | "scorm2004"} wanted
 * @returns {Promise<any | null>} null when there is none
 */
export async function scorm(wanted) {
  const framed = window.parent !== window || window.opener;
  const done = () => {
    try {
      return (window.opener || window.parent).document.readyState === "complete";
    } catch {
      return true;
    }
  };
  for (let left = framed ? PATIENCE : 0; ; left -= done() ? 1 : 0) {
    const lms = platform(wanted);
    if (lms || left <= 0) return lms;
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}

function platform(wanted) {
  const kind = [wanted, ...Object.keys(NAMES)].find((one) => find(NAMES[one].api));
  if (!kind) return null;
  const words = NAMES[kind];
  const api = find(words.api);
  const began = Date.now();
  let open = false;
  let looking = false;
  const call = (name, ...values) => {
    try {
      return String(api[words.call(name)](...values));
    } catch {
      return "";
    }
  };
  const get = (name) => call("GetValue", name);
  const set = (name, value) => open && !looking && call("SetValue", name, String(value)) === "true";

  function status(sum) {
    if (kind === "scorm12") {
      const ended = sum.success === "unknown" ? "completed" : sum.success;
      set("cmi.core.lesson_status", sum.complete ? ended : "incomplete");
      return;
    }
    set("cmi.completion_status", sum.complete ? "completed" : "incomplete");
    if (sum.success !== "unknown") set("cmi.success_status", sum.success);
    set("cmi.progress_measure", sum.of ? Math.round((1000 * sum.done) / sum.of) / 1000 : 0);
  }

  function points(sum) {
    if (sum.score === null) return;
    set(`${words.score}min`, 0);
    set(`${words.score}max`, 100);
    set(`${words.score}raw`, Math.round(1000 * sum.score) / 10);
    if (kind === "scorm2004") set("cmi.score.scaled", Math.round(1000 * sum.score) / 1000);
  }

  return {
    async open() {
      open = call(words.open, "") === "true";
      if (!open) return null;
      looking = ["review", "browse"].includes(get(words.mode));
      return {
        state: get("cmi.suspend_data"), location: get(words.location), lang: get(words.lang), learner: get(words.learner),
        fresh: get(words.entry) === "ab-initio", looking,
      };
    },
    put(sum, state, location) {
      status(sum);
      points(sum);
      set("cmi.suspend_data", state);
      set(words.location, location.slice(0, words.longest));
      // Always: a reader may come back to a module that is done.
      set(words.exit, "suspend");
      return open && (looking || call("Commit", "") === "true");
    },
    close() {
      if (!open) return;
      set(words.time, duration(Date.now() - began, kind));
      call(words.close, "");
      open = false;
    },
    back: null,
  };
}
