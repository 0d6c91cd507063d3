/**
 * A list as a file for spreadsheets: all of it, with the filters of the page.
 *
 * @module components/table-button
 */
import * as api from "../api.js";
import { attempt, deed } from "./deed.js";
import { save } from "./save.js";

/**
 * @param {string} path of the list in the API.
 * @param {() => Record<string, string>} filters as they are when it is pressed.
 * @param {string} name of the file, without its ending.
 */
export function tableButton(path, filters, name) {
  const load = () => attempt(async () => save(await api.table(path, filters()), `${name}.csv`));
  return deed("down", "CSV", load, { weight: "quiet", label: "Download this list as CSV" });
}
