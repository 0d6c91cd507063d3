/**
 * The views of the side column: each is a link to the list with its filters, some with a count.
 *
 * @module components/views
 */
import * as api from "../api.js";
import { h, show } from "../dom.js";
import { queryOf } from "../filters.js";
import { icon } from "../icons.js";
import * as live from "../live.js";
import { listLink } from "../router.js";

const COUNT_PAUSE = 800;

/** What a person with this role wants to see at one click. */
export function viewsOf(role) {
  const done = { icon: "resolved", name: "Resolved", filters: { status: "resolved" } };
  const all = { icon: "all", name: "All", filters: { status: "any" } };
  if (role === "employee") {
    return [{ icon: "inbox", name: "My requests", filters: {}, counted: true }, done, all];
  }
  return [
    { icon: "inbox", name: "Unfinished", filters: {}, counted: true },
    { icon: "unassigned", name: "Unassigned", filters: { assignee: "none" }, counted: true },
    { icon: "mine", name: "Mine", filters: { assignee: "me" }, counted: true },
    { icon: "waiting", name: "Waiting", filters: { status: "waiting" } },
    done,
    all,
  ];
}

/**
 * @param {string} role
 * @returns {{element: HTMLElement, mark: (hash: string) => void, stop: () => void}}
 */
export function views(role) {
  const lists = viewsOf(role).map((view) => {
    const count = h("span", { class: "count" });
    const href = listLink(view.filters);
    return { view, href, count, element: h("a", { href }, icon(view.icon), view.name, count) };
  });
  const links = role === "employee" ? lists : [dashboard(), ...lists];
  const element = h("nav", { class: "views", "aria-label": "Views" }, links.map((link) => link.element));
  const stop = keepCounting(lists.filter((link) => link.view.counted));
  return { element, mark: (hash) => markCurrent(links, hash), stop };
}

function markCurrent(links, hash) {
  const isStart = ["", "#", "#/"].includes(hash.split("?", 1)[0]);
  const here = isStart ? links[0].href : hash;
  for (const { element, href } of links) {
    markLink(element, here === href);
  }
}

function dashboard() {
  const href = "#/";
  return { href, element: h("a", { href }, icon("dashboard"), "Dashboard") };
}

/** Shows whether a link of the side column leads to the page one is on. */
export function markLink(element, isHere) {
  if (!isHere) return element.removeAttribute("aria-current");
  element.setAttribute("aria-current", "page");
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function keepCounting(links) {
  let timer = null;
  const count = async () => {
    for (const { view, count: place } of links) {
      try {
        const { total } = await api.tickets({ ...queryOf(view.filters), limit: 1 });
        show(place, total > 0 ? String(total) : null);
      } catch {
        return; // A count that is late does no harm; the next event asks again.
      }
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(count, COUNT_PAUSE);
  };
  const stops = [live.onEvent(soon), live.onResync(soon)];
  count();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
