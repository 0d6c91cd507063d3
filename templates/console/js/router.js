/**
 * Hash routes, so that the server only serves files: `#/tickets?status=open`, `#/tickets/12`, `#/new`.
 *
 * @module router
 */

/**
 * @typedef {object} Route
 * @property {"list"|"ticket"|"new"|"missing"} name
 * @property {number} [id] the ticket's number.
 * @property {URLSearchParams} query
 */

/** Reads a hash. @returns {Route} */
export function parse(hash) {
  const [path, search = ""] = hash.replace(/^#/, "").split("?", 2);
  const query = new URLSearchParams(search);
  const parts = path.split("/").filter(Boolean);
  if (parts.length === 0) return { name: "list", query };
  if (parts.length === 1 && parts[0] === "new") return { name: "new", query };
  if (parts[0] === "tickets" && parts.length === 1) return { name: "list", query };
  if (parts[0] === "tickets" && parts.length === 2 && /^[1-9][0-9]{0,9}$/.test(parts[1])) {
    return { name: "ticket", id: Number(parts[1]), query };
  }
  return { name: "missing", query };
}

/** The link to the list with these filters; empty ones are left out. */
export function listLink(filters = {}) {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
  return query.size > 0 ? `#/tickets?${query}` : "#/tickets";
}

export const ticketLink = (id) => `#/tickets/${id}`;

let list = "#/tickets";

/** Keeps the list one came from, so that "back" leads there. */
export function rememberList(hash) {
  list = hash || "#/tickets";
}

export const lastList = () => list;

/** Goes somewhere; `replace` leaves no entry in the history. */
export function go(hash, { replace = false } = {}) {
  if (replace) {
    history.replaceState(null, "", hash);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = hash;
  }
}
