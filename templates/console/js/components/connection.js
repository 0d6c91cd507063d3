/**
 * Whether what is shown is what is.
 *
 * @module components/connection
 */
import { h } from "../dom.js";
import * as live from "../live.js";

const LIVE = "Changes appear as they happen";
const LATE = "Changes may be missing until this is live";
const words = { connecting: "Connecting", live: "Live", reconnecting: "Reconnecting", stopped: "Offline" };

/** @returns {{element: HTMLElement, stop: () => void}} */
export function connection() {
  const text = h("span", { class: "connection-text" });
  const element = h("div", { class: "connection", role: "status" }, text);
  const tell = (state) => {
    element.dataset.state = state;
    element.title = state === "live" ? LIVE : LATE;
    text.textContent = words[state];
  };
  tell(live.state);
  return { element, stop: live.onState(tell) };
}
