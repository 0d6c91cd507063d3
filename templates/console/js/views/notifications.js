/**
 * What the reader was told, newest first.
 *
 * @module views/notifications
 */
import * as api from "../api.js";
import { attempt, deed } from "../components/deed.js";
import { avatar } from "../components/marks.js";
import { emptyNotice } from "../components/notice.js";
import { PagedList } from "../components/paged-list.js";
import { segments } from "../components/segments.js";
import { h } from "../dom.js";
import { personName, timeElement } from "../format.js";
import { icon } from "../icons.js";
import * as live from "../live.js";
import { go, ticketLink } from "../router.js";
import * as unread from "../unread.js";

const choices = [["", "All"], ["true", "Unread"]];

/**
 * @param {import("../router.js").Route} route
 * @returns {import("../main.js").View}
 */
export function notificationsView(route) {
  const only = route.query.get("unread") === "true" ? "true" : "";
  const list = new PagedList({
    label: "Notifications",
    unit: ["notification", "notifications"],
    read: async (range, options) => {
      const page = await api.notifications({ ...range, unread: only }, options);
      unread.know(page.unread);
      return page;
    },
    row: (item) => row(item, () => list.read()),
    nothing: () => nothing(only),
  });
  const readAll = deed("resolved", "Mark all as read", async () => {
    if (await attempt(api.readAllNotifications)) await list.read();
  });
  const tell = () => {
    readAll.disabled = unread.count === 0;
  };
  const stops = [
    unread.onChange(tell),
    live.onEvent((event) => event.type === "notification.created" && list.read()),
    live.onResync(() => list.read()),
  ];
  const choose = (value) => go(value ? "#/notifications?unread=true" : "#/notifications");
  const preferences = h(
    "a",
    { class: "button quiet", href: "#/notifications/preferences" },
    icon("settings"),
    "Preferences",
  );
  tell();
  list.read();
  const element = h(
    "div",
    { class: "page-inner" },
    h("header", { class: "page-head" }, h("h1", {}, "Notifications"), list.total),
    h("div", { class: "tools" }, segments("Which", choices, only, choose), readAll, preferences),
    list.element,
  );
  const stop = () => {
    list.stop();
    for (const end of stops) end();
  };
  return { title: "Notifications", element, keys: {}, stop };
}

function nothing(only) {
  if (only) return emptyNotice("bell", "Everything is read", "What is new appears here as it happens.");
  return emptyNotice("bell", "Nothing yet", "What concerns you appears here as it happens.");
}

function row(item, onRead) {
  const isNew = item.read_at === null;
  const { ticket } = item;
  const subject = ticket && h("span", { class: "about", dir: "auto" }, ticket.subject || "No subject");
  const words = [h("span", { class: "told", dir: "auto" }, item.text), subject];
  const link = ticket
    ? h("a", { class: "words", href: ticketLink(ticket.id) }, words)
    : h("span", { class: "words" }, words);
  const read = async () => {
    if (await attempt(() => api.readNotification(item.id))) unread.ask();
  };
  if (isNew && ticket) link.addEventListener("click", read);
  return h(
    "li",
    { class: isNew ? "notification unread" : "notification", dataset: { id: item.id } },
    item.actor ? avatar(item.actor) : h("span", { class: "avatar" }, icon("bell")),
    isNew && h("span", { class: "visually-hidden" }, "Unread"),
    link,
    h("span", { class: "when" }, timeElement(item.created_at)),
    isNew && done(item, onRead),
  );
}

function done(item, onRead) {
  const label = `Mark as read: ${item.text}${item.actor ? ` (${personName(item.actor)})` : ""}`;
  const named = { "aria-label": label, title: "Mark as read" };
  const button = h("button", { class: "button quiet icon-only", type: "button", ...named }, icon("resolved"));
  button.addEventListener("click", async () => {
    if (await attempt(() => api.readNotification(item.id))) onRead();
  });
  return button;
}
