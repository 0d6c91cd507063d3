/**
 * Asking for a link by mail: to a new password, to sign in without one, to an account.
 *
 * What is answered is the same whether or not anybody has the address.
 *
 * @module views/ask-link
 */
import * as api from "../api.js";
import { door, doorField, doorForm, doorInput, otherWays } from "../components/door.js";
import { h } from "../dom.js";

const toSignIn = ["#/", "Sign in with a password"];

const pages = {
  "forgot-password": {
    title: "Set a new password",
    lead: "We mail you a link, and you choose a new password there.",
    action: "Mail me the link",
    ask: ({ email }) => api.forgotPassword(email),
    answer: "If somebody has an account under this address, a link is on its way. It works once, for an hour.",
  },
  "login-link": {
    title: "Sign in by mail",
    lead: "We mail you a link that lets you in without a password.",
    action: "Mail me the link",
    ask: ({ email }) => api.askForLoginLink(email),
    answer: "If the desk knows this address, a link is on its way. It works once, for 15 minutes.",
  },
  "sign-up": {
    title: "Get an account",
    lead: "We mail you a link, and you choose your password there.",
    action: "Mail me the link",
    hasName: true,
    ask: ({ name, email }) => api.signUp(name, email),
    answer: "A link is on its way to this address. It works once, for a day.",
  },
};

/**
 * @param {{name: string, version?: string}} site
 * @param {string} name of the page.
 * @returns {HTMLElement}
 */
export function askLinkView(site, name) {
  const page = pages[name];
  const email = doorInput("email", "email", "username", { maxlength: 254 });
  const person = page.hasName && doorInput("name", "text", "name", { maxlength: 200, dir: "auto" });
  (person || email).dataset.focus = "";
  const send = async () => {
    const address = email.value.trim();
    await page.ask({ email: address, name: person ? person.value.trim() : null });
    element.replaceWith(sent(site, page, address));
    document.querySelector(".sign-in h1").focus();
  };
  const rows = [person && doorField("Your name", person), doorField("Email", email)];
  const element = door(
    site,
    [page.title],
    h("p", { class: "lead" }, page.lead),
    doorForm(rows, page.action, send, wordsFor),
    otherWays(toSignIn),
  );
  return element;
}

function sent(site, page, address) {
  return door(
    site,
    ["Look into your mailbox"],
    h("p", { class: "lead" }, h("bdi", { class: "address" }, address)),
    h("p", {}, page.answer),
    h("p", { class: "hint" }, "Nothing there after a few minutes? Look among unwanted mail, or ask again."),
    otherWays(toSignIn),
  );
}

function wordsFor(error) {
  return error.status === 429 ? "Too many links were asked for. Wait a few minutes." : error.message;
}
