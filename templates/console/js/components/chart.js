/**
 * Bars over time or by kind, as SVG, with the same numbers as a table.
 *
 * @module components/chart
 */
import { s } from "../dom.js";
import { framed } from "./chart-frame.js";

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
 * Bars that stay as they are.
 *
 * @param {import("./chart-frame.js").Chart} chart
 */
export const barChart = (chart) => liveBarChart(chart).element;

/**
 * Bars whose numbers change under the eyes of the reader.
 *
 * @param {import("./chart-frame.js").Chart} chart
 * @returns {{element: HTMLElement, update: (chart: object) => void}}
 */
export const liveBarChart = (chart) => framed(chart, drawing);

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
  const scale = lines.map((value) => [
    s("path", { class: "grid", d: `M${LEFT} ${y(value)}H${width}` }),
    tick(LEFT - 8, y(value) + 4, "end", format(value)),
  ]);
  const columns = labels.map((label, at) => {
    const middle = LEFT + slot * (at + 0.5);
    const word = at % every === 0 && tick(Math.min(middle, width - LABEL / 2), HEIGHT - 6, "middle", label);
    return [bars(chart, at, middle, slot, y), word];
  });
  return { size, content: [scale, columns] };
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
