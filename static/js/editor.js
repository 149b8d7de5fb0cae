"use strict";
/* The rich-text editor speaks the page's language and can be named, reached and focused like any
   other field. Its words stand in <template data-editor-words>. */
(() => {
  const words = () => {
    const found = document.querySelector("[data-editor-words]").content.querySelectorAll("[data-word]");
    return new Map(Array.from(found, (word) => [word.dataset.word, word.textContent]));
  };
  window.gettext = (text) => words().get(text) ?? text;

  const name = (element, text) => {
    element.title = text;
    element.setAttribute("aria-label", text);
  };

  const nameButtons = (box) => {
    const known = words();
    for (const button of box.querySelectorAll(".prose-menubar__button")) {
      const text = known.get(button.textContent.trim()) ?? known.get(button.title);
      if (text) name(button, text);
    }
    for (const option of box.querySelectorAll(".prose-menubar__option > *")) {
      option.textContent = known.get(option.textContent) ?? option.textContent;
    }
  };

  document.addEventListener("prose-editor:ready", (event) => {
    const { editor, textarea } = event.detail;
    const box = textarea.closest(".prose-editor");
    setTimeout(() => nameButtons(box)); // the menu is built right after the editor is ready

    /* The label and the links of the error summary lead to where one types. */
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    const place = editor.view.dom;
    place.id = textarea.id;
    textarea.id = `${textarea.id}_source`;
    for (const attribute of ["aria-describedby", "aria-invalid"]) {
      const value = textarea.getAttribute(attribute);
      if (value) place.setAttribute(attribute, value);
    }
    if (label) {
      place.setAttribute("aria-label", label.firstChild.textContent.trim());
      label.addEventListener("click", () => editor.commands.focus());
    }
    document
      .querySelector(`[data-error-summary] a[href="#${place.id}"]`)
      ?.addEventListener("click", () => editor.commands.focus());
  });
})();
