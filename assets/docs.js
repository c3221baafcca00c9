// The API's documents, drawn from its own description.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const apply = () => document.documentElement.classList.toggle("dark-mode", chosen() ? chosen() === "dark" : dark.matches);
  apply();
  dark.addEventListener("change", apply);
  SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#docs",
    deepLinking: true,
    validatorUrl: null,
  });
})();
