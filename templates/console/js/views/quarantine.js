/**
 * Received mail that was put aside, for administrators.
 *
 * @module views/quarantine
 */
import * as api from "../api.js";
import { attempt, deed } from "../components/deed.js";
import { confirm, showText } from "../components/dialog.js";
import { emptyNotice } from "../components/notice.js";
import { PagedList } from "../components/paged-list.js";
import { save } from "../components/save.js";
import { tableButton } from "../components/table-button.js";
import { h } from "../dom.js";
import { byteSize, timeElement } from "../format.js";
import * as live from "../live.js";

/** How much of a raw message is shown; all of it can be had as a file. */
const SHOWN = 100_000;

/** @returns {import("../main.js").View} */
export function quarantineView() {
  const list = new PagedList({
    label: "Mail put aside",
    unit: ["mail", "mails"],
    read: (range, options) => api.quarantine(range, options),
    row: (mail) => row(mail, () => list.read()),
    nothing,
  });
  const stop = live.onResync(() => list.read());
  list.read();
  const table = tableButton("/admin/quarantine", () => ({}), "quarantine");
  const element = h(
    "div",
    { class: "page-inner" },
    h("header", { class: "page-head" }, h("h1", {}, "Quarantine"), list.total, table),
    list.element,
  );
  return {
    title: "Quarantine",
    element,
    keys: {},
    stop() {
      stop();
      list.stop();
    },
  };
}

function nothing() {
  const text = "Mail that could not be read, or whose sender is not let in, would stand here.";
  return emptyNotice("quarantine", "Nothing is put aside", text);
}

function row(mail, onDone) {
  const about = [
    "mailbox ",
    h("bdi", {}, mail.mailbox),
    ` · ${byteSize(mail.size)} · came `,
    timeElement(mail.staged_at),
    " · put aside ",
    timeElement(mail.quarantined_at),
  ];
  return h(
    "li",
    { class: "queued", dataset: { id: mail.id } },
    h(
      "div",
      { class: "words" },
      h("span", { class: "told", dir: "auto" }, mail.reason),
      h("span", { class: "about" }, about),
    ),
    mail.held
      ? h("span", { class: "badge warn" }, "Sender not served")
      : h("span", { class: "reference" }, `#${mail.id}`),
    h("div", { class: "actions" }, buttons(mail, onDone)),
  );
}

function buttons(mail, onDone) {
  const retry = async () => {
    await attempt(() => api.retryQuarantined(mail.id), `Mail ${mail.id} is read again`);
    await onDone();
  };
  const letIn = async () => {
    const sure = await confirm({
      title: "Let the sender in?",
      lead: "The mail becomes a ticket or a comment, and whoever wrote it is known to the desk from then on.",
      action: "Let in",
    });
    if (!sure) return;
    await attempt(() => api.retryQuarantined(mail.id), `The sender of mail ${mail.id} is let in`);
    await onDone();
  };
  const drop = async () => {
    const sure = await confirm({
      title: "Drop this mail?",
      lead: "It becomes no ticket and no comment. Its raw message is kept on the server.",
      action: "Drop",
    });
    if (!sure) return;
    await attempt(() => api.dropQuarantined(mail.id), `Mail ${mail.id} is dropped`);
    await onDone();
  };
  const view = () =>
    attempt(async () => {
      const raw = await api.quarantinedMessage(mail.id);
      const download = () => save(raw, `quarantined-${mail.id}.eml`);
      const text = await raw.slice(0, SHOWN).text();
      const lead = raw.size > SHOWN ? `The first ${byteSize(SHOWN)} of ${byteSize(raw.size)}` : byteSize(raw.size);
      showText({ title: `Mail ${mail.id} as it came`, lead, text, deed: deed("down", "Download", download) });
    });
  return [
    mail.held
      ? deed("hand", "Let in", letIn, { label: `Let the sender of mail ${mail.id} in` })
      : deed("again", "Retry", retry, { label: `Retry mail ${mail.id}` }),
    deed("file", "Raw", view, { label: `Show mail ${mail.id} as it came` }),
    deed("close", "Drop", drop, { weight: "quiet", label: `Drop mail ${mail.id}` }),
  ];
}
