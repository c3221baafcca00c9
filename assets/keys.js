// Keys that work wherever the focus is can be turned off, for who speaks to the browser or strays on its keys.
(() => {
  const root = document.documentElement;
  const show = () => document.getElementById("keys")?.setAttribute("aria-pressed", String(root.dataset.keys === "on"));
  const apply = () => {
    root.dataset.keys = localStorage.getItem("keys") === "off" ? "off" : "on";
    show();
  };
  apply();
  addEventListener("storage", apply); // chosen in another tab
  addEventListener("pageshow", apply); // chosen on another page, before Back
  new MutationObserver((_, observer) => {
    if (!document.getElementById("keys")) return;
    show();
    observer.disconnect();
  }).observe(root, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#keys")) return;
    root.dataset.keys = root.dataset.keys === "on" ? "off" : "on";
    show();
    localStorage.setItem("keys", root.dataset.keys);
  });
})();

// Space or → asks for the next painting, wherever the focus is, unless the key means something there.
document.addEventListener("keydown", (event) => {
  const next = event.key === "ArrowRight" || event.key === " ";
  if (!next || document.documentElement.dataset.keys === "off" || event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const own = event.key === " " ? "a, button, input, select, summary, textarea" : "input, select, textarea";
  if (event.target.closest?.(own)) return;
  const show = document.getElementById("show");
  if (!show) return;
  event.preventDefault();
  show.click();
});

// A disabled button loses the focus; give it back so that the next press of Enter or Space works.
{
  let focused;
  document.addEventListener("focusin", ({ target }) => (focused = target));
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (target.disabled || document.activeElement !== document.body) continue;
      if (target === focused) target.focus({ preventScroll: true });
    }
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["disabled"] });
}
