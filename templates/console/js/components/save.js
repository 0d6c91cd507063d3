/**
 * Handing a file to the reader.
 *
 * @module components/save
 */
import { h } from "../dom.js";

/** Hands a blob to the reader as a file; it is never shown in this page's origin. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
