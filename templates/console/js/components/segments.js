/**
 * A choice of one among few, side by side.
 *
 * @module components/segments
 */
import { h } from "../dom.js";

/**
 * @param {string} label what is chosen, for screen readers.
 * @param {[string, string][]} choices value and word.
 * @param {string} chosen
 * @param {(value: string) => void} onChoose
 */
export function segments(label, choices, chosen, onChoose) {
  const buttons = choices.map(([value, word]) => {
    const attributes = { type: "button", "aria-pressed": String(value === chosen), "data-value": value };
    const button = h("button", attributes, word);
    button.addEventListener("click", () => {
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      onChoose(value);
    });
    return button;
  });
  return h("div", { class: "segments", role: "group", "aria-label": label }, buttons);
}
