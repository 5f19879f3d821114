/** See, keep, bring back and delete what the browser remembers. */
import { fill } from "../../../widgets/frontend/dom.js";
import { everything, forget, PREFIX, write } from "../../../widgets/frontend/store.js";

function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** What a file of ours holds, or null. @param {string} text */
function readFile(text) {
  try {
    const { kept } = JSON.parse(text);
    const keys = Object.keys(kept);
    return keys.length && keys.every((key) => key.startsWith(PREFIX)) ? kept : null;
  } catch {
    return null;
  }
}

export function start() {
  const box = document.querySelector("[data-kept]");
  if (!box) return;
  const part = (name) => box.querySelector(`[data-kept-${name}]`);
  const status = part("status");
  const show = (message) => {
    const all = everything();
    const count = Object.keys(all).length;
    status.textContent = [message, count ? fill(box.dataset.count, { count }) : box.dataset.none].filter(Boolean).join(" ");
    part("all").textContent = JSON.stringify(all, null, 2);
    part("export").disabled = count === 0;
    part("delete").disabled = count === 0;
  };
  const ask = (open) => {
    part("sure").hidden = !open;
    part("delete").setAttribute("aria-expanded", String(open));
  };
  part("export").addEventListener("click", () => {
    download("smerte-og-arbeid.json", JSON.stringify({ kept: everything() }, null, 2));
  });
  part("import").addEventListener("click", () => part("file").click());
  part("file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    const kept = readFile(await file.text());
    if (!kept) {
      show(box.dataset.bad);
      return;
    }
    for (const [key, value] of Object.entries(kept)) write(key, value);
    show(fill(box.dataset.imported, { count: Object.keys(kept).length }));
  });
  part("delete").addEventListener("click", () => {
    ask(true);
    part("no").focus();
  });
  part("no").addEventListener("click", () => {
    ask(false);
    part("delete").focus();
  });
  part("yes").addEventListener("click", () => {
    forget();
    delete document.documentElement.dataset.theme;
    ask(false);
    show(box.dataset.deleted);
    part("import").focus();
  });
  show("");
  part("tools").hidden = false;
}
