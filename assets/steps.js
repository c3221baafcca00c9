// Back undoes what was typed into a field of the collection in one step, not pause by pause.
(() => {
  let typed = null;
  const push = history.pushState;
  history.pushState = function (...step) {
    const field = document.activeElement?.closest?.(".filters input") ?? null;
    const more = field && field === typed;
    typed = field;
    (more ? history.replaceState : push).apply(history, step);
  };
  const forget = () => {
    typed = null;
  };
  addEventListener("focusout", forget);
  addEventListener("popstate", forget);
})();
