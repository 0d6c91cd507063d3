/**
 * The page of the API: reads its OpenAPI document and shows it, each operation with a form to try it.
 *
 * @module api-docs/main
 */
import { h, show } from "../dom.js";
import { setTheme, theme } from "../theme.js";
import { account } from "./account.js";
import { operationCard } from "./operation.js";
import { inline } from "./text.js";

const DOCUMENT = "/api/openapi.json";
const page = document.getElementById("page");

start();

async function start() {
  try {
    const response = await fetch(DOCUMENT, { credentials: "omit" });
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    render(await response.json());
  } catch (error) {
    show(
      page,
      h("p", { class: "api-loading", role: "alert" }, `The description could not be read. ${error.message} `,
        h("button", { class: "button", type: "button", on: { click: start } }, "Try again")),
    );
  }
}

function render(api) {
  const subjects = api.tags.map(({ name }) => ({ name, operations: operations(api, name) }))
    .filter((subject) => subject.operations.length);
  const cards = new Map();
  const sections = subjects.map((subject) =>
    h("section", { class: "api-subject", "aria-labelledby": anchor(subject.name) },
      h("h2", { id: anchor(subject.name) }, subject.name),
      subject.operations.map((operation) => {
        const card = operationCard(api, operation);
        cards.set(operation.id, card);
        return card;
      })));
  show(page, header(api), contents(subjects, cards), main(api, sections));
  open(cards);
  window.addEventListener("hashchange", () => open(cards));
}

/** Every operation of a subject, in the order of the document. */
function operations(api, subject) {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(subject))
      .map(([method, operation]) => ({ ...operation, method, path, id: operation.operationId })));
}

function header(api) {
  return h("header", { class: "api-header" },
    h("a", { class: "api-home", href: "/" }, h("img", { src: "/favicon.svg", alt: "", width: 24, height: 24 }),
      "Helpdesk"),
    h("p", { class: "api-title" }, "API ", h("span", { class: "badge" }, `v${api.info.version}`)),
    h("div", { class: "api-tools" }, themeButton(), account()));
}

function themeButton() {
  const words = { auto: "System theme", light: "Light theme", dark: "Dark theme" };
  const order = ["auto", "light", "dark"];
  const button = h("button", { class: "button quiet", type: "button" }, words[theme()]);
  button.addEventListener("click", () => {
    setTheme(order[(order.indexOf(theme()) + 1) % order.length]);
    button.textContent = words[theme()];
  });
  return button;
}

function contents(subjects, cards) {
  const search = h("input", {
    class: "input", type: "search", placeholder: "Find an operation", "aria-label": "Find an operation",
  });
  const links = subjects.flatMap((subject) => subject.operations).map((operation) => {
    const link = h("a", { class: "api-link", href: `#${operation.id}` },
      h("span", { class: "api-method", dataset: { method: operation.method } }, short(operation.method)),
      h("span", { class: "api-path" }, operation.path));
    return { link, operation, text: `${operation.method} ${operation.path} ${operation.summary}`.toLowerCase() };
  });
  const groups = subjects.map((subject) =>
    h("div", { class: "api-group" }, h("p", { class: "label" }, subject.name),
      links.filter(({ operation }) => subject.operations.includes(operation)).map(({ link }) => link)));
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { link, operation, text } of links) {
      const hidden = !words.every((word) => text.includes(word));
      link.hidden = hidden;
      cards.get(operation.id).hidden = hidden;
    }
    for (const group of [...groups, ...document.querySelectorAll(".api-subject")]) {
      group.hidden = !group.querySelector(".api-link:not([hidden]), .operation:not([hidden])");
    }
  });
  return h("nav", { class: "api-contents", "aria-label": "Operations" }, search, groups);
}

function main(api, sections) {
  return h("main", { class: "api-main", id: "operations" },
    h("h1", {}, "The HTTP API"),
    api.info.description.split("\n").map((line) => h("p", { class: "api-introduction" }, inline(line))),
    h("p", { class: "api-introduction" },
      "Base address ", h("code", {}, location.origin + api.servers[0].url), ". The description for machines is ",
      h("a", { href: DOCUMENT }, "openapi.json"), " (OpenAPI 3.1)."),
    sections);
}

/** Opens the operation that the address names. */
function open(cards) {
  const card = cards.get(location.hash.slice(1));
  if (!card) return;
  card.open = true;
  card.scrollIntoView();
  card.querySelector("summary").focus({ preventScroll: true });
}

const anchor = (name) => `subject-${name.toLowerCase().replaceAll(" ", "-")}`;
const short = (method) => (method === "delete" ? "DEL" : method.toUpperCase());
