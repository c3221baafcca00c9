// What scripts say, in the visitor's language, and the button that changes it.
(() => {
  let sentences;
  // A sentence of whence/web/scripts.py, its {placeholders} filled from `values`.
  window.say = (key, values = {}) => {
    sentences ??= JSON.parse(document.getElementById("sentences").textContent);
    return sentences[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };
  document.addEventListener("click", ({ target }) => {
    const language = target.closest?.("[data-language]")?.dataset.language;
    if (!language) return;
    // What was said of a visitor's own pictures is kept nowhere.
    if (document.querySelector("#tried > li") && !confirm(window.say("forgets"))) return;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `language=${language}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    location.reload();
  });
  // Chosen in another tab, or on another page before Back: what comes from now on is in that language.
  const follow = () => {
    const chosen = /(?:^|; )language=([\w-]+)/.exec(document.cookie)?.[1];
    const begun = document.querySelector("#tried > li") ?? document.getElementById("note")?.value;
    if (!begun && document.querySelector(`[data-language="${chosen}"]`)) location.reload();
  };
  addEventListener("pageshow", ({ persisted }) => persisted && follow());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && follow());
})();
