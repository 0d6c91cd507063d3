/**
 * What the reader is told of, as a word in the corner. The server knows whom something concerns, and who
 * wants to hear of it.
 *
 * @module components/notify
 */
import { ticketLink } from "../router.js";
import { tell } from "./toast.js";

/** Tells about one event of the WebSocket, or keeps quiet. */
export function notifyOf({ type, ticket, notification }) {
  if (type !== "notification.created" || !notification) return;
  if (!ticket) return tell(notification.text);
  if (location.hash === ticketLink(ticket.id)) return; // It is before the reader's eyes.
  tell(notification.text, { detail: ticket.subject, href: ticketLink(ticket.id) });
}
