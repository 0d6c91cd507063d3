/**
 * The HTTP API, one function per call. Answers are the API's JSON; refusals are thrown as `Problem`.
 *
 * @module api
 */
import * as session from "./session.js";

const BASE = "/api/v1";
const UNREACHABLE = "The server cannot be reached. Nothing is lost; try again in a moment.";

/** What the server's "no" is called, by its `code`; the `detail` is its own sentence. */
const titles = {
  not_found: "Not found",
  forbidden: "Not allowed",
  already_claimed: "Already claimed",
  workload_limit_reached: "You hold enough tickets",
  not_possible: "Not possible now",
  stale: "Changed by somebody else",
  invalid: "Not accepted",
};

/** A refusal of the server (RFC 9457), or no answer at all (`status` 0). */
export class Problem extends Error {
  /** @param {{field: string, message: string}[]} [errors] every wrong field. */
  constructor(status, title, detail, errors = []) {
    super(detail || title);
    this.errors = errors;
    this.name = "Problem";
    this.status = status;
    this.title = title;
  }
}

export const site = () => request("GET", "/site", { anonymous: true });

export const signIn = (email, password) =>
  request("POST", "/auth/login", { body: { email, password }, anonymous: true });

export const signInAsDemo = (role) =>
  request("POST", "/auth/demo-login", { body: { role }, anonymous: true });

export const signInByLink = (token) =>
  request("POST", "/auth/login", { body: { token }, anonymous: true });

/** Asks for mail; the answer is the same whether or not anybody has the address. */
export const forgotPassword = (email) =>
  request("POST", "/auth/forgot-password", { body: { email }, anonymous: true });

export const askForLoginLink = (email) =>
  request("POST", "/auth/login-link", { body: { email }, anonymous: true });

export const signUp = (name, email) =>
  request("POST", "/auth/signup", { body: { name, email }, anonymous: true });

/** What a mailed link is for; 410 when it is over. */
export const lookAtLink = (token) => request("POST", "/auth/link", { body: { token }, anonymous: true });

/** Sets a password by a mailed link: another one, or the first one of who was invited or signs up. */
export const resetPassword = (token, password, name) =>
  request("POST", "/auth/reset-password", { body: { token, password, name }, anonymous: true });

export const changePassword = (current, password) =>
  request("PUT", "/auth/password", { body: { current_password: current, password } });

/** Where the reader is signed in. */
export const sessions = ({ signal } = {}) => request("GET", "/auth/sessions", { signal });

export const endSession = (id) => request("DELETE", `/auth/sessions/${id}`);

export const endOtherSessions = () => request("DELETE", "/auth/sessions");

export const signOut = () =>
  request("POST", "/auth/logout", { body: { refresh_token: session.tokens()?.refreshToken } });

export const socketTicket = () => request("POST", "/auth/ws-ticket");

/** The desk at a glance, as far as the reader may see it: `days`. */
export const dashboard = (filters, options) => list("/dashboard", filters, options);

/** One page of tickets. Empty filters are left out. */
export const tickets = (filters, options) => list("/tickets", filters, options);

export const ticket = (id, { signal } = {}) => request("GET", `/tickets/${id}`, { signal });

/** Everybody who works on tickets, for administrators. */
export const agents = (options) => whole("/users", { role: "staff,admin", active: true }, options);

export const createTicket = (values) => request("POST", "/tickets", { body: values });

export const similarTickets = (subject, description, { signal } = {}) =>
  request("POST", "/tickets/check-duplicate", { body: { subject, description }, signal });

/** Changes a ticket; `version` is the one the reader saw, and a newer one on the server is a 409. */
export const changeTicket = (id, version, values) =>
  request("PATCH", `/tickets/${id}`, { body: { ...values, version } });

export const claim = (id) => request("POST", `/tickets/${id}/claim`);

export const release = (id) => request("POST", `/tickets/${id}/release`);

export const withdraw = (id) => request("POST", `/tickets/${id}/withdraw`);

/** Lets the conversation go on in another ticket, named by its number or reference. */
export const merge = (id, into) => request("POST", `/tickets/${id}/merge`, { body: { into } });

export const unmerge = (id) => request("POST", `/tickets/${id}/unmerge`);

export const addParticipant = (id, email) =>
  request("POST", `/tickets/${id}/participants`, { body: { email } });

export const removeParticipant = (id, person) => request("DELETE", `/tickets/${id}/participants/${person}`);

/** Says something in a ticket, with files that go along. */
export function comment(id, text, visibility, files = []) {
  const body = files.length > 0 ? formOf({ text, visibility }, files) : { text, visibility };
  return request("POST", `/tickets/${id}/comments`, { body });
}

