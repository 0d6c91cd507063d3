/**
 * The start of the console: signed in or not, and which page.
 *
 * @module main
 */
import * as api from "./api.js";
import { showShortcuts } from "./components/dialog.js";
import { emptyNotice } from "./components/notice.js";
import { notifyOf } from "./components/notify.js";
import { shell } from "./components/shell.js";
import { clear, complain, moveOn } from "./components/toast.js";
import { h, show } from "./dom.js";
import { planIn, refreshTimes } from "./format.js";
import * as keyboard from "./keyboard.js";
import * as live from "./live.js";
import * as pageTitle from "./page-title.js";
import * as router from "./router.js";
import * as session from "./session.js";
import { accountView } from "./views/account.js";
import { analyticsView } from "./views/analytics.js";
import { askLinkView } from "./views/ask-link.js";
import { auditView } from "./views/audit.js";
import { dashboardView } from "./views/dashboard.js";
import { healthView } from "./views/health.js";
import { messagesView } from "./views/messages.js";
import { newTicketView } from "./views/new-ticket.js";
import { notificationsView } from "./views/notifications.js";
import { outboxView } from "./views/outbox.js";
import { peopleView } from "./views/people.js";
import { personView } from "./views/person.js";
import { preferencesView } from "./views/preferences.js";
import { projectView } from "./views/project.js";
import { projectsView } from "./views/projects.js";
import { quarantineView } from "./views/quarantine.js";
import { signInView } from "./views/sign-in.js";
import { teamsView } from "./views/teams.js";
import { ticketListView } from "./views/ticket-list.js";
import { ticketView } from "./views/ticket.js";
import { useLinkView } from "./views/use-link.js";

/**
 * @typedef {object} View
 * @property {string} title
 * @property {HTMLElement} element
 * @property {Record<string, () => void>} keys what single keys do here.
 * @property {HTMLInputElement} [search] keeps the caret while a search narrows the list.
 * @property {() => void} stop called when the page is left.
 */

const TICK = 30_000;

const app = document.getElementById("app");
let site = { name: "Helpdesk", demo: false };
/** @type {ReturnType<typeof shell> | null} */
let frame = null;
/** @type {View | null} */
let current = null;
/** Whether the list is gone to for its search. */
let seeks = false;

const pages = {
  start: (route) => (session.isStaff() ? dashboardView(route) : ticketListView(route)),
  list: ticketListView,
  ticket: ticketView,
  new: newTicketView,
  notifications: notificationsView,
  preferences: preferencesView,
  projects: projectsView,
  project: projectView,
  people: peopleView,
  person: personView,
  account: accountView,
  teams: teamsView,
  analytics: analyticsView,
  outbox: outboxView,
  quarantine: quarantineView,
  messages: messagesView,
  audit: auditView,
  health: healthView,
  missing: missingView,
};

async function start() {
  try {
    site = await api.site();
    pageTitle.belongTo(site.name);
    planIn(site.time_zone);
  } catch (error) {
    complain(error); // Signing in is still possible, without the name of the site.
  }
  session.onChange(enter);
  window.addEventListener("hashchange", navigate);
  setInterval(refreshTimes, TICK);
  live.onEvent(notifyOf);
  const go = (hash) => session.user() && router.go(hash);
  keyboard.listen({ "?": showShortcuts, n: () => go("#/new"), d: () => go("#/"), "/": seek });
  enter();
}

function seek() {
  if (!session.user()) return;
  seeks = true;
  router.go("#/tickets");
}

/** Shows the way in, or the frame and the page the address names. */
function enter() {
  leave();
  const door = router.parseDoor(location.hash);
  if (door || !session.user()) {
    pageTitle.set("Sign in");
    show(app, door ? doorView(door) : signInView(site));
    app.querySelector("[data-focus]")?.focus();
    return;
  }
  frame = shell(site, signOut);
  show(app, frame.element);
  live.start();
  navigate();
}

const doorView = (door) => (door.token ? useLinkView(site, door) : askLinkView(site, door.name));

function leave() {
  live.stop();
  current?.stop();
  frame?.stop();
  current = frame = null;
  keyboard.setPageKeys({});
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
}

function navigate() {
  if (!frame || router.parseDoor(location.hash)) {
    enter();
    return;
  }
  const route = router.parse(location.hash);
  const wasSearching = seeks || (current?.search !== undefined && document.activeElement === current.search);
  seeks = false;
  current?.stop();
  moveOn(location.hash);
  if (route.name === "list") router.rememberList(location.hash);
  current = pages[route.name](route);
  pageTitle.set(current.title);
  show(frame.page, current.element);
  frame.mark(location.hash);
  keyboard.setPageKeys(current.keys);
  settleFocus(wasSearching);
}

function settleFocus(wasSearching) {
  const search = current.search;
  if (wasSearching && search) {
    search.focus();
    search.setSelectionRange(search.value.length, search.value.length);
    return;
  }
  window.scrollTo(0, 0);
  (current.element.querySelector("[data-focus]") ?? frame.page).focus({ preventScroll: true });
}

async function signOut() {
  try {
    await api.signOut();
  } catch {
    // The tokens are forgotten here in any case, and the server's copy ends with its time.
  }
  clear();
  session.end();
}

function missingView() {
  const link = h("a", { class: "button", href: "#/tickets" }, "To the list");
  const notice = emptyNotice("search", "There is no such page", "The address may be cut short.", link, "h1");
  const element = h("div", { class: "page-inner" }, notice);
  return { title: "No such page", element, keys: {}, stop() {} };
}

start();
