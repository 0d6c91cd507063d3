/**
 * Everybody, for administrators.
 *
 * @module views/people
 */
import * as api from "../api.js";
import { attempt, deed } from "../components/deed.js";
import { avatar } from "../components/marks.js";
import { emptyNotice } from "../components/notice.js";
import { PagedList } from "../components/paged-list.js";
import { askNewPerson, askPersonChanges } from "../components/person-form.js";
import { segments } from "../components/segments.js";
import { tell } from "../components/toast.js";
import { h } from "../dom.js";
import { personName, roleLabels } from "../format.js";
import { icon } from "../icons.js";
import { personLink } from "../router.js";

const TYPING_PAUSE = 300;
const choices = [["", "All"], ["staff,admin", "Staff"], ["employee", "Employees"]];

/** @returns {import("../main.js").View} */
export function peopleView() {
  const filters = { q: "", role: "" };
  const list = new PagedList({
    label: "People",
    unit: ["person", "people"],
    read: (range, options) => api.searchPeople({ ...range, ...filters }, options),
    row: (person) => row(person, () => list.read()),
    nothing: () => emptyNotice("search", "Nobody matches", "Try a part of a name or of an address."),
  });
  const { element: box, search, stop } = searchBox((words) => {
    filters.q = words;
    list.read();
  });
  const choose = (role) => {
    filters.role = role;
    list.read();
  };
  const add = () =>
    attempt(async () => {
      const person = await askNewPerson();
      if (!person) return;
      tell(`${personName(person)} is added`, { href: personLink(person.id) });
      await list.read();
    });
  list.read();
  const tools = [box, segments("Role", choices, filters.role, choose), deed("plus", "Add a person", add)];
  const element = h(
    "div",
    { class: "page-inner" },
    h("header", { class: "page-head" }, h("h1", {}, "People"), list.total),
    h("div", { class: "tools" }, tools),
    list.element,
  );
  return {
    title: "People",
    element,
    keys: { "/": () => search.focus() },
    stop() {
      stop();
      list.stop();
    },
  };
}

function searchBox(onSearch) {
  const label = { placeholder: "Search", "aria-label": "Search people" };
  const search = h("input", { class: "input", type: "search", name: "q", dir: "auto", ...label });
  let timer = null;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => onSearch(search.value.trim()), TYPING_PAUSE);
  });
  const element = h("div", { class: "search", role: "search" }, icon("search"), search);
  return { element, search, stop: () => clearTimeout(timer) };
}

function row(person, onDone) {
  const name = personName(person);
  const edit = () =>
    attempt(async () => {
      const changed = await askPersonChanges(person);
      if (changed) tell(`${personName(changed)} has been changed`);
      await onDone();
    });
  const { team, team_lead: leads, workload_limit: limit } = person;
  const words = [
    h("a", { class: "name", href: personLink(person.id) }, h("bdi", {}, name)),
    h("bdi", { class: "address" }, person.email),
  ];
  const marks = [
    !person.is_active && h("span", { class: "badge alarm" }, "Disabled"),
    person.is_away && h("span", { class: "badge warn" }, "Away"),
    limit !== null && h("span", { class: "badge" }, `at most ${limit}`),
  ];
  return h(
    "li",
    { class: person.is_active ? "person-row" : "person-row former", dataset: { id: person.id } },
    avatar(person),
    h("div", { class: "words" }, words),
    h(
      "div",
      { class: "details" },
      h("span", { class: "role" }, roleLabels[person.role] ?? person.role),
      h("span", { class: "team" }, team && h("bdi", {}, team), leads && ", leads"),
      h("span", { class: "marks" }, marks),
    ),
    deed("edit", "Edit", edit, { weight: "quiet", label: `Edit ${name}` }),
  );
}
