/**
 * What stands where a page would be: nothing yet, nothing at all, or nothing because of an error.
 *
 * @module components/notice
 */
import { h } from "../dom.js";
import { icon } from "../icons.js";

/** An empty page, in words; `heading` is "h1" where the page has no other. */
export function emptyNotice(mark, title, text, action = null, heading = "strong") {
  const words = [h(heading, {}, title), h("p", {}, text)];
  return h("div", { class: "notice" }, icon(mark, "notice-mark"), words, action);
}

/** What could not be read, with a way to try again; `thing` is what it is, `heading` as in an empty page. */
export function errorNotice(error, retry, thing = "ticket", heading = "strong") {
  const missing = error.status === 404;
  const again = h("button", { class: "button", type: "button", on: { click: retry } }, "Try again");
  const back = h("a", { class: "button", href: "#/tickets" }, "To the list");
  return h(
    "div",
    { class: "notice", role: "alert" },
    icon("alert", "notice-mark"),
    h(heading, {}, missing ? `There is no such ${thing}` : error.title ?? "This page could not be shown"),
    h("p", {}, missing ? "It does not exist, or it is not yours to see." : error.message),
    missing ? back : again,
  );
}

/** Grey bars of these widths while something is being read. */
export function skeleton(rows) {
  return h(
    "div",
    { class: "skeletons", "aria-busy": "true" },
    h("span", { class: "visually-hidden" }, "Loading"),
    Array.from({ length: rows }, (_, index) => h("div", { class: `skeleton width-${index % 4}` })),
  );
}
