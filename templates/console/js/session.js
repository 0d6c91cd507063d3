/**
 * Who is signed in, in every tab of this browser: a ticket opened in another tab is open at once, and signing
 * out ends all of them. Refresh tokens are good for one use, so tabs must share the newest.
 *
 * @module session
 */

const KEY = "session";
const events = new EventTarget();

/** @type {{accessToken: string, refreshToken: string, expiresAt: number, user: object} | null} */
let current = read();

/** The signed-in person `{id, name, email, role}`, or null. */
export function user() {
  return current?.user ?? null;
}

/** Whether the signed-in person works the desk. */
export function isStaff() {
  return current?.user.role === "staff" || current?.user.role === "admin";
}

/** The tokens, for the API alone. */
export function tokens() {
  return current;
}

/** Keeps what `POST /auth/login`, `/auth/demo-login` or `/auth/refresh` answered. */
export function begin(answer) {
  const before = current?.user.id;
  current = {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? current?.refreshToken,
    expiresAt: Date.now() + (answer.expires_in ?? 600) * 1000,
    user: answer.user ?? current?.user,
  };
  localStorage.setItem(KEY, JSON.stringify(current));
  if (before !== current.user.id) events.dispatchEvent(new Event("change"));
}

/** Forgets everything. */
export function end() {
  current = null;
  localStorage.removeItem(KEY);
  events.dispatchEvent(new Event("change"));
}

/** Takes over what another tab has kept or forgotten since. */
export function catchUp() {
  const before = current?.user.id;
  current = read();
  if (before !== current?.user.id) events.dispatchEvent(new Event("change"));
}

/** Calls `listener` when somebody signed in or out. */
export function onChange(listener) {
  events.addEventListener("change", listener);
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null; // Not ours or cut short: signing in again is the cure.
  }
}

window.addEventListener("storage", ({ key }) => {
  if (key === KEY || key === null) catchUp();
});
