// Marks the way to the page that is shown, for eyes and for screen readers.
(() => {
  let marked = "";
  const mark = () => {
    const links = document.querySelectorAll(".lintel nav a");
    const here = location.pathname.replace(/(.)\/$/, "$1");
    if (!links.length || marked === here) return;
    marked = here;
    for (const link of links) {
      if (link.pathname === marked) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };
  new MutationObserver(mark).observe(document.documentElement, { childList: true, subtree: true });
})();
