/**
 * The filters of the list as they stand in a link, and what the API is asked for them.
 *
 * @module filters
 */
import * as session from "./session.js";

/** What a list shows when no status is named. */
const UNFINISHED = ["open", "in_progress", "waiting"];

/**
 * The query for the API.
 *
 * @param {{status?: string, priority?: string, assignee?: string, sla_status?: string, q?: string}} filters
 */
export function queryOf(filters) {
  const { status, assignee, ...rest } = filters;
  return { ...rest, status: statusesOf(status)?.join(",") ?? null, assignee: assigneeOf(assignee) };
}

/** Whether a ticket that changed still belongs to a list, as far as can be told here. */
export function matches(ticket, filters) {
  const statuses = statusesOf(filters.status);
  if (statuses && !statuses.includes(ticket.status)) return false;
  if (filters.priority && ticket.priority !== filters.priority) return false;
  if (filters.sla_status && ticket.sla_status !== filters.sla_status) return false;
  if (filters.assignee === "none") return ticket.assignee === null;
  if (filters.assignee) return String(ticket.assignee?.id) === String(assigneeOf(filters.assignee));
  return true;
}

function statusesOf(status) {
  if (status === "any") return null;
  return status ? status.split(",") : UNFINISHED;
}

function assigneeOf(assignee) {
  return assignee === "me" ? session.user().id : assignee;
}
