/**
 * A part of a page about a person: a heading, rows that are read anew after each change, and what can be done.
 *
 * @module components/section
 */
import { h, show } from "../dom.js";
import { skeleton } from "./notice.js";

/**
 * @param {object} part
 * @param {string} part.id
 * @param {string} part.title
 * @param {string} [part.lead] what it is about.
 * @param {(options: {signal: AbortSignal}) => Promise<{items: object[]}>} part.read
 * @param {(item: object, refresh: () => Promise<void>) => HTMLElement[]} part.row
 * @param {string} part.nothing what stands there when there are none.
 * @param {(refresh: () => Promise<void>) => HTMLElement[]} [part.deeds]
 * @returns {{element: HTMLElement, stop: () => void}}
 */
export function listSection({ id, title, lead = null, read, row, nothing, deeds = () => [] }) {
  const reading = new AbortController();
  const body = h("div", {}, skeleton(1));
  const refresh = async () => {
    try {
      const { items } = await read({ signal: reading.signal });
      const rows = items.map((item) => h("li", {}, row(item, refresh)));
      show(body, rows.length > 0 ? h("ul", { class: "section-rows" }, rows) : h("p", { class: "hint" }, nothing));
    } catch (error) {
      if (error.name !== "AbortError") show(body, unread(error, refresh));
    }
  };
  refresh();
  return { element: section(id, title, lead, body, deeds(refresh)), stop: () => reading.abort() };
}

function unread(error, retry) {
  const again = h("button", { class: "button", type: "button", on: { click: retry } }, "Try again");
  return h("div", { class: "stack" }, h("p", { class: "field-error", role: "alert" }, error.message), again);
}

/** The frame of such a part. */
export function section(id, title, lead, body, deeds) {
  return h(
    "section",
    { class: "sheet account-section", "aria-labelledby": id },
    h("h2", { id }, title),
    lead && h("p", { class: "hint" }, lead),
    body,
    deeds.length > 0 && h("div", { class: "actions" }, deeds),
  );
}
