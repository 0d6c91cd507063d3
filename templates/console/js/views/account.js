/**
 * The reader's own account.
 *
 * @module views/account
 */
import * as api from "../api.js";
import { attempt, deed } from "../components/deed.js";
import { askForm } from "../components/form-dialog.js";
import { errorNotice, skeleton } from "../components/notice.js";
import { absenceSection, addressSection } from "../components/person-sections.js";
import { listSection, section } from "../components/section.js";
import { tell } from "../components/toast.js";
import { h, show } from "../dom.js";
import { timeElement } from "../format.js";
import * as session from "../session.js";

/** @returns {import("../main.js").View} */
export function accountView() {
  const reading = new AbortController();
  const parts = [addressSection("me"), session.isStaff() && absenceSection("me"), sessionSection()].filter(Boolean);
  const own = h("div", {}, skeleton(3));
  const read = async () => {
    try {
      const person = await api.person("me", { signal: reading.signal });
      show(own, details(person, read), password(person));
    } catch (error) {
      if (error.name !== "AbortError") show(own, errorNotice(error, read, "page"));
    }
  };
  read();
  const element = h(
    "div",
    { class: "page-inner narrow" },
    h("header", { class: "page-head" }, h("h1", {}, "Your account")),
    own,
    parts.map((part) => part.element),
  );
  const stop = () => {
    reading.abort();
    for (const part of parts) part.stop();
  };
  return { title: "Your account", element, keys: {}, stop };
}

function details(person, refresh) {
  const edit = async () => {
    const fields = [
      { name: "name", label: "Name", type: "text", value: person.name, required: true },
      { name: "time_zone", label: "Time zone", type: "text", value: person.time_zone ?? "", hint: "Like Europe/Berlin. Empty: the site's." },
      { name: "language", label: "Language", type: "text", value: person.language ?? "", hint: "Like de or pt-BR. Empty: the site's." },
    ];
    const save = (values) => api.changePerson("me", person.version, forServer(values));
    const changed = await askForm({ title: "About you", fields, action: "Save", save });
    if (changed) tell("Saved");
    await refresh();
  };
  const rows = [
    ["Name", h("bdi", {}, person.name)],
    ["Time zone", person.time_zone ?? "The site's"],
    ["Language", person.language ?? "The site's"],
  ].map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]);
  return section("about", "About you", null, h("dl", { class: "account-facts" }, rows), [deed("edit", "Edit", edit)]);
}

const forServer = (values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === "" ? null : value]));

function password(person) {
  return person.has_password ? changePassword() : firstPassword(person);
}

function changePassword() {
  const change = async () => {
    const fields = [
      { name: "current_password", label: "Present password", type: "current-password", required: true },
      { name: "password", label: "New password", type: "password", required: true, hint: "At least 10 characters. A few words that you remember are good." },
    ];
    const save = async (values) => {
      await api.changePassword(values.current_password ?? "", values.password ?? "");
      return true;
    };
    if (await askForm({ title: "Another password", fields, action: "Change it", save })) {
      tell("Your password has been changed", { detail: "Every other sign-in has ended." });
    }
  };
  const lead = "Changing it ends every sign-in but this one.";
  return section("password", "Password", lead, null, [deed("lock", "Change the password", change)]);
}

function firstPassword({ email }) {
  const ask = () =>
    attempt(async () => {
      await api.forgotPassword(email);
      tell(`A link is on its way to ${email}`, { detail: "It works once, for an hour." });
    });
  const lead = "You have none: you sign in by mail. A link that is mailed to you sets one.";
  return section("password", "Password", lead, null, [deed("mail", "Mail me the link", ask)]);
}

function sessionSection() {
  const endOthers = async (refresh) => {
    await attempt(() => api.endOtherSessions(), "Every other sign-in has ended");
    await refresh();
  };
  return listSection({
    id: "sessions",
    title: "Where you are signed in",
    read: (options) => api.sessions(options),
    row: sessionRow,
    nothing: "Nowhere.",
    deeds: (refresh) => [deed("leave", "Sign out everywhere else", () => endOthers(refresh))],
  });
}

function sessionRow({ id, client, address, used_at: usedAt, is_current: isCurrent }, refresh) {
  const name = clientName(client);
  const end = async () => {
    await attempt(() => api.endSession(id), "The sign-in has ended");
    await refresh();
  };
  const when = isCurrent ? h("span", { class: "badge" }, "Here") : timeElement(usedAt);
  return [
    h("span", { class: "words" }, h("span", { class: "what" }, name), h("span", { class: "hint" }, address, " · ", when)),
    !isCurrent && deed("leave", "Sign out", end, { weight: "quiet", label: `Sign out ${name}` }),
  ];
}

const browsers = [["Edg/", "Edge"], ["OPR/", "Opera"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]];
const systems = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["Mac OS", "Mac"], ["Linux", "Linux"]];

/** "Firefox on Linux", or what the client calls itself. */
function clientName(client) {
  const find = (table) => table.find(([mark]) => client.includes(mark))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  if (browser && system) return `${browser} on ${system}`;
  return client.split(" ", 1)[0] || "A program without a name";
}
