/**
 * The way in.
 *
 * @module views/sign-in
 */
import * as api from "../api.js";
import { door, doorField, doorForm, doorInput, otherWays } from "../components/door.js";
import { attempt } from "../components/deed.js";
import { h } from "../dom.js";
import { roleLabels } from "../format.js";
import * as session from "../session.js";

/**
 * @param {{name: string, demo: boolean, signup?: string, version?: string}} site
 * @returns {HTMLElement}
 */
export function signInView(site) {
  const email = doorInput("email", "email", "username");
  const password = doorInput("password", "password", "current-password");
  email.dataset.focus = "";
  const send = async () => session.begin(await api.signIn(email.value.trim(), password.value));
  const rows = [doorField("Email", email), doorField("Password", password)];
  return door(
    site,
    ["Sign in to ", h("bdi", {}, site.name)],
    doorForm(rows, "Sign in", send, wordsFor),
    otherWays(
      ["#/login-link", "Mail me a link instead"],
      ["#/forgot-password", "I forgot my password"],
      site.signup === "domains" && ["#/sign-up", "Get an account"],
    ),
    site.demo && demo(),
  );
}

function demo() {
  const buttons = ["admin", "staff", "employee"].map((role) => {
    const button = h("button", { class: "button", type: "button" }, roleLabels[role]);
    button.addEventListener("click", async () => {
      button.setAttribute("aria-busy", "true");
      await attempt(async () => session.begin(await api.signInAsDemo(role)));
      button.removeAttribute("aria-busy");
    });
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
