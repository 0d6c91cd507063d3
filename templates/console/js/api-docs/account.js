/**
 * Who tries the API: the console's sign-in, or one made here.
 *
 * @module api-docs/account
 */
import * as api from "../api.js";
import { h, show } from "../dom.js";
import * as session from "../session.js";

/** Says who is signed in, with a form for who is not. */
export function account() {
  const place = h("div", { class: "api-account" });
  session.onChange(draw);
  draw();
  return place;

  function draw() {
    const user = session.user();
    show(place, user ? signedIn(user) : signedOut());
  }
}

function signedIn(user) {
  return [
    h("span", { class: "api-who" }, h("bdi", {}, user.name), " ", h("span", { class: "badge" }, user.role)),
    h("button", { class: "button quiet", type: "button", on: { click: leave } }, "Sign out"),
  ];
}

async function leave() {
  try {
    await api.signOut();
  } catch {
    // Without a connection the sign-in ends here at least.
  }
  session.end();
}

function signedOut() {
  const email = h("input", {
    class: "input", type: "email", required: true, autocomplete: "username", placeholder: "Mail address",
    "aria-label": "Mail address",
  });
  const password = h("input", {
    class: "input", type: "password", required: true, autocomplete: "current-password", placeholder: "Password",
    "aria-label": "Password",
  });
  const error = h("p", { class: "field-error", role: "alert", hidden: true });
  const form = h("form", { class: "api-sign-in" }, email, password,
    h("button", { class: "button primary", type: "submit" }, "Sign in"), error);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.hidden = true;
    try {
      session.begin(await api.signIn(email.value, password.value));
    } catch (problem) {
      error.textContent = problem.message;
      error.hidden = false;
      password.select();
    }
  });
  return form;
}
