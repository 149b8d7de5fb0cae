"use strict";
/* Light or dark as the reader chose it, before the first paint. The key is the one of Django's admin. */
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const isDark = () => {
    const theme = root.dataset.theme;
    return theme === "dark" || (theme !== "light" && system.matches);
  };

  if (chosen() === "light" || chosen() === "dark") {
    root.dataset.theme = chosen();
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-button]")) {
      const label = button.querySelector("[data-theme-label]");
      const tell = () => {
        label.textContent = isDark() ? button.dataset.light : button.dataset.dark;
        button.title = label.textContent;
      };
      button.hidden = false;
      tell();
      system.addEventListener("change", tell);
      button.addEventListener("click", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        try {
          localStorage.setItem("theme", root.dataset.theme);
        } catch {
          /* private browsing: the choice lasts for this page */
        }
        tell();
      });
    }
  });
})();
