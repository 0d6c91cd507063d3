/**
 * A chart in its frame: its title, what its colours mean, the drawing, and the same numbers as a table.
 *
 * The drawing is made for the room it has. New numbers are put into the same frame, so that nothing around it
 * moves and a table that is open stays open.
 *
 * @module components/chart-frame
 */
import { h, s, show } from "../dom.js";

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

/**
 * @param {Chart} chart
 * @param {(chart: Chart, width: number) => {size: object, content: unknown[]}} draw the attributes of the drawing,
 *   and what is in it.
 * @returns {{element: HTMLElement, update: (chart: Chart) => void}}
 */
export function framed(chart, draw) {
  let [current, width, shown] = [chart, 0, ""];
  const plot = h("div", { class: "plot" });
  const paint = () => width > 0 && show(plot, drawing(current, draw(current, width)));
  new ResizeObserver(([{ contentRect }]) => {
    width = Math.round(contentRect.width);
    paint();
  }).observe(plot);
  const names = chart.series.map(({ name }, at) => h("span", { "data-series": at }, name));
  const legend = names.length > 1 && h("div", { class: "legend", "aria-hidden": "true" }, names);
  const area = { class: "table-scroll", tabindex: "0", role: "region", "aria-label": chart.title };
  const place = h("div", area);
  const update = (next) => {
    const numbers = JSON.stringify([next.labels, next.series]);
    if (numbers === shown) return;
    [current, shown] = [next, numbers];
    show(place, table(next));
    paint();
  };
  update(chart);
  const element = h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, h("h2", {}, chart.title), legend),
    plot,
    h("details", { class: "folded" }, h("summary", {}, "As a table"), place),
  );
  return { element, update };
}

let count = 0;

/** Named and described for those who do not see it (SVG 2 §5.7). */
function drawing(chart, { size, content }) {
  count += 1;
  const [title, words] = [`chart-${count}`, `chart-${count}-words`];
  return s(
    "svg",
    { ...size, role: "img", "aria-labelledby": title, "aria-describedby": words },
    s("title", { id: title }, chart.title),
    s("desc", { id: words }, summary(chart)),
    content,
  );
}

function summary({ labels, series, format }) {
  const parts = series.map(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return `${name}: nothing`;
    return `${name}: from ${format(Math.min(...known))} to ${format(Math.max(...known))}`;
  });
  const range = `${labels[0] ?? ""} to ${labels.at(-1) ?? ""}`;
  return `${range}. ${parts.join("; ")}. The numbers are in the table.`;
}

function table({ column, labels, series, format }) {
  const names = [column, ...series.map(({ name }) => name)];
  const head = names.map((word) => h("th", { scope: "col" }, word));
  const rows = labels.map((label, at) => {
    const values = series.map((part) => h("td", {}, format(part.values[at])));
    return h("tr", {}, h("th", { scope: "row" }, label), values);
  });
  return h("table", { class: "figures" }, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows));
}
