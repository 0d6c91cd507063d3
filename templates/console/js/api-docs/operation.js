/**
 * One operation: what it takes, what it answers, who may, and a form to try it.
 *
 * @module api-docs/operation
 */
import { h } from "../dom.js";
import { exampleOf, filledIn, resolve, schemaTable, typeOf } from "./schema.js";
import { inline } from "./text.js";
import { tryForm } from "./try-it.js";

/** The operation, folded; its inside is made when it is first opened. */
export function operationCard(api, operation) {
  const card = h("details", { class: "operation", id: operation.id },
    h("summary", {},
      h("span", { class: "api-method", dataset: { method: operation.method } }, operation.method.toUpperCase()),
      h("span", { class: "api-path" }, breakable(operation.path)),
      h("span", { class: "api-summary" }, operation.summary)));
  card.addEventListener("toggle", () => {
    if (card.open && card.childElementCount === 1) card.append(inside(api, operation));
  });
  return card;
}

/** A path that may be cut behind its slashes. */
const breakable = (path) => path.split("/").flatMap((part, index) => (index ? ["/", h("wbr"), part] : [part]));

function inside(api, operation) {
  return h("div", { class: "operation-inside" },
    operation.description ? h("p", {}, inline(operation.description)) : null,
    h("p", { class: "api-note" }, inline(access(operation))),
    roles(operation),
    parameters(api, operation),
    content(api, operation),
    answers(api, operation),
    tryForm(api, operation));
}

function access(operation) {
  if (operation.security?.length === 0) return "Nobody has to be signed in.";
  const right = operation["x-right"];
  return right ? `Takes the right \`${right.verb}\` on the ${right.kind}.` : "Whoever is signed in.";
}

function roles(operation) {
  const roles = operation["x-roles"];
  if (!roles) return null;
  return h("dl", { class: "api-roles" }, Object.entries(roles).map(([role, relations]) =>
    h("div", {}, h("dt", {}, role), h("dd", {}, words(relations)))));
}

function words(relations) {
  if (!relations.length) return "never";
  if (relations.includes("any")) return "always";
  return `as ${relations.join(", ")}`;
}

function parameters(api, operation) {
  if (!operation.parameters?.length) return null;
  return section("Parameters", h("table", { class: "api-table" },
    h("thead", { class: "visually-hidden" }, h("tr", {}, h("th", {}, "Name"), h("th", {}, "Type and meaning"))),
    h("tbody", {}, operation.parameters.map((parameter) =>
      h("tr", {},
        h("th", { scope: "row" }, h("code", {}, parameter.name),
          h("span", { class: "api-optional" }, parameter.in)),
        h("td", {}, h("span", { class: "api-type" }, typeOf(api, filledIn(parameter.schema))),
          h("span", { class: "api-note" }, inline(parameter.description))))))));
}

function content(api, operation) {
  if (!operation.requestBody) return null;
  return Object.entries(operation.requestBody.content).map(([type, { schema }]) =>
    section(`Content, ${type}`, schemaTable(api, schema), sample(exampleOf(api, schema))));
}

function answers(api, operation) {
  const entries = Object.entries(operation.responses).map(([status, response]) => [status, resolve(api, response)]);
  const done = entries.filter(([status]) => status < 300);
  const refusals = entries.filter(([status]) => status >= 300);
  return [
    done.map(([status, response]) =>
      section(`Answer ${status}, ${response.description}`,
        Object.keys(response.headers ?? {}).length
          ? h("p", { class: "api-note" }, "Fields: ", Object.keys(response.headers).join(", "))
          : null,
        Object.entries(response.content ?? {}).map(([type, { schema }]) => answer(api, type, schema)))),
    section("Refusals", h("p", { class: "api-refusals" }, refusals.map(([status, response]) =>
      h("span", { class: "badge" }, `${status} ${response.description}`)))),
  ];
}

function answer(api, type, schema) {
  if (!schema || type === "text/csv") return h("p", { class: "api-note" }, "Also as ", h("code", {}, type));
  return h("details", { class: "api-part" },
    h("summary", {}, schema.$ref ? schema.$ref.split("/").pop() : type), schemaTable(api, schema),
    sample(exampleOf(api, schema)));
}

const sample = (value) => value && h("pre", { class: "api-code", tabindex: 0 }, JSON.stringify(value, null, 2));

function section(title, ...children) {
  return h("section", { class: "api-section" }, h("h3", {}, title), children);
}
