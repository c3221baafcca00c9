// A visitor's own pictures: dropped, chosen, photographed or pasted, sent one after another, answered in a list.
(() => {
  const TYPES = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/bmp,image/tiff";
  const MOST_FILES = 50;
  // A picture that always takes too long would keep the others waiting for ever.
  const TRIES = 5;
  const $ = (id) => document.getElementById(id);
  const here = () => $("try");
  const tell = (words) => {
    if ($("told")) $("told").textContent = words;
  };

  // Builds one element; strings become text, never markup.
  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const bar = ({ label, percent, share, from, spoken }) => {
    const fill = make("div", { class: "fill" });
    fill.style.width = `${share}%`;
    const meter = { role: "meter", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": 100 };
    const track = make("div", { class: "track", ...meter, "aria-valuenow": share }, fill);
    if (spoken) {
      const line = make("div", { class: "threshold" });
      line.style.left = `${from}%`;
      track.append(line);
      track.setAttribute("aria-valuetext", spoken);
    }
    return make(
      "div",
      { class: "bar" },
      make("span", { class: "name" }, label),
      track,
      make("span", { class: "percent", "aria-hidden": "true" }, percent),
    );
  };

  const named = (name) => make("h2", { dir: "auto" }, name);

  const framed = (name, answer) => {
    const picture = make("img", { src: answer.picture, alt: say("alternative", { name }) });
    const canvas = make("div", { class: "canvas" }, picture);
    canvas.style.setProperty("--ratio", answer.ratio);
    if (answer.heat) canvas.append(make("img", { class: "heat", src: answer.heat, alt: "" }));
    return make("div", { class: "wall" }, make("div", { class: "frame" }, canvas));
  };

  const verdict = ({ word, sentence, verdict }) =>
    make(
      "div",
      { class: "verdict unknown" },
      make("span", { class: "icon", "aria-hidden": "true" }, verdict === "confident" ? "→" : "?"),
      make("div", {}, make("p", { class: "word" }, word), make("p", {}, sentence)),
    );

  const similar = (works) => {
    const thumbnails = works.map(({ address, picture, title }) =>
      make("a", { href: address, title, target: "_blank", rel: "noopener" }, make("img", { src: picture, alt: title, loading: "lazy" })),
    );
    return works.length
      ? [make("section", { class: "similar" }, make("h3", {}, say("resembles")), make("div", { class: "thumbnails" }, ...thumbnails))]
      : [];
  };

  const show = (item, name, answer) => {
    const legend = answer.legend ? [make("p", { class: "legend" }, make("span", { class: "threshold" }), answer.legend)] : [];
    const took = make("p", { class: "took" }, answer.took);
    const bars = make("div", { class: "bars" }, ...answer.bars.map(bar), ...legend, took);
    const said = make("div", { class: "answer" }, named(name), verdict(answer), bars, ...similar(answer.resembling));
    item.replaceChildren(framed(name, answer), said);
  };

  const refuse = (item, name, words) =>
    item.replaceChildren(named(name), make("p", { class: "refused" }, words));

  // Resolves with the answer, rejects with one sentence and, where asked to wait, for how many seconds.
  const send = (file, progress) =>
    new Promise((resolve, reject) => {
      const most = Number(here()?.dataset.most);
      if (file.size > most) return reject({ words: here().dataset.large });
      const request = new XMLHttpRequest();
      request.open("POST", "/try");
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.responseType = "json";
      request.timeout = 120_000;
      request.upload.onprogress = ({ loaded, total }) => {
        // All sent is not yet decided: without a value the bar shows that it is being worked on.
        if (loaded < total) progress.value = loaded / total;
        else progress.removeAttribute("value");
      };
      request.onerror = request.ontimeout = request.onabort = () => reject({ words: say("unsent") });
      request.onload = () => {
        if (request.status === 200 && request.response) return resolve(request.response);
        const busy = request.status === 503;
        const wait = busy || request.status === 429 ? Number(request.getResponseHeader("Retry-After")) : 0;
        reject({ words: request.response?.error?.message ?? say("unsent"), wait, busy });
      };
      request.send(file);
    });

  let waiting = Promise.resolve();
  let total = 0;
  let done = 0;
  let decided = 0;
  const one = async (file, name, item, tries = TRIES) => {
    if (!item.isConnected) return;
    const progress = make("progress", { "aria-label": say("sending", { name }), max: 1, value: 0 });
    item.replaceChildren(named(name), progress);
    tell(total > 1 ? say("progress", { number: done + 1, total }) : say("looking"));
    try {
      // A folder that was dropped calls itself a file.
      await file.slice(0, 1).arrayBuffer().catch(() => Promise.reject({ words: say("nothing") }));
      const answer = await send(file, progress);
      show(item, name, answer);
      decided += 1;
      tell(say("answered", { name, word: answer.word, sentence: answer.sentence }));
    } catch ({ words = say("unsent"), wait, busy }) {
      if (wait && tries > 1) {
        tell(busy ? say("turn") : say("rest", { seconds: wait }));
        return later(wait, file, name, item, tries - 1);
      }
      refuse(item, name, words);
      tell(say("refused", { name, reason: words }));
    }
  };
  // Who brings many pictures has no need to bring the rest again.
  const later = async (seconds, file, name, item, tries) => {
    item.replaceChildren(named(name), make("p", {}, say("turn")));
    await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    return one(file, name, item, tries);
  };
  const finished = () => {
    done += 1;
    if (done < total) return;
    if (total > 1) tell(say("decided", { decided, total }));
    total = done = decided = 0;
  };
  const take = (list) => {
    const files = [...list].slice(0, MOST_FILES);
    if (!files.length) return tell(say("nothing"));
    total += files.length;
    const items = files.map((file) => make("li", {}, named(file.name || say("yours")), make("p", {}, say("turn"))));
    const left = list.length - files.length;
    const rest = left ? [make("li", {}, make("p", { class: "refused" }, say("many", { most: MOST_FILES, left })))] : [];
    $("tried").prepend(...items, ...rest);
    files.forEach((file, index) => {
      waiting = waiting.then(() => one(file, file.name || say("yours"), items[index])).then(finished);
    });
  };

  // A new picker each time, so that the same file may be chosen twice; kept, or some phones forget it.
  let picker;
  const pick = (properties) => {
    picker = make("input", { type: "file", ...properties });
    picker.addEventListener("change", () => take(picker.files));
    picker.click();
  };

  const paste = async () => {
    if (!navigator.clipboard?.read) return tell(say("press"));
    try {
      const files = [];
      for (const item of await navigator.clipboard.read()) {
        const type = item.types.find((name) => name.startsWith("image/"));
        if (type) files.push(new File([await item.getType(type)], say("pasted")));
      }
      take(files);
    } catch {
      tell(say("closed"));
    }
  };

  const find = (words) => {
    const wanted = words.trim().toLowerCase();
    let found = 0;
    for (const label of $("labels").children) {
      label.hidden = !label.textContent.toLowerCase().includes(wanted);
      found += !label.hidden;
    }
    $("none-found").hidden = found > 0;
  };

  document.addEventListener("click", ({ target }) => {
    if (target.closest?.("#pick")) pick({ accept: TYPES, multiple: "" });
    if (target.closest?.("#shoot")) pick({ accept: "image/*", capture: "environment" });
    if (target.closest?.("#paste")) paste();
  });
  document.addEventListener("input", ({ target }) => {
    if (target.id === "find") find(target.value);
  });
  document.addEventListener("paste", (event) => {
    if (!here() || event.target.closest?.("input, textarea")) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  const carries = (event) => here() && event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    here().dataset.dropping = "";
  });
  document.addEventListener("dragleave", (event) => {
    if (here() && !event.relatedTarget) delete here().dataset.dropping;
  });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    delete here().dataset.dropping;
    take(event.dataTransfer.files);
  });
})();