/** Puts files into a ticket, as a comment of their own. */
export const attach = (id, files) =>
  request("POST", `/tickets/${id}/attachments`, { body: formOf({}, files) });

/** One page of what the reader was told, and how much of it is `unread`. */
export const notifications = (filters, options) => list("/notifications", filters, options);

export const readNotification = (id) => request("PUT", `/notifications/${id}/read`);

export const readAllNotifications = () => request("PUT", "/notifications/read-all");

export const preferences = ({ signal } = {}) => request("GET", "/notifications/preferences", { signal });

/** Changes the kinds that are named: `{comment: {mail: false, in_app: true}}`. */
export const changePreferences = (values) =>
  request("PUT", "/notifications/preferences", { body: values });

export const projects = (filters, options) => list("/projects", filters, options);

/** All projects that are not over. */
export const currentProjects = () => whole("/projects", { status: "planning,active,on_hold" });

export const project = (id, { signal } = {}) => request("GET", `/projects/${id}`, { signal });

export const createProject = (values) => request("POST", "/projects", { body: values });

export const changeProject = (id, version, values) =>
  request("PATCH", `/projects/${id}`, { body: { ...values, version } });

/** One person, by number or as "me": themselves, and anybody for administrators. */
export const person = (id, { signal } = {}) => request("GET", `/users/${id}`, { signal });

export const addresses = (id, { signal } = {}) => request("GET", `/users/${id}/addresses`, { signal });

/** Has a link mailed there; the address is theirs once it was used. */
export const addAddress = (id, email, password = null) =>
  request("POST", `/users/${id}/addresses`, { body: { email, current_password: password } });

export const removeAddress = (id, email) =>
  request("DELETE", `/users/${id}/addresses/${encodeURIComponent(email)}`);

export const absences = (id, { signal } = {}) => request("GET", `/users/${id}/absences`, { signal });

export const addAbsence = (id, values) => request("POST", `/users/${id}/absences`, { body: values });

export const removeAbsence = (id, absence) => request("DELETE", `/users/${id}/absences/${absence}`);

/** Mails somebody without a password a link to set one. */
export const invite = (id) => request("POST", `/users/${id}/invite`);

/** One page of people, for administrators: `q`, `role`. */
export const searchPeople = (filters, options) => list("/users", filters, options);

export const createPerson = (values) => request("POST", "/admin/users", { body: values });

export const changePerson = (id, version, values) =>
  request("PATCH", `/users/${id}`, { body: { ...values, version } });

export const teams = (filters, options) => list("/teams", filters, options);

export const allTeams = () => whole("/teams", {});

export const createTeam = (values) => request("POST", "/teams", { body: values });

export const changeTeam = (id, version, values) =>
  request("PATCH", `/teams/${id}`, { body: { ...values, version } });

/** Its members and tickets belong to no team then. */
export const removeTeam = (id) => request("DELETE", `/teams/${id}?detach=true`);

/** One page of outgoing mail, for administrators. */
export const outbox = (filters, options) => list("/admin/outbox", filters, options);

export const retryMail = (id) => request("POST", `/admin/outbox/${id}/retry`);

export const giveUpMail = (id) => request("DELETE", `/admin/outbox/${id}`);

/** One page of received mail that was put aside, for administrators. */
export const quarantine = (filters, options) => list("/admin/quarantine", filters, options);

/** A message as it came, as a blob. */
export const quarantinedMessage = (id) => request("GET", `/admin/quarantine/${id}/raw`, { as: "blob" });

export const retryQuarantined = (id) => request("POST", `/admin/quarantine/${id}/retry`);

export const dropQuarantined = (id) => request("DELETE", `/admin/quarantine/${id}`);

/** What works and what does not, for administrators. */
export const health = ({ signal } = {}) => request("GET", "/admin/health", { signal });

/** One page of what was done to tickets, for administrators. */
export const audit = (filters, options) => list("/admin/audit", filters, options);

/** One page of what was written with the contact form, for administrators. */
export const messages = (filters, options) => list("/admin/messages", filters, options);

export const readMessage = (id) => request("PATCH", `/admin/messages/${id}/read`);

/** A whole list as CSV, page by page, as one blob. */
export async function table(path, filters) {
  const parts = [];
  let query = queryOf({ ...filters, format: "csv", limit: 200 });
  while (query !== null) {
    const response = await answered("GET", `${path}?${query}`);
    const text = await response.text();
    // Every page begins with the names of the columns, and those have no line ends in them.
    parts.push(parts.length === 0 ? text : text.slice(text.indexOf("\n") + 1));
    query = response.headers.get("Link")?.match(/<[^>?]*\?([^>]*)>; rel="next"/)?.[1] ?? null;
  }
  return new Blob(parts, { type: "text/csv" });
}

