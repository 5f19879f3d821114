/** The form's page: tells when the form is there, and opens anew when the kernel or server has gone. */
window.display_cells = () => {};
window.voila_heartbeat = () => {};

const LOOK = 1500; // ms between two looks at whether the server answers
let looking = false;

/** Wait until the server answers; then go on with the kernel, or open the page anew without it. */
async function recover() {
  if (looking) return;
  looking = true;
  const { baseUrl, kernelId } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  for (;;) {
    try {
      const answer = await fetch(`${baseUrl}api/kernels/${kernelId}`, { cache: "no-store" });
      if (answer.ok) break;
      if (answer.status === 404) {
        document.dispatchEvent(new CustomEvent("sa:reopen"));
        location.reload();
        return;
      }
    } catch {
      // The server is gone: it may come back.
    }
    await new Promise((done) => setTimeout(done, LOOK));
  }
  looking = false;
  document.dispatchEvent(new CustomEvent("sa:found"));
}

document.addEventListener("sa:lost", recover);
addEventListener("DOMContentLoaded", () => {
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector("#form .sa-form")) return;
    document.getElementById("opening")?.remove();
    observer.disconnect();
  }).observe(document.getElementById("form"), { childList: true, subtree: true });
});
