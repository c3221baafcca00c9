// What stands in for a memory that the browser refuses, or that is full: one that lasts as long as the page. Loaded before Dash, which takes a memory for granted.
(() => {
  const ENOUGH = "x".repeat(2 ** 14);
  const standing = (entries) => {
    const kept = new Map(entries);
    return {
      get length() {
        return kept.size;
      },
      key: (place) => [...kept.keys()][place] ?? null,
      getItem: (name) => kept.get(String(name)) ?? null,
      setItem: (name, value) => void kept.set(String(name), String(value)),
      removeItem: (name) => void kept.delete(String(name)),
      clear: () => kept.clear(),
    };
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      window[name].setItem("whence-room", ENOUGH);
      window[name].removeItem("whence-room");
    } catch {
      let entries = [];
      try {
        entries = Object.entries(window[name] ?? {});
      } catch {}
      Object.defineProperty(window, name, { value: standing(entries) });
    }
  }
})();
