/**
 * What works and what does not, for administrators: the database, each mailbox, outgoing mail.
 *
 * @module views/health
 */
import * as api from "../api.js";
import { deed } from "../components/deed.js";
import { errorNotice, skeleton } from "../components/notice.js";
import { h, show } from "../dom.js";
import * as live from "../live.js";

/** @returns {import("../main.js").View} */
export function healthView() {
  const reading = new AbortController();
  const body = h("div", { class: "sheet" }, skeleton(4));
  const read = async () => {
    try {
      const { parts } = await api.health({ signal: reading.signal });
      show(body, h("ul", { class: "sheet-rows", "aria-label": "Parts" }, parts.map(row)));
    } catch (error) {
      if (error.name !== "AbortError") show(body, errorNotice(error, read, "page"));
    }
  };
  const stopResync = live.onResync(read);
  read();
  const element = h(
    "div",
    { class: "page-inner narrow" },
    h("header", { class: "page-head" }, h("h1", {}, "Health"), deed("again", "Read again", read, { weight: "quiet" })),
    body,
  );
  const stop = () => {
    stopResync();
    reading.abort();
  };
  return { title: "Health", element, keys: {}, stop };
}

function row({ name, ready, detail }) {
  const words = [
    h("span", { class: "told" }, h("bdi", {}, name)),
    detail && detail !== "ok" && h("span", { class: "about", dir: "auto" }, detail),
  ];
  const badge = h("span", { class: ready ? "badge" : "badge alarm" }, ready ? "Works" : "Does not work");
  return h("li", { class: "queued" }, h("div", { class: "words" }, words), badge);
}
