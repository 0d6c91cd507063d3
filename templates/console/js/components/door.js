/**
 * The frame of the pages that people see who are not signed in.
 *
 * @module components/door
 */
import { h, show } from "../dom.js";

/**
 * @param {{name: string, version?: string}} site
 * @param {(Node|string)[]} title
 * @param {...unknown} content
 */
export function door(site, title, ...content) {
  return h(
    "main",
    { class: "sign-in" },
    h(
      "section",
      { class: "sign-in-form" },
      h("img", { src: "logo.svg", alt: "", width: 56, height: 56 }),
      h("h1", { tabindex: "-1" }, title),
      content,
    ),
    h("footer", {}, "A helpdesk that lives in a mailbox", site.version && ` · ${site.version}`),
  );
}

/**
 * A form that says what is wrong above its button, and can be sent once at a time.
 *
 * @param {HTMLElement[]} rows
 * @param {string} action the word on the button.
 * @param {() => Promise<unknown>} send
 * @param {(error: Error) => string} [wordsFor]
 */
export function doorForm(rows, action, send, wordsFor = (error) => error.message) {
  const trouble = h("div", { role: "alert" });
  const button = h("button", { class: "button primary", type: "submit" }, action);
  const submit = async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-busy") === "true") return;
    show(trouble);
    button.setAttribute("aria-busy", "true");
    try {
      await send();
    } catch (error) {
      if (error.name !== "Problem") console.error(error);
      show(trouble, h("p", { class: "field-error" }, wordsFor(error)));
    }
    button.removeAttribute("aria-busy");
  };
  return h("form", { on: { submit } }, rows, trouble, button);
}

/** A labelled field of such a form. */
export function doorField(label, input, hint = null) {
  if (hint) input.setAttribute("aria-describedby", `${input.id}-hint`);
  const words = hint && h("p", { class: "hint", id: `${input.id}-hint` }, hint);
  return h("div", { class: "field" }, h("label", { for: input.id }, label), input, words);
}

/** An input of such a form. */
export function doorInput(id, type, autocomplete, attributes = {}) {
  return h("input", { class: "input", id, name: id, type, autocomplete, required: true, ...attributes });
}

/** Links to other ways in, below a form. */
export function otherWays(...links) {
  const items = links.filter(Boolean).map(([href, words]) => h("li", {}, h("a", { href }, words)));
  return h("ul", { class: "other-ways" }, items);
}
