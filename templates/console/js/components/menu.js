/**
 * A button that opens a small panel. Escape, a choice, or a click elsewhere closes it.
 *
 * @module components/menu
 */
import { h } from "../dom.js";

/**
 * @param {HTMLElement} button what opens the panel.
 * @param {HTMLElement} panel what is opened, hidden at first.
 */
export function menu(button, panel) {
  const anchor = h("div", { class: "menu-anchor" }, button, panel);
  const set = (open) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  set(false);
  button.addEventListener("click", () => set(panel.hidden));
  anchor.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    set(false);
    button.focus();
  });
  anchor.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !anchor.contains(event.relatedTarget)) set(false);
  });
  const elsewhere = (event) => {
    if (!anchor.isConnected) {
      document.removeEventListener("pointerdown", elsewhere);
      window.removeEventListener("hashchange", elsewhere);
    } else if (event.type === "hashchange" || !anchor.contains(event.target)) {
      set(false);
    }
  };
  document.addEventListener("pointerdown", elsewhere);
  window.addEventListener("hashchange", elsewhere);
  return anchor;
}

/** One line of a panel. */
export function menuItem(mark, text, action) {
  return h("button", { class: "menu-item", type: "button", on: { click: action } }, mark, text);
}
