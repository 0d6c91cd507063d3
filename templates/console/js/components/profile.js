/**
 * The signed-in person's own menu: theme, keys, leaving.
 *
 * @module components/profile
 */
import { h } from "../dom.js";
import { personName, roleLabels } from "../format.js";
import { icon } from "../icons.js";
import { setTheme, theme } from "../theme.js";
import { showShortcuts } from "./dialog.js";
import { avatar } from "./marks.js";
import { menu, menuItem } from "./menu.js";
import { segments } from "./segments.js";

const themes = [["auto", "Auto"], ["light", "Light"], ["dark", "Dark"]];

/**
 * @param {{name: string, email: string, role: string}} user
 * @param {() => void} onSignOut
 */
export function profile(user, onSignOut) {
  const name = personName(user);
  const words = h(
    "span",
    { class: "who" },
    h("span", {}, h("bdi", {}, name)),
    h("span", { class: "role" }, roleLabels[user.role] ?? user.role),
  );
  const label = `${name}: account and appearance`;
  const button = h("button", { class: "me", type: "button", "aria-label": label }, avatar(user), words);
  const section = (...content) => h("div", { class: "menu-section" }, content);
  const panel = h(
    "div",
    { class: "menu upward" },
    section(h("strong", {}, h("bdi", {}, name)), h("div", { class: "hint" }, user.email)),
    h("hr", {}),
    section(h("div", { class: "label" }, "Theme"), segments("Theme", themes, theme(), setTheme)),
    h("hr", {}),
    h("a", { class: "menu-item", href: "#/account" }, icon("settings"), "Your account"),
    menuItem(icon("keyboard"), "Keys", showShortcuts),
    menuItem(icon("leave"), "Sign out", onSignOut),
  );
  return menu(button, panel);
}
