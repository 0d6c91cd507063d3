/**
 * What does not work, above every page of an administrator: a mailbox that is silent, mail that is held.
 *
 * @module components/alarm
 */
import * as api from "../api.js";
import { h, show } from "../dom.js";
import { icon } from "../icons.js";
import * as live from "../live.js";

const PAUSE = 60_000;

/** @returns {{element: HTMLElement, stop: () => void}} */
export function alarm() {
  const reading = new AbortController();
  const element = h("div", { class: "alarm-bar", role: "status", hidden: true });
  let shown = "";
  const read = async () => {
    try {
      const { parts } = await api.health({ signal: reading.signal });
      const broken = parts.filter(({ ready }) => !ready);
      const words = JSON.stringify(broken);
      if (words === shown) return;
      shown = words;
      element.hidden = broken.length === 0;
      show(element, broken.length > 0 && content(broken));
    } catch {
      // The connection says by itself that the server is away; the next look tells more.
    }
  };
  const timer = setInterval(read, PAUSE);
  const stopResync = live.onResync(read);
  read();
  const stop = () => {
    clearInterval(timer);
    stopResync();
    reading.abort();
  };
  return { element, stop };
}

function content(broken) {
  const words = broken.map(({ name, detail }) =>
    h("p", {}, h("strong", {}, sentence(name)), detail && [" ", h("bdi", {}, detail)]));
  return [
    icon("alert"),
    h("div", { class: "words" }, words),
    h("a", { class: "button", href: "#/health" }, "Health"),
  ];
}

function sentence(name) {
  if (name === "automatic answers") return "Automatic answers are held.";
  if (name === "outgoing mail") return "Mail does not leave.";
  return `${name[0].toUpperCase()}${name.slice(1)} does not work.`;
}
