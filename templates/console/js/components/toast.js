/**
 * Short messages in the corner, and the same words for screen readers.
 *
 * @module components/toast
 */
import { h } from "../dom.js";
import { icon } from "../icons.js";

const STAY = 6000;
const MOST = 4;

/** Tells that something was done. */
export function tell(title, { detail = null, href = null } = {}) {
  show(title, detail, href, false);
}

/** Tells that something failed; it stays until it is put away, or another page is looked at. */
export function complain(error) {
  if (error.name === "AbortError") return;
  const known = error.name === "Problem";
  if (!known) console.error(error);
  const title = known ? error.title : "Something went wrong in this page";
  const detail = known && error.message !== error.title ? error.message : null;
  show(title, detail, null, true);
}

/** Says something to screen readers alone. */
export function announce(text) {
  const area = document.getElementById("announcements");
  area.textContent = "";
  requestAnimationFrame(() => {
    area.textContent = text;
  });
}

/** Puts away what was said about a page: newer words replace it. */
function forget(href) {
  for (const toast of [...document.getElementById("toasts").children]) {
    if (toast.dataset.about === href) toast.remove();
  }
}

/** Puts away what the reader of this page need not be told: of it, and what failed on the last one. */
export function moveOn(href) {
  forget(href);
  for (const toast of document.querySelectorAll("#toasts > .error")) toast.remove();
}

/** Puts every message away, as when somebody signs out. */
export function clear() {
  document.getElementById("toasts").replaceChildren();
}

function show(title, detail, href, failed) {
  const area = document.getElementById("toasts");
  if (href) forget(href);
  const heading = h("strong", { dir: "auto" }, href ? h("a", { href }, title) : title);
  const dismiss = h(
    "button",
    { class: "dismiss", type: "button", "aria-label": "Dismiss", on: { click: () => toast.remove() } },
    icon("close"),
  );
  const toast = h(
    "div",
    { class: failed ? "toast error" : "toast", role: failed ? "alert" : "status" },
    h("div", { class: "toast-text" }, heading, detail && h("span", { dir: "auto" }, detail)),
    dismiss,
  );
  if (href) toast.dataset.about = href;
  area.append(toast);
  while (area.children.length > MOST) area.firstElementChild.remove();
  if (!failed) leaveLater(toast);
}

function leaveLater(toast) {
  let timer = setTimeout(() => toast.remove(), STAY);
  const hold = () => clearTimeout(timer);
  const release = () => {
    timer = setTimeout(() => toast.remove(), STAY);
  };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", release);
  toast.addEventListener("focusout", release);
}
