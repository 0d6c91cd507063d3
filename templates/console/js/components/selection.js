/**
 * The tickets of a list that are chosen, and what is done to all of them at once.
 *
 * The server has no word for many tickets: each is changed by itself, as it was seen, and what is refused stays
 * chosen.
 *
 * @module components/selection
 */
import * as api from "../api.js";
import { h, show } from "../dom.js";
import { personName, priorityLabels, statusLabels } from "../format.js";
import { icon } from "../icons.js";
import * as session from "../session.js";
import { deed } from "./deed.js";
import { askText } from "./dialog.js";
import { complain, tell } from "./toast.js";

/** How many refusals are told in full. */
const MOST_TOLD = 3;
const reachable = ["open", "in_progress", "waiting", "resolved", "closed"];

/** What is chosen. `element` is the bar that says how much, and what can be done to it. */
export class Selection {
  /**
   * @param {{
   *   tickets: () => object[],
   *   onChange: () => void,
   *   onDone: (ticket: object) => void,
   *   signal: AbortSignal,
   * }} means `tickets` are those shown, in their order; `onDone` is given each that was changed, as it is now.
   */
  constructor({ tickets, onChange, onDone, signal }) {
    Object.assign(this, { tickets, onChange, onDone, signal });
    /** @type {Set<number>} */
    this.ids = new Set();
    /** Where a range begins, for a choice with the shift key. */
    this.anchor = null;
    this.agents = null;
    this.words = h("strong", { role: "status" });
    this.all = h("button", { class: "button quiet", type: "button" });
    this.all.addEventListener("click", () => this.choose(this.tickets().map(({ id }) => id)));
    this.assignees = h("span", { class: "bulk-choice" });
    this.element = h("div", { class: "bulk", role: "region", "aria-label": "Chosen tickets", hidden: true });
    const close = { class: "button quiet icon-only", type: "button", "aria-label": "Choose none", title: "Esc" };
    const none = h("button", { ...close, on: { click: () => this.clear() } }, icon("close"));
    show(this.element, h("div", { class: "bulk-inner" }, this.words, this.all, this.deeds(), none));
  }

  has(id) {
    return this.ids.has(id);
  }

  /** Chooses one or takes it back; with `isRange` all between it and the last one that was chosen. */
  toggle(id, isChosen, isRange = false) {
    const ids = isRange ? this.between(this.anchor, id) : [id];
    this.anchor = id;
    for (const one of ids) isChosen ? this.ids.add(one) : this.ids.delete(one);
    this.changed();
  }

  between(first, last) {
    const ids = this.tickets().map(({ id }) => id);
    const ends = [ids.indexOf(first), ids.indexOf(last)];
    return ends.includes(-1) ? [last] : ids.slice(Math.min(...ends), Math.max(...ends) + 1);
  }

  choose(ids) {
    for (const id of ids) this.ids.add(id);
    this.changed();
  }

  clear() {
    this.ids.clear();
    this.anchor = null;
    this.changed();
  }

  /** Forgets what is no longer shown. */
  keepShown() {
    const shown = new Set(this.tickets().map(({ id }) => id));
    for (const id of [...this.ids]) if (!shown.has(id)) this.ids.delete(id);
    this.changed();
  }

  changed() {
    const { size } = this.ids;
    const shown = this.tickets().length;
    this.element.hidden = size === 0;
    this.words.textContent = `${size} chosen`;
    this.all.textContent = `All ${shown}`;
    this.all.setAttribute("aria-label", `Choose all ${shown} that are shown`);
    this.all.hidden = size === shown;
    if (size > 0 && session.user().role === "admin") this.readAgents();
    this.onChange();
  }

  // What is done.

  deeds() {
    const statuses = reachable.map((status) => [status, statusLabels[status]]);
    return [
      deed("hand", "Claim", () => this.each(({ id }) => api.claim(id))),
      choice("Status", statuses, (status) => this.move(status)),
      choice("Priority", Object.entries(priorityLabels), (priority) => this.change({ priority })),
      this.assignees,
    ];
  }

  async readAgents() {
    if (this.agents) return;
    this.agents = [];
    try {
      this.agents = await api.agents({ signal: this.signal });
      const names = this.agents.map((one) => [String(one.id), personName(one)]);
      const assign = (id) => this.change({ assignee: id === "none" ? null : Number(id) });
      show(this.assignees, choice("Assignee", [["none", "Nobody"], ...names], assign));
    } catch (error) {
      this.agents = null;
      complain(error);
    }
  }

  async move(status) {
    if (status !== "resolved") return this.change({ status });
    const comment = await askText({
      title: this.ids.size === 1 ? "Resolve 1 ticket" : `Resolve ${this.ids.size} tickets`,
      lead: "Each requester gets a mail with your words and the report as a PDF.",
      label: "What was done",
      action: "Resolve",
    });
    if (comment !== null) await this.change(comment ? { status, comment } : { status });
  }

  change(values) {
    return this.each(({ id, version }) => api.changeTicket(id, version, values));
  }

  /** Does it to one after the other; ends early when the server cannot be reached. */
  async each(action) {
    const chosen = this.tickets().filter(({ id }) => this.ids.has(id));
    const refused = [];
    let done = 0;
    const focused = document.activeElement;
    this.element.setAttribute("aria-busy", "true");
    for (const control of this.controls()) control.disabled = true;
    for (const [at, ticket] of chosen.entries()) {
      this.words.textContent = `${at + 1} of ${chosen.length}`;
      try {
        this.onDone(await action(ticket));
        this.ids.delete(ticket.id);
        done += 1;
      } catch (error) {
        refused.push({ ticket, error });
        if (error.status === 0 || this.signal.aborted) break;
      }
    }
    for (const control of this.controls()) control.disabled = false;
    this.element.removeAttribute("aria-busy");
    this.changed();
    (this.element.hidden ? document.getElementById("page") : focused).focus({ preventScroll: true });
    if (done > 0) tell(done === 1 ? "1 ticket has been changed" : `${done} tickets have been changed`);
    if (refused.length > 0) complain(gathered(refused));
  }

  controls() {
    return this.element.querySelectorAll("button, select");
  }
}

/** One complaint of many. */
function gathered(refused) {
  const told = refused.slice(0, MOST_TOLD).map(({ ticket, error }) => `${ticket.reference}: ${error.message}`);
  const rest = refused.length - told.length;
  if (rest > 0) told.push(`And ${rest} more.`);
  const count = refused.length === 1 ? "1 ticket was not changed" : `${refused.length} tickets were not changed`;
  return new api.Problem(refused[0].error.status, count, told.join(" "));
}

/** Values to choose from for what is chosen; it goes back to its name, since the tickets may differ. */
function choice(label, values, onChoose) {
  const options = [["", label], ...values].map(([value, word]) => h("option", { value }, word));
  const element = h("select", { class: "select", name: label.toLowerCase(), "aria-label": `${label} of the chosen tickets` }, options);
  element.addEventListener("change", () => {
    const { value } = element;
    element.value = "";
    if (value) onChoose(value);
  });
  return element;
}
