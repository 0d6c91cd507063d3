/**
 * What happened to a ticket, newest last, one line each.
 *
 * @module components/timeline
 */
import { h } from "../dom.js";
import { personName, priorityLabels, relativeTime, statusLabels, timeElement } from "../format.js";

const sentences = {
  created: () => "opened it",
  claimed: () => "claimed it",
  released: () => "released it",
  assigned: (entry) => (entry.to ? `assigned it to ${word(entry.to)}` : "took the assignment away"),
  status: (entry) => `changed the status to ${label(statusLabels, entry.to)}`,
  priority: (entry) =>
    `changed the priority from ${label(priorityLabels, entry.from)} to ${label(priorityLabels, entry.to)}`,
  team: (entry) => `moved it to ${entry.to ? word(entry.to) : "no team"}`,
  comment: (entry) => (entry.to === "internal" ? "left a note for staff" : "commented"),
  due: (entry) => (entry.to ? `set it due ${relativeTime(entry.to)}` : "took the due date away"),
  tagged: (entry) => `tagged it ${word(entry.to)}`,
  untagged: (entry) => `took the tag ${word(entry.from ?? entry.to)} away`,
  participant_added: (entry) => `let ${word(entry.to)} take part`,
  participant_removed: (entry) => `took ${word(entry.from ?? entry.to)} out of the conversation`,
  subject: (entry) => `changed the subject to ${word(entry.to)}`,
  category: (entry) => (entry.to ? `changed the category to ${word(entry.to)}` : "took the category away"),
  forwarded: (entry) => `passed on the mail of ${word(entry.to)}`,
  mentioned: (entry) => `named ${word(entry.to)}, in which they take no part`,
  undone: (entry) => `took back: ${word(entry.to)}`,
  project: (entry) => (entry.to ? `put it into ${word(entry.to)}` : "took it out of its project"),
  merged: (entry) => `merged it with ${word(entry.to ?? entry.from)}`,
  unmerged: () => "undid the merger",
  linked: (entry) => `linked it with ${word(entry.to)}`,
  bounced: (entry) => `could not deliver mail${entry.to ? ` to ${word(entry.to)}` : ""}`,
  resolved: () => "resolved it",
  reopened: () => "reopened it",
  closed: () => "closed it",
  withdrawn: () => "withdrew it",
  sla_at_risk: () => "says that it is due soon",
  sla_breached: () => "says that it is overdue",
};

const sources = { mail: "by mail", api: "through the API" };

/** How many lines stand open; more fold what is older. */
const OPEN = 10;

/** The whole history. */
export function timeline(entries) {
  const older = entries.length > OPEN + 2 ? entries.slice(0, -OPEN) : [];
  const recent = h("ol", { class: "timeline" }, entries.slice(older.length).map(row));
  if (older.length === 0) return recent;
  const summary = h("summary", {}, `${older.length} earlier`);
  const folded = h("details", { class: "folded" }, summary, h("ol", { class: "timeline" }, older.map(row)));
  return [folded, recent];
}

function row(entry) {
  return h(
    "li",
    { "data-kind": entry.kind },
    h("span", { class: "deed" }, deedOf(entry)),
    h("span", { class: "when" }, timeElement(entry.at), sourceOf(entry)),
  );
}

/** Who did what, in words. */
export function deedOf(entry) {
  const actor = entry.actor ? personName(entry.actor) : "The helpdesk";
  const sentence = sentences[entry.kind]?.(entry) ?? other(entry);
  return [h("strong", {}, h("bdi", {}, actor)), ` ${sentence}`];
}

/** Through what it was done, to stand behind its time; nothing for the console itself. */
export function sourceOf(entry) {
  const source = sources[entry.source];
  return source ? ` ${source}` : null;
}

function other(entry) {
  const what = entry.kind.replaceAll("_", " ");
  return entry.to ? `changed the ${what} to ${word(entry.to)}` : what;
}

function label(labels, value) {
  return (labels[value] ?? word(value)).toLowerCase();
}

/** `from` and `to` are words, or the person or thing they name. */
function word(value) {
  if (value === null || value === undefined) return "none";
  return typeof value === "object" ? value.name || value.email || value.reference || "none" : String(value);
}
