/**
 * What lists and pages of projects have in common.
 *
 * @module components/project-parts
 */
import * as api from "../api.js";
import { h } from "../dom.js";
import { dateValue, plainDay, projectLabels } from "../format.js";
import { askForm } from "./form-dialog.js";

/** How much is done, as a bar and in numbers. */
export function progressBar({ name, progress, tickets }) {
  const { total, finished } = tickets;
  const words = total === 0 ? "No tickets yet" : `${finished} of ${total} done`;
  const bar = h("progress", { max: 100, value: progress, "aria-label": `Progress of ${name}` });
  return h("span", { class: "progress" }, bar, h("span", {}, words));
}

/** Until when, with a word when that is over. */
export function deadlineMark({ deadline, is_overdue: isOverdue }) {
  if (!deadline) return null;
  const day = h("time", { datetime: deadline }, plainDay(deadline));
  const badge = isOverdue && h("span", { class: "badge alarm" }, "Overdue");
  return h("span", { class: "deadline" }, "until ", day, badge);
}

/** Where it stands. */
export function projectStatus(status) {
  return h("span", { class: status === "on_hold" ? "badge warn" : "badge" }, projectLabels[status] ?? status);
}

/** Asks for a new project. @returns {Promise<object|null>} */
export function askNewProject() {
  const save = (values) => api.createProject(forServer(values));
  return askForm({ title: "New project", fields: fieldsOf({ status: "planning" }), action: "Create", save });
}

/** Asks what is to change. @returns {Promise<object|null>} */
export function askProjectChanges(project) {
  const save = (values) => api.changeProject(project.id, project.version, forServer(values));
  return askForm({ title: "Edit the project", fields: fieldsOf(project), action: "Save", save });
}

const ONE_EACH = "One on each line.";

function fieldsOf({ name = "", description = "", status, deadline = null, teams = [], members = [] }) {
  const options = Object.entries(projectLabels);
  return [
    { name: "name", label: "Name", type: "text", value: name, required: true },
    { name: "description", label: "What it is about", type: "textarea", value: description },
    { name: "status", label: "Status", type: "select", value: status, options },
    { name: "deadline", label: "Deadline", type: "date", value: dateValue(deadline) },
    { name: "teams", label: "Teams", type: "textarea", value: lines(teams, "name"), hint: ONE_EACH },
    { name: "members", label: "Addresses of members", type: "textarea", value: lines(members, "email"), hint: ONE_EACH },
  ];
}

const lines = (things, member) => things.map((one) => one[member] ?? one).join("\n");

const listed = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** The form has texts; the API has lists, and null for what is not set. */
function forServer(values) {
  const changes = { ...values };
  if (values.deadline === "") changes.deadline = null;
  for (const name of ["teams", "members"]) {
    if (values[name] !== undefined) changes[name] = listed(values[name]);
  }
  return changes;
}
