/**
 * Bars over time or by kind, as SVG, with the same numbers as a table.
 *
 * @module components/chart
 */
import { h, s, show } from "../dom.js";

const HEIGHT = 190;
const LEFT = 52;
const TOP = 10;
const BOTTOM = 24;
/** The room one label below the bars needs. */
const LABEL = 56;
const WIDEST_BAR = 26;
/** What is not nothing is seen. */
const SMALLEST = 1.5;

/**
 * @typedef {object} Chart
 * @property {string} title
 * @property {string} column what the labels are, as the head of the table.
 * @property {string[]} labels
 * @property {{name: string, values: (number|null)[]}[]} series one or two.
 * @property {(value: number|null) => string} format
 * @property {number} [ceiling] the top of the scale, when it is not the greatest value.
 * @property {"number"|"seconds"} [unit]
 */

/** @param {Chart} chart */
export function barChart(chart) {
  const plot = h("div", { class: "plot" });
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width > 0) show(plot, drawing(chart, Math.round(contentRect.width)));
  }).observe(plot);
  const many = chart.series.length > 1;
  const names = chart.series.map(({ name }, at) => h("span", { "data-series": at }, name));
  const legend = many && h("div", { class: "legend", "aria-hidden": "true" }, names);
  const area = { class: "table-scroll", tabindex: "0", role: "region", "aria-label": chart.title };
  const table = h("div", area, tableOf(chart));
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, h("h2", {}, chart.title), legend),
    plot,
    h("details", { class: "folded" }, h("summary", {}, "As a table"), table),
  );
}

function tableOf({ column, labels, series, format }) {
  const names = [column, ...series.map(({ name }) => name)];
  const head = names.map((word) => h("th", { scope: "col" }, word));
  const rows = labels.map((label, at) => {
    const values = series.map((part) => h("td", {}, format(part.values[at])));
    return h("tr", {}, h("th", { scope: "row" }, label), values);
  });
  return h("table", { class: "figures" }, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows));
}

function drawing(chart, width) {
  const { labels, format } = chart;
  const top = ceilingOf(chart);
  const floor = HEIGHT - BOTTOM;
  const y = (value) => floor - (value / top) * (floor - TOP);
  const slot = (width - LEFT) / Math.max(1, labels.length);
  const whole = chart.unit !== "seconds" && top > 1;
  const lines = [0, top / 2, top].filter((value) => !whole || Number.isInteger(value));
  const every = Math.ceil(LABEL / slot);
  const size = { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT };
  return s(
    "svg",
    { ...size, role: "img", "aria-label": summary(chart) },
    lines.map((value) => [
      s("path", { class: "grid", d: `M${LEFT} ${y(value)}H${width}` }),
      tick(LEFT - 8, y(value) + 4, "end", format(value)),
    ]),
    labels.map((label, at) => {
      const middle = LEFT + slot * (at + 0.5);
      const word = at % every === 0 && tick(Math.min(middle, width - LABEL / 2), HEIGHT - 6, "middle", label);
      return [bars(chart, at, middle, slot, y), word];
    }),
  );
}

function tick(x, y, anchor, text) {
  return s("text", { class: "tick", x, y, "text-anchor": anchor }, text);
}

/** The bars of one label, side by side around `middle`. */
function bars({ labels, series, format }, at, middle, slot, y) {
  const room = Math.min(WIDEST_BAR, (slot * 0.75) / series.length);
  return series.map(({ name, values }, which) => {
    const value = values[at];
    if (value === null || value === undefined) return null;
    const height = Math.max(value > 0 ? SMALLEST : 0, y(0) - y(value));
    const place = { x: middle + room * (which - series.length / 2), y: y(0) - height };
    const box = { class: "bar", "data-series": which, ...place, width: Math.max(1, room - 1), height };
    return s("rect", box, s("title", {}, `${labels[at]}, ${name}: ${format(value)}`));
  });
}

function summary({ title, labels, series, format }) {
  const parts = series.map(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return `${name}: nothing`;
    return `${name}: from ${format(Math.min(...known))} to ${format(Math.max(...known))}`;
  });
  const range = `${labels[0] ?? ""} to ${labels.at(-1) ?? ""}`;
  return `${title}, ${range}. ${parts.join("; ")}. The numbers are in the table.`;
}

/** The top of the scale: a round number at or above the greatest value. */
function ceilingOf({ ceiling, series, unit = "number" }) {
  if (ceiling) return ceiling;
  const most = Math.max(0, ...series.flatMap(({ values }) => values.filter((value) => value !== null)));
  if (most === 0) return unit === "seconds" ? 3600 : 2;
  const one = unit === "number" ? 1 : [86_400, 3600, 60].find((size) => most >= 2 * size) ?? 60;
  const power = 10 ** Math.floor(Math.log10(most / one));
  const round = [1, 2, 4, 6, 8, 10].find((step) => step * power * one >= most);
  return Math.max(round * power, 2) * one;
}
