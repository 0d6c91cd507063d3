/**
 * What the reader wants to be told of, and how.
 *
 * @module views/preferences
 */
import * as api from "../api.js";
import { errorNotice, skeleton } from "../components/notice.js";
import { announce, complain } from "../components/toast.js";
import { h, show } from "../dom.js";
import { icon } from "../icons.js";
import * as session from "../session.js";

const kinds = {
  new_ticket: "A new ticket for your team",
  assigned: "A ticket is given to you",
  claimed: "Somebody takes your ticket",
  comment: "A new comment",
  status: "The status changes",
  resolved: "Your ticket is resolved",
  sla_warning: "A ticket is due soon",
  sla_breach: "A ticket is late",
};
/** What only those hear of who work on tickets. */
const forStaff = ["new_ticket", "assigned", "sla_warning", "sla_breach"];
const ways = [["mail", "By mail"], ["in_app", "Here"]];

/** @returns {import("../main.js").View} */
export function preferencesView() {
  const reading = new AbortController();
  const body = h("div", { class: "sheet" }, skeleton(5));
  const read = async () => {
    try {
      show(body, table(await api.preferences({ signal: reading.signal })));
    } catch (error) {
      if (error.name !== "AbortError") show(body, errorNotice(error, read, "page"));
    }
  };
  read();
  const element = h(
    "div",
    { class: "page-inner narrow" },
    h("a", { class: "back", href: "#/notifications" }, icon("back"), "Notifications"),
    h("header", { class: "page-head" }, h("h1", {}, "What you are told")),
    body,
  );
  return { title: "What you are told", element, keys: {}, stop: () => reading.abort() };
}

function table(values) {
  const columns = ["When", ...ways.map(([, word]) => word)];
  const head = h("tr", {}, columns.map((word) => h("th", { scope: "col" }, word)));
  const isHeard = (kind) => values[kind] && (session.isStaff() || !forStaff.includes(kind));
  const rows = Object.entries(kinds).filter(([kind]) => isHeard(kind)).map(([kind, words]) =>
    h("tr", {}, h("th", { scope: "row" }, words), ways.map(([way, word]) =>
      h("td", {}, toggle(values, kind, way, `${words}: ${word.toLowerCase()}`)))));
  return h("table", { class: "preferences" }, h("thead", {}, head), h("tbody", {}, rows));
}

/** A box that is saved when it is pressed, and shows what the server keeps. */
function toggle(values, kind, way, label) {
  const box = h("input", { type: "checkbox", "aria-label": label, checked: values[kind][way] });
  box.addEventListener("change", async () => {
    box.disabled = true;
    try {
      await api.changePreferences({ [kind]: { ...values[kind], [way]: box.checked } });
      values[kind][way] = box.checked;
      announce("Saved");
    } catch (error) {
      complain(error);
      box.checked = values[kind][way];
    }
    box.disabled = false;
    box.focus();
  });
  return h("label", { class: "check" }, box);
}
