/**
 * The built course's service worker: what has been read, and then the rest in the same language, can
 * be read without a network. With a network a page is always the newest: it is asked for first.
 */
const COURSE = /* course */ null;
const HOME = self.registration.scope;
const CACHE = `smertekurs ${HOME}`;
const DIGESTS = `${HOME}digests.json`;
/** How long a slow network is waited for when the page is kept, in ms. */
const PATIENCE = 3000;

/** The file that an address below ours stands for, null for any other. @param {string} url */
function fileOf(url) {
  const { href } = Object.assign(new URL(url), { hash: "", search: "" });
  if (!href.startsWith(HOME)) return null;
  const path = href.slice(HOME.length);
  const file = !path || path.endsWith("/") ? `${path}index.html` : path;
  return file in COURSE.files ? file : null;
}

const kept = async (file) => (await caches.open(CACHE)).match(HOME + file);

async function digests() {
  const answer = await (await caches.open(CACHE)).match(DIGESTS);
  return answer ? answer.json() : {};
}

/** Keep these files, less those that are kept as they are now. @param {string[]} files */
async function keep(files) {
  const cache = await caches.open(CACHE);
  const have = await digests();
  for (const file of files) {
    if (have[file] === COURSE.files[file] && (await cache.match(HOME + file))) continue;
    const answer = await fetch(HOME + file, { cache: "no-cache" });
    if (!answer.ok) continue;
    // Some hosts lead index.html on to its folder: as the answer to a page that was not led anywhere, browsers refuse it.
    await cache.put(HOME + file, answer.redirected ? new Response(answer.body, answer) : answer);
    have[file] = COURSE.files[file];
    await cache.put(DIGESTS, new Response(JSON.stringify(have)));
  }
}

/** Take away what is no longer part of the course. */
async function tidy() {
  const cache = await caches.open(CACHE);
  for (const { url } of await cache.keys()) if (url !== DIGESTS && !fileOf(url)) await cache.delete(url);
}

async function fromNetwork(request, file) {
  // What the browser has put by on its own account may be yesterday's page.
  const answer = await fetch(request, request.mode === "navigate" ? { cache: "no-cache" } : {});
  if (answer.ok && file) (await caches.open(CACHE)).put(HOME + file, answer.clone());
  return answer;
}

async function answer(request) {
  const file = fileOf(request.url);
  const old = file && (await kept(file));
  const asked = fromNetwork(request, file);
  try {
    if (!old) return await asked;
    const late = new Promise((resolve) => {
      setTimeout(resolve, PATIENCE, old);
    });
    return await Promise.race([asked, late]);
  } catch (error) {
    asked.catch(() => {});
    const instead = old || (request.mode === "navigate" && (await kept("offline.html")));
    if (instead) return instead;
    throw error;
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(keep(COURSE.first).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(HOME)) event.respondWith(answer(event.request));
});
self.addEventListener("message", (event) => {
  const { here, lang } = event.data;
  const rest = Object.keys(COURSE.files).filter((file) => lang && file.startsWith(`${lang}/`));
  event.waitUntil(keep([fileOf(here), ...rest].filter(Boolean)).catch(() => {}));
});
