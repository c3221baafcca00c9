// Space or → asks for the next painting, wherever the focus is, unless the key means something there.
document.addEventListener("keydown", (event) => {
  const next = event.key === "ArrowRight" || event.key === " ";
  if (!next || event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
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
