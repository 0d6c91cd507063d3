/**
 * The links of the side column to the pages beside the lists of tickets, under headings, by role.
 *
 * @module components/pages
 */
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { markLink } from "./views.js";

const sections = [
  {
    id: "work",
    heading: "Work",
    roles: ["admin", "staff", "employee"],
    links: [{ icon: "projects", name: "Projects", href: "#/projects" }],
  },
  {
    id: "administration",
    heading: "Administration",
    roles: ["admin"],
    links: [
      { icon: "analytics", name: "Analytics", href: "#/analytics" },
      { icon: "mine", name: "People", href: "#/people" },
      { icon: "people", name: "Teams", href: "#/teams" },
      { icon: "outbox", name: "Outbox", href: "#/outbox" },
      { icon: "quarantine", name: "Quarantine", href: "#/quarantine" },
      { icon: "mail", name: "Messages", href: "#/messages" },
      { icon: "all", name: "Audit trail", href: "#/audit" },
      { icon: "health", name: "Health", href: "#/health" },
    ],
  },
];

/**
 * @param {string} role
 * @returns {{elements: HTMLElement[], mark: (hash: string) => void}}
 */
export function pages(role) {
  const links = [];
  const elements = sections.filter(({ roles }) => roles.includes(role)).map((section) => {
    const items = section.links.map(({ icon: mark, name, href }) => {
      const element = h("a", { href }, icon(mark), name);
      links.push({ href, element });
      return element;
    });
    const heading = h("h2", { id: section.id }, section.heading);
    return h("nav", { class: "views", "aria-labelledby": section.id }, heading, items);
  });
  const mark = (hash) => {
    const path = hash.split("?", 1)[0];
    for (const { href, element } of links) markLink(element, path === href || path.startsWith(`${href}/`));
  };
  return { elements, mark };
}
