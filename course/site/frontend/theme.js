/** The dark or light look that the reader chose; without a choice the system's. */
import { read, write } from "../../../widgets/frontend/store.js";

const KEY = "smerte-og-arbeid/theme";

export function start() {
  const button = document.querySelector("[data-theme-toggle]");
  if (!button) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const show = () => {
    button.querySelector("span").textContent = isDark() ? button.dataset.light : button.dataset.dark;
  };
  button.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    write(KEY, chosen);
    show();
  });
  system.addEventListener("change", show);
  const chosen = read(KEY);
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  show();
  button.hidden = false;
}
