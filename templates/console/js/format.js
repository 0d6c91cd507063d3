/**
 * Values as people read them.
 *
 * @module format
 */
import { h } from "./dom.js";

const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" });
const shortDay = new Intl.DateTimeFormat("en-GB", { month: "short", year: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
// Days that people agree on are days of the site; see planIn.
let agreedDay = day;
let agreedDate = new Intl.DateTimeFormat("sv-SE"); // Swedes write 2026-11-01.

export const statusLabels = {
  open: "Open",
  in_progress: "In progress",
  waiting: "Waiting",
  resolved: "Resolved",
  closed: "Closed",
  withdrawn: "Withdrawn",
};

export const projectLabels = {
  planning: "Planning",
  active: "Active",
  on_hold: "On hold",
  completed: "Completed",
  cancelled: "Cancelled",
};

export const priorityLabels = { low: "Low", medium: "Medium", high: "High", critical: "Critical" };

export const roleLabels = { admin: "Administrator", staff: "Staff", employee: "Employee" };

export const slaLabels = {
  on_track: "On track",
  at_risk: "Due soon",
  breached: "Overdue",
  met: "Met",
  paused: "Paused",
};

/** A date and time in full, in the reader's own time zone. */
export function fullTime(iso) {
  return moment.format(new Date(iso));
}

/** Says in which time zone days are agreed on: the site's. */
export function planIn(timeZone) {
  agreedDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone });
  agreedDate = new Intl.DateTimeFormat("sv-SE", { timeZone });
}

/** A day that was agreed on, a deadline say, as people write it. */
export function plainDay(iso) {
  return agreedDay.format(new Date(iso));
}

/** The same as a date field wants it: "2026-11-01". */
export function dateValue(iso) {
  return iso ? agreedDate.format(new Date(iso)) : "";
}

/** How long ago, or until when: "5 minutes ago", "in 2 hours"; a plain date beyond a week. */
export function relativeTime(iso, now = Date.now()) {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 45) return "just now";
  if (distance < 45 * 60) return words.format(Math.round(seconds / 60), "minute");
  if (distance < 22 * 3600) return words.format(Math.round(seconds / 3600), "hour");
  if (distance < 7 * 86400) return words.format(Math.round(seconds / 86400), "day");
  return day.format(new Date(iso));
}

/** The same in as few letters as a column has: "now", "5 min", "2 h", "3 d"; a plain date beyond a month. */
export function shortTime(iso, now = Date.now()) {
  const seconds = Math.max(0, (now - new Date(iso).getTime()) / 1000);
  if (seconds < 45) return "now";
  if (seconds < 45 * 60) return `${Math.max(1, Math.round(seconds / 60))} min`;
  if (seconds < 22 * 3600) return `${Math.max(1, Math.round(seconds / 3600))} h`;
  if (seconds < 30 * 86400) return `${Math.max(1, Math.round(seconds / 86400))} d`;
  return shortDay.format(new Date(iso));
}

const styles = { relative: relativeTime, short: shortTime };

/**
 * A `time` element that keeps saying how long ago it was; its title is the moment itself.
 *
 * @param {string} iso
 * @param {"relative"|"short"} style
 */
export function timeElement(iso, style = "relative") {
  return h("time", { datetime: iso, title: fullTime(iso), "data-style": style }, styles[style](iso));
}

/** Brings every relative time on the page up to date. */
export function refreshTimes() {
  for (const element of document.querySelectorAll("time[data-style]")) {
    const text = styles[element.dataset.style](element.dateTime);
    if (element.textContent !== text) element.textContent = text;
  }
}

/** A length of time in its two greatest units: "45 min", "6 h 7 min", "3 d 4 h"; a dash for none. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair(hours, "h", minutes % 60, "min");
  return pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

function pair(great, greatUnit, small, smallUnit) {
  const pairs = small === 0 ? [[great, greatUnit]] : [[great, greatUnit], [small, smallUnit]];
  return pairs.map(([number, unit]) => `${number}\u00a0${unit}`).join(" ");
}

/** A share from 0 to 1 in whole percent; a dash for none. */
export function percent(share) {
  return share === null || share === undefined ? "–" : `${Math.round(share * 100)} %`;
}

const calendarDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const calendarMonth = new Intl.DateTimeFormat("en-GB", { month: "short", year: "2-digit", timeZone: "UTC" });

/** A day of a calendar, "2026-11-01", as "1 Nov", or as its month. */
export function calendarDate(date, by = "day") {
  return (by === "month" ? calendarMonth : calendarDay).format(new Date(`${date}T00:00:00Z`));
}

/** A size in bytes as "14 kB" or "2.3 MB". */
export function byteSize(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** One or two letters that stand for a name, whatever its script. */
export function initials(name) {
  const parts = name.trim().split(/[\s.@_-]+/).filter(Boolean);
  const first = parts[0] ?? "?";
  const last = parts.length > 1 ? parts[parts.length - 1] : "";
  return [first, last].map((part) => [...part][0] ?? "").join("").toLocaleUpperCase();
}

/** What to call a person: the name, else the address. */
export function personName(person) {
  return person?.name || person?.email || "Unknown";
}
