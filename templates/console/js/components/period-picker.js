/**
 * Which days the figures are of, and in what pieces. The choice stands in the address.
 *
 * @module components/period-picker
 */
import { h } from "../dom.js";
import { go } from "../router.js";
import { segments } from "./segments.js";

/** Days back, and the pieces that suit them. */
const spans = {
  7: ["7 days", "day"],
  30: ["30 days", "day"],
  90: ["90 days", "week"],
  365: ["1 year", "month"],
};
const pieces = [["day", "By day"], ["week", "By week"], ["month", "By month"]];

/** @param {{from: string, to: string, by: string}} period as the server understood it. */
export function periodPicker({ from, to, by }) {
  const first = dateField("From", from);
  const last = dateField("To", to);
  const options = pieces.map(([value, word]) => h("option", { value, selected: value === by }, word));
  const piece = h("select", { class: "select", name: "by", "aria-label": "In pieces" }, options);
  const open = (values) => go(`#/analytics?${new URLSearchParams(values)}`);
  const submit = (event) => {
    event.preventDefault();
    open({ from: first.value, to: last.value, by: piece.value });
  };
  const choices = Object.entries(spans).map(([days, [word]]) => [days, word]);
  const quick = segments("Period", choices, String(daysOf(from, to)), (days) =>
    open({ ...spanOf(Number(days)), by: spans[days][1] }));
  return h(
    "form",
    { class: "tools period", on: { submit } },
    quick,
    first,
    h("span", { "aria-hidden": "true" }, "–"),
    last,
    piece,
    h("button", { class: "button", type: "submit" }, "Show"),
  );
}

function dateField(label, value) {
  const name = label.toLowerCase();
  return h("input", { class: "input", type: "date", name, "aria-label": label, required: true, value });
}

const DAY = 86_400_000;

function daysOf(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;
}

function spanOf(days) {
  const today = new Date();
  const last = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  const written = (moment) => new Date(moment).toISOString().slice(0, 10);
  return { from: written(last - (days - 1) * DAY), to: written(last) };
}
