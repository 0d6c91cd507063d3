/**
 * Hash routes, so that the server only serves files: `#/tickets?status=open`, `#/tickets/12`, `#/new`.
 *
 * @module router
 */

/**
 * @typedef {object} Route
 * @property {string} name of the page, as `main.js` knows it.
 * @property {number} [id] of the one thing the page is about.
 * @property {URLSearchParams} query
 */

const pages = {
  "": "list",
  tickets: "list",
  new: "new",
  notifications: "notifications",
  "notifications/preferences": "preferences",
  projects: "projects",
  people: "people",
  teams: "teams",
  analytics: "analytics",
  outbox: "outbox",
  quarantine: "quarantine",
};

const numbered = { tickets: "ticket", projects: "project" };

/** Reads a hash. @returns {Route} */
export function parse(hash) {
  const [path, search = ""] = hash.replace(/^#/, "").split("?", 2);
  const query = new URLSearchParams(search);
  const parts = path.split("/").filter(Boolean);
  const [kind, number] = parts;
  const name = find(pages, parts.join("/"));
  if (name) return { name, query };
  if (parts.length === 2 && find(numbered, kind) && /^[1-9][0-9]{0,9}$/.test(number)) {
    return { name: numbered[kind], id: Number(number), query };
  }
  return { name: "missing", query };
}

const find = (table, name) => (Object.hasOwn(table, name) ? table[name] : null);

/** The link to the list with these filters; empty ones are left out. */
export function listLink(filters = {}) {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
  return query.size > 0 ? `#/tickets?${query}` : "#/tickets";
}

export const ticketLink = (id) => `#/tickets/${id}`;

export const projectLink = (id) => `#/projects/${id}`;

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
