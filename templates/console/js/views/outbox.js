/**
 * Outgoing mail, for administrators: what waits, what failed, and what to do about it.
 *
 * @module views/outbox
 */
import * as api from "../api.js";
import { attempt, deed } from "../components/deed.js";
import { confirm } from "../components/dialog.js";
import { emptyNotice } from "../components/notice.js";
import { PagedList } from "../components/paged-list.js";
import { segments } from "../components/segments.js";
import { tableButton } from "../components/table-button.js";
import { h } from "../dom.js";
import { timeElement } from "../format.js";
import * as live from "../live.js";
import { go, listLink } from "../router.js";

const states = { waiting: "Waiting", sending: "Being sent", sent: "Sent", failed: "Failed" };
const badges = { waiting: "badge warn", failed: "badge alarm" };
const choices = [["", "All"], ["waiting", "Waiting"], ["failed", "Failed"], ["sent", "Sent"]];

/**
 * @param {import("../router.js").Route} route
 * @returns {import("../main.js").View}
 */
export function outboxView(route) {
  const asked = route.query.get("state") ?? "";
  const state = Object.hasOwn(states, asked) ? asked : "";
  const list = new PagedList({
    label: "Outgoing mail",
    unit: ["mail", "mails"],
    read: (range, options) => api.outbox({ ...range, state }, options),
    row: (mail) => row(mail, () => list.read()),
    nothing: () => nothing(state),
  });
  const stop = live.onResync(() => list.read());
  const choose = (value) => go(value ? `#/outbox?state=${value}` : "#/outbox");
  list.read();
  const element = h(
    "div",
    { class: "page-inner" },
    h("header", { class: "page-head" }, h("h1", {}, "Outbox"), list.total),
    h(
      "div",
      { class: "tools" },
      segments("State", choices, state, choose),
      deed("again", "Read again", () => list.read(), { weight: "quiet" }),
      tableButton("/admin/outbox", () => ({ state }), "outbox"),
    ),
    list.element,
  );
  return {
    title: "Outbox",
    element,
    keys: {},
    stop() {
      stop();
      list.stop();
    },
  };
}

const emptiness = {
  failed: ["Nothing failed", "Mail that nobody took would stand here."],
  waiting: ["Nothing waits", "Everything that was written is sent."],
};

function nothing(state) {
  const [title, text] = emptiness[state] ?? ["No mail", "What the helpdesk writes to people stands here."];
  return emptyNotice("outbox", title, text);
}

function row(mail, onDone) {
  const ends = ["waiting", "failed"].includes(mail.state);
  return h(
    "li",
    { class: "queued", dataset: { id: mail.id } },
    h(
      "div",
      { class: "words" },
      h("span", { class: "told" }, h("bdi", {}, mail.recipient)),
      h("span", { class: "about" }, about(mail)),
      mail.last_reply && h("span", { class: "reply", dir: "auto" }, mail.last_reply),
    ),
    h("span", { class: badges[mail.state] ?? "badge" }, states[mail.state] ?? mail.state),
    h("div", { class: "actions" }, ends && buttons(mail, onDone)),
  );
}

function about(mail) {
  const parts = [mail.kind.replaceAll("-", " ")];
  if (mail.ticket) parts.push(h("a", { href: listLink({ status: "any", q: mail.ticket }) }, mail.ticket));
  parts.push(["written ", timeElement(mail.created_at)]);
  if (mail.finished_at) parts.push(["ended ", timeElement(mail.finished_at)]);
  if (mail.attempts > 0) parts.push(mail.attempts === 1 ? "tried once" : `tried ${mail.attempts} times`);
  const again = mail.state === "waiting" && mail.attempts > 0;
  if (again) parts.push(["again ", timeElement(mail.next_attempt_at)]);
  if (mail.bounce_status) parts.push(`came back: ${mail.bounce_status}`);
  return parts.flatMap((part, at) => (at === 0 ? [part] : [" · ", part]));
}

function buttons(mail, onDone) {
  const to = `the mail to ${mail.recipient}`;
  const retry = async () => {
    await attempt(() => api.retryMail(mail.id), `The mail to ${mail.recipient} is sent again`);
    await onDone();
  };
  const giveUp = async () => {
    const sure = await confirm({
      title: "Give this mail up?",
      lead: `${mail.recipient} will not get it. It stays in this list as failed.`,
      action: "Give up",
    });
    if (!sure) return;
    await attempt(() => api.giveUpMail(mail.id), `The mail to ${mail.recipient} is given up`);
    await onDone();
  };
  return [
    deed("again", "Retry", retry, { label: `Retry ${to}` }),
    mail.state === "waiting" &&
      deed("close", "Give up", giveUp, { weight: "quiet", label: `Give up ${to}` }),
  ];
}
