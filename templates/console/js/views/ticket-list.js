/**
 * The list of tickets, live.
 *
 * @module views/ticket-list
 */
import { claimTicket } from "../actions.js";
import * as api from "../api.js";
import { filterBar } from "../components/filter-bar.js";
import { emptyNotice, errorNotice, skeleton } from "../components/notice.js";
import { Selection } from "../components/selection.js";
import { rowKey, ticketRow } from "../components/ticket-row.js";
import { tableButton } from "../components/table-button.js";
import { announce, complain } from "../components/toast.js";
import { viewsOf } from "../components/views.js";
import { h, show } from "../dom.js";
import { matches, queryOf } from "../filters.js";
import * as live from "../live.js";
import { go, listLink, ticketLink } from "../router.js";
import * as session from "../session.js";

const PAGE = 50;
/** The API gives no more at once. */
const LARGEST_PAGE = 200;
/** How long a page stays empty before it says that it is loading. */
const PATIENCE = 150;
/** The filters that a ticket in an event can be held against; the others are for the server. */
const JUDGED = ["status", "priority", "assignee", "sla_status"];
const NAMES = ["status", "priority", "assignee", "requester", "team", "project", "sla_status", "q", "sort"];

/**
 * @param {import("../router.js").Route} route
 * @returns {import("../main.js").View}
 */
export function ticketListView(route) {
  const pairs = NAMES.map((name) => [name, route.query.get(name)]);
  const list = new TicketList(Object.fromEntries(pairs.filter(([, value]) => value)));
  list.read();
  return list.view();
}

/** The state of one list: its rows, how far it has been read, and what is being read. */
class TicketList {
  constructor(filters) {
    this.filters = filters;
    this.cursor = null;
    this.known = 0;
    this.reading = new AbortController();
    this.bar = filterBar(filters);
    /** The tickets of the rows, by number. @type {Map<number, object>} */
    this.tickets = new Map();
    this.rows = h("ol", { class: "ticket-rows" });
    this.selection = session.isStaff() ? this.makeSelection() : null;
    this.body = h("div", { class: "ticket-list" });
    this.total = h("span", { class: "total" });
    this.more = h("button", { class: "button", type: "button" }, "Show more");
    this.more.addEventListener("click", () => this.readMore());
    this.stops = [live.onEvent((event) => this.receive(event)), live.onResync(() => this.read())];
  }

  view() {
    const title = this.title();
    const table = tableButton("/tickets", () => queryOf(this.filters), "tickets");
    const head = h("header", { class: "page-head" }, h("h1", {}, title), this.total, table);
    return {
      title,
      element: h("div", { class: "page-inner" }, head, this.bar.element, this.body, this.selection?.element),
      keys: {
        j: () => this.move(1),
        k: () => this.move(-1),
        Enter: () => this.withCurrent((id) => go(ticketLink(id))),
        c: () => session.isStaff() && this.withCurrent(claimTicket),
        x: () => this.withCurrent((id) => this.selection?.toggle(id, !this.selection.has(id))),
        Escape: () => this.selection?.clear(),
        "/": () => this.bar.search.focus(),
      },
      search: this.bar.search,
      stop: () => {
        this.reading.abort();
        for (const stop of this.stops) stop();
      },
    };
  }

  title() {
    const here = listLink(this.filters);
    const view = viewsOf(session.user().role).find((candidate) => listLink(candidate.filters) === here);
    return view?.name ?? (this.filters.q ? "Search" : "Tickets");
  }

  async read() {
    const slow = setTimeout(() => this.rows.isConnected || show(this.body, skeleton(9)), PATIENCE);
    try {
      const shown = Math.min(LARGEST_PAGE, Math.max(PAGE, this.rows.childElementCount));
      const page = await this.page(null, shown);
      this.tickets.clear();
      show(this.rows, page.items.map((ticket) => this.makeRow(ticket)));
      this.settle(page);
    } catch (error) {
      if (error.name !== "AbortError") show(this.body, errorNotice(error, () => this.read()));
    }
    clearTimeout(slow);
  }

