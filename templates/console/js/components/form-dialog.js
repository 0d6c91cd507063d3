/**
 * A form in a dialog, which stays until the server has taken what was written.
 *
 * @module components/form-dialog
 */
import { h, show } from "../dom.js";
import { frame } from "./dialog.js";

/**
 * @typedef {object} Field
 * @property {string} name as the API calls it.
 * @property {string} label
 * @property {"text"|"email"|"password"|"current-password"|"number"|"date"|"select"|"textarea"|"check"} type
 * @property {string|number|boolean} [value]
 * @property {[string, string][]} [options] of a select.
 * @property {boolean} [required]
 * @property {string} [hint]
 */

/**
 * Asks for several things at once.
 *
 * @param {{title: string, fields: Field[], action: string, save: (changes: object) => Promise}} question
 *   `save` is given the fields whose value is another than at first, as texts, and booleans of boxes.
 * @returns {Promise<unknown>} what `save` answered, or null when the person thought better of it.
 */
export function askForm({ title, fields, action, save }) {
  return new Promise((resolve) => {
    let result = null;
    const controls = new Map(fields.map((field) => [field.name, control(field)]));
    const first = new Map([...controls].map(([name, element]) => [name, valueOf(element)]));
    const trouble = h("div", { role: "alert" });
    const button = h("button", { class: "button primary", type: "submit" }, action);
    const cancel = h("button", { class: "button quiet", type: "button" }, "Cancel");
    const rows = fields.map((field) => row(field, controls.get(field.name)));
    const form = h("form", {}, rows, trouble, h("div", { class: "actions end" }, cancel, button));
    const dialog = frame(title, form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.disabled) return;
      button.disabled = true;
      show(trouble);
      try {
        result = await save(changed(controls, first));
        dialog.close();
      } catch (error) {
        complainIn(trouble, error, controls);
      }
      button.disabled = false;
    });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => resolve(result));
    dialog.showModal();
  });
}

function changed(controls, first) {
  const values = [...controls].map(([name, element]) => [name, valueOf(element)]);
  return Object.fromEntries(values.filter(([name, value]) => value !== first.get(name)));
}

function valueOf(element) {
  if (element.type === "checkbox") return element.checked;
  // A password may begin or end with a space.
  return element.type === "password" ? element.value : element.value.trim();
}

function complainIn(trouble, error, controls) {
  if (error.name !== "Problem") console.error(error);
  for (const [name, element] of controls) {
    const isWrong = error.errors?.some(({ field }) => field === name) ?? false;
    element.setAttribute("aria-invalid", String(isWrong));
  }
  const words = error.name === "Problem" ? error.message : "Something went wrong in this page";
  show(trouble, h("p", { class: "field-error" }, words));
  [...controls.values()].find((element) => element.getAttribute("aria-invalid") === "true")?.focus();
}

function row({ name, label, type, hint }, element) {
  const words = hint && h("p", { class: "hint" }, hint);
  if (type === "check") return h("label", { class: "check", for: `field-${name}` }, element, label);
  return h("div", { class: "field" }, h("label", { for: `field-${name}` }, label), element, words);
}

function control({ name, type, value = "", options = [], required = false }) {
  const shared = { id: `field-${name}`, name, required };
  if (type === "check") return h("input", { ...shared, type: "checkbox", checked: value === true });
  if (type === "select") {
    const choices = options.map(([key, word]) => h("option", { value: key, selected: key === value }, word));
    return h("select", { ...shared, class: "select" }, choices);
  }
  if (type === "textarea") {
    const area = h("textarea", { ...shared, class: "textarea", dir: "auto", rows: 4 });
    area.value = value;
    return area;
  }
  const extra = type === "number" ? { min: 0 } : { dir: type === "text" ? "auto" : null };
  const isPresent = type === "current-password";
  const autocomplete = isPresent ? type : type === "password" ? "new-password" : "off";
  const kind = isPresent ? "password" : type;
  return h("input", { ...shared, ...extra, class: "input", type: kind, value, autocomplete });
}
