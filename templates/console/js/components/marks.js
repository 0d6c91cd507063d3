/**
 * The small marks of a ticket and its people.
 *
 * @module components/marks
 */
import { h } from "../dom.js";
import { initials, personName, priorityLabels, slaLabels, statusLabels } from "../format.js";
import { icon, tally } from "../icons.js";

/** A status: shape, colour and word, so that no one of them carries the meaning alone. */
export function statusMark(status) {
  return h("span", { class: "status", "data-status": status }, icon(status), statusLabels[status] ?? status);
}

/** A priority as tally marks, with its word for those who do not see them. */
export function priorityMark(priority, { withWord = false } = {}) {
  const label = priorityLabels[priority] ?? priority;
  const word = withWord ? h("span", {}, label) : h("span", { class: "visually-hidden" }, `Priority ${label}`);
  return h("span", { class: "priority", title: `Priority: ${label}` }, tally(priority), word);
}

/** The service level, only when somebody should act on it. */
export function slaMark(status) {
  if (status !== "at_risk" && status !== "breached") return null;
  return h("span", { class: status === "breached" ? "badge alarm" : "badge warn" }, slaLabels[status]);
}

/** A person as initials; nobody as an empty circle. */
export function avatar(person) {
  if (!person) return h("span", { class: "avatar nobody", title: "Nobody has it", "aria-hidden": "true" });
  const works = person.role === "staff" || person.role === "admin";
  const name = personName(person);
  const attributes = { class: works ? "avatar staff" : "avatar", title: name, "aria-hidden": "true" };
  return h("span", attributes, initials(name));
}
