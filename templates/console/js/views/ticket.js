/**
 * One ticket: the conversation, what is known, what happened, and what can be done.
 *
 * @module views/ticket
 */
import * as actions from "../actions.js";
import * as api from "../api.js";
import { composer } from "../components/composer.js";
import { commentElement, commentKey } from "../components/conversation.js";
import { attempt, deed } from "../components/deed.js";
import { askText, confirm } from "../components/dialog.js";
import { facts } from "../components/facts.js";
import { priorityMark, slaMark, statusMark } from "../components/marks.js";
import { errorNotice, skeleton } from "../components/notice.js";
import { save } from "../components/save.js";
import { askMerge, askParticipant, askPlan } from "../components/ticket-forms.js";
import { timeline } from "../components/timeline.js";
import { announce, complain, tell } from "../components/toast.js";
import { h, show } from "../dom.js";
import { personName, timeElement } from "../format.js";
import { icon } from "../icons.js";
import * as live from "../live.js";
import * as pageTitle from "../page-title.js";
import { lastList } from "../router.js";
import * as session from "../session.js";

const GATHER = 150;
const UNFINISHED = ["open", "in_progress", "waiting"];

/**
 * @param {import("../router.js").Route} route
 * @returns {import("../main.js").View}
 */
export function ticketView(route) {
  const page = new TicketPage(route.id);
  page.read();
  return page.view();
}

/** The state of one ticket's page. */
class TicketPage {
  constructor(id) {
    this.id = id;
    this.ticket = null;
    this.timer = null;
    this.reading = new AbortController();
    this.element = h("div", { class: "page-inner ticket" });
    this.head = h("header", { class: "ticket-head" });
    this.comments = h("ol", { class: "conversation", "aria-label": "Conversation" });
    this.facts = h("section", { class: "panel", "aria-label": "Facts" });
    this.history = h("section", { class: "panel", "aria-label": "History" });
    this.composer = null;
    this.agents = [];
    this.stops = [
      live.onEvent((event) => {
        if (event.ticket?.id === id) this.readSoon();
      }),
      live.onResync(() => this.readSoon()),
    ];
  }

  view() {
    return {
      title: `Ticket ${this.id}`,
      element: this.element,
      keys: {
        c: () => this.claim(),
        r: () => this.composer?.focus(),
        u: () => {
          location.hash = lastList();
        },
      },
      stop: () => {
        clearTimeout(this.timer);
        this.reading.abort();
        for (const stop of this.stops) stop();
      },
    };
  }

  readSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), GATHER);
  }

  async read() {
    if (!this.ticket) show(this.element, skeleton(7));
    try {
      const ticket = await api.ticket(this.id, { signal: this.reading.signal });
      const isFirst = this.ticket === null;
      this.ticket = ticket;
      if (isFirst) this.build();
      this.update(isFirst);
      if (isFirst && session.user().role === "admin") this.readAgents();
    } catch (error) {
      if (error.name === "AbortError") return;
      if (this.ticket) complain(error);
      else show(this.element, errorNotice(error, () => this.read(), "ticket", "h1"));
    }
  }

  /** An administrator can give a ticket to anybody who works the desk: the choice needs the list. */
  async readAgents() {
    try {
      this.agents = await api.agents({ signal: this.reading.signal });
      this.updateFacts();
    } catch (error) {
      if (error.status !== 404) complain(error);
    }
  }

  build() {
    this.composer = composer(this.ticket, {
      isStaff: session.isStaff(),
      onSent: () => this.read(),
      onResolve: async (text) => this.then(await actions.resolveTicket(this.ticket, text)),
    });
    show(
      this.element,
      this.head,
      h(
        "div",
        { class: "ticket-columns" },
        h("div", { class: "ticket-main" }, this.comments, this.composer.element),
        h("aside", { class: "ticket-side" }, this.facts, this.history),
      ),
    );
  }

  update(isFirst) {
    const ticket = this.ticket;
    pageTitle.set(`${ticket.reference} ${ticket.subject}`);
    renew(this.head, this.heading());
    this.updateConversation(isFirst);
    this.updateFacts();
    show(this.history, h("h2", {}, "History"), this.timeline());
    this.composer.update(ticket);
    this.composer.element.hidden = Boolean(ticket.merged_into);
  }

  /** Read anew with every change; what the reader unfolded stays open. */
  timeline() {
    const isOpen = this.history.querySelector("details")?.open === true;
    const parts = [timeline(this.ticket.timeline ?? [])].flat();
    if (isOpen) parts.find((part) => part.matches("details"))?.setAttribute("open", "");
    return parts;
  }

  updateFacts() {
    renew(this.facts, [
      h("h2", {}, "Facts"),
      facts(this.ticket, this.means(), (person) => this.takeOut(person)),
      h("div", { class: "actions" }, this.planning()),
    ]);
  }

  updateConversation(isFirst) {
    const shown = new Map([...this.comments.children].map((item) => [item.dataset.id, item]));
    const items = (this.ticket.comments ?? []).map((comment) => {
      const old = shown.get(String(comment.id));
      const key = commentKey(comment);
      if (old?.dataset.key === key) return old;
      const item = commentElement(comment, this.ticket.requester?.id);
      item.dataset.key = key;
      if (!isFirst) this.introduce(item, comment);
      return item;
    });
    const before = [...this.comments.children];
    const same = items.length === before.length && items.every((item, at) => item === before[at]);
    if (!same) show(this.comments, items);
  }

  introduce(item, comment) {
    item.classList.add("changed");
    announce(`New comment by ${comment.author ? personName(comment.author) : "an unknown sender"}`);
  }

  heading() {
    const ticket = this.ticket;
    const requester = h("bdi", {}, personName(ticket.requester));
    const line = [
      h("span", { class: "reference" }, ticket.reference),
      statusMark(ticket.status),
      priorityMark(ticket.priority, { withWord: true }),
      slaMark(ticket),
      h("span", { class: "opened" }, requester, ", ", timeElement(ticket.created_at)),
    ];
    return [
      h("a", { class: "back", href: lastList() }, icon("back"), "Tickets"),
      h("h1", { dir: "auto" }, ticket.subject || "No subject"),
      h("p", { class: "ticket-line" }, line),
      h("div", { class: "actions" }, this.buttons()),
    ];
  }

  buttons() {
    const { ticket } = this;
    const me = session.user().id;
    const unfinished = UNFINISHED.includes(ticket.status);
    const works = unfinished && session.isStaff();
    const mine = ticket.assignee?.id === me;
    const asked = ticket.requester?.id === me;
    return [
      works && !ticket.assignee && action("Claim", "hand", "primary", () => this.claim()),
      works && action("Resolve", "resolved", mine ? "primary" : "", () => this.resolve()),
      works && mine && action("Release", "release", "", () => this.release()),
      unfinished && asked && action("Withdraw", "withdrawn", "", () => this.withdraw()),
      action("Report", "down", "quiet", (event) => this.download(event.currentTarget)),
    ];
  }

  /** What changes how a ticket is worked on, beside its state. */
  planning() {
    const { ticket } = this;
    const staff = session.isStaff();
    if (ticket.merged_into) {
      const undo = () => api.unmerge(this.id);
      return staff && deed("release", "Undo the merger", () => this.ask(undo, "The merger is undone"));
    }
    const asked = ticket.requester?.id === session.user().id;
    const change = `${ticket.reference} has been changed`;
    return [
      staff && deed("edit", "Plan", () => this.ask(() => askPlan(ticket), change), { weight: "quiet" }),
      (staff || asked) &&
        deed("plus", "Add person", () => this.ask(() => askParticipant(ticket), change), { weight: "quiet" }),
      staff && deed("arrow", "Merge", () => this.merge(), { weight: "quiet" }),
    ];
  }

  /** Asks for something, tells how it went, and reads the ticket anew. */
  async ask(question, words) {
    await attempt(async () => {
      if (await question()) tell(words);
    });
    await this.read();
  }

  merge() {
    return this.ask(() => askMerge(this.ticket), `${this.ticket.reference} is merged`);
  }

  takeOut(person) {
    const me = session.user().id;
    const may = session.isStaff() || [this.ticket.requester?.id, person.id].includes(me);
    if (!may || this.ticket.merged_into) return null;
    return () =>
      this.ask(async () => {
        await api.removeParticipant(this.id, person.id);
        return true;
      }, `${personName(person)} takes part no more`);
  }

  means() {
    const { merged_into: merged, status } = this.ticket;
    if (!session.isStaff() || status === "withdrawn" || merged) return null;
    return {
      onStatus: (status) => (status === "resolved" ? this.resolve() : this.change({ status })),
      onPriority: (priority) => this.change({ priority }),
      onAssignee: (assignee) => this.change({ assignee }),
      agents: this.agents,
    };
  }

  async change(values) {
    this.then(await actions.changeTicket(this.ticket, values));
  }

  async claim() {
    if (session.isStaff() && this.ticket) this.then(await actions.claimTicket(this.id));
  }

  async release() {
    this.then(await actions.releaseTicket(this.id));
  }

  async withdraw() {
    const sure = await confirm({
      title: "Withdraw this request?",
      lead: "Nobody will work on it any more. What was written stays readable.",
      action: "Withdraw",
    });
    if (sure) this.then(await actions.withdrawTicket(this.id));
  }

  async resolve() {
    const text = await askText({
      title: `Resolve ${this.ticket.reference}`,
      lead: `${personName(this.ticket.requester)} gets a mail with your words and the report as a PDF.`,
      label: "What was done",
      action: "Resolve",
    });
    if (text === null) return;
    const done = this.then(await actions.resolveTicket(this.ticket, text));
    if (!done) this.composer.keep(text);
  }

  /** Reads the ticket anew, after success and refusal alike: it may not be what was shown. */
  then(ticket) {
    this.read();
    return ticket !== null;
  }

  async download(button) {
    button.setAttribute("aria-busy", "true");
    try {
      save(await api.report(this.id), `${this.ticket.reference}.pdf`);
    } catch (error) {
      complain(error);
    }
    button.removeAttribute("aria-busy");
  }
}

/** Shows new content and leaves the focus where it was, or at the first thing to press. */
function renew(parent, content) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  show(parent, ...content);
  if (!focused) return;
  const controls = [...parent.querySelectorAll("button, select")];
  const name = (control) => control.getAttribute("aria-label") ?? control.textContent;
  (controls.find((control) => name(control) === name(focused)) ?? controls[0])?.focus();
}

function action(text, mark, weight, onClick) {
  const button = h("button", { class: `button ${weight}`.trim(), type: "button" }, icon(mark), text);
  button.addEventListener("click", onClick);
  return button;
}
