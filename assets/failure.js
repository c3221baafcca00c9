// When the gallery does not answer: say so, take down what may be stale, and let the visitor try again.
(() => {
  const hangs = /^\.\.(?:hung|play-game)\./;
  const resembles = "similar.children";
  const page = "page.children";
  const corrects = /^\.\.thanks\./;
  const searches = /^\.\.selection\./;
  // Whose answer shows that all is well again.
  const settles = (output) => output === silent.output || output === page || searches.test(output);
  // Nobody waits for what is made ready.
  const ahead = /^\.\.(?:next|play-place)\./;
  const set = (id, props) => document.getElementById(id) && window.dash_clientside.set_props(id, props);
  const clear = (sentence) => {
    for (const id of ["wall", "plaque", "verdict", "bars", "similar"]) set(id, { children: null });
    set("room", { className: "room" });
    set("show", { disabled: false });
    for (const id of ["play-choices", "play-next", "play-today", "play-more", "play-again"]) set(id, { disabled: false });
    for (const id of ["notice", "play-notice"]) set(id, { children: sentence });
  };
  // The note stays, to be sent again.
  const unheard = (sentence) => {
    for (const id of ["wrong-label", "disagree"]) set(id, { disabled: false });
    set("thanks", { children: sentence });
  };
  const tellGame = (sentence) => set("play-notice", { children: sentence });
  // When each output was last asked for.
  const newest = new Map();
  // What has no place of its own to say so, until the same is asked again and answered, or a page comes.
  let silent;
  const speak = (sentence) => silent && set("unheard", { children: sentence });
  // After Dash has finished with the answer itself.
  const give = (sentence, tell = clear) => setTimeout(tell, 100, sentence);
  const asked = (body) => {
    try {
      const { output, inputs } = JSON.parse(body);
      return { output: String(output), picks: inputs.some(({ id, value }) => id === "pick-one" && value) };
    } catch {
      return { output: "" };
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
  // The gallery promises an answer within ten seconds; a connection may die without a word.
  const PATIENCE = 30000;
  const begun = async (address, options) => {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(address, { ...options, signal: stop.signal });
    } finally {
      clearTimeout(late);
    }
  };
  window.fetch = async (address, options) => {
    const began = performance.now();
    const { output, picks } = asked(String(address).includes("_dash-update-component") ? options?.body : "");
    if (output) newest.set(output, began);
    const failed = async (words) => {
      // Of a call that another has taken the place of, nobody waits for the answer.
      if (!output || ahead.test(output) || newest.get(output) > began) return;
      if (hangs.test(output)) give(await words());
      else if (corrects.test(output)) give(await words(), unheard);
      // What resembles the painting before does not resemble this one.
      else if (output === resembles) set("similar", { children: null });
      else {
        // What was found before is not what is asked for now.
        if (searches.test(output)) set("shelf", { children: null });
        // Or the same work could not be picked again.
        if (picks) set("pick-one", { value: null });
        silent = { output, since: performance.now() };
        give(await words(), speak);
      }
    };
    try {
      const response = await (output ? begun(address, options) : fetch(address, options));
      if (!response.ok) await failed(() => reason(response));
      // What was asked before and answered late says nothing of it, nor does an answer without a word.
      else if (response.status !== 204 && silent && began > silent.since && settles(output)) {
        speak(null);
        silent = undefined;
      }
      return response;
    } catch (error) {
      await failed(() => say("silent"));
      throw error;
    }
  };
  document.addEventListener(
    "error",
    (event) => {
      const { id, classList, src } = event.target;
      // Another painting may hang by then.
      if (id === "painting") give(say("lost"), (words) => event.target.isConnected && event.target.src === src && clear(words));
      if (id === "play-picture") give(event.target.closest(".guessing") ? say("unseen") : say("lost"), tellGame);
      if (event.target.matches?.("#play-picture, .shelf img, .thumbnails img")) classList.add("lost");
    },
    true,
  );
  // React gives the place of one picture to the next.
  document.addEventListener("load", ({ target }) => target.classList?.remove("lost"), true);
})();
