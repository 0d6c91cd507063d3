/**
 * The HTML of a mail, in a frame of its own.
 *
 * The server has made it harmless; the frame is the second wall: no scripts, no forms, no way to the page
 * around it, and the page's policy, which the frame inherits, keeps everything remote out. It shares the
 * page's origin so that the page can fill it: the policy refuses styles that are parsed, not ones that are set.
 *
 * @module components/mail-frame
 */
import { h } from "../dom.js";

/** Links, which the server has made open in a tab of their own, are to open without the frame's limits. */
const SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
const HIGHEST = 900;

/**
 * @param {string} html from the server, sanitised.
 * @returns {HTMLIFrameElement}
 */
export function mailFrame(html) {
  const frame = h("iframe", {
    class: "mail-frame", sandbox: SANDBOX, srcdoc: "<!doctype html>", title: "Formatted message",
  });
  frame.addEventListener("load", () => fill(frame, html), { once: true });
  return frame;
}

function fill(frame, html) {
  const page = frame.contentDocument;
  // Renamed before anything parses it as a style. Text is escaped: only an attribute can match.
  const named = html.replaceAll(/ style="/g, ' data-style="');
  const parsed = new DOMParser().parseFromString(named, "text/html");
  for (const element of parsed.querySelectorAll("[data-style]")) {
    element.style.cssText = element.dataset.style;
    element.removeAttribute("data-style");
  }
  page.body.style.cssText = "margin: 12px; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere";
  page.body.append(...parsed.body.childNodes);
  frame.height = Math.min(HIGHEST, page.documentElement.scrollHeight + 2);
}
