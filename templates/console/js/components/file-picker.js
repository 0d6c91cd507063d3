/**
 * Files that go along: chosen, dropped or pasted, each with a way to take it away again.
 *
 * @module components/file-picker
 */
import { h, show } from "../dom.js";
import { byteSize } from "../format.js";
import { icon } from "../icons.js";

/**
 * @param {File[]} [first] files that were chosen before.
 * @param {(files: File[]) => void} [onChange]
 * @returns {{
 *   button: HTMLElement, list: HTMLElement, files: () => File[], clear: () => void, watch: (place: HTMLElement) => void
 * }} `watch` lets files be dropped and pasted there.
 */
export function filePicker(first = [], onChange = () => {}) {
  let files = [...first];
  const input = h("input", { type: "file", name: "files", multiple: true, hidden: true });
  const button = h("button", { class: "button quiet", type: "button" }, icon("clip"), h("span", {}, "Attach files"));
  const list = h("ul", { class: "files chosen-files", "aria-label": "Files that go along" });
  const set = (next) => {
    files = next;
    show(list, files.map((file) => chosen(file, () => set(files.filter((other) => other !== file)))));
    list.hidden = files.length === 0;
    onChange(files);
  };
  const add = (more) => more.length > 0 && set([...files, ...more]);
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    add([...input.files]);
    input.value = ""; // The same file can be chosen again.
  });
  const watch = (place) => {
    place.addEventListener("paste", (event) => take(event, event.clipboardData, add));
    place.addEventListener("drop", (event) => take(event, event.dataTransfer, add));
    place.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    });
  };
  set(files);
  return { button: h("span", { class: "attach" }, button, input), list, files: () => files, clear: () => set([]), watch };
}

function take(event, data, add) {
  const files = [...(data?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  add(files);
}

function chosen(file, onRemove) {
  const label = `Take ${file.name} away`;
  const attributes = { class: "dismiss", type: "button", "aria-label": label, title: label };
  const remove = h("button", { ...attributes, on: { click: onRemove } }, icon("close"));
  return h(
    "li",
    { class: "file" },
    icon("file"),
    h("span", { class: "file-name" }, h("bdi", {}, file.name)),
    h("span", { class: "file-size" }, byteSize(file.size)),
    remove,
  );
}
