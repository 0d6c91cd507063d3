/**
 * What happens on the desk while one looks: the WebSocket, and its return after an interruption.
 *
 *     connecting ──ready──▶ live ──closed──▶ reconnecting ──ready──▶ live …
 *
 * @module live
 */
import * as api from "./api.js";
import * as session from "./session.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
/** How long the server may take from the opening to `ready`. */
const WELCOME = 10_000;
/** After so long out of sight, perhaps asleep, a connection is not trusted to be alive. */
const DOUBT = 120_000;

const bus = new EventTarget();
let socket = null;
let timer = null;
let attempts = 0;
/** The number of the last event seen, or null before the first `ready`. */
let last = null;
let hiddenSince = null;
/** Counts `start` and `stop`, so that what belongs to an earlier sign-in is dropped. */
let run = 0;

/** @type {"connecting"|"live"|"reconnecting"|"stopped"} */
export let state = "stopped";

/** Calls `listener(event)` for each event of the desk; returns the way to stop. */
export function onEvent(listener) {
  return listen("event", (event) => listener(event.detail));
}

/** Calls `listener()` when events may have been missed and what is shown should be read anew. */
export function onResync(listener) {
  return listen("resync", listener);
}

/** Calls `listener(state)` whenever the connection changes. */
export function onState(listener) {
  return listen("state", () => listener(state));
}

/** Connects, and stays connected until `stop`. */
export function start() {
  if (state !== "stopped") return;
  run += 1;
  last = null;
  attempts = 0;
  become("connecting");
  connect(run);
}

/** Hangs up. */
export function stop() {
  run += 1;
  clearTimeout(timer);
  socket?.close();
  socket = null;
  become("stopped");
}

async function connect(mine) {
  let ticket;
  try {
    ({ ticket } = await api.socketTicket());
  } catch {
    if (mine === run && session.user()) retry(mine);
    return;
  }
  if (mine !== run) return;
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const opened = new WebSocket(`${scheme}//${location.host}/ws`);
  socket = opened;
  opened.addEventListener("open", () => opened.send(JSON.stringify({ type: "auth", ticket })));
  opened.addEventListener("message", (message) => {
    if (mine === run) receive(opened, message.data);
  });
  const patience = setTimeout(() => abandon(opened), WELCOME);
  opened.addEventListener("message", () => clearTimeout(patience), { once: true });
  opened.addEventListener("close", () => {
    clearTimeout(patience);
    if (mine === run && socket === opened) retry(mine);
  });
}

/** Gives a connection up at once; its own close would wait for a peer that may be gone. */
function abandon(opened) {
  if (socket !== opened || opened === null) return;
  opened.close();
  retry(run);
}

function receive(opened, data) {
  let message;
  try {
    message = JSON.parse(data);
  } catch {
    return; // A frame we cannot read is not worth the connection.
  }
  if (message.type === "ready") return welcome(opened, message.seq);
  if (typeof message.seq !== "number" || message.seq <= last) return;
  last = message.seq;
  bus.dispatchEvent(new CustomEvent("event", { detail: message }));
}

function welcome(opened, seq) {
  attempts = 0;
  const returned = last !== null;
  if (returned && seq > last) {
    opened.send(JSON.stringify({ type: "resume", after: last }));
  } else {
    last = seq; // The first time; or a server restored from a backup, which counts from less.
  }
  become("live");
  if (returned) bus.dispatchEvent(new Event("resync"));
}

function retry(mine) {
  socket = null;
  become("reconnecting");
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempts);
  attempts += 1;
  clearTimeout(timer);
  timer = setTimeout(() => connect(mine), pause * (0.75 + Math.random() / 2));
}

function hurry() {
  if (state !== "reconnecting" || socket) return;
  clearTimeout(timer);
  connect(run);
}

function become(next) {
  if (state === next) return;
  state = next;
  bus.dispatchEvent(new Event("state"));
}

function listen(name, listener) {
  bus.addEventListener(name, listener);
  return () => bus.removeEventListener(name, listener);
}

window.addEventListener("online", hurry);
window.addEventListener("offline", () => abandon(socket));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    hiddenSince = Date.now();
    return;
  }
  if (hiddenSince !== null && Date.now() - hiddenSince > DOUBT) abandon(socket);
  hurry();
});
