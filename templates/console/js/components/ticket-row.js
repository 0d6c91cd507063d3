/**
 * One ticket in a list.
 *
 * @module components/ticket-row
 */
import { h } from "../dom.js";
import { personName, timeElement } from "../format.js";
import { ticketLink } from "../router.js";
import { avatar, priorityMark, slaMark, statusMark } from "./marks.js";

/**
 * @param {object} ticket
 * @param {{fits?: boolean, chosen?: boolean|null}} [state] whether the ticket still belongs to the list it stands
 *   in, and whether it is chosen, where tickets can be.
 */
export function ticketRow(ticket, { fits = true, chosen = null } = {}) {
  const owner = ticket.assignee ? `Assigned to ${personName(ticket.assignee)}` : "Not assigned";
  const waits = ticket.status === "open" && !ticket.assignee;
  const marks = { free: waits, moved: !fits, choosable: chosen !== null };
  const classes = ["ticket-row", ...Object.keys(marks).filter((name) => marks[name])];
  return h(
    "li",
    { class: classes.join(" "), dataset: { id: ticket.id, key: rowKey(ticket) } },
    chosen !== null && box(ticket, chosen),
    h(
      "a",
      { href: ticketLink(ticket.id) },
      priorityMark(ticket.priority),
      h("span", { class: "reference" }, ticket.reference),
      h("span", { class: "subject", dir: "auto" }, ticket.subject || "No subject"),
      fits ? null : hidden("No longer in this list"),
      h("span", { class: "requester" }, h("bdi", {}, personName(ticket.requester))),
      h("span", { class: "marks" }, statusMark(ticket.status), slaMark(ticket)),
      h("span", { class: "owner", title: owner }, avatar(ticket.assignee), hidden(owner)),
      h("span", { class: "updated" }, timeElement(ticket.updated_at, "short")),
    ),
  );
}

function box({ reference }, checked) {
  return h("label", { class: "choose" }, h("input", { type: "checkbox", name: "chosen", "aria-label": `Choose ${reference}`, checked }));
}

const hidden = (text) => h("span", { class: "visually-hidden" }, text);

/** What a reader would notice when it changes. */
export function rowKey(ticket) {
  const { subject, status, priority, assignee, updated_at, sla_status } = ticket;
  return JSON.stringify([subject, status, priority, assignee?.id ?? null, updated_at, sla_status]);
}