  async readMore() {
    this.more.setAttribute("aria-busy", "true");
    try {
      const page = await this.page(this.cursor);
      const fresh = page.items.filter(({ id }) => !this.row(id)).map((ticket) => this.makeRow(ticket));
      this.rows.append(...fresh);
      this.settle(page);
      fresh[0]?.querySelector("a").focus();
    } catch (error) {
      complain(error);
    }
    this.more.removeAttribute("aria-busy");
  }

  page(cursor, limit = PAGE) {
    return api.tickets({ ...queryOf(this.filters), limit, cursor }, { signal: this.reading.signal });
  }

  makeRow(ticket, fits = true) {
    this.tickets.set(ticket.id, ticket);
    return ticketRow(ticket, { fits, chosen: this.selection?.has(ticket.id) ?? null });
  }

  makeSelection() {
    const selection = new Selection({
      tickets: () => [...this.rows.children].map((row) => this.tickets.get(Number(row.dataset.id))),
      onChange: () => {
        for (const row of this.rows.children) {
          row.querySelector(".choose input").checked = selection.has(Number(row.dataset.id));
        }
      },
      onDone: (ticket) => this.receive({ type: "ticket.updated", ticket }),
      signal: this.reading.signal,
    });
    this.rows.addEventListener("click", (event) => {
      const box = event.target.closest(".choose input");
      const id = Number(box?.closest(".ticket-row").dataset.id);
      if (box) selection.toggle(id, box.checked, event.shiftKey);
    });
    return selection;
  }

  settle(page) {
    this.cursor = page.next_cursor;
    this.count(page.total);
    this.selection?.keepShown();
    this.bar.nameAssignee(page.items.find(({ assignee }) => assignee)?.assignee);
    if (this.rows.childElementCount === 0) return show(this.body, this.nothing());
    if (!this.rows.isConnected) show(this.body, this.rows, h("div", { class: "more" }, this.more));
    this.more.hidden = this.cursor === null;
  }

  count(total) {
    this.known = total;
    this.total.textContent = total === 1 ? "1 ticket" : `${total} tickets`;
  }

  nothing() {
    if (Object.keys(this.filters).length === 0) {
      return emptyNotice("inbox", "Nothing to do", "New requests appear here as they arrive.");
    }
    const clear = h("a", { class: "button", href: "#/tickets" }, "Show everything unfinished");
    return emptyNotice("search", "No ticket matches", "Try fewer filters or other words.", clear);
  }

  receive(event) {
    const ticket = event.ticket;
    if (!ticket) return;
    const row = this.row(ticket.id);
    const fits = matches(ticket, this.filters);
    if (row) {
      if (row.dataset.key !== rowKey(ticket)) this.replace(row, ticket, fits);
    } else if (fits && Object.keys(this.filters).every((name) => JUDGED.includes(name))) {
      this.insert(ticket, event.type === "ticket.created");
    }
  }

  replace(row, ticket, fits) {
    const hadFocus = row.contains(document.activeElement);
    const isBox = document.activeElement.matches(".choose input");
    const changed = this.makeRow(ticket, fits);
    changed.classList.add("changed");
    row.replaceWith(changed);
    if (hadFocus) changed.querySelector(isBox ? ".choose input" : "a").focus({ preventScroll: true });
  }

  insert(ticket, isNew) {
    const row = this.makeRow(ticket);
    row.classList.add("changed");
    this.rows.prepend(row);
    if (this.rows.isConnected) this.count(this.known + 1);
    else this.settle({ next_cursor: null, total: 1, items: [ticket] });
    if (isNew) announce(`New ticket ${ticket.reference}: ${ticket.subject}`);
  }

  row(id) {
    return this.rows.querySelector(`[data-id="${id}"]`);
  }

  move(step) {
    const rows = [...this.rows.children];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[at === -1 ? (step > 0 ? 0 : rows.length - 1) : at + step];
    next?.querySelector("a").focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  withCurrent(action) {
    const row = document.activeElement?.closest(".ticket-row");
    if (row) action(Number(row.dataset.id));
  }
}
