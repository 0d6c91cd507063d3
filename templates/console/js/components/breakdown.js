/**
 * The figures of a period by team, person, category, project or priority.
 *
 * @module components/breakdown
 */
import { h, show } from "../dom.js";
import { duration, percent, priorityLabels } from "../format.js";
import { segments } from "./segments.js";

const kinds = [
  ["teams", "Teams"],
  ["people", "People"],
  ["categories", "Categories"],
  ["projects", "Projects"],
  ["priorities", "Priorities"],
];

const columns = [
  ["Opened", (row) => row.created],
  ["Resolved", (row) => row.resolved],
  ["Unfinished", (row) => row.backlog],
  ["First answer", (row) => duration(row.first_response.median_seconds)],
  ["Resolution", (row) => duration(row.resolution.median_seconds)],
  ["In time", (row) => percent(row.resolution.compliance)],
];

/** @param {object} answer of `GET /admin/analytics`. */
export function breakdown(answer) {
  const area = { class: "sheet table-scroll", tabindex: "0", role: "region", "aria-label": "Figures" };
  const place = h("div", area);
  const names = Object.fromEntries(kinds);
  const choose = (kind) => show(place, table(answer[kind] ?? [], names[kind]));
  const [[first]] = kinds;
  choose(first);
  return h("section", { class: "breakdown" }, segments("By", kinds, first, choose), place);
}

function table(rows, heading) {
  if (rows.length === 0) return h("p", { class: "nothing" }, "No figures in this period.");
  const names = [heading, ...columns.map(([name]) => name)];
  const head = names.map((name) => h("th", { scope: "col" }, name));
  const body = rows.map((row) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, h("bdi", {}, priorityLabels[row.name] ?? row.name ?? "None")),
      columns.map(([, value]) => h("td", {}, value(row))),
    ));
  return h("table", { class: "figures" }, h("thead", {}, h("tr", {}, head)), h("tbody", {}, body));
}
