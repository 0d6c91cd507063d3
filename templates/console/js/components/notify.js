/**
 * Which events of the desk are worth a word in the corner: those that concern the reader and are news.
 *
 * @module components/notify
 */
import * as api from "../api.js";
import { personName } from "../format.js";
import { ticketLink } from "../router.js";
import * as session from "../session.js";
import { tell } from "./toast.js";

/** The event of one's own deed may overtake the answer to it. */
const ANSWER = 1000;

/** Tells about one event of the WebSocket, or keeps quiet. */
export function notifyOf(event) {
  if (!event.ticket) return;
  if (location.hash === ticketLink(event.ticket.id)) return; // It is before the reader's eyes.
  setTimeout(() => tellOf(event), ANSWER);
}

function tellOf(event) {
  const { ticket } = event;
  const me = session.user();
  const words = me && api.isNews(ticket) && sentence(event, me);
  if (words) tell(words, { detail: ticket.subject, href: ticketLink(ticket.id) });
}

function sentence({ type, ticket }, me) {
  const owner = ticket.assignee && personName(ticket.assignee);
  const mine = ticket.assignee?.id === me.id;
  const asked = ticket.requester?.id === me.id;
  switch (type) {
    case "ticket.created":
      if (!session.isStaff() || asked) return null;
      return `New: ${ticket.reference} from ${personName(ticket.requester)}`;
    case "ticket.claimed":
      return asked && owner ? `${owner} is looking into ${ticket.reference}` : null;
    case "comment.added":
      return mine || asked ? `${ticket.reference} has a new comment` : null;
    case "ticket.resolved":
      return asked ? `${ticket.reference} is resolved` : null;
    case "sla.at_risk":
      return mine ? `${ticket.reference} is due soon` : null;
    case "sla.breached":
      return mine ? `${ticket.reference} is overdue` : null;
    default:
      return null;
  }
}
