/**
 * Buttons that do one thing on the server, and the words that tell how it went.
 *
 * @module components/deed
 */
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { complain, tell } from "./toast.js";

/**
 * Does something and tells of it.
 *
 * @param {() => Promise<unknown>} action
 * @param {string|null} words what is told when it succeeded.
 * @returns {Promise<boolean>} whether it did.
 */
export async function attempt(action, words = null) {
  try {
    await action();
    if (words) tell(words);
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

/**
 * A button with a drawing and a word; it is busy until `onPress` has ended.
 *
 * @param {string} mark the icon.
 * @param {string} text
 * @param {() => unknown} onPress
 * @param {{weight?: string, label?: string}} [options] a class; a longer name for screen readers.
 */
export function deed(mark, text, onPress, { weight = "", label = null } = {}) {
  const attributes = { class: `button ${weight}`.trim(), type: "button", "aria-label": label };
  const button = h("button", attributes, icon(mark), text);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    await onPress();
    button.removeAttribute("aria-busy");
  });
  return button;
}
