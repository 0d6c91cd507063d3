/**
 * What the browser calls the page: its own name, and the site's.
 *
 * @module page-title
 */
let site = "Helpdesk";

/** @param {string} name the site's. */
export function belongTo(name) {
  site = name;
}

/** @param {string} words what the page is about. */
export function set(words) {
  document.title = `${words} · ${site}`;
}
