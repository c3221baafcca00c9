// The heat map over the painting: on or off by its button or W, as strong as its slider says, until told otherwise.
(() => {
  const root = document.documentElement;
  // On a phone the button is far below the picture, whose heat map is the answer.
  const bring = (frame) => {
    const { top, bottom, height } = frame?.getBoundingClientRect() ?? {};
    if (Math.min(bottom, innerHeight) - Math.max(top, 0) < height / 2) frame.scrollIntoView({ block: "nearest" });
  };
  // What did not come is said, and asked for again at the next press.
  const tell = (sentence) => {
    const place = document.getElementById("why-lost");
    if (place) place.textContent = sentence;
  };
  const again = (heat) => {
    heat.classList.remove("lost");
    heat.src = heat.getAttribute("src");
  };
  const judge = ({ type, target }) => {
    if (!target.classList?.contains("heat")) return;
    target.classList.toggle("lost", type === "error");
    tell(type === "error" ? say("unexplained") : "");
  };
  document.addEventListener("error", judge, true);
  document.addEventListener("load", judge, true);
  const toggle = () => {
    const on = root.dataset.why !== "on";
    root.dataset.why = on ? "on" : "off";
    document.getElementById("why")?.setAttribute("aria-pressed", String(on));
    tell("");
    if (on) document.querySelectorAll(".heat.lost").forEach(again);
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
