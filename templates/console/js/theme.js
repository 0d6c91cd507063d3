/**
 * Light, dark, or as the system has it.
 *
 * @module theme
 */

/** @returns {"auto"|"light"|"dark"} */
export function theme() {
  return document.documentElement.dataset.theme ?? "auto";
}

/** Sets and remembers the theme. */
export function setTheme(choice) {
  if (choice === "auto") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem("theme");
  } else {
    document.documentElement.dataset.theme = choice;
    localStorage.setItem("theme", choice);
  }
}