/** The figures of a period, for administrators: `from`, `to`, `by`. */
export const analytics = (filters, options) => list("/admin/analytics", filters, options);

/** A file as a blob: the report of a ticket, or an attachment. */
export const report = (id) => request("GET", `/tickets/${id}/pdf`, { as: "blob" });

export const attachment = (id) => request("GET", `/attachments/${id}`, { as: "blob" });

/** One call as it is answered, refusals too: for the page that describes the API. */
export async function call(method, path, { headers = {}, body } = {}) {
  if (session.tokens() && expiresSoon()) await refreshOnce();
  const token = session.tokens()?.accessToken;
  const authorized = token ? { ...headers, Authorization: `Bearer ${token}` } : headers;
  try {
    return await fetch(BASE + path, {
      method, headers: authorized, body, credentials: "omit", cache: "no-store",
    });
  } catch {
    throw new Problem(0, "No connection", UNREACHABLE);
  }
}

function list(path, filters, { signal } = {}) {
  return request("GET", `${path}?${queryOf(filters)}`, { signal });
}

function queryOf(filters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, value);
  }
  return query;
}

function formOf(values, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) if (value) form.append(name, value);
  for (const file of files) form.append("file", file);
  return form;
}

/** A list from its first page to its last. */
async function whole(path, filters, options) {
  const items = [];
  let cursor = null;
  do {
    const page = await list(path, { ...filters, limit: 200, cursor }, options);
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

async function request(method, path, { as = "json", ...options } = {}) {
  const response = await answered(method, path, options);
  if (response.status === 204) return null;
  return as === "blob" ? response.blob() : response.json();
}

/** The answer to a call; a refusal is thrown. */
async function answered(method, path, { body, signal, anonymous = false } = {}) {
  if (!anonymous && expiresSoon()) await refreshOnce();
  let response = await send(method, path, body, signal, anonymous);
  if (response.status === 401 && !anonymous && (await refreshOnce())) {
    response = await send(method, path, body, signal, anonymous);
  }
  if (response.status === 401 && !anonymous) session.end();
  if (!response.ok) throw await problem(response);
  return response;
}

async function send(method, path, body, signal, anonymous) {
  const headers = { Accept: "application/json, application/problem+json, */*;q=0.1" };
  const token = session.tokens()?.accessToken;
  if (token && !anonymous) headers.Authorization = `Bearer ${token}`;
  const isForm = body instanceof FormData; // Which knows its own type.
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  const options = { method, headers, signal, credentials: "omit", cache: "no-store" };
  if (body !== undefined) options.body = isForm ? body : JSON.stringify(body);
  try {
    return await fetch(BASE + path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, "No connection", UNREACHABLE);
  }
}

async function problem(response) {
  let answer = {};
  try {
    answer = await response.json();
  } catch {
    // A proxy in between answers in its own words; the status says enough.
  }
  const title = titles[answer.code] ?? answer.title ?? `The server answered ${response.status}`;
  return new Problem(response.status, title, answer.detail, answer.errors);
}

function expiresSoon() {
  const kept = session.tokens();
  return kept !== null && kept.expiresAt - Date.now() < 15_000;
}

/** @type {Promise<boolean> | null} */
let refreshing = null;

/** Trades the refresh token for new tokens; calls that arrive meanwhile wait for the same answer. */
function refreshOnce() {
  refreshing ??= alone(refresh).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** Runs `work` while no other tab runs theirs. Browsers know locks only where the connection is safe. */
function alone(work) {
  return navigator.locks ? navigator.locks.request("refresh", work) : inTurn(work);
}

const TURN = "refresh-turn";
const TURN_LASTS = 10_000;
const SETTLES = 60;

/** The same without locks: tabs put their name into what they share, and whoever stands there last goes on. */
async function inTurn(work) {
  const name = `${Math.random()}`;
  const isTaken = () => {
    const [holder, until] = (localStorage.getItem(TURN) ?? "").split(" ");
    return holder !== name && Date.now() < Number(until);
  };
  for (;;) {
    while (isTaken()) await pause(SETTLES);
    localStorage.setItem(TURN, `${name} ${Date.now() + TURN_LASTS}`);
    await pause(SETTLES);
    if (localStorage.getItem(TURN)?.startsWith(`${name} `)) break;
  }
  try {
    return await work();
  } finally {
    localStorage.removeItem(TURN);
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function refresh() {
  const stale = session.tokens()?.refreshToken;
  session.catchUp();
  const token = session.tokens()?.refreshToken;
  if (!token) return false;
  if (token !== stale) return true; // Another tab was first.
  const response = await send("POST", "/auth/refresh", { refresh_token: token }, undefined, true);
  if ([400, 401, 403].includes(response.status)) return false;
  if (!response.ok) throw await problem(response);
  session.begin(await response.json());
  return true;
}
