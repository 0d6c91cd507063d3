/**
 * The figures of a period, for administrators.
 *
 * @module views/analytics
 */
import * as api from "../api.js";
import { breakdown } from "../components/breakdown.js";
import { barChart } from "../components/chart.js";
import { errorNotice, skeleton } from "../components/notice.js";
import { periodPicker } from "../components/period-picker.js";
import { h, show } from "../dom.js";
import { calendarDate, duration, percent } from "../format.js";

/**
 * @param {import("../router.js").Route} route
 * @returns {import("../main.js").View}
 */
export function analyticsView(route) {
  const reading = new AbortController();
  const [from, to, by] = ["from", "to", "by"].map((name) => route.query.get(name) ?? "");
  const body = h("div", { class: "analytics" }, skeleton(9));
  const picker = h("div", {});
  const read = async () => {
    try {
      const answer = await api.analytics({ from, to, by }, { signal: reading.signal });
      show(picker, periodPicker(answer));
      show(body, content(answer));
    } catch (error) {
      if (error.name === "AbortError") return;
      show(picker, periodPicker({ from, to, by: by || "day" }));
      show(body, errorNotice(error, read, "page"));
    }
  };
  read();
  const head = h("header", { class: "page-head" }, h("h1", {}, "Analytics"));
  const element = h("div", { class: "page-inner" }, head, picker, body);
  return { title: "Analytics", element, keys: {}, stop: () => reading.abort() };
}

function content(answer) {
  const figures = h("dl", { class: "tiles" }, tiles(answer));
  return [figures, h("div", { class: "charts" }, charts(answer)), breakdown(answer)];
}

function tiles({ totals, backlog }) {
  const { first_response: first, resolution } = totals;
  const slowest = (figure) => `9 in 10 within ${duration(figure.p90_seconds)}`;
  const promises = ({ kept, broken }) => `${kept} kept, ${broken} broken`;
  return [
    tile("Opened", String(totals.created), `${totals.reopened} reopened`),
    tile("Resolved", String(totals.resolved), null),
    tile("Unfinished now", String(backlog.total), `${backlog.breached} overdue`),
    tile("First answer", duration(first.median_seconds), slowest(first)),
    tile("Resolution", duration(resolution.median_seconds), slowest(resolution)),
    tile("Answers in time", percent(first.compliance), promises(first)),
    tile("Resolutions in time", percent(resolution.compliance), promises(resolution)),
  ];
}

function tile(name, value, detail) {
  const number = h("dd", { class: "value" }, value);
  return h("div", { class: "tile" }, h("dt", {}, name), number, detail && h("dd", {}, detail));
}

function charts(answer) {
  const { series, by } = answer;
  const labels = series.map(({ from }) => calendarDate(from, by));
  const column = { day: "Day", week: "Week from", month: "Month" }[by] ?? "From";
  const over = (title, parts, rest) => barChart({ title, column, labels, series: parts, ...rest });
  const values = (name, value) => ({ name, values: series.map(value) });
  const times = (title, figure) =>
    over(title, [
      values("Median", (piece) => piece[figure].median_seconds),
      values("9 in 10 within", (piece) => piece[figure].p90_seconds),
    ], { format: duration, unit: "seconds" });
  return [
    over("Opened and resolved", [
      values("Opened", ({ created }) => created),
      values("Resolved", ({ resolved }) => resolved),
    ], { format: count }),
    byAge(answer.backlog),
    times("Time to the first answer", "first_response"),
    times("Time to the resolution", "resolution"),
    over("Kept promises", [
      values("First answers", (piece) => piece.first_response.compliance),
      values("Resolutions", (piece) => piece.resolution.compliance),
    ], { format: percent, ceiling: 1 }),
  ];
}

const count = (value) => String(value ?? 0);

function byAge({ by_age: ages }) {
  const range = ({ from_days: from, to_days: to }) => (to === null ? `${from}+ d` : `${from}–${to} d`);
  const labels = ages.map(range);
  const parts = [{ name: "Unfinished", values: ages.map((age) => age.count) }];
  return barChart({ title: "Unfinished now, by age", column: "Age", labels, series: parts, format: count });
}
