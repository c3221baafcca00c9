// The heat map over the painting: on or off by its button or W, as strong as its slider says, until told otherwise.
(() => {
  const root = document.documentElement;
  // On a phone the button is far below the picture, whose heat map is the answer.
  const bring = (frame) => {
    const { top, bottom, height } = frame?.getBoundingClientRect() ?? {};
    if (Math.min(bottom, innerHeight) - Math.max(top, 0) < height / 2) frame.scrollIntoView({ block: "nearest" });
  };
  const toggle = () => {
    const on = root.dataset.why !== "on";
    root.dataset.why = on ? "on" : "off";
    document.getElementById("why")?.setAttribute("aria-pressed", String(on));
    if (on) bring(document.querySelector("#wall .frame"));
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#why")) toggle();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=range]), select, textarea");
    if (event.key.toLowerCase() !== "w" || root.dataset.keys === "off" || typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector(".frame")) toggle();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "strength") root.style.setProperty("--strength", event.target.value / 100);
  });
})();
