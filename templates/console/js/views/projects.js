/**
 * The projects, newest first.
 *
 * @module views/projects
 */
import * as api from "../api.js";
import { deed } from "../components/deed.js";
import { emptyNotice } from "../components/notice.js";
import { PagedList } from "../components/paged-list.js";
import { askNewProject, deadlineMark, progressBar, projectStatus } from "../components/project-parts.js";
import { segments } from "../components/segments.js";
import { tell } from "../components/toast.js";
import { h } from "../dom.js";
import * as live from "../live.js";
import { go, projectLink } from "../router.js";
import * as session from "../session.js";

const UNFINISHED = "planning,active,on_hold";
const choices = [["", "Unfinished"], ["completed", "Completed"], ["cancelled", "Cancelled"], ["any", "All"]];

/**
 * @param {import("../router.js").Route} route
 * @returns {import("../main.js").View}
 */
export function projectsView(route) {
  const chosen = route.query.get("status") ?? "";
  const status = { "": UNFINISHED, any: "" }[chosen] ?? chosen;
  const list = new PagedList({
    label: "Projects",
    unit: ["project", "projects"],
    read: (range, options) => api.projects({ ...range, status }, options),
    row,
    nothing,
  });
  const create = async () => {
    const project = await askNewProject();
    if (!project) return;
    tell(`${project.name} is created`);
    go(projectLink(project.id));
  };
  const stop = live.onResync(() => list.read());
  const choose = (value) => go(value ? `#/projects?status=${value}` : "#/projects");
  const isAdmin = session.user().role === "admin";
  const tools = [segments("Status", choices, chosen, choose), isAdmin && deed("plus", "New project", create)];
  list.read();
  const element = h(
    "div",
    { class: "page-inner" },
    h("header", { class: "page-head" }, h("h1", {}, "Projects"), list.total),
    h("div", { class: "tools" }, tools),
    list.element,
  );
  return {
    title: "Projects",
    element,
    keys: {},
    stop() {
      stop();
      list.stop();
    },
  };
}

function nothing() {
  return emptyNotice("projects", "No projects", "Tickets that belong together are gathered in projects.");
}

function row(project) {
  return h(
    "li",
    { class: "project-row", dataset: { id: project.id } },
    h(
      "a",
      { href: projectLink(project.id) },
      h("span", { class: "name", dir: "auto" }, project.name),
      projectStatus(project.status),
      progressBar(project),
      deadlineMark(project),
    ),
  );
}
