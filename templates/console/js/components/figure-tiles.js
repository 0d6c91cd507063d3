/**
 * Numbers that are links to what they count.
 *
 * @module components/figure-tiles
 */
import { h } from "../dom.js";

/**
 * @param {string} label what the numbers are of, for screen readers.
 * @param {{key: string, name: string, mark?: string}[]} tiles
 * @returns {{element: HTMLElement, update: (values: Record<string, {value: number, href: string}>) => void}}
 */
export function figureTiles(label, tiles) {
  const parts = tiles.map(({ key, name, mark }) => {
    const number = h("span", { class: "value" });
    const link = h("a", { class: "tile", "data-mark": mark }, h("span", { class: "name" }, name), number);
    return { key, number, link };
  });
  const update = (values) => {
    for (const { key, number, link } of parts) {
      const { value, href } = values[key];
      const before = number.textContent;
      link.href = href;
      link.classList.toggle("none", value === 0);
      if (before === String(value)) continue;
      number.textContent = String(value);
      if (before !== "") light(number);
    }
  };
  const items = parts.map(({ link }) => h("li", {}, link));
  return { element: h("ul", { class: "tiles links", "aria-label": label }, items), update };
}

/** Shows for a moment that a number has changed. */
function light(number) {
  number.classList.remove("changed");
  requestAnimationFrame(() => number.classList.add("changed"));
}
