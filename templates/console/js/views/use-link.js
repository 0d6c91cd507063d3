/**
 * What a mailed link opens. Looking changes nothing, since programs that scan mail look too; the button acts.
 *
 * @module views/use-link
 */
import * as api from "../api.js";
import { door, doorField, doorForm, doorInput, otherWays } from "../components/door.js";
import { skeleton } from "../components/notice.js";
import { h } from "../dom.js";
import * as router from "../router.js";
import * as session from "../session.js";

const HINT = "At least 10 characters. A few words that you remember are good.";

const titles = {
  "reset-password": "Choose a password",
  invitation: "Welcome",
  "sign-up": "Your account",
  "sign-in": "Sign in",
};

/** Where another link is had, when one no longer works. */
const again = {
  "reset-password": ["#/forgot-password", "Ask for another link"],
  "sign-up": ["#/sign-up", "Ask for another link"],
  "sign-in": ["#/login-link", "Ask for another link"],
};

/**
 * @param {{name: string, version?: string}} site
 * @param {{name: string, token: string}} link the page that the link leads to, and its token.
 * @returns {HTMLElement}
 */
export function useLinkView(site, { name, token }) {
  const element = h("div", {}, door(site, [titles[name]], skeleton(2)));
  const put = (page) => {
    element.replaceChildren(page);
    (page.querySelector("[data-focus]") ?? page.querySelector("h1")).focus();
  };
  const read = async () => {
    try {
      const link = await api.lookAtLink(token);
      put(link.purpose === "sign_in" ? signIn(site, link, token) : choosePassword(site, name, link, token));
    } catch (error) {
      put(error.status === 410 ? over(site, name) : unreadable(site, name, error, read));
    }
  };
  read();
  return element;
}

function signIn(site, { email, name }, token) {
  const send = async () => begin(await api.signInByLink(token));
  const form = doorForm([], "Sign in", send);
  form.querySelector("button").dataset.focus = "";
  const whom = h("p", { class: "lead" }, name && [h("bdi", {}, name), ", "], h("bdi", { class: "address" }, email));
  return door(site, ["Sign in to ", h("bdi", {}, site.name), "?"], whom, form);
}

function choosePassword(site, page, { email, name, purpose }, token) {
  const person = purpose === "sign_up" && doorInput("name", "text", "name", { maxlength: 200, dir: "auto" });
  if (person) person.value = name ?? "";
  const length = { minlength: 10, maxlength: 128 };
  const password = doorInput("password", "password", "new-password", length);
  password.dataset.focus = "";
  // For programs that keep passwords, which have to know whose it is.
  const address = doorInput("email", "email", "username", { readonly: true });
  address.value = email;
  // The link is spent by setting the password: when signing in fails after that, only that is tried again.
  let isSet = false;
  const send = async () => {
    if (!isSet) await api.resetPassword(token, password.value, person ? person.value.trim() : null);
    isSet = password.readOnly = true;
    begin(await api.signIn(email, password.value));
  };
  const wordsFor = ({ message }) => (isSet ? `Your password is set. Signing in did not work: ${message}` : message);
  const rows = [
    doorField("Email", address),
    person && doorField("Your name", person),
    doorField("New password", password, HINT),
    showBox(password),
  ];
  const invited = purpose === "invitation" && h("p", { class: "lead" }, "Choose the password you sign in with.");
  return door(site, [titles[page]], invited, doorForm(rows, "Keep it and sign in", send, wordsFor));
}

function showBox(password) {
  const box = h("input", { type: "checkbox", id: "show-password" });
  box.addEventListener("change", () => {
    password.type = box.checked ? "text" : "password";
  });
  return h("label", { class: "check", for: "show-password" }, box, "Show it");
}

function over(site, name) {
  const text = "It was used already, is too old, or is not complete. Copy it whole from the mail, or ask for another.";
  const ways = otherWays(again[name], ["#/", "To the first page"]);
  return door(site, ["This link no longer works"], h("p", {}, text), ways);
}

function unreadable(site, name, error, retry) {
  const button = h("button", { class: "button", type: "button", on: { click: retry } }, "Try again");
  return door(site, [titles[name]], h("p", { class: "field-error", role: "alert" }, error.message), button);
}

/** The link has done what it can; its token leaves the address and the history. */
function begin(answer) {
  router.leaveDoor();
  session.begin(answer);
  router.go("#/", { replace: true });
}
