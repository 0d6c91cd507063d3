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

function fieldsOf({ name = "", description = "", status, deadline = null }) {
  const options = Object.entries(projectLabels);
  return [
    { name: "name", label: "Name", type: "text", value: name, required: true },
    { name: "description", label: "What it is about", type: "textarea", value: description },
    { name: "status", label: "Status", type: "select", value: status, options },
    { name: "deadline", label: "Deadline", type: "date", value: dateValue(deadline) },
  ];
}

const forServer = (values) => (values.deadline === "" ? { ...values, deadline: null } : values);
