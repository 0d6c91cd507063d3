/**
 * The desk at a glance, live: the start page of those who work here.
 *
 * @module views/dashboard
 */
import * as api from "../api.js";
import { activity } from "../components/activity.js";
import { liveBarChart } from "../components/chart.js";
import { figureTiles } from "../components/figure-tiles.js";
import { emptyNotice, errorNotice, skeleton } from "../components/notice.js";
import { ranking } from "../components/ranking.js";
import { segments } from "../components/segments.js";
import { h, show } from "../dom.js";
import { calendarDate, personName, priorityLabels, statusLabels, timeElement } from "../format.js";
import * as live from "../live.js";
import { go, listLink } from "../router.js";

/** How long events are gathered before the figures are read anew, and the pause after each reading. */
const GATHER = 400;
const PAUSE = 2000;
/** Days begin and promises break without an event, too. */
const OFTEN = 300_000;
const spans = { 14: "14 days", 30: "30 days" };
/** Who holds less than all of these is left to the lists. */
const MOST_PEOPLE = 10;

const tiles = [
  { key: "unfinished", name: "Unfinished" },
  { key: "unassigned", name: "Unassigned" },
  { key: "mine", name: "Mine" },
  { key: "waiting", name: "Waiting for an answer" },
  { key: "at_risk", name: "Due soon", mark: "warn" },
  { key: "breached", name: "Overdue", mark: "alarm" },
  { key: "resolved_today", name: "Resolved today" },
  { key: "resolved_week", name: "Resolved in 7 days" },
];

/**
 * @param {import("../router.js").Route} route
 * @returns {import("../main.js").View}
 */
export function dashboardView(route) {
  const asked = route.query.get("days") ?? "";
  const page = new Dashboard(Object.hasOwn(spans, asked) ? asked : "14");
  page.read();
  return page.view();
}

/** The state of the page: what is shown, and when it is read next. */
class Dashboard {
  constructor(days) {
    this.days = days;
    this.timer = null;
    this.isReading = false;
    this.isStale = false;
    this.reading = new AbortController();
    this.parts = null;
    this.asOf = h("span", { class: "total" });
    this.body = h("div", { class: "dashboard" }, skeleton(8));
    const often = setInterval(() => this.readSoon(), OFTEN);
    this.stops = [
      live.onEvent((event) => event.ticket && this.readSoon()),
      live.onResync(() => this.readSoon()),
      () => clearInterval(often),
    ];
  }

  view() {
    const choose = (days) => go(days === "14" ? "#/" : `#/?days=${days}`, { replace: true });
    const span = segments("Days shown", Object.entries(spans), this.days, choose);
    const head = h("header", { class: "page-head" }, h("h1", {}, "Dashboard"), this.asOf, span);
    const stop = () => {
      clearTimeout(this.timer);
      this.reading.abort();
      for (const end of this.stops) end();
    };
    return { title: "Dashboard", element: h("div", { class: "page-inner" }, head, this.body), keys: {}, stop };
  }

  /** However many events there are, there is one reading at a time and a pause after it. */
  readSoon() {
    if (this.isReading) {
      this.isStale = true;
      return;
    }
    this.timer ??= setTimeout(() => this.read(), GATHER);
  }

  async read() {
    clearTimeout(this.timer);
    this.timer = null;
    [this.isReading, this.isStale] = [true, false];
    try {
      this.update(await api.dashboard({ days: this.days }, { signal: this.reading.signal }));
    } catch (error) {
      if (error.name === "AbortError") return;
      // What is shown says of when it is; the connection says that the server is away.
      if (!this.parts) show(this.body, errorNotice(error, () => this.again(), "page"));
    }
    this.isReading = false;
    if (this.isStale) this.timer = setTimeout(() => this.read(), PAUSE);
  }

  again() {
    show(this.body, skeleton(8));
    this.read();
  }

  update(answer) {
    show(this.asOf, "As of ", timeElement(answer.at));
    const isEmpty = answer.figures.unfinished === 0 && answer.activity.length === 0;
    if (isEmpty) {
      this.parts = null;
      show(this.body, nothing());
      return;
    }
    this.parts ??= this.build(answer);
    this.parts.figures.update(linked(answer));
    this.parts.days.update(dayChart(answer));
    this.parts.statuses.update(answer.statuses.map(statusLine));
    this.parts.priorities.update(answer.priorities.map(priorityLine).reverse());
    this.parts.people.update(answer.people.slice(0, MOST_PEOPLE).map(personLine));
    this.parts.activity.update(answer.activity);
  }

  build(answer) {
    const unit = "Tickets";
    const parts = {
      figures: figureTiles("Tickets now", tiles),
      days: liveBarChart(dayChart(answer)),
      statuses: ranking({ title: "Unfinished, by status", column: "Status", unit }),
      priorities: ranking({ title: "Unfinished, by priority", column: "Priority", unit }),
      people: ranking({ title: "Workload", column: "Person", unit, nothing: "Nobody works here yet." }),
      activity: activity(),
    };
    const side = [parts.statuses, parts.priorities, parts.people].map(({ element }) => element);
    show(
      this.body,
      parts.figures.element,
      h(
        "div",
        { class: "dashboard-columns" },
        h("div", { class: "dashboard-column" }, parts.days.element, parts.activity.element),
        h("div", { class: "dashboard-column" }, side),
      ),
    );
    return parts;
  }
}

function nothing() {
  const link = h("a", { class: "button", href: "#/new" }, "New ticket");
  return emptyNotice("inbox", "No tickets yet", "Figures appear here with the first request.", link);
}

/** Each figure with the list that it counts. */
function linked({ figures, series }) {
  const week = series.at(-7).from;
  const lists = {
    unfinished: {},
    unassigned: { assignee: "none" },
    mine: { assignee: "me" },
    waiting: { status: "waiting" },
    at_risk: { sla_status: "at_risk" },
    breached: { sla_status: "breached" },
    resolved_today: { status: "any", q: "resolved:today" },
    resolved_week: { status: "any", q: `resolved:>=${week}` },
  };
  const entry = ([key, filters]) => [key, { value: figures[key], href: listLink(filters) }];
  return Object.fromEntries(Object.entries(lists).map(entry));
}

function dayChart({ series }) {
  const values = (name, value) => ({ name, values: series.map(value) });
  return {
    title: "Opened and resolved",
    column: "Day",
    labels: series.map(({ from }) => calendarDate(from)),
    series: [values("Opened", ({ opened }) => opened), values("Resolved", ({ resolved }) => resolved)],
    format: (value) => String(value ?? 0),
  };
}

function statusLine({ status, count }) {
  return { key: status, name: statusLabels[status], href: listLink({ status }), value: count, mark: status };
}

function priorityLine({ priority, count }) {
  return {
    key: priority, name: priorityLabels[priority], href: listLink({ priority }), value: count, mark: priority,
  };
}

function personLine({ person, count }) {
  const name = h("bdi", {}, personName(person));
  return { key: String(person?.id), name, href: listLink({ assignee: person?.id }), value: count };
}
