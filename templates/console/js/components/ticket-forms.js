/**
 * The forms in which a ticket is planned, merged and shared.
 *
 * @module components/ticket-forms
 */
import * as api from "../api.js";
import { dateValue } from "../format.js";
import { askForm } from "./form-dialog.js";

/** Asks when a ticket is due, what it is tagged with and which project it belongs to. */
export async function askPlan(ticket) {
  const items = await api.currentProjects();
  const names = [...new Set([ticket.project?.name, ...items.map(({ name }) => name)].filter(Boolean))];
  const options = [["", "No project"], ...names.map((name) => [name, name])];
  const hint = "With commas between them";
  const fields = [
    { name: "due", label: "Due", type: "date", value: dateValue(ticket.due) },
    { name: "tags", label: "Tags", type: "text", value: (ticket.tags ?? []).join(", "), hint },
    { name: "project", label: "Project", type: "select", value: ticket.project?.name ?? "", options },
  ];
  const save = (values) => api.changeTicket(ticket.id, ticket.version, forServer(values));
  return askForm({ title: `Plan ${ticket.reference}`, fields, action: "Save", save });
}

function forServer(values) {
  const changes = { ...values };
  if (values.due === "") changes.due = null;
  if (values.project === "") changes.project = null;
  if (values.tags !== undefined) changes.tags = tagsIn(values.tags);
  return changes;
}

const tagsIn = (text) => text.split(",").map((tag) => tag.trim()).filter(Boolean);

/** Asks where the conversation goes on. Answers the ticket that does. */
export function askMerge(ticket) {
  const hint = "Such as TT-12. This ticket closes, and its conversation is read there. It can be undone.";
  const fields = [{ name: "into", label: "Goes on in", type: "text", required: true, hint }];
  const save = ({ into }) => api.merge(ticket.id, /^[0-9]+$/.test(into) ? Number(into) : into);
  return askForm({ title: `Merge ${ticket.reference}`, fields, action: "Merge", save });
}

/** Asks who is to take part. */
export function askParticipant(ticket) {
  const hint = "They read the conversation, and get its mail.";
  const fields = [{ name: "email", label: "Address", type: "email", required: true, hint }];
  const save = ({ email }) => api.addParticipant(ticket.id, email);
  return askForm({ title: "Let somebody take part", fields, action: "Add", save });
}
