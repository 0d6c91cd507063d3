/**
 * Where an answer or a note is written.
 *
 * @module components/composer
 */
import * as api from "../api.js";
import { h } from "../dom.js";
import { personName } from "../format.js";
import * as session from "../session.js";
import { filePicker } from "./file-picker.js";
import { segments } from "./segments.js";
import { complain } from "./toast.js";

/**
 * What was being written, by ticket, so that looking elsewhere loses nothing.
 *
 * @type {Map<number, {text: string, files: File[]}>}
 */
const drafts = new Map();
session.onChange(() => drafts.clear());

/**
 * @param {object} ticket
 * @param {{isStaff: boolean, onSent: () => Promise<void>, onResolve: (text: string) => Promise<boolean>}} means
 * @returns {{
 *   element: HTMLElement, focus: () => void, update: (ticket: object) => void, keep: (text: string) => void
 * }} `keep` takes in a text that could not be sent in another way.
 */
export function composer(ticket, { isStaff, onSent, onResolve }) {
  let visibility = "public";
  let current = ticket;
  const attributes = { class: "textarea", name: "text", "aria-label": "Your message", dir: "auto", rows: 4 };
  const area = h("textarea", attributes);
  const draft = drafts.get(ticket.id) ?? { text: "", files: [] };
  area.value = draft.text;
  const remember = () => drafts.set(ticket.id, { text: area.value, files: picker.files() });
  const picker = filePicker(draft.files, () => area.isConnected && remember());
  const send = h("button", { class: "button primary", type: "submit", title: "Ctrl+Enter" });
  const resolve = h("button", { class: "button", type: "button" }, "Send and resolve");
  const kinds = [["public", "Reply"], ["internal", "Internal note"]];
  const form = h(
    "form",
    { class: "composer" },
    isStaff && segments("Kind of message", kinds, visibility, (value) => {
      visibility = value;
      update(current);
      area.focus();
    }),
    area,
    picker.list,
    h("div", { class: "actions end" }, picker.button, resolve, send),
  );

  const update = (changed) => {
    current = changed;
    const inside = visibility === "internal";
    const unfinished = ["open", "in_progress", "waiting"].includes(changed.status);
    form.classList.toggle("internal", inside);
    area.placeholder = placeholder(changed, isStaff, inside);
    send.textContent = inside ? "Save note" : "Send";
    resolve.hidden = !isStaff || inside || !unfinished;
  };
  const clear = () => {
    area.value = "";
    picker.clear();
    drafts.delete(ticket.id);
  };
  const submit = async (action) => {
    const text = area.value.trim();
    if (!text && picker.files().length === 0) return area.focus();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    send.disabled = resolve.disabled = area.readOnly = true;
    if (await action(text)) clear();
    form.removeAttribute("aria-busy");
    send.disabled = resolve.disabled = area.readOnly = false;
  };
  const comment = async (text) => {
    try {
      await api.comment(ticket.id, text, visibility, picker.files());
      await onSent();
      return true;
    } catch (error) {
      complain(error);
      return false;
    }
  };

  // The words of a resolution cannot have files with them; a comment before it can.
  const resolving = async (text) => {
    if (picker.files().length === 0) return onResolve(text);
    if (!(await comment(text))) return false;
    clear();
    return onResolve("");
  };

  area.addEventListener("input", remember);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(comment);
    if (event.key === "Escape") area.blur();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(comment);
  });
  resolve.addEventListener("click", () => submit(resolving));
  picker.watch(form);
  update(ticket);
  const keep = (text) => {
    area.value = [area.value, text].filter(Boolean).join("\n\n");
    remember();
  };
  return { element: form, focus: () => area.focus(), update, keep };
}

function placeholder(ticket, isStaff, inside) {
  if (inside) return "A note that only staff can read";
  if (!isStaff) return "Add to your request";
  return `Write to ${personName(ticket.requester)}`;
}
