/**
 * The small marks of a ticket and its people.
 *
 * @module components/marks
 */
import { h } from "../dom.js";
import { initials, personName, priorityLabels, slaLabels, statusLabels } from "../format.js";
import { icon, tally } from "../icons.js";

const UNFINISHED = ["open", "in_progress", "waiting"];

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

/** The service level, only when somebody should act on it, or should have. */
export function slaMark({ status, sla_status: level }) {
  if (level !== "at_risk" && level !== "breached") return null;
  if (!UNFINISHED.includes(status)) return level === "breached" ? h("span", { class: "badge" }, "Late") : null;
  return h("span", { class: level === "breached" ? "badge alarm" : "badge warn" }, slaLabels[level]);
}

/** A person as initials; nobody as an empty circle. */
export function avatar(person) {
  if (!person) return h("span", { class: "avatar nobody", title: "Nobody has it", "aria-hidden": "true" });
  const works = person.role === "staff" || person.role === "admin";
  const name = personName(person);
  const attributes = { class: works ? "avatar staff" : "avatar", title: name, "aria-hidden": "true" };
  return h("span", attributes, initials(name));
}
