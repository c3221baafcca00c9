// A cell of the confusion, pressed, shows its works; they stand below the figures, out of sight: go there.
// There, buttons lead on to all of them, and back.
document.addEventListener("click", (event) => {
  const cell = event.target.closest?.(".confusion button, #works button");
  if (cell) window.dash_clientside.set_props("cell", { data: { ...cell.dataset, at: event.timeStamp } });
});
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  hall: {
    show: () => {
      const title = document.getElementById("works-title");
      title.scrollIntoView();
      title.focus({ preventScroll: true });
    },
  },
});
