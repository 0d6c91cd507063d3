/**
 * One person, for administrators.
 *
 * @module views/person
 */
import * as api from "../api.js";
import { attempt, deed } from "../components/deed.js";
import { avatar } from "../components/marks.js";
import { errorNotice, skeleton } from "../components/notice.js";
import { askPersonChanges } from "../components/person-form.js";
import { absenceSection, addressSection } from "../components/person-sections.js";
import { tell } from "../components/toast.js";
import { h, show } from "../dom.js";
import { personName, roleLabels } from "../format.js";
import { icon } from "../icons.js";
import * as pageTitle from "../page-title.js";

/**
 * @param {import("../router.js").Route} route
 * @returns {import("../main.js").View}
 */
export function personView({ id }) {
  const reading = new AbortController();
  const head = h("div", {}, skeleton(2));
  const body = h("div", {});
  let parts = [];
  const read = async () => {
    try {
      const person = await api.person(id, { signal: reading.signal });
      pageTitle.set(personName(person));
      show(head, heading(person, read));
      if (parts.length > 0) return;
      parts = [addressSection(id), person.role !== "employee" && absenceSection(id)].filter(Boolean);
      show(body, parts.map((part) => part.element));
    } catch (error) {
      if (error.name !== "AbortError") show(head, errorNotice(error, read, "person", "h1"));
    }
  };
  read();
  const back = h("a", { class: "back", href: "#/people" }, icon("back"), "People");
  const element = h("div", { class: "page-inner narrow" }, back, head, body);
  const stop = () => {
    reading.abort();
    for (const part of parts) part.stop();
  };
  return { title: "Person", element, keys: {}, stop };
}

function heading(person, refresh) {
  const name = personName(person);
  const edit = () =>
    attempt(async () => {
      const changed = await askPersonChanges(person);
      if (changed) tell(`${personName(changed)} has been changed`);
      await refresh();
    });
  const invite = () => attempt(() => api.invite(person.id), `A link is on its way to ${person.email}`);
  const isInvitable = person.is_active && !person.has_password;
  const marks = [
    h("span", {}, roleLabels[person.role] ?? person.role),
    person.team && h("bdi", {}, person.team),
    !person.is_active && h("span", { class: "badge alarm" }, "Disabled"),
    person.is_away && h("span", { class: "badge warn" }, "Away"),
    !person.has_password && h("span", { class: "badge" }, "No password"),
  ];
  return h(
    "header",
    { class: "person-head" },
    h("h1", {}, avatar(person), h("bdi", {}, name)),
    h("p", { class: "person-line" }, marks),
    h(
      "div",
      { class: "actions" },
      deed("edit", "Edit", edit),
      isInvitable && deed("mail", "Invite", invite, { label: `Mail ${name} a link to choose a password` }),
    ),
  );
}
