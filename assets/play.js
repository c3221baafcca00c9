// The game: what this browser remembers of it, keys, focus, and the result copied. All words come from the page.
(() => {
  const KEPT = "whence-play";
  const DAY = 24 * 60 * 60 * 1000;
  const DAILY = /^\d/;
  const $ = (id) => document.getElementById(id);
  const state = (name) => $("play-room")?.classList.contains(name);

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT));
      if (kept && typeof kept === "object") return kept;
    } catch {} // whatever stands there is no game
    return {};
  };
  const write = (changes) => localStorage.setItem(KEPT, JSON.stringify({ ...read(), ...changes }));

  // A visit ends with its tab, or with the day: phones keep a tab for weeks.
  const now = () => new Date().toISOString().slice(0, 10);
  const finish = () => sessionStorage.setItem(KEPT, now());
  const finished = () => sessionStorage.getItem(KEPT) === now();
  const rounds = () => Number($("play-room").dataset.rounds);
  const over = (game) => game?.rounds?.length >= rounds() && game.rounds.at(-1)?.place !== game.place;

  const BUTTONS = { "play-today": "today", "play-more": "more", "play-again": "more" };
  const recall = () => {
    const pressed = BUTTONS[window.dash_clientside.callback_context.triggered_id];
    const kept = read();
    const past = kept.shown === "more" && over(kept.more) && !finished();
    const kind = pressed ?? (past ? "today" : (kept.shown ?? "today"));
    return { kind, game: kept[kind] ?? null, pressed: Boolean(pressed) };
  };

  // Days are counted when a day's last painting is guessed; an older day never shortens the row.
  const counted = (day) => {
    const { last, length = 0 } = read().streak ?? {};
    if (last >= day) return length;
    const next = Date.parse(day) - Date.parse(last) === DAY ? length + 1 : 1;
    write({ streak: { last: day, length: next } });
    return next;
  };
  // Another window may be further on in the same game, or in a later day's: that game counts, and is shown here, too.
  // A game without a guess has just been dealt, in place of one that the gallery could not go on with.
  let followed = "";
  const overtaken = (game, kept) => {
    if (!kept?.rounds || !game.rounds.length || followed === JSON.stringify(kept)) return false;
    if (kept.name !== game.name) return DAILY.test(game.name) && kept.name > game.name;
    const on = kept.rounds.length - game.rounds.length || kept.place - game.place;
    return on > 0 || (on === 0 && JSON.stringify(kept) !== JSON.stringify(game));
  };
  const keep = (game) => {
    const daily = DAILY.test(game.name);
    const kind = daily ? "today" : "more";
    const kept = read()[kind];
    if (overtaken(game, kept)) {
      followed = JSON.stringify(kept);
      window.dash_clientside.set_props("play-wanted", { data: { kind, game: kept, pressed: false } });
      return window.dash_clientside.no_update;
    }
    write({ [kind]: game, shown: kind });
    if (!daily && over(game)) finish();
    for (const button of ["play-today", "play-more"]) {
      $(button)?.setAttribute("aria-pressed", String(BUTTONS[button] === kind));
    }
    if (!daily || game.rounds.length < rounds()) return "";
    return $("play-streak").dataset.words.replace("{count}", counted(game.name));
  };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { play: { recall, keep } });

  document.addEventListener("keydown", (event) => {
    if (!$("play-room") || document.documentElement.dataset.keys === "off" || event.repeat || event.altKey || event.ctrlKey || event.metaKey) return;
    const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? event.key;
    const choice = $("play-choices").querySelectorAll("button")[number - 1];
    const on = event.key === "ArrowRight" || (event.key === " " && !event.target.closest?.("a, button"));
    if (state("guessing") && choice?.checkVisibility()) choice.click();
    else if (state("answered") && on) $("play-next").click();
    else return;
    event.preventDefault();
  });

  // What had the focus is gone after each step: give it to what comes next.
  const targets = { guessing: "play-progress", answered: "play-next", over: "play-said" };
  let held = false;
  const follow = (room) => {
    const name = Object.keys(targets).find((each) => room.classList.contains(each));
    const lost = document.activeElement === document.body || !document.activeElement.checkVisibility();
    const first = !held;
    held ||= Boolean(name);
    if (name && lost && !first) $(targets[name])?.focus({ preventScroll: true });
    // The way on stays in sight on a low phone, the next painting does not.
    const wall = $("play-wall");
    if (name === "guessing" && !first && wall.getBoundingClientRect().top < 0) wall.scrollIntoView();
  };
  new MutationObserver((changes) => {
    for (const { target } of changes) if (target.id === "play-room") follow(target);
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  const copy = async (button) => {
    const text = `${$("play-share").textContent}\n${location.origin}/play`;
    try {
      await navigator.clipboard.writeText(text);
      $("play-copied").textContent = button.dataset.copied;
    } catch {
      select($("play-share"));
      $("play-copied").textContent = button.dataset.refused;
    }
  };
  // The second click of a double one was meant for the answer that stood there.
  document.addEventListener(
    "click",
    (event) => {
      if (event.detail > 1 && event.target.closest?.("#play-next")) event.stopPropagation();
    },
    true,
  );
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("#play-copy");
    if (button) copy(button);
  });
})();
