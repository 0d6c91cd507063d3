/**
 * The teams, for administrators. Who is in which is said on the page of people.
 *
 * @module views/teams
 */
import * as api from "../api.js";
import { attempt, deed } from "../components/deed.js";
import { confirm } from "../components/dialog.js";
import { askForm } from "../components/form-dialog.js";
import { avatar } from "../components/marks.js";
import { emptyNotice } from "../components/notice.js";
import { PagedList } from "../components/paged-list.js";
import { tell } from "../components/toast.js";
import { h } from "../dom.js";
import { personName } from "../format.js";

/** @returns {import("../main.js").View} */
export function teamsView() {
  const list = new PagedList({
    label: "Teams",
    unit: ["team", "teams"],
    read: (range, options) => api.teams(range, options),
    row: (team) => row(team, () => list.read()),
    nothing: () => emptyNotice("people", "No teams", "Its members see and claim the tickets of a team."),
  });
  const add = async () => {
    const team = await askName("New team", "", "Create", api.createTeam);
    if (team) tell(`${team.name} is created`);
    await list.read();
  };
  list.read();
  const element = h(
    "div",
    { class: "page-inner" },
    h("header", { class: "page-head" }, h("h1", {}, "Teams"), list.total),
    h("div", { class: "tools" }, deed("plus", "New team", add)),
    list.element,
  );
  return { title: "Teams", element, keys: {}, stop: () => list.stop() };
}

function askName(title, value, action, save) {
  const fields = [{ name: "name", label: "Name", type: "text", value, required: true }];
  return askForm({ title, fields, action, save });
}

function row(team, onDone) {
  const rename = async () => {
    const save = (values) => api.changeTeam(team.id, team.version, values);
    const changed = await askName("Rename the team", team.name, "Save", save);
    if (changed) tell(`${changed.name} has been changed`);
    await onDone();
  };
  const remove = async () => {
    const sure = await confirm({
      title: `Remove ${team.name}?`,
      lead: "Its members are in no team then, and its tickets go to everybody who works here.",
      action: "Remove",
    });
    if (sure) await attempt(() => api.removeTeam(team.id), `${team.name} is removed`);
    await onDone();
  };
  return h(
    "li",
    { class: "team-row", dataset: { id: team.id } },
    h("strong", { class: "name", dir: "auto" }, team.name),
    members(team),
    h(
      "div",
      { class: "actions" },
      deed("edit", "Rename", rename, { weight: "quiet", label: `Rename ${team.name}` }),
      deed("close", "Remove", remove, { weight: "quiet", label: `Remove ${team.name}` }),
    ),
  );
}

function members({ members: people = [], leads = [] }) {
  if (people.length === 0) return h("span", { class: "hint" }, "Nobody yet");
  const leading = new Set(leads.map(({ id }) => id));
  const items = people.map((person) =>
    h("li", {}, avatar(person), h("bdi", {}, personName(person)), leading.has(person.id) && " (leads)"));
  return h("ul", { class: "belonging", "aria-label": "Members" }, items);
}
