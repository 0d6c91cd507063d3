/**
 * A list that is read page by page: what stands there while it is read, when it is empty, and when it fails.
 *
 * @module components/paged-list
 */
import { h, show } from "../dom.js";
import { errorNotice, skeleton } from "./notice.js";
import { complain } from "./toast.js";

const PAGE = 50;
/** The API gives no more at once. */
const LARGEST_PAGE = 200;
/** How long a list stays empty before it says that it is loading. */
const PATIENCE = 150;

/** One such list. `element` is the list, `total` how much there is. */
export class PagedList {
  /**
   * @param {{
   *   label: string,
   *   unit: [string, string],
   *   read: (range: {limit: number, cursor: string|null}, options: {signal: AbortSignal}) => Promise<object>,
   *   row: (item: object) => HTMLElement,
   *   nothing: () => HTMLElement,
   * }} means `unit` is what is counted, one and many.
   */
  constructor({ label, unit, read, row, nothing }) {
    Object.assign(this, { unit, readPage: read, row, nothing });
    this.cursor = null;
    this.reading = new AbortController();
    this.rows = h("ol", { class: "sheet-rows", "aria-label": label });
    this.more = h("button", { class: "button", type: "button" }, "Show more");
    this.more.addEventListener("click", () => this.readMore());
    this.element = h("div", { class: "sheet" });
    this.total = h("span", { class: "total" });
  }

  /** Reads the list anew, as much of it as is shown; what is shown stays until the answer is there. */
  async read() {
    this.reading.abort();
    const mine = (this.reading = new AbortController());
    const slow = setTimeout(() => this.rows.isConnected || show(this.element, skeleton(6)), PATIENCE);
    try {
      const page = await this.readShown({ signal: mine.signal });
      const focused = this.rows.contains(document.activeElement) ? placeOf(document.activeElement) : null;
      show(this.rows, page.items.map((item) => this.row(item)));
      this.settle(page);
      if (focused) this.focus(focused);
    } catch (error) {
      if (error.name !== "AbortError") show(this.element, errorNotice(error, () => this.read(), "page"));
    }
    clearTimeout(slow);
  }

  async readShown(options) {
    const wanted = Math.max(PAGE, this.rows.childElementCount);
    const items = [];
    let page = { next_cursor: null };
    do {
      const limit = Math.min(wanted - items.length, LARGEST_PAGE);
      page = await this.readPage({ limit, cursor: page.next_cursor }, options);
      items.push(...page.items);
    } while (page.next_cursor && items.length < wanted);
    return { ...page, items };
  }

  async readMore() {
    this.more.setAttribute("aria-busy", "true");
    try {
      const page = await this.readPage({ limit: PAGE, cursor: this.cursor }, { signal: this.reading.signal });
      const fresh = page.items.map((item) => this.row(item));
      this.rows.append(...fresh);
      this.settle(page);
      fresh[0]?.querySelector("a, button")?.focus();
    } catch (error) {
      complain(error);
    }
    this.more.removeAttribute("aria-busy");
  }

  settle(page) {
    this.cursor = page.next_cursor;
    const [one, many] = this.unit;
    this.total.textContent = page.total === 1 ? `1 ${one}` : `${page.total} ${many}`;
    if (this.rows.childElementCount === 0) return show(this.element, this.nothing());
    if (!this.rows.isConnected) show(this.element, this.rows, h("div", { class: "more" }, this.more));
    this.more.hidden = this.cursor === null;
  }

  focus({ id, at }) {
    const row = [...this.rows.children].find((one) => one.dataset.id === id) ?? this.rows.children[at];
    row?.querySelector("a, button")?.focus({ preventScroll: true });
  }

  /** Whether there is a row of that number. */
  shows(id) {
    return [...this.rows.children].some((row) => row.dataset.id === String(id));
  }

  stop() {
    this.reading.abort();
  }
}

function placeOf(element) {
  const row = element.closest("li");
  return { id: row?.dataset.id, at: row ? [...row.parentElement.children].indexOf(row) : 0 };
}
