/**
 * What a person does to a ticket, with the words that tell how it went.
 *
 * Each answers the changed ticket, or null after a refusal, which the reader has been told by then.
 *
 * @module actions
 */
import * as api from "./api.js";
import { complain, tell } from "./components/toast.js";
import { personName, statusLabels } from "./format.js";

/** Takes a ticket. The loser of a race is told in the server's own words who was first. */
export function claimTicket(id) {
  return attempt(() => api.claim(id), (ticket) => `${ticket.reference} is yours`);
}

/** Gives a ticket back. */
export function releaseTicket(id) {
  return attempt(() => api.release(id), (ticket) => `${ticket.reference} is free again`);
}

/** Takes one's own request back. */
export function withdrawTicket(id) {
  return attempt(() => api.withdraw(id), (ticket) => `${ticket.reference} is withdrawn`);
}

/** Changes fields of the ticket as the reader saw it. */
export function changeTicket(ticket, values) {
  return attempt(
    () => api.changeTicket(ticket.id, ticket.version, values),
    (changed) => sentence(changed, values),
  );
}

/** Resolves; the text, when there is one, becomes the public comment that the requester's mail carries. */
export function resolveTicket(ticket, text) {
  const values = text ? { status: "resolved", comment: text } : { status: "resolved" };
  return changeTicket(ticket, values);
}

async function attempt(action, words) {
  try {
    const ticket = await action();
    tell(words(ticket));
    return ticket;
  } catch (error) {
    complain(error);
    return null;
  }
}

function sentence(ticket, values) {
  if (values.status) return `${ticket.reference} is now: ${statusLabels[ticket.status].toLowerCase()}`;
  if (values.priority) return `${ticket.reference} has priority ${ticket.priority}`;
  if ("assignee" in values && ticket.assignee === null) return `${ticket.reference} is free again`;
  if ("assignee" in values) return `${ticket.reference} belongs to ${personName(ticket.assignee)}`;
  return `${ticket.reference} has been changed`;
}
