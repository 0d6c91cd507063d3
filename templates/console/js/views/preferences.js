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
/** How mail tells of it, as words and as what the server keeps. */
const mails = {
  each: ["At once", { mail: true, digest: false }],
  digest: ["Once a day", { mail: true, digest: true }],
  none: ["No mail", { mail: false, digest: false }],
};

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
  const columns = ["When", "By mail", "Here"];
  const head = h("tr", {}, columns.map((word) => h("th", { scope: "col" }, word)));
  const isHeard = (kind) => values[kind] && (session.isStaff() || !forStaff.includes(kind));
  const rows = Object.entries(kinds).filter(([kind]) => isHeard(kind)).map(([kind, words]) =>
    h("tr", {}, h("th", { scope: "row" }, words),
      h("td", {}, choice(values, kind, `${words}: by mail`)),
      h("td", {}, toggle(values, kind, `${words}: here`))));
  return h("table", { class: "preferences" }, h("thead", {}, head), h("tbody", {}, rows));
}

/** Says what a kind changes to, and shows what the server keeps. */
async function change(values, kind, changes, control, restore) {
  control.disabled = true;
  try {
    values[kind] = (await api.changePreferences({ [kind]: { ...values[kind], ...changes } }))[kind];
    announce("Saved");
  } catch (error) {
    complain(error);
  }
  restore();
  control.disabled = false;
  control.focus();
}

/** Whether it is told here; saved when it is pressed. */
function toggle(values, kind, label) {
  const box = h("input", { type: "checkbox", "aria-label": label, checked: values[kind].in_app });
  const restore = () => { box.checked = values[kind].in_app; };
  box.addEventListener("change", () => change(values, kind, { in_app: box.checked }, box, restore));
  return h("label", { class: "check" }, box);
}

/** How mail tells of it; saved when it is chosen. */
function choice(values, kind, label) {
  const chosen = () => !values[kind].mail ? "none" : values[kind].digest ? "digest" : "each";
  const options = Object.entries(mails).map(([value, [word]]) =>
    h("option", { value, selected: value === chosen() }, word));
  const element = h("select", { class: "select", "aria-label": label }, options);
  const restore = () => { element.value = chosen(); };
  element.addEventListener("change", () => change(values, kind, mails[element.value][1], element, restore));
  return element;
}
