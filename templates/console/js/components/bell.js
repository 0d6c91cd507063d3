/**
 * The way to what one was told, with how much of it is unread.
 *
 * @module components/bell
 */
import { h } from "../dom.js";
import { icon } from "../icons.js";
import * as unread from "../unread.js";

const HREF = "#/notifications";
/** Beyond, the exact number says nothing more. */
const MOST = 99;

/** @returns {{element: HTMLElement, mark: (hash: string) => void, stop: () => void}} */
export function bell() {
  const badge = h("span", { class: "bell-count", "aria-hidden": "true" });
  const element = h("a", { class: "bell", href: HREF }, icon("bell"), badge);
  const tell = () => {
    const { count } = unread;
    const words = count > 0 ? `Notifications, ${count} unread` : "Notifications";
    element.setAttribute("aria-label", words);
    element.title = words;
    badge.textContent = count > MOST ? `${MOST}+` : String(count);
    badge.hidden = count === 0;
  };
  const stops = [unread.onChange(tell), unread.follow()];
  tell();
  const mark = (hash) => {
    if (hash.startsWith(HREF)) element.setAttribute("aria-current", "page");
    else element.removeAttribute("aria-current");
  };
  const stop = () => {
    for (const end of stops) end();
  };
  return { element, mark, stop };
}
