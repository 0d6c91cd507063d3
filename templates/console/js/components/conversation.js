/**
 * The comments of a ticket, as a conversation.
 *
 * @module components/conversation
 */
import * as api from "../api.js";
import { h } from "../dom.js";
import { byteSize, personName, timeElement } from "../format.js";
import { icon } from "../icons.js";
import { mailFrame } from "./mail-frame.js";
import { avatar } from "./marks.js";
import { save } from "./save.js";
import { complain } from "./toast.js";

const sources = { mail: "by mail", api: "through the API", console: null, system: null };

/** One comment. */
export function commentElement(comment, requesterID) {
  const side = sideOf(comment, requesterID);
  const inside = comment.visibility === "internal";
  return h(
    "li",
    { class: `comment ${side}${inside ? " internal" : ""}`, dataset: { id: comment.id } },
    avatar(comment.author),
    h(
      "article",
      { class: "bubble" },
      header(comment, inside),
      comment.recipients && recipients(comment.recipients),
      body(comment),
      files(comment.attachments ?? []),
    ),
  );
}

/** Whether what the reader sees of a comment is still the same. */
export function commentKey(comment) {
  return JSON.stringify([comment.text, comment.visibility, comment.attachments?.length ?? 0]);
}

function sideOf(comment, requesterID) {
  if (comment.source === "system") return "system";
  if (comment.author === null || comment.author.id === requesterID) return "theirs";
  return comment.author.role === "employee" ? "theirs" : "ours";
}

function header(comment, inside) {
  const source = sources[comment.source];
  return h(
    "header",
    {},
    h("strong", {}, h("bdi", {}, comment.author ? personName(comment.author) : "Unknown sender")),
    inside && h("span", { class: "badge warn" }, icon("lock"), "Internal note"),
    comment.is_verified === false && unproven(comment.author),
    h("span", { class: "when" }, timeElement(comment.created_at), source && ` ${source}`),
  );
}

/** Whom a mail was addressed to, when more than the desk alone; folded, since it is seldom asked. */
function recipients({ to, cc }) {
  if (to.length + cc.length < 2) return null;
  const line = (word, people) =>
    people.length > 0 && h("div", {}, `${word} `, people.map((one, at) => [at > 0 && ", ", recipient(one)]));
  const summary = h("summary", {}, `To ${to.length + cc.length} people`);
  return h("details", { class: "folded" }, summary, h("div", { class: "text" }, line("To", to), line("Copy to", cc)));
}

const recipient = ({ name, email }) => h("bdi", {}, name ? `${name} <${email}>` : email);

/** Most mail proves nothing of its sender; that is worth an alarm where it comes in the name of staff. */
function unproven(author) {
  const works = author?.role === "staff" || author?.role === "admin";
  const title = "Nothing in this mail proves who sent it";
  return h("span", { class: works ? "badge alarm" : "badge", title }, icon("alert"), "Sender not proven");
}

function body(comment) {
  const { visible, quoted } = split(comment);
  return [
    paragraphs(visible || h("em", {}, "No text")),
    quoted && h("details", { class: "folded" }, h("summary", {}, "Quoted text"), paragraphs(quoted)),
    comment.html && formatted(comment),
  ];
}

const paragraphs = (text) => h("div", { class: "text", dir: "auto" }, text);

/** The server cuts quotations from mail; what was quoted by hand at the end is folded here. */
function split(comment) {
  const lines = comment.text.split("\n");
  let end = lines.length;
  while (end > 0 && (lines[end - 1].startsWith(">") || lines[end - 1].trim() === "")) end -= 1;
  const tail = lines.slice(end);
  const folds = end > 0 && tail.some((line) => line.startsWith(">"));
  const visible = (folds ? lines.slice(0, end) : lines).join("\n").trimEnd();
  const quoted = [folds ? tail.join("\n").trim() : "", comment.quoted_text ?? ""].filter(Boolean);
  return { visible, quoted: quoted.join("\n\n") };
}

/** The HTML of a mail; its frame is made when it is asked for. */
function formatted(comment) {
  const holder = h("details", { class: "folded" }, h("summary", {}, "As it was formatted"));
  holder.addEventListener("toggle", () => {
    if (holder.open && !holder.querySelector("iframe")) holder.append(mailFrame(comment.html, comment.attachments ?? []));
  });
  return holder;
}

function files(attachments) {
  if (attachments.length === 0) return null;
  return h("ul", { class: "files" }, attachments.map(file));
}

function file(attachment) {
  const button = h(
    "button",
    { class: "file", type: "button", title: attachment.content_type },
    icon("file"),
    h("span", { class: "file-name" }, h("bdi", {}, attachment.filename || "unnamed")),
    h("span", { class: "file-size" }, byteSize(attachment.size)),
  );
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    try {
      save(await api.attachment(attachment.id), attachment.filename || "attachment");
    } catch (error) {
      complain(error);
    }
    button.removeAttribute("aria-busy");
  });
  return h("li", {}, button);
}
