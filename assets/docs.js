// The API's documents, drawn from its own description.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Light or dark is decided by theme.js, which is loaded before.
  const apply = () => document.documentElement.classList.toggle("dark-mode", document.documentElement.dataset.bsTheme === "dark");
  apply();
  dark.addEventListener("change", apply);
  addEventListener("storage", apply); // chosen in another tab
  SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#docs",
    deepLinking: true,
    validatorUrl: null,
  });
})();
