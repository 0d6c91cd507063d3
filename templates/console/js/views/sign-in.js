/**
 * The way in.
 *
 * @module views/sign-in
 */
import * as api from "../api.js";
import { h, show } from "../dom.js";
import { roleLabels } from "../format.js";
import * as session from "../session.js";

/**
 * @param {{name: string, demo: boolean, version?: string}} site
 * @returns {HTMLElement}
 */
export function signInView(site) {
  const trouble = h("div", { role: "alert" });
  const enter = async (attempt, button) => {
    show(trouble);
    button.setAttribute("aria-busy", "true");
    try {
      session.begin(await attempt());
    } catch (error) {
      show(trouble, h("p", { class: "field-error" }, wordsFor(error)));
      button.removeAttribute("aria-busy");
    }
  };
  return h(
    "main",
    { class: "sign-in" },
    h(
      "section",
      { class: "sign-in-form" },
      h("img", { src: "logo.svg", alt: "", width: 56, height: 56 }),
      h("h1", {}, "Sign in to ", h("bdi", {}, site.name)),
      form(trouble, enter),
      site.demo && demo(enter),
    ),
    h("footer", {}, "A helpdesk that lives in a mailbox", site.version && ` · ${site.version}`),
  );
}

function form(trouble, enter) {
  const email = field("email", "email", "username");
  const password = field("password", "password", "current-password");
  email.dataset.focus = "";
  const button = h("button", { class: "button primary", type: "submit" }, "Sign in");
  const submit = (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-busy") === "true") return;
    enter(() => api.signIn(email.value.trim(), password.value), button);
  };
  return h(
    "form",
    { on: { submit } },
    h("div", { class: "field" }, h("label", { for: "email" }, "Email"), email),
    h("div", { class: "field" }, h("label", { for: "password" }, "Password"), password),
    trouble,
    button,
  );
}

function field(id, type, autocomplete) {
  return h("input", { class: "input", id, name: id, type, autocomplete, required: true });
}

function demo(enter) {
  const buttons = ["admin", "staff", "employee"].map((role) => {
    const button = h("button", { class: "button", type: "button" }, roleLabels[role]);
    button.addEventListener("click", () => enter(() => api.signInAsDemo(role), button));
    return button;
  });
  return h(
    "div",
    { class: "demo", role: "group", "aria-labelledby": "demo-title" },
    h("h2", { id: "demo-title" }, "This is a demonstration. Look around as"),
    h("div", { class: "actions" }, buttons),
  );
}

function wordsFor(error) {
  if (error.status === 401) return "Email and password do not belong together.";
  if (error.status === 429) return "Too many attempts. Wait a minute and try again.";
  return error.message;
}
