/**
 * What is known of a ticket, and for staff the two fields that change most.
 *
 * @module components/facts
 */
import { h } from "../dom.js";
import { personName, priorityLabels, slaLabels, statusLabels, timeElement } from "../format.js";
import { icon } from "../icons.js";
import { listLink, projectLink, ticketLink } from "../router.js";
import { avatar, priorityMark, statusMark } from "./marks.js";

const WITH_WORD = { withWord: true };
const badges = { at_risk: "badge warn", breached: "badge alarm", paused: "badge" };

/**
 * @param {object} ticket
 * @param {{
 *   onStatus: (status: string) => void,
 *   onPriority: (priority: string) => void,
 *   onAssignee: (id: number | null) => void,
 *   agents: object[],
 * } | null} means what the reader may change, and among whom a ticket can be given; null when nothing.
 * @param {(person: object) => (() => void) | null} takeOut what ends somebody's part, if the reader may.
 */
export function facts(ticket, means, takeOut = () => null) {
  const rows = [
    ["Status", means ? statusChoice(ticket, means.onStatus) : statusMark(ticket.status)],
    ["Priority", means ? priorityChoice(ticket, means.onPriority) : priorityMark(ticket.priority, WITH_WORD)],
    ["Requester", person(ticket.requester, { withAddress: true })],
    ["Assignee", means?.agents.length > 0 ? assigneeChoice(ticket, means) : assignee(ticket)],
    ["Team", nameOf(ticket.team)],
    ["Project", project(ticket)],
    ["Category", ticket.category],
    ["Tags", tags(ticket)],
    ["Due", due(ticket)],
    ["Goes on in", ticket.merged_into && mergedInto(ticket.merged_into)],
    ["Taking part", others(ticket, takeOut)],
    ["Opened", timeElement(ticket.created_at)],
    ["Changed", timeElement(ticket.updated_at)],
    ["First answer", answered(ticket)],
    ["Resolution", resolution(ticket)],
  ];
  const shown = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  const pair = ([name, value]) => [
    h("dt", {}, name),
    h("dd", {}, typeof value === "string" ? h("bdi", {}, value) : value),
  ];
  return h("dl", { class: "facts" }, shown.map(pair));
}

/** Where a ticket can go from here, itself included. */
export function nextStatuses(ticket) {
  const reopened = ticket.assignee ? "in_progress" : "open";
  const arrows = {
    open: ["resolved"],
    in_progress: ["waiting", "resolved"],
    waiting: ["in_progress", "resolved"],
    resolved: [reopened, "closed"],
    closed: [reopened],
    withdrawn: [],
  };
  return [ticket.status, ...(arrows[ticket.status] ?? [])];
}

function statusChoice(ticket, onChoose) {
  return choice("Status", statusLabels, nextStatuses(ticket), ticket.status, onChoose);
}

function priorityChoice(ticket, onChoose) {
  return choice("Priority", priorityLabels, Object.keys(priorityLabels), ticket.priority, onChoose);
}

function assigneeChoice(ticket, { agents, onAssignee }) {
  const known = agents.some((agent) => agent.id === ticket.assignee?.id);
  const people = known || !ticket.assignee ? agents : [ticket.assignee, ...agents];
  const names = Object.fromEntries(people.map((agent) => [agent.id, personName(agent)]));
  const values = ["", ...people.map((agent) => String(agent.id))];
  const choose = (value) => onAssignee(value === "" ? null : Number(value));
  const chosen = String(ticket.assignee?.id ?? "");
  return choice("Assignee", { ...names, "": "Nobody yet" }, values, chosen, choose);
}

function assignee(ticket) {
  return ticket.assignee ? person(ticket.assignee) : h("span", { class: "none" }, "Nobody yet");
}

function choice(label, words, values, chosen, onChoose) {
  const options = values.map((value) =>
    h("option", { value, selected: value === chosen }, words[value] ?? value));
  const element = h("select", { class: "select", name: label.toLowerCase(), "aria-label": label }, options);
  element.addEventListener("change", () => {
    const value = element.value;
    element.value = chosen; // The server decides; the page shows what it says.
    onChoose(value);
  });
  return element;
}

function person(someone, { withAddress = false } = {}) {
  if (!someone) return null;
  const address = withAddress && someone.email && someone.name
    ? h("a", { class: "address", href: mailLink(someone.email) }, someone.email)
    : null;
  const words = h("span", {}, h("bdi", {}, personName(someone)), address);
  return h("span", { class: "person" }, avatar(someone), words);
}

function mailLink(address) {
  return `mailto:${encodeURIComponent(address).replace("%40", "@")}`;
}

function project({ project: of }) {
  return of ? h("a", { href: projectLink(of.id) }, h("bdi", {}, of.name)) : null;
}

function tags({ tags: names = [] }) {
  if (names.length === 0) return null;
  const link = (tag) => h("a", { class: "badge", href: listLink({ status: "any", q: `tag:${tag}` }) }, tag);
  return h("span", { class: "tags" }, names.map(link));
}

function due(ticket) {
  if (!ticket.due) return null;
  const unfinished = ["open", "in_progress", "waiting"].includes(ticket.status);
  const late = unfinished && Date.parse(ticket.due) < Date.now();
  return [timeElement(ticket.due), late && h("span", { class: "badge alarm" }, "Overdue")];
}

/** A reference ends in the number of its ticket. */
function mergedInto(reference) {
  return h("a", { class: "reference", href: ticketLink(reference.split("-").pop()) }, reference);
}

function others(ticket, takeOut) {
  const known = new Set([ticket.requester?.id, ticket.assignee?.id]);
  const rest = (ticket.participants ?? []).filter((someone) => !known.has(someone.id));
  return rest.length > 0 ? rest.map((someone) => participant(someone, takeOut)) : null;
}

function participant(someone, takeOut) {
  const row = person(someone);
  const end = takeOut(someone);
  if (!end) return row;
  const label = `Take ${personName(someone)} out`;
  const named = { title: label, "aria-label": label };
  const button = h("button", { class: "dismiss", type: "button", ...named }, icon("close"));
  button.addEventListener("click", end);
  row.append(button);
  return row;
}

function answered(ticket) {
  if (ticket.first_responded_at) return timeElement(ticket.first_responded_at);
  return ticket.first_response_due_at ? ["due ", timeElement(ticket.first_response_due_at)] : null;
}

function resolution(ticket) {
  if (ticket.resolved_at) return timeElement(ticket.resolved_at);
  const badge = badges[ticket.sla_status];
  const mark = badge && h("span", { class: badge }, slaLabels[ticket.sla_status]);
  // While the clock stands still, there is no time at which it ends.
  if (!ticket.resolution_due_at) return mark ?? null;
  return ["due ", timeElement(ticket.resolution_due_at), mark];
}

function nameOf(thing) {
  return thing && typeof thing === "object" ? thing.name : thing;
}
