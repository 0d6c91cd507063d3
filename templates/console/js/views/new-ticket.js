/**
 * A new request, with a look at what was asked before.
 *
 * @module views/new-ticket
 */
import * as api from "../api.js";
import { attempt } from "../components/deed.js";
import { filePicker } from "../components/file-picker.js";
import { priorityMark, statusMark } from "../components/marks.js";
import { segments } from "../components/segments.js";
import { complain, tell } from "../components/toast.js";
import { h, show } from "../dom.js";
import { priorityLabels } from "../format.js";
import { go, lastList, ticketLink } from "../router.js";

const TYPING_PAUSE = 600;
const LONGEST_SUBJECT = 200;

/** @returns {import("../main.js").View} */
export function newTicketView() {
  const reading = new AbortController();
  const subject = h("input", {
    class: "input",
    id: "subject",
    dir: "auto",
    required: true,
    maxlength: LONGEST_SUBJECT,
    autocomplete: "off",
    "data-focus": true,
  });
  const area = { class: "textarea", id: "description", dir: "auto", required: true, rows: 8 };
  const description = h("textarea", area);
  let priority = "medium";
  const priorities = segments("Priority", Object.entries(priorityLabels), priority, (value) => {
    priority = value;
  });
  const similar = h("div", { class: "similar", "aria-live": "polite" });
  watch(subject, description, similar, reading.signal);

  const picker = filePicker();
  const button = h("button", { class: "button primary", type: "submit" }, "Open the ticket");
  const submit = async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    try {
      const values = { subject: subject.value.trim(), description: description.value.trim(), priority };
      const ticket = await api.createTicket(values);
      tell(`${ticket.reference} is open`);
      if (picker.files().length > 0) await attempt(() => api.attach(ticket.id, picker.files()));
      go(ticketLink(ticket.id), { replace: true });
    } catch (error) {
      complain(error);
      button.disabled = false;
    }
  };
  const form = h(
    "form",
    { class: "new-ticket-form", on: { submit } },
    field("subject", "Subject", subject, null),
    similar,
    field("description", "What happens", description, "What you did, what you expected, what came instead."),
    h("div", {}, picker.button, picker.list),
    h("div", { class: "field" }, h("span", { class: "label" }, "Priority"), priorities),
    h("div", { class: "actions" }, button, h("a", { class: "button quiet", href: lastList() }, "Cancel")),
  );
  picker.watch(form);
  const head = h("header", { class: "page-head" }, h("h1", {}, "New ticket"));
  const element = h("div", { class: "page-inner narrow" }, head, form);
  return { title: "New ticket", element, keys: {}, stop: () => reading.abort() };
}

function field(id, label, control, hint) {
  const words = hint && h("p", { class: "hint" }, hint);
  return h("div", { class: "field" }, h("label", { for: id }, label), control, words);
}

/** Looks for tickets that ask the same, while one writes. It only suggests: a failure does not interrupt. */
function watch(subject, description, place, signal) {
  let timer = null;
  let asked = 0;
  const look = async () => {
    const mine = ++asked;
    const words = subject.value.trim();
    if (words.length < 6) return show(place);
    try {
      const { candidates } = await api.similarTickets(words, description.value.trim(), { signal });
      if (mine === asked) show(place, suggestions(candidates ?? []));
    } catch {
      show(place);
    }
  };
  for (const control of [subject, description]) {
    control.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, TYPING_PAUSE);
    });
  }
  signal.addEventListener("abort", () => clearTimeout(timer));
}

function suggestions(candidates) {
  if (candidates.length === 0) return null;
  const rows = candidates.slice(0, 3).map(({ ticket }) =>
    h(
      "li",
      {},
      h(
        "a",
        { href: ticketLink(ticket.id) },
        priorityMark(ticket.priority),
        h("span", { class: "reference" }, ticket.reference),
        h("span", { class: "subject", dir: "auto" }, ticket.subject),
        statusMark(ticket.status),
      ),
    ));
  return [h("h2", {}, "Is it one of these?"), h("ul", {}, rows)];
}
