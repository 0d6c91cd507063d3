/**
 * The HTML of a mail, in a frame of its own.
 *
 * The server has made it harmless; the frame is the second wall: no scripts, no forms, no way to the page
 * around it, and the page's policy, which the frame inherits, keeps everything remote out. It shares the
 * page's origin so that the page can fill it: the policy refuses styles that are parsed, not ones that are set.
 *
 * Images that came with the mail are fetched as the files they are and shown. Those that lie elsewhere are links: to
 * load them would tell their sender that the mail was read, when and where from; who wants one opens it.
 *
 * @module components/mail-frame
 */
import * as api from "../api.js";
import { h } from "../dom.js";

/** Links, which the server has made open in a tab of their own, are to open without the frame's limits. */
const SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
const HIGHEST = 900;
/** What browsers show as an image and never run. */
const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif"]);
const MOST_OCTETS = 8 * 1024 * 1024;

/**
 * @param {string} html from the server, sanitised.
 * @param {object[]} attachments the files that its images may be.
 * @returns {HTMLIFrameElement}
 */
export function mailFrame(html, attachments) {
  const frame = h("iframe", {
    class: "mail-frame", sandbox: SANDBOX, srcdoc: "<!doctype html>", title: "Formatted message",
  });
  frame.addEventListener("load", () => fill(frame, html, attachments), { once: true });
  return frame;
}

function fill(frame, html, attachments) {
  const page = frame.contentDocument;
  // Renamed before anything parses it as a style. Text is escaped: only an attribute can match.
  const named = html.replaceAll(/ style="/g, ' data-style="');
  const parsed = new DOMParser().parseFromString(named, "text/html");
  for (const element of parsed.querySelectorAll("[data-style]")) {
    element.style.cssText = element.dataset.style;
    element.removeAttribute("data-style");
  }
  for (const image of parsed.querySelectorAll("img[data-remote-src]")) image.replaceWith(...linked(image));
  for (const image of parsed.querySelectorAll("img[src]")) attach(image, attachments, () => fit(frame));
  page.body.style.cssText = "margin: 12px; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere";
  page.body.append(...parsed.body.childNodes);
  fit(frame);
}

function fit(frame) {
  const page = frame.contentDocument;
  if (page) frame.height = Math.min(HIGHEST, page.documentElement.scrollHeight + 2);
}

/** A link in place of an image that lies elsewhere; nothing in place of one that was not to be seen. */
function linked(image) {
  const smallest = Math.min(...["width", "height"].map((name) => parseInt(image.getAttribute(name) ?? "9", 10)));
  if (smallest <= 1) return [];
  const address = image.dataset.remoteSrc;
  const words = image.alt.trim() || "Image";
  const inside = image.closest("a");
  const shown = `[${words}, not loaded]`;
  // A link inside a link is none: there the image's words do.
  if (inside) return [shown];
  return [h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow", title: address }, shown)];
}

/** Shows one of the comment's files as what the image is. */
async function attach(image, attachments, whenShown) {
  const source = image.getAttribute("src");
  if (source.startsWith("data:")) return;
  image.removeAttribute("src");
  const file = attachments.find(({ id }) => source.endsWith(`/attachments/${id}`));
  if (!file || !PICTURES.has(file.content_type) || file.size > MOST_OCTETS) return;
  image.addEventListener("load", whenShown, { once: true });
  try {
    image.src = await dataAddress(new Blob([await api.attachment(file.id)], { type: file.content_type }));
  } catch {
    // The file itself is offered below the text, and says why it cannot be had.
  }
}

/** The only kind of address that the page's policy lets a fetched image have. */
const dataAddress = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
