/** A cmi5 launch: token, state and statements, as the launch page uses it. */

const VERBS = "http://adlnet.gov/expapi/verbs/";
const CMI5 = "https://w3id.org/xapi/cmi5/";
const PROGRESS = `${CMI5}result/extensions/progress`;
/** Where the reader's place is kept. The standard leaves the name open; Open edX keeps this one only. */
const STATE = "suspendData";
const JUDGED = ["completed", "passed", "failed"];

/** Also on a platform without https, where crypto.randomUUID is missing. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}

const isoDuration = (ms) => `PT${(Math.max(0, ms) / 1000).toFixed(2)}S`;

/** @returns {any | null} the platform, or null when the address has no launch parameters */
export function cmi5() {
  const given = new URLSearchParams(location.search);
  const [endpoint, fetchUrl, activityId, registration, actorText] = ["endpoint", "fetch", "activityId", "registration", "actor"].map((name) => given.get(name));
  if (!endpoint || !fetchUrl || !activityId || !registration || !actorText) return null;
  const base = endpoint.replace(/\/?$/, "/");
  const began = Date.now();
  const memo = `smerte-og-arbeid-lms/cmi5/${fetchUrl}`;
  let actor;
  let token = "";
  let launch = {};
  let held = { sent: [] };
  let queue = [];
  let going = Promise.resolve(true);
  let open = false;
  let closed = false;
  let looking = false;
  let progress = -1;
  let failed = false;

  const remember = (value) => {
    try {
      sessionStorage.setItem(memo, value);
    } catch {
      // Without it, a page that is loaded anew says that the session has ended.
    }
  };
  const remembered = () => {
    try {
      return sessionStorage.getItem(memo);
    } catch {
      return null;
    }
  };

  const headers = (more = {}) => ({ Authorization: `Basic ${token}`, "X-Experience-API-Version": "1.0.3", ...more });
  const at = (resource, query = {}) => `${base}${resource}${Object.keys(query).length ? `?${new URLSearchParams(query)}` : ""}`;
  const stateAt = (stateId) => at("activities/state", { activityId, agent: JSON.stringify(actor), registration, stateId });

  async function ask(address) {
    const answer = await fetch(address, { headers: headers() });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  function statement(verb, result) {
    const template = launch.contextTemplate || {};
    const defined = verb !== "progressed";
    const category = [...(template.contextActivities?.category || [])];
    if (defined) category.push({ id: `${CMI5}context/categories/cmi5` });
    if (JUDGED.includes(verb)) category.push({ id: `${CMI5}context/categories/moveon` });
    const extensions = { ...template.extensions };
    if (["passed", "failed"].includes(verb) && Number.isFinite(launch.masteryScore)) extensions[`${CMI5}context/extensions/masteryscore`] = launch.masteryScore;
    return {
      id: uuid(), timestamp: new Date().toISOString(), actor,
      // Open edX knows a verb by its name in "en", others by its id.
      verb: { id: VERBS + verb, display: { en: verb, "en-US": verb } },
      object: { objectType: "Activity", id: activityId },
      ...(result ? { result } : {}),
      context: { ...template, registration, contextActivities: { ...template.contextActivities, ...(category.length ? { category } : {}) }, extensions },
    };
  }

  /** One statement by PUT, which every platform hears (Open edX drops what is posted); several at once, for the last time, by POST. */
  async function send(list, last = false) {
    const [one] = list;
    const [method, address] = list.length === 1 ? ["PUT", at("statements", { statementId: one.id })] : ["POST", at("statements")];
    const body = JSON.stringify(list.length === 1 ? one : list);
    const answer = await fetch(address, { method, headers: headers({ "Content-Type": "application/json" }), body, keepalive: last });
    // 409: the platform has them already.
    if (!answer.ok && answer.status !== 409) throw new Error(`${answer.status}`);
  }

  /** Send what waits, in order; what could not be sent waits for the next time. */
  function flush() {
    going = going.then(async () => {
      try {
        while (queue.length && !closed) {
          const [now] = queue;
          await send([now]);
          queue = queue.filter((one) => one !== now);
        }
        return true;
      } catch {
        return false;
      }
    });
    return going;
  }

  const putState = (last) => fetch(stateAt(STATE), { method: "PUT", headers: headers({ "Content-Type": "application/json" }), body: JSON.stringify(held), keepalive: last });
  const spent = () => isoDuration(Date.now() - began);

  /** What was newly reached, as the statements that the standard asks for: each once, none after "passed". */
  function judged(sum) {
    const points = sum.score === null ? {} : { score: { scaled: Math.round(1000 * sum.score) / 1000, raw: Math.round(1000 * sum.score) / 10, min: 0, max: 100 } };
    const once = (verb, result) => {
      if (held.sent.includes(verb)) return;
      held.sent.push(verb);
      queue.push(statement(verb, result));
    };
    const share = sum.of ? Math.floor((100 * sum.done) / sum.of) : 0;
    if (share !== progress && share > 0) queue.push(statement("progressed", { extensions: { [PROGRESS]: share } }));
    progress = share;
    const mastery = Number.isFinite(launch.masteryScore) ? launch.masteryScore : null;
    const passes = mastery === null ? sum.success === "passed" : sum.success !== "unknown" && sum.score >= mastery - 1e-9;
    if (passes) once("passed", { ...points, success: true, duration: spent() });
    else if (sum.success !== "unknown" && !failed && !held.sent.includes("passed")) {
      failed = true;
      queue.push(statement("failed", { ...points, success: false, duration: spent() }));
    }
    if (sum.complete) once("completed", { completion: true, duration: spent() });
  }

  return {
    async open() {
      if (remembered() === "ended") return null;
      actor = JSON.parse(actorText);
      token = remembered() || "";
      if (!token) {
        const answer = await fetch(fetchUrl, { method: "POST" });
        token = answer.ok ? (await answer.json())["auth-token"] || "" : "";
        if (!token) return null;
      }
      remember(token);
      launch = (await ask(stateAt("LMS.LaunchData"))) || {};
      looking = ["Browse", "Review"].includes(launch.launchMode);
      const likes = await ask(at("agents/profile", { agent: JSON.stringify(actor), profileId: "cmi5LearnerPreferences" })).catch(() => null);
      const before = await ask(stateAt(STATE));
      held = { state: "", location: "", ...before, sent: Array.isArray(before?.sent) ? before.sent : [] };
      queue.push(statement("initialized"));
      open = await flush();
      if (!open) return null;
      return {
        state: held.state, location: held.location, lang: (likes?.languagePreference || "").split(",")[0], learner: `${registration} ${JSON.stringify(actor.account || actor)}`,
        fresh: before?.state === undefined, looking,
      };
    },
    async put(sum, state, where) {
      if (!open) return false;
      if (looking) return true;
      Object.assign(held, { state, location: where });
      judged(sum);
      const sent = await flush();
      try {
        const kept = await putState(false);
        return sent && kept.ok;
      } catch {
        return false;
      }
    },
    close() {
      if (!open) return Promise.resolve();
      open = false;
      closed = true;
      remember("ended");
      queue.push(statement("terminated", { duration: spent() }));
      // The window may be gone before an answer comes: all that waits goes in one piece.
      if (!looking) putState(true).catch(() => {});
      return send(queue, true).catch(() => {});
    },
    back: () => launch.returnURL || null,
  };
}
