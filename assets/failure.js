// When the gallery does not answer: say so, take down what may be stale, and let the visitor try again.
(() => {
  const chain = /^\.\.(?:hung|play-game)\./;
  const set = (id, props) => document.getElementById(id) && window.dash_clientside.set_props(id, props);
  const clear = (sentence) => {
    for (const id of ["wall", "plaque", "verdict", "bars", "similar"]) set(id, { children: null });
    set("room", { className: "room" });
    set("show", { disabled: false });
    for (const id of ["play-choices", "play-next"]) set(id, { disabled: false });
    for (const id of ["notice", "play-notice"]) set(id, { children: sentence });
  };
  const belongs = (body) => {
    try {
      return chain.test(JSON.parse(body).output);
    } catch {
      return false;
    }
  };
  // Calls of one chain run side by side: what failed is said when the last of them has ended.
  let running = 0;
  let failed = "";
  // What the gallery itself said of it, where it said anything.
  const reason = async (response) => {
    try {
      return (await response.clone().json()).error.message ?? say("silent");
    } catch {
      return say("silent");
    }
  };
  const ended = () => {
    running -= 1;
    if (running || !failed) return;
    // After Dash has finished with the answers itself.
    setTimeout(clear, 100, failed);
    failed = "";
  };
  const fetch = window.fetch;
  window.fetch = async (address, options) => {
    if (!String(address).includes("_dash-update-component") || !belongs(options?.body)) {
      return fetch(address, options);
    }
    running += 1;
    try {
      const response = await fetch(address, options);
      if (!response.ok) failed ||= await reason(response);
      return response;
    } catch (error) {
      failed ||= say("silent");
      throw error;
    } finally {
      ended();
    }
  };
  document.addEventListener(
    "error",
    (event) => {
      if (event.target.id !== "painting") return;
      // The verdict may still be on its way, and must not hang beside an empty frame.
      running += 1;
      failed ||= say("lost");
      ended();
    },
    true,
  );
})();
