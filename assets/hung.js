// What the button hung still hangs after a reload, in this tab; at a painting's own address the address says what hangs.
(() => {
  const KEPT = "whence-hung";
  const recall = (asked) => {
    const { no_update } = window.dash_clientside;
    const wanted = asked ?? history.state?.hung ?? sessionStorage.getItem(KEPT);
    return wanted ? [wanted, no_update] : [no_update, true];
  };
  // The button stays in sight on a phone, what it hangs does not.
  let seen = false;
  const look = () => {
    const wall = document.getElementById("wall");
    if (seen && wall.getBoundingClientRect().top < 0) wall.scrollIntoView();
    seen = true;
  };
  let before = null;
  let at = location.pathname;
  addEventListener("popstate", () => {
    if (location.pathname !== at) location.reload();
  });
  const keep = (hung, asked) => {
    // Back or Forward has led elsewhere already, where this painting never hung.
    if (location.pathname !== at) return;
    // A word about one painting must not be sent with another.
    if (before && hung !== before) window.dash_clientside.set_props("note", { value: "" });
    before = hung;
    window.dash_clientside.set_props("thanks", { children: null });
    if (!hung) return;
    look();
    if (location.pathname !== "/") {
      if (hung === asked) return;
      // The address names another painting than the one that hangs now; Back leads to it again.
      history.pushState(null, "", (at = "/"));
      document.title = "Whence";
    }
    history.replaceState({ ...history.state, hung }, "");
    sessionStorage.setItem(KEPT, hung);
  };
  // What is said to a correction may come when another painting hangs, and another note is begun.
  const hear = (thanks, hung) => {
    const about = thanks?.props;
    if (!about?.["data-painting"]) return;
    if (about["data-painting"] !== hung) window.dash_clientside.set_props("thanks", { children: null });
    else if (about["data-kept"]) window.dash_clientside.set_props("note", { value: "" });
  };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { hung: { recall, keep, hear } });
})();
