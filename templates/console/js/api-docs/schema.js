/**
 * Schemas of the document in words, and examples out of them.
 *
 * @module api-docs/schema
 */
import { h } from "../dom.js";
import { inline } from "./text.js";

/** What a reference leads to; anything else is itself. */
export function resolve(api, value) {
  if (!value?.$ref) return value;
  return value.$ref.split("/").slice(1).reduce((place, name) => place[name], api);
}

/** The members of an object as a table; members of its parts are folded. */
export function schemaTable(api, schema, seen = []) {
  const known = resolve(api, schema);
  const choices = known.anyOf;
  if (choices) return choices.map((choice) => schemaTable(api, choice, seen));
  if (!known.properties) return h("p", { class: "api-note" }, typeOf(api, known));
  return h("table", { class: "api-table" },
    h("thead", { class: "visually-hidden" }, h("tr", {}, h("th", {}, "Name"), h("th", {}, "Type and meaning"))),
    h("tbody", {}, Object.entries(known.properties).map(([name, property]) =>
      h("tr", {},
        h("th", { scope: "row" }, h("code", {}, name),
          known.required?.includes(name) ? null : h("span", { class: "api-optional" }, "optional")),
        h("td", {}, h("span", { class: "api-type" }, typeOf(api, property)),
          property.description ? h("span", { class: "api-note" }, inline(property.description)) : null,
          part(api, property, seen))))));
}

/** The table of an object inside, once on each way down. */
function part(api, property, seen) {
  const inner = innerObject(api, property);
  if (!inner || seen.includes(inner.schema)) return null;
  return h("details", { class: "api-part" }, h("summary", {}, inner.name),
    schemaTable(api, inner.schema, [...seen, inner.schema]));
}

function innerObject(api, property) {
  const places = [property, property.items, ...(property.anyOf ?? [])].filter(Boolean);
  for (const place of places) {
    const schema = resolve(api, place);
    if (schema.properties) return { name: place.$ref?.split("/").pop() ?? "object", schema };
  }
  return null;
}

const formats = { "date-time": "time", date: "date", email: "mail address", binary: "file" };

/** A type as people say it: `text`, `integer or null`, `one of open, closed`. */
export function typeOf(api, schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.anyOf) return [...new Set(schema.anyOf.map((choice) => typeOf(api, choice)))].join(" or ");
  const types = [schema.type ?? "any"].flat();
  const words = types.map((type) => {
    if (schema.enum && type === "string") return `one of ${schema.enum.filter(Boolean).join(", ")}`;
    if (type === "array") {
      return schema.items.enum
        ? `any of ${schema.items.enum.join(", ")}`
        : `list of ${typeOf(api, schema.items)}`;
    }
    if (type === "string") return formats[schema.format] ?? "text";
    return type;
  });
  return words.join(" or ") + limits(schema);
}

function limits(schema) {
  if (schema.maxLength) return `, up to ${schema.maxLength.toLocaleString("en")} bytes`;
  if (schema.maximum !== undefined && schema.maximum < 1e9) return `, ${schema.minimum ?? 0} to ${schema.maximum}`;
  return "";
}

/** A parameter's schema without the choice to leave it empty. */
export function filledIn(schema) {
  const choices = schema.anyOf?.filter((choice) => choice.maxLength !== 0);
  return choices?.length === 1 ? choices[0] : schema;
}

/** The example of a schema, or null. */
export const exampleOf = (api, schema) => resolve(api, schema)?.examples?.[0] ?? null;
