"use strict";
/* Small comforts of every page; each page works without them. */
(() => {
  const all = (selector, within = document) => within.querySelectorAll(selector);

  /* The menu on phones: a link to it becomes a button that opens it in place. */
  const menu = document.querySelector("[data-menu]");
  const opener = document.querySelector("[data-menu-button]");
  if (menu && opener) {
    const show = (open) => {
      menu.toggleAttribute("data-open", open);
      opener.setAttribute("aria-expanded", String(open));
    };
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-controls", menu.id);
    show(false);
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      show(!menu.hasAttribute("data-open"));
    });
    opener.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        event.preventDefault();
        opener.click();
      }
    });
    for (const close of all(".nav-close a", menu)) {
      close.addEventListener("click", (event) => {
        event.preventDefault();
        show(false);
        opener.focus();
      });
    }

    /* Unfolded sections fold again on Escape and on a press elsewhere. */
    const fold = (except) => {
      for (const section of all("details[open]", menu)) {
        if (section !== except) section.open = false;
      }
    };
    document.addEventListener("click", (event) => fold(event.target.closest("details")));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const open = document.activeElement.closest(".nav details[open]");
      fold();
      if (open) open.querySelector("summary").focus();
      else if (menu.hasAttribute("data-open")) {
        show(false);
        opener.focus();
      }
    });
  }

  for (const hidden of all("[data-needs-script]")) hidden.hidden = false;

  for (const button of all("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }

  for (const button of all("[data-copy-address]")) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href);
      button.querySelector("span").textContent = button.dataset.done;
    });
  }

  /* After a refused form, start reading at what is wrong. */
  document.querySelector("[data-error-summary]")?.focus();
})();
