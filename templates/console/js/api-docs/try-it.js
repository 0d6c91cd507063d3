/**
 * A form that sends an operation and shows what came back.
 *
 * @module api-docs/try-it
 */
import * as api from "../api.js";
import { save } from "../components/save.js";
import { h, show } from "../dom.js";
import { exampleOf, filledIn, typeOf } from "./schema.js";

const SHOWN_BYTES = 100_000;

/** The form of one operation. */
export function tryForm(document, operation) {
  const parameters = (operation.parameters ?? []).map((parameter) => parameterField(document, parameter));
  const content = contentField(document, operation);
  const result = h("div", { class: "api-result", role: "status", "aria-live": "polite" });
  const button = h("button", { class: "button primary", type: "submit" }, "Send");
  const form = h("form", { class: "api-try" }, h("h3", {}, "Try it"),
    parameters.length ? h("div", { class: "api-fields" }, parameters.map(({ element }) => element)) : null,
    content?.element,
    h("div", { class: "api-send" }, button,
      operation.method === "get" ? null : h("span", { class: "api-note" }, "This is the real desk: what you send is done.")),
    result);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.setAttribute("aria-busy", "true");
    try {
      show(result, await send(operation, parameters, content?.value()));
    } catch (error) {
      show(result, h("p", { class: "field-error" }, error.message));
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
  return form;
}

function parameterField(document, parameter) {
  const id = `${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  const schema = filledIn(parameter.schema);
  const choices = schema.enum ?? (schema.type === "boolean" ? ["true", "false"] : null);
  const input = choices
    ? h("select", { class: "select", id }, h("option", { value: "" }, "–"),
        choices.map((choice) => h("option", { value: choice }, choice)))
    : h("input", {
        class: "input", id, required: parameter.required === true, autocomplete: "off",
        placeholder: typeOf(document, schema),
      });
  return {
    parameter,
    value: () => input.value,
    element: h("div", { class: "field" }, h("label", { for: id }, parameter.name), input),
  };
}

function contentField(document, operation) {
  const types = operation.requestBody?.content;
  if (!types) return null;
  if (types["application/json"]) {
    const example = exampleOf(document, types["application/json"].schema) ?? {};
    const input = h("textarea", { class: "textarea mono", spellcheck: "false", "aria-label": "Content" });
    input.value = JSON.stringify(example, null, 2);
    return {
      element: h("div", { class: "field" }, h("span", { class: "label" }, "Content"), input),
      value: () => ({ json: input.value }),
    };
  }
  const file = h("input", { class: "input", type: "file", multiple: true, required: true, "aria-label": "Files" });
  return {
    element: h("div", { class: "field" }, h("span", { class: "label" }, "Files"), file),
    value: () => {
      const form = new FormData();
      for (const one of file.files) form.append("file", one);
      return { form };
    },
  };
}

async function send(operation, parameters, content) {
  const query = new URLSearchParams();
  const headers = {};
  let path = operation.path;
  for (const { parameter, value } of parameters) {
    if (value() === "") continue;
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(value()));
    if (parameter.in === "query") query.set(parameter.name, value());
    if (parameter.in === "header") headers[parameter.name] = value();
  }
  let body;
  if (content?.json !== undefined && content.json.trim() !== "") {
    body = content.json;
    headers["Content-Type"] = "application/json";
  } else if (content?.form) {
    body = content.form;
  }
  const target = query.size ? `${path}?${query}` : path;
  const started = performance.now();
  const response = await api.call(operation.method.toUpperCase(), target, { headers, body });
  const octets = await response.blob();
  const milliseconds = Math.round(performance.now() - started);
  return answer(operation, target, response, octets, await words(response, octets), milliseconds);
}

/** The content as text, or null for what is none. */
async function words(response, octets) {
  const type = response.headers.get("Content-Type") ?? "";
  if (!/json|^text\//.test(type)) return null;
  const text = await octets.slice(0, SHOWN_BYTES).text();
  if (!type.includes("json")) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // Cut short, since it is too long to show.
  }
}

function answer(operation, target, response, octets, text, milliseconds) {
  const fields = ["Content-Type", "ETag", "Location", "Link", "Retry-After", "X-Request-ID"]
    .map((name) => [name, response.headers.get(name)]).filter(([, value]) => value);
  return [
    h("p", { class: "api-status" },
      h("span", { class: response.ok ? "badge" : "badge alarm" }, `${response.status} ${response.statusText}`.trim()),
      h("code", {}, `${operation.method.toUpperCase()} /api/v1${target}`),
      h("span", { class: "api-note" }, `${milliseconds} ms, ${octets.size.toLocaleString("en")} bytes`)),
    h("dl", { class: "api-headers" }, fields.map(([name, value]) =>
      h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    text === null
      ? octets.size ? offer(response, octets) : null
      : h("pre", { class: "api-code", tabindex: 0 }, text),
  ];
}

function offer(response, octets) {
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "answer";
  const click = () => save(octets, name);
  return h("button", { class: "button", type: "button", on: { click } }, `Save ${name}`);
}
