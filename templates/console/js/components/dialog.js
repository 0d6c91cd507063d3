/**
 * Questions that need an answer before anything else.
 *
 * @module components/dialog
 */
import { h } from "../dom.js";
import { areOn, shortcuts, turn } from "../keyboard.js";

/**
 * Asks for a text.
 *
 * @param {{title: string, lead: string, label: string, action: string}} question
 * @returns {Promise<string|null>} the text, or null when the person thought better of it.
 */
export function askText({ title, lead, label, action }) {
  const area = h("textarea", { class: "textarea", id: "dialog-text", dir: "auto", rows: 5 });
  return ask(title, [
    h("p", { class: "lead" }, lead),
    h("div", { class: "field" }, h("label", { for: "dialog-text" }, label), area),
  ], action, () => area.value.trim());
}

/** Asks yes or no. @returns {Promise<boolean>} */
export async function confirm({ title, lead, action }) {
  return (await ask(title, [h("p", { class: "lead" }, lead)], action, () => true)) === true;
}

/**
 * Shows a text as it is: nothing in it is understood.
 *
 * @param {{title: string, lead: string, text: string, deed: HTMLElement}} content `deed` is what can be done with it.
 */
export function showText({ title, lead, text, deed }) {
  const area = { class: "raw", tabindex: "0", role: "region", "aria-label": "The text" };
  const form = h(
    "form",
    { method: "dialog" },
    h("p", { class: "lead" }, lead),
    h("pre", area, text),
    h("div", { class: "actions end" }, deed, h("button", { class: "button primary", value: "close" }, "Close")),
  );
  const dialog = frame(title, form);
  dialog.classList.add("wide");
  dialog.showModal();
}

/** Shows what the keys do, and lets them be turned off. */
export function showShortcuts() {
  const toggle = h("input", { type: "checkbox", id: "shortcut-toggle", checked: areOn() });
  toggle.addEventListener("change", () => turn(toggle.checked));
  const rows = shortcuts.flatMap(([key, meaning]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, meaning)]);
  const chord = [h("kbd", {}, "Ctrl"), " ", h("kbd", {}, "Enter")];
  const form = h(
    "form",
    { method: "dialog" },
    h("dl", { class: "shortcuts" }, rows),
    h("p", { class: "lead" }, chord, " sends what you are writing."),
    h("label", { class: "check", for: "shortcut-toggle" }, toggle, "Single keys are on"),
    h("div", { class: "actions end" }, h("button", { class: "button primary", value: "close" }, "Close")),
  );
  frame("Keys", form).showModal();
}

function ask(title, content, action, answer) {
  return new Promise((resolve) => {
    let result = null;
    const form = h(
      "form",
      { method: "dialog" },
      content,
      h(
        "div",
        { class: "actions end" },
        h("button", { class: "button quiet", type: "button", on: { click: () => dialog.close() } }, "Cancel"),
        h("button", { class: "button primary", type: "submit" }, action),
      ),
    );
    form.addEventListener("submit", () => {
      result = answer();
    });
    const dialog = frame(title, form);
    dialog.addEventListener("close", () => resolve(result));
    dialog.showModal();
  });
}

/** A dialog with this title, not yet shown, and gone when it is closed. */
export function frame(title, content) {
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": "dialog-title" },
    h("div", { class: "stack" }, h("h1", { id: "dialog-title" }, title), content),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  return dialog;
}
