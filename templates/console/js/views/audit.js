/**
 * What was done to any ticket, by whom and through what, for administrators.
 *
 * @module views/audit
 */
import * as api from "../api.js";
import { deed } from "../components/deed.js";
import { emptyNotice } from "../components/notice.js";
import { PagedList } from "../components/paged-list.js";
import { tableButton } from "../components/table-button.js";
import { deedOf, sourceOf } from "../components/timeline.js";
import { h } from "../dom.js";
import { timeElement } from "../format.js";
import * as live from "../live.js";
import { ticketLink } from "../router.js";

/** @returns {import("../main.js").View} */
export function auditView() {
  const list = new PagedList({
    label: "What was done",
    unit: ["entry", "entries"],
    read: (range, options) => api.audit(range, options),
    row,
    nothing: () => emptyNotice("all", "Nothing yet", "What is done to tickets stands here."),
  });
  const stopResync = live.onResync(() => list.read());
  list.read();
  const element = h(
    "div",
    { class: "page-inner" },
    h("header", { class: "page-head" }, h("h1", {}, "Audit trail"), list.total),
    h(
      "div",
      { class: "tools" },
      deed("again", "Read again", () => list.read(), { weight: "quiet" }),
      tableButton("/admin/audit", () => ({}), "audit"),
    ),
    list.element,
  );
  const stop = () => {
    stopResync();
    list.stop();
  };
  return { title: "Audit trail", element, keys: {}, stop };
}

function row(entry) {
  const { id, reference } = entry.ticket;
  return h(
    "li",
    { class: "queued", dataset: { id: entry.id } },
    h(
      "div",
      { class: "words" },
      h("span", {}, deedOf(entry)),
      h("span", { class: "about" }, timeElement(entry.at), sourceOf(entry)),
    ),
    h("a", { class: "reference", href: ticketLink(id) }, reference),
  );
}
