/**
 * The drawings of the console, on a grid of 24.
 *
 * @module icons
 */
import { s } from "./dom.js";

const strokes = {
  inbox: "M4 13.5 6.6 5h10.8L20 13.5V19H4zM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20",
  mine: "M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 19.5c.9-3.3 3.6-5 7-5s6.1 1.7 7 5",
  unassigned:
    "M9 5.1a7.5 7.5 0 0 1 6 0M18.9 9a7.5 7.5 0 0 1 0 6M15 18.9a7.5 7.5 0 0 1-6 0M5.1 15a7.5 7.5 0 0 1 0-6" +
    "M12 9v6M9 12h6",
  open: "M12 19.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z",
  waiting: "M12 19.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9.5v5M14 9.5v5",
  resolved: "M12 19.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM8.7 12.2l2.3 2.3 4.3-4.7",
  withdrawn: "M12 19.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM9.5 9.5l5 5M14.5 9.5l-5 5",
  all: "M5 6.5h14M5 12h14M5 17.5h14",
  plus: "M12 5v14M5 12h14",
  search: "M11 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM15.5 15.5 20 20",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  back: "M14 6l-6 6 6 6",
  chevron: "M7 10l5 5 5-5",
  down: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14",
  file: "M7 3.5h7l4 4V20.5H7zM14 3.5v4h4",
  clip: "M19 11.5l-7 7a4.2 4.2 0 0 1-6-6l7.5-7.5a2.8 2.8 0 0 1 4 4L10 16.5a1.4 1.4 0 0 1-2-2l6.5-6.5",
  mail: "M4 6.5h16v11H4zM4.5 7l7.5 6 7.5-6",
  lock: "M7 11h10v8.5H7zM9 11V8.5a3 3 0 0 1 6 0V11",
  hand: "M12 19.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM12 9v6M9 12h6",
  release: "M9 14l-4-4 4-4M5 10h9a5 5 0 0 1 0 10h-3",
  leave: "M14 5H6v14h8M11 12h9M16.5 8.5 20 12l-3.5 3.5",
  keyboard: "M4 7h16v10.5H4zM7 10.5v0M10.3 10.5v0M13.6 10.5v0M17 10.5v0M8 14.5h8",
  arrow: "M5 12h14M13.5 6.5 19 12l-5.5 5.5",
  alert: "M12 8.5v4.5M12 16.2v0M12 3.5 21 19.5H3z",
  bell: "M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5zM10 20.5h4",
  people:
    "M9 11.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 18.5c.7-2.7 2.8-4.2 5.5-4.2s4.8 1.5 5.5 4.2" +
    "M15.5 11.5a2.5 2.5 0 1 0 0-5M16.5 14.6c2 .3 3.4 1.7 4 3.9",
  projects: "M4 6.5h6l2 2.5h8v10.5H4z",
  edit: "M5 19l1-4L15.5 5.5l3 3L9 18z",
  dashboard: "M4.5 5h6v8h-6zM13.5 5h6v4.5h-6zM13.5 12.5h6V19h-6zM4.5 16h6v3h-6z",
  analytics: "M4.5 4.5v15h15M8.5 16v-4M12.5 16V8M16.5 16v-6",
  outbox: "M4 13.5 6.6 8H9M15 8h2.4L20 13.5V19H4zM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20M12 12.5V4M9 6.8 12 4l3 2.8",
  quarantine: "M12 3.5l7 2.5v5.5c0 4.2-2.8 7.3-7 9-4.2-1.7-7-4.8-7-9V6zM12 8.5v4.5M12 16v0",
  health: "M4 12h4l2.5-6 4 12 2.5-6h3",
  again: "M19 12a7 7 0 1 1-2.2-5.1L19 9M19 4.5V9h-4.5",
  settings:
    "M4 8h9M17 8h3M4 16h3M11 16h9M15 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 18a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
};

/**
 * One drawing. It is decoration: the words beside it carry the meaning.
 *
 * @param {keyof typeof strokes | "in_progress" | "closed"} name
 * @param {string} [extra] a further class.
 */
export function icon(name, extra = "") {
  const frame = { class: `icon ${extra}`.trim(), viewBox: "0 0 24 24", "aria-hidden": "true" };
  const circle = s("path", { d: strokes.open });
  if (name === "in_progress") {
    return s("svg", frame, circle, s("path", { class: "full", d: "M12 7.5v9a4.5 4.5 0 0 0 0-9z" }));
  }
  if (name === "closed") return s("svg", frame, circle, s("circle", { class: "full", cx: 12, cy: 12, r: 4 }));
  return s("svg", frame, s("path", { d: strokes[name] }));
}

const weights = { low: 1, medium: 2, high: 3, critical: 5 };

/**
 * A priority as it is counted on a wall: one stroke, two, three; five, struck through, is critical.
 *
 * @param {"low"|"medium"|"high"|"critical"} priority
 */
export function tally(priority) {
  const weight = weights[priority] ?? 0;
  const marks = [4, 9.5, 15, 20.5].map((x, index) =>
    s("path", { class: index < weight ? null : "unset", d: `M${x} 4v12` }));
  if (weight === 5) marks.push(s("path", { class: "slash", d: "M1 14.5 24 5.5" }));
  const frame = { class: "tally", viewBox: "0 0 25 20", "aria-hidden": "true", "data-priority": priority };
  return s("svg", frame, marks);
}
