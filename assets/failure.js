// When the gallery does not answer: say so, take down what may be stale, and let the visitor try again.
(() => {
  const hangs = /^\.\.(?:hung|play-game)\./;
  const set = (id, props) => document.getElementById(id) && window.dash_clientside.set_props(id, props);
  const clear = (sentence) => {
    for (const id of ["wall", "plaque", "verdict", "bars", "similar"]) set(id, { children: null });
    set("room", { className: "room" });
    set("show", { disabled: false });
    for (const id of ["play-choices", "play-next"]) set(id, { disabled: false });
    for (const id of ["notice", "play-notice"]) set(id, { children: sentence });
  };
  // After Dash has finished with the answer itself.
  const give = (sentence) => setTimeout(clear, 100, sentence);
  const belongs = (body) => {
    try {
      return hangs.test(JSON.parse(body).output);
    } catch {
      return false;
    }
  };
  // What the gallery itself said of it, where it said anything.
  const reason = async (response) => {
    try {
      return (await response.clone().json()).error.message ?? say("silent");
    } catch {
      return say("silent");
    }
  };
  const fetch = window.fetch;
  window.fetch = async (address, options) => {
    if (!String(address).includes("_dash-update-component") || !belongs(options?.body)) {
      return fetch(address, options);
    }
    try {
      const response = await fetch(address, options);
      if (!response.ok) give(await reason(response));
      return response;
    } catch (error) {
      give(say("silent"));
      throw error;
    }
  };
  document.addEventListener(
    "error",
    (event) => {
      if (event.target.id === "painting") give(say("lost"));
    },
    true,
  );
})();
