/**
 * Single keys, for people who work the desk all day. They rest while somebody types, and can be turned off.
 *
 * @module keyboard
 */

/** What each key means, in the order of the help. */
export const shortcuts = [
  ["j", "next ticket"],
  ["k", "previous ticket"],
  ["Enter", "open the ticket"],
  ["x", "choose the ticket"],
  ["c", "claim the ticket"],
  ["r", "write a reply"],
  ["n", "new ticket"],
  ["d", "start page"],
  ["u", "back to the list"],
  ["/", "search"],
  ["?", "this help"],
];

const OFF = "shortcuts-off";

/** @type {Record<string, () => void>} */
let page = {};
let everywhere = {};

export const areOn = () => localStorage.getItem(OFF) === null;

export function turn(on) {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
}

/** Sets the keys of the page that is shown now. */
export function setPageKeys(actions) {
  page = actions;
}

/** Listens, once, with the keys that work on every page. */
export function listen(actions) {
  everywhere = actions;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    if (!areOn() || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const action = page[event.key] ?? everywhere[event.key];
    if (!action) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    event.preventDefault();
    action();
  });
}

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}
