/**
 * The forms in which administrators add people and change them.
 *
 * @module components/person-form
 */
import * as api from "../api.js";
import { roleLabels } from "../format.js";
import { askForm } from "./form-dialog.js";

const NO_PASSWORD = "Without one, they write mail, and sign in by mail.";
const NO_LIMIT = "Empty: what the site has.";

/** Asks for a new person. @returns {Promise<object|null>} */
export async function askNewPerson() {
  const fields = [
    { name: "name", label: "Name", type: "text", required: true },
    { name: "email", label: "Address", type: "email", required: true },
    { name: "role", label: "Role", type: "select", value: "employee", options: roles() },
    { name: "team", label: "Team", type: "select", options: await teamChoices() },
    { name: "password", label: "Password", type: "password", hint: NO_PASSWORD },
    { name: "invite", label: "Mail them a link to choose it themselves", type: "check" },
  ];
  const save = (values) => api.createPerson(forServer(values));
  return askForm({ title: "Add a person", fields, action: "Add", save });
}

/** Asks what is to change of a person. @returns {Promise<object|null>} */
export async function askPersonChanges(person) {
  const options = await teamChoices();
  const limit = person.workload_limit ?? "";
  const fields = [
    { name: "name", label: "Name", type: "text", value: person.name, required: true },
    { name: "role", label: "Role", type: "select", value: person.role, options: roles() },
    { name: "team", label: "Team", type: "select", value: person.team ?? "", options },
    { name: "team_lead", label: "Leads the team", type: "check", value: person.team_lead },
    { name: "workload_limit", label: "Tickets at once", type: "number", value: limit, hint: NO_LIMIT },
    { name: "is_active", label: "May sign in and write", type: "check", value: person.is_active },
  ];
  const save = (values) => api.changePerson(person.id, person.version, forServer(values));
  return askForm({ title: `Edit ${person.name || person.email}`, fields, action: "Save", save });
}

const roles = () => Object.entries(roleLabels);

async function teamChoices() {
  const teams = await api.allTeams();
  return [["", "No team"], ...teams.map(({ name }) => [name, name])];
}

/** The form has texts; the API has numbers, and null for what is not set. */
function forServer(values) {
  const { workload_limit: limit } = values;
  const changes = { ...values };
  if (limit !== undefined) changes.workload_limit = limit === "" ? null : Number(limit);
  if (values.team === "") changes.team = null;
  return changes;
}
