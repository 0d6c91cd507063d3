/**
 * How much of something each of a few has: a table whose middle column draws the numbers.
 *
 * The drawing says nothing that the table does not, so it is for eyes alone.
 *
 * @module components/ranking
 */
import { h, s, show } from "../dom.js";

/**
 * @typedef {object} Line
 * @property {string} key tells the lines apart.
 * @property {HTMLElement|string} name
 * @property {string} href what is counted, as a list.
 * @property {number} value
 * @property {string} [mark] for the colour of its bar.
 */

/**
 * @param {{title: string, column: string, unit: string, nothing: string}} words `column` is what the lines are,
 *   `unit` what is counted, `nothing` what stands there without lines.
 * @returns {{element: HTMLElement, update: (lines: Line[]) => void}}
 */
export function ranking({ title, column, unit, nothing }) {
  const heads = [column, "", unit].map((word) =>
    word ? h("th", { scope: "col" }, word) : h("td", {}));
  const body = h("tbody", {});
  const rows = h(
    "table",
    { class: "ranking" },
    h("caption", { class: "visually-hidden" }, title),
    h("thead", { class: "visually-hidden" }, h("tr", {}, heads)),
    body,
  );
  const place = h("div", {});
  let shown = "";
  const update = (lines) => {
    const state = JSON.stringify(lines.map(({ key, value }) => [key, value]));
    if (state === shown) return;
    shown = state;
    const most = Math.max(1, ...lines.map(({ value }) => value));
    const focused = body.contains(document.activeElement) ? document.activeElement.closest("tr") : null;
    show(body, lines.map((line) => row(line, most)));
    show(place, lines.length > 0 ? rows : h("p", { class: "hint" }, nothing));
    const again = [...body.children].find((one) => one.dataset.key === focused?.dataset.key);
    again?.querySelector("a").focus({ preventScroll: true });
  };
  return { element: h("section", { class: "chart" }, h("h2", {}, title), place), update };
}

function row({ key, name, href, value, mark }, most) {
  const bar = s("rect", { class: "bar", width: (100 * value) / most, height: 10, "data-mark": mark });
  const frame = { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" };
  return h(
    "tr",
    { dataset: { key } },
    h("th", { scope: "row" }, h("a", { href }, name)),
    h("td", { class: "drawn" }, s("svg", frame, bar)),
    h("td", { class: "number" }, String(value)),
  );
}
