/**
 * Sentences of the document.
 *
 * @module api-docs/text
 */
import { h } from "../dom.js";

/** Text with `code` in it. */
export function inline(text) {
  return text.split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));
}
