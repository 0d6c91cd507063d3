/**
 * What people keep about themselves, and administrators about others: addresses, and when they are away.
 *
 * @module components/person-sections
 */
import * as api from "../api.js";
import { h } from "../dom.js";
import { plainDay } from "../format.js";
import { attempt, deed } from "./deed.js";
import { confirm } from "./dialog.js";
import { askForm } from "./form-dialog.js";
import { listSection } from "./section.js";
import { tell } from "./toast.js";

/** @param {number|"me"} id */
export function addressSection(id) {
  const add = async (refresh) => {
    const fields = [{ name: "email", label: "Address", type: "email", required: true }];
    if (id === "me") {
      const hint = "Whoever has the address could choose your password. Leave it empty if you have none.";
      fields.push({ name: "current_password", label: "Your password", type: "current-password", hint });
    }
    const save = ({ email, current_password: password }) => api.addAddress(id, email, password);
    const added = await askForm({ title: "Add an address", fields, action: "Mail a link there", save });
    if (added) tell(`A link is on its way to ${added.email}`, { detail: "The address counts once it was used." });
    await refresh();
  };
  return growingSection(id, "Add an address", add, {
    id: "addresses",
    title: "Addresses",
    lead: "Mail from any of them counts as theirs. An address is added once a link that is mailed there was used.",
    read: api.addresses,
    row: addressRow,
    nothing: "None.",
  });
}

/** A part with things of the person that can be added to. */
function growingSection(id, words, add, { read, row, ...part }) {
  return listSection({
    ...part,
    read: (options) => read(id, options),
    row: (item, refresh) => row(id, item, refresh),
    deeds: (refresh) => [deed("plus", words, () => add(refresh))],
  });
}

function addressRow(id, { email, is_primary: isPrimary, is_proven: isProven }, refresh) {
  const remove = async () => {
    const sure = await confirm({
      title: `Remove ${email}?`,
      lead: "Mail from there is a stranger's afterwards.",
      action: "Remove",
    });
    if (!sure) return;
    await attempt(() => api.removeAddress(id, email), `${email} is removed`);
    await refresh();
  };
  const choose = async () => {
    await attempt(() => api.changePerson(id, undefined, { email }), `Mail goes to ${email} now`);
    await refresh();
  };
  const marks = [
    isPrimary && h("span", { class: "badge" }, "Mail goes here"),
    !isProven && h("span", { class: "badge warn" }, "Waits for its link"),
  ];
  const canBeChosen = isProven && !isPrimary;
  return [
    h("span", { class: "words" }, h("bdi", { class: "what" }, email), marks),
    canBeChosen && deed("mail", "Send mail here", choose, { weight: "quiet", label: `Send mail to ${email}` }),
    !isPrimary && deed("close", "Remove", remove, { weight: "quiet", label: `Remove ${email}` }),
  ];
}

/** @param {number|"me"} id */
export function absenceSection(id) {
  const add = async (refresh) => {
    const fields = [
      { name: "from", label: "First day", type: "date", required: true },
      { name: "until", label: "Last day", type: "date", required: true },
      { name: "note", label: "Note", type: "text" },
    ];
    const save = (values) => api.addAbsence(id, values);
    const added = await askForm({ title: "Away", fields, action: "Save", save });
    if (added) tell("The absence is written down");
    await refresh();
  };
  return growingSection(id, "Plan an absence", add, {
    id: "absences",
    title: "Away",
    lead: "Nothing is assigned to somebody who is away.",
    read: api.absences,
    row: absenceRow,
    nothing: "Nothing planned.",
  });
}

function absenceRow(id, { id: number, from, until, note }, refresh) {
  // The end is the first moment that they are back.
  const last = new Date(new Date(until).getTime() - 1).toISOString();
  const days = plainDay(from) === plainDay(last) ? plainDay(from) : `${plainDay(from)} – ${plainDay(last)}`;
  const remove = async () => {
    await attempt(() => api.removeAbsence(id, number), "The absence is removed");
    await refresh();
  };
  return [
    h("span", { class: "words" }, h("span", { class: "what" }, days), note && h("bdi", { class: "hint" }, note)),
    deed("close", "Remove", remove, { weight: "quiet", label: `Remove ${days}` }),
  ];
}
