// What Dash's dropdown tells a screen reader, mended: its field is hidden though it takes the focus, its list has no
// name, and labels of radio buttons are called options.
(() => {
  const mend = () => {
    for (const field of document.querySelectorAll(".dash-dropdown-focus-target[aria-hidden]")) {
      field.removeAttribute("aria-hidden");
      field.setAttribute("aria-label", field.parentElement.querySelector(".dash-dropdown")?.textContent ?? "");
    }
    for (const list of document.querySelectorAll(".dash-dropdown-content")) {
      const opener = document.querySelector(`[aria-controls="${list.id}"]`);
      list.setAttribute("aria-label", opener?.textContent ?? "");
      for (const group of list.querySelectorAll("[role=listbox]")) {
        group.setAttribute("role", "radiogroup");
        group.setAttribute("aria-label", opener?.textContent ?? "");
      }
      for (const label of list.querySelectorAll("[role=option]")) {
        label.removeAttribute("role");
        label.removeAttribute("aria-selected");
      }
    }
  };
  new MutationObserver(mend).observe(document, { childList: true, subtree: true });
})();
