/**
 * What people wrote with the contact form, for administrators.
 *
 * @module views/messages
 */
import * as api from "../api.js";
import { attempt, deed } from "../components/deed.js";
import { emptyNotice } from "../components/notice.js";
import { PagedList } from "../components/paged-list.js";
import { segments } from "../components/segments.js";
import { tableButton } from "../components/table-button.js";
import { h } from "../dom.js";
import { timeElement } from "../format.js";
import * as live from "../live.js";
import { go } from "../router.js";

const choices = [["", "All"], ["true", "Unread"]];

/**
 * @param {import("../router.js").Route} route
 * @returns {import("../main.js").View}
 */
export function messagesView(route) {
  const unread = route.query.get("unread") === "true" ? "true" : "";
  const list = new PagedList({
    label: "Messages",
    unit: ["message", "messages"],
    read: (range, options) => api.messages({ ...range, unread }, options),
    row: (message) => row(message, () => list.read()),
    nothing: () => emptyNotice("mail", "No messages", "What is written at /contact stands here."),
  });
  const stopResync = live.onResync(() => list.read());
  const choose = (value) => go(value ? "#/messages?unread=true" : "#/messages");
  list.read();
  const element = h(
    "div",
    { class: "page-inner" },
    h("header", { class: "page-head" }, h("h1", {}, "Messages"), list.total),
    h(
      "div",
      { class: "tools" },
      segments("Which", choices, unread, choose),
      tableButton("/admin/messages", () => ({ unread }), "messages"),
    ),
    list.element,
  );
  const stop = () => {
    stopResync();
    list.stop();
  };
  return { title: "Messages", element, keys: {}, stop };
}

function row(message, onDone) {
  const read = async () => {
    await attempt(() => api.readMessage(message.id), null);
    await onDone();
  };
  const from = [
    h("bdi", {}, message.name), ", ", h("a", { href: mailLink(message) }, h("bdi", {}, message.email)), " · ",
    timeElement(message.received_at),
  ];
  return h(
    "li",
    { class: "queued", dataset: { id: message.id } },
    h(
      "div",
      { class: "words" },
      h("span", { class: "told", dir: "auto" }, message.subject),
      h("span", { class: "about" }, from),
      h("p", { class: "text", dir: "auto" }, message.message),
    ),
    message.read_at === null ? h("span", { class: "badge warn" }, "New") : h("span", { class: "badge" }, "Read"),
    h("div", { class: "actions" }, message.read_at === null && deed("resolved", "Mark as read", read)),
  );
}

function mailLink({ email, subject }) {
  const address = encodeURIComponent(email).replace("%40", "@");
  return `mailto:${address}?subject=${encodeURIComponent(`Re: ${subject}`)}`;
}
