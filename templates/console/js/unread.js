/**
 * How much of what the reader was told is unread, for all parts of the page that show it.
 *
 * @module unread
 */
import * as api from "./api.js";
import * as live from "./live.js";

const bus = new EventTarget();

/** The number last heard of. */
export let count = 0;

/** Keeps what an answer of the API says. */
export function know(unread) {
  count = unread;
  bus.dispatchEvent(new Event("change"));
}

/** Asks the server. */
export async function ask() {
  try {
    know((await api.notifications({ limit: 1 })).unread);
  } catch {
    // A count that is late does no harm; the next event asks again.
  }
}

/** Calls `listener()` at each change; returns the way to stop. */
export function onChange(listener) {
  bus.addEventListener("change", listener);
  return () => bus.removeEventListener("change", listener);
}

/** Follows the events of the desk; returns the way to stop. */
export function follow() {
  const stops = [
    live.onEvent((event) => event.type === "notification.created" && ask()),
    live.onResync(ask),
  ];
  ask();
  return () => {
    for (const stop of stops) stop();
  };
}
