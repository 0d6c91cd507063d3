/**
 * Search and filters above the list. They stand in the address, so that a list can be kept and shared.
 *
 * @module components/filter-bar
 */
import { h } from "../dom.js";
import { personName, priorityLabels, slaLabels, statusLabels } from "../format.js";
import { icon } from "../icons.js";
import { go, listLink } from "../router.js";
import * as session from "../session.js";

const TYPING_PAUSE = 300;

/**
 * @param {Record<string, string>} filters
 * @returns {{
 *   element: HTMLElement, search: HTMLInputElement, nameAssignee: (person: object|undefined) => void
 * }} `nameAssignee` tells whom the list is of, when the address has a number only.
 */
export function filterBar(filters) {
  const choose = (name, value) => go(listLink({ ...filters, [name]: value }), { replace: name === "q" });
  const search = searchField(filters.q ?? "", (value) => choose("q", value));
  const selects = [
    select("Status", "status", statusChoices(), filters.status, choose),
    select("Priority", "priority", priorityChoices(), filters.priority, choose),
    session.isStaff() && select("Assignee", "assignee", assigneeChoices(), filters.assignee, choose),
    session.isStaff() && select("Promise", "sla_status", promiseChoices(), filters.sla_status, choose),
  ];
  const box = h("div", { class: "search" }, icon("search"), search);
  const element = h("div", { class: "filters", role: "search" }, box, selects);
  const nameAssignee = (person) => {
    const option = element.querySelector("[name=assignee] option:last-child");
    if (person && option?.value === String(person.id)) option.textContent = personName(person);
  };
  return { element, search, nameAssignee };
}

function statusChoices() {
  return [["", "Unfinished"], ["any", "Any status"], ...Object.entries(statusLabels)];
}

function priorityChoices() {
  return [["", "Any priority"], ...Object.entries(priorityLabels)];
}

function assigneeChoices() {
  return [["", "Anybody"], ["me", "Me"], ["none", "Nobody"]];
}

function promiseChoices() {
  return [["", "Any promise"], ...["at_risk", "breached", "paused"].map((name) => [name, slaLabels[name]])];
}

function searchField(value, onSearch) {
  const input = h("input", {
    class: "input",
    type: "search",
    name: "q",
    placeholder: "Search",
    "aria-label": "Search tickets",
    dir: "auto",
    value,
  });
  let timer = null;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => onSearch(input.value.trim()), TYPING_PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") input.blur();
  });
  return input;
}

function select(label, name, choices, chosen = "", onChoose) {
  const known = choices.some(([value]) => value === chosen);
  const options = (known ? choices : [...choices, [chosen, chosen]]).map(([value, word]) =>
    h("option", { value, selected: value === chosen }, word));
  const element = h("select", { class: "select", name, "aria-label": label }, options);
  if (chosen) element.classList.add("chosen");
  element.addEventListener("change", () => onChoose(name, element.value));
  return element;
}
