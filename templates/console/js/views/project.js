/**
 * One project and its tickets.
 *
 * @module views/project
 */
import * as api from "../api.js";
import { deed } from "../components/deed.js";
import { avatar } from "../components/marks.js";
import { emptyNotice, errorNotice, skeleton } from "../components/notice.js";
import { PagedList } from "../components/paged-list.js";
import { askProjectChanges, deadlineMark, progressBar, projectStatus } from "../components/project-parts.js";
import { ticketRow } from "../components/ticket-row.js";
import { complain, tell } from "../components/toast.js";
import { h, show } from "../dom.js";
import { personName } from "../format.js";
import { icon } from "../icons.js";
import * as live from "../live.js";
import * as pageTitle from "../page-title.js";
import * as session from "../session.js";

const GATHER = 400;

/**
 * @param {import("../router.js").Route} route
 * @returns {import("../main.js").View}
 */
export function projectView(route) {
  const page = new ProjectPage(route.id);
  page.read();
  return page.view();
}

/** The state of one project's page. */
class ProjectPage {
  constructor(id) {
    this.id = id;
    this.project = null;
    this.timer = null;
    this.reading = new AbortController();
    this.head = h("header", { class: "project-head" });
    this.element = h("div", { class: "page-inner" });
    this.list = new PagedList({
      label: "Tickets of the project",
      unit: ["ticket", "tickets"],
      read: (range, options) => api.tickets({ ...range, project: id }, options),
      row: (ticket) => ticketRow(ticket),
      nothing,
    });
    this.stops = [
      live.onEvent((event) => this.concerns(event) && this.readSoon()),
      live.onResync(() => this.readSoon()),
    ];
  }

  view() {
    return {
      title: "Project",
      element: this.element,
      keys: {},
      stop: () => {
        clearTimeout(this.timer);
        this.reading.abort();
        this.list.stop();
        for (const stop of this.stops) stop();
      },
    };
  }

  /** Whether an event is about a ticket that is in the project, or that the list still shows. */
  concerns({ ticket }) {
    if (!ticket) return false;
    return ticket.project?.id === this.id || this.list.shows(ticket.id);
  }

  readSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), GATHER);
  }

  async read() {
    if (!this.project) show(this.element, skeleton(5));
    try {
      const isFirst = this.project === null;
      this.project = await api.project(this.id, { signal: this.reading.signal });
      if (isFirst) show(this.element, this.head, this.list.element);
      this.update();
      this.list.read();
    } catch (error) {
      if (error.name === "AbortError") return;
      if (this.project) complain(error);
      else show(this.element, errorNotice(error, () => this.read(), "project", "h1"));
    }
  }

  update() {
    const { project } = this;
    pageTitle.set(project.name);
    const marks = [projectStatus(project.status), progressBar(project), deadlineMark(project)];
    const isAdmin = session.user().role === "admin";
    show(
      this.head,
      h("a", { class: "back", href: "#/projects" }, icon("back"), "Projects"),
      h("h1", { dir: "auto" }, project.name),
      h("p", { class: "project-line" }, marks, this.list.total),
      project.description && h("p", { class: "description", dir: "auto" }, project.description),
      people(project),
      isAdmin && h("div", { class: "actions" }, deed("edit", "Edit", () => this.edit())),
    );
  }

  async edit() {
    const changed = await askProjectChanges(this.project);
    if (changed) tell(`${changed.name} has been changed`);
    await this.read();
    this.head.querySelector("button")?.focus();
  }
}

function nothing() {
  return emptyNotice("inbox", "No tickets yet", "A ticket is put into a project on its own page.");
}

function people({ members = [], teams = [] }) {
  if (members.length === 0 && teams.length === 0) return null;
  const names = teams.map((team) => h("li", {}, icon("people"), h("bdi", {}, team.name ?? team)));
  const persons = members.map((one) => h("li", {}, avatar(one), h("bdi", {}, personName(one))));
  return h("ul", { class: "belonging", "aria-label": "Teams and members" }, names, persons);
}
