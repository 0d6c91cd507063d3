/**
 * The frame around every page of a signed-in person.
 *
 * @module components/shell
 */
import { h } from "../dom.js";
import { icon } from "../icons.js";
import * as session from "../session.js";
import { alarm } from "./alarm.js";
import { bell } from "./bell.js";
import { connection } from "./connection.js";
import { pages } from "./pages.js";
import { profile } from "./profile.js";
import { views } from "./views.js";

/**
 * @param {{name: string}} site
 * @param {() => void} onSignOut
 * @returns {{element: HTMLElement, page: HTMLElement, mark: (hash: string) => void, stop: () => void}}
 */
export function shell(site, onSignOut) {
  const user = session.user();
  const list = views(user.role);
  const more = pages(user.role);
  const ring = bell();
  const link = connection();
  const warning = user.role === "admin" ? alarm() : null;
  const page = h("main", { class: "page", id: "page", tabindex: "-1" });
  const skip = h("button", { class: "button skip", type: "button" }, "Skip to the page");
  skip.addEventListener("click", () => page.focus());
  const foot = h("div", { class: "side-foot" }, link.element, profile(user, onSignOut));
  const top = h("div", { class: "side-top" }, brand(site), ring.element);
  const ways = h("div", { class: "ways" }, list.element, more.elements);
  const side = h("div", { class: "side" }, top, newTicket(), ways, foot);
  const mark = (hash) => {
    for (const part of [list, more, ring]) part.mark(hash);
  };
  const stop = () => {
    for (const part of [list, ring, link, warning]) part?.stop();
  };
  const middle = h("div", { class: "middle" }, warning?.element, page);
  return { element: h("div", { class: "frame" }, skip, side, middle), page, mark, stop };
}

function brand(site) {
  const picture = h("img", { src: "logo.svg", alt: "", width: 30, height: 30 });
  return h("a", { class: "brand", href: "#/" }, picture, h("span", {}, h("bdi", {}, site.name)));
}

function newTicket() {
  const attributes = { class: "button primary new-ticket", href: "#/new", "aria-label": "New ticket" };
  return h("a", attributes, icon("plus"), h("span", {}, "New ticket"));
}
