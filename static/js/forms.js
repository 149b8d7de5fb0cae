"use strict";
/* Comforts of forms: <form data-guard> warns before typed work is left behind, every form is sent
   once, and chosen files show themselves under their field. */
(() => {
  for (const form of document.querySelectorAll("form[data-guard]")) {
    let touched = Boolean(document.querySelector("[data-error-summary]"));
    form.addEventListener("input", () => (touched = true));
    form.addEventListener("submit", () => (touched = false));
    window.addEventListener("beforeunload", (event) => {
      if (touched) event.preventDefault();
    });
  }

  for (const form of document.querySelectorAll("form[method=post]")) {
    let sentAt = -Infinity;
    form.addEventListener("submit", (event) => {
      if (event.timeStamp - sentAt < 4000) event.preventDefault();
      else sentAt = event.timeStamp;
    });
  }

  const size = (bytes) => {
    const [number, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
    const form = { style: "unit", unit, maximumFractionDigits: 1 };
    return new Intl.NumberFormat(document.documentElement.lang, form).format(number);
  };

  const preview = (file) => {
    const row = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = `${file.name} · ${size(file.size)}`;
    if (file.type.startsWith("image/")) {
      const reader = new FileReader();
      const picture = document.createElement("img");
      picture.alt = "";
      reader.addEventListener("load", () => (picture.src = reader.result));
      reader.readAsDataURL(file);
      row.append(picture);
    }
    row.append(words);
    return row;
  };

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
    input.parentElement.querySelector(".previews")?.remove();
    const list = document.createElement("ul");
    list.className = "previews";
    list.append(...Array.from(input.files, preview));
    input.after(list);
  });
})();
