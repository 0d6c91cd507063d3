/**
 * What was done at the desk last, one line each.
 *
 * @module components/activity
 */
import { h, show } from "../dom.js";
import { timeElement } from "../format.js";
import { ticketLink } from "../router.js";
import { deedOf, sourceOf } from "./timeline.js";

/** @returns {{element: HTMLElement, update: (entries: object[]) => void}} */
export function activity() {
  const list = h("ol", { class: "activity-rows" });
  const place = h("div", {}, list);
  let shown = "";
  const update = (entries) => {
    const state = entries.map(({ id }) => id).join();
    if (state === shown && state !== "") return;
    shown = state;
    const focused = list.contains(document.activeElement) ? document.activeElement.closest("li") : null;
    show(list, entries.map(row));
    show(place, entries.length > 0 ? list : h("p", { class: "hint" }, "Nothing has happened yet."));
    const again = [...list.children].find((one) => one.dataset.id === focused?.dataset.id);
    again?.querySelector("a").focus({ preventScroll: true });
  };
  return { element: h("section", { class: "chart activity" }, h("h2", {}, "Recent activity"), place), update };
}

function row(entry) {
  const { id, reference, subject } = entry.ticket;
  return h(
    "li",
    { dataset: { id: entry.id } },
    h("span", { class: "deed" }, deedOf(entry)),
    h("span", { class: "when" }, timeElement(entry.at, "short"), sourceOf(entry)),
    h(
      "a",
      { href: ticketLink(id) },
      h("span", { class: "reference" }, reference),
      h("span", { class: "subject", dir: "auto" }, subject || "No subject"),
    ),
  );
}
