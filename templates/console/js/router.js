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
  "": "start",
  tickets: "list",
  new: "new",
  notifications: "notifications",
  "notifications/preferences": "preferences",
  projects: "projects",
  people: "people",
  account: "account",
  teams: "teams",
  analytics: "analytics",
  outbox: "outbox",
  quarantine: "quarantine",
  messages: "messages",
  audit: "audit",
  health: "health",
};

const numbered = { tickets: "ticket", projects: "project", people: "person" };

/** Pages for people who are not signed in, and whether a mailed link leads to them. */
const doors = {
  "forgot-password": [false],
  "login-link": [false],
  "sign-up": [false, true],
  "reset-password": [true],
  invitation: [true],
  "sign-in": [true],
};

/**
 * Reads a hash of one of those pages.
 *
 * @returns {{name: string, token: string|null}|null} null for every other page.
 */
export function parseDoor(hash) {
  const [, name = "", token = null, ...rest] = hash.replace(/^#/, "").split("/");
  const isDoor = rest.length === 0 && find(doors, name)?.includes(Boolean(token));
  return isDoor ? { name, token: token || null } : null;
}

/** Takes such a page, and the token of its link, out of the address. */
export function leaveDoor() {
  history.replaceState(null, "", "#/");
}

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

export const personLink = (id) => `#/people/${id}`;

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
