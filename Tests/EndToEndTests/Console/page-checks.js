// Run in a page by the browser tests: says what somebody could not read, reach or name. No dependency; what it asks
// is from WCAG 2.2, level AA.
(() => {
  const findings = [];
  const find = (rule, element, detail = "") => findings.push(`${rule}: ${nameOf(element)} ${detail}`.trim());

  function nameOf(element) {
    if (!element?.tagName) return "";
    const id = element.id ? `#${element.id}` : "";
    const classes = [...(element.classList ?? [])].map((name) => `.${name}`).join("");
    const text = (element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.tagName.toLowerCase()}${id}${classes} “${text}”`;
  }

  function isShown(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && element.getClientRects().length > 0;
  }

  /** For screen readers alone: cut down to a point. */
  function isHiddenFromSight(element) {
    const box = element.closest(".visually-hidden, .skip:not(:focus)");
    return box !== null;
  }

  // Colours, whatever notation they are computed in, as the screen has them.
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const known = new Map();
  function rgba(colour) {
    if (!known.has(colour)) {
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = colour;
      brush.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
      known.set(colour, [red, green, blue, alpha / 255]);
    }
    return known.get(colour);
  }
  const over = ([r, g, b, a], below) => [r, g, b].map((part, at) => part * a + below[at] * (1 - a));
  function luminance(colour) {
    const [r, g, b] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }
  function background(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none" && !at.matches("select, input")) return null;
      layers.push(rgba(style.backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    const page = getComputedStyle(document.documentElement).colorScheme.includes("dark")
      && matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
    return layers.reverse().reduce((below, layer) => over(layer, below), page);
  }
  function checkText(element, style, what) {
    const below = background(element);
    if (!below) return;
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
    const [r, g, b, a] = rgba(style.color);
    const ratio = contrast(over([r, g, b, a * opacity], below), below);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const needed = isLarge ? 3 : 4.5;
    if (ratio < needed - 0.005) find("contrast", element, `${what} ${ratio.toFixed(2)} < ${needed}`);
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || seen.has(element)) continue;
    seen.add(element);
    if (element.closest("script, style, noscript, option, :disabled") || !isShown(element)) continue;
    if (!isHiddenFromSight(element)) checkText(element, getComputedStyle(element), "");
  }
  for (const field of document.querySelectorAll("input, textarea, select")) {
    if (!isShown(field) || field.disabled) continue;
    checkText(field, getComputedStyle(field), "value");
    if (field.placeholder) checkText(field, getComputedStyle(field, "::placeholder"), "placeholder");
  }

  // Nothing sticks out to the side.
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > room) {
    find("overflow", null, `the page is ${document.documentElement.scrollWidth} wide in ${room}`);
    for (const element of document.querySelectorAll("body *")) {
      if (isShown(element) && element.getBoundingClientRect().right > room + 1) find("sticks out", element);
    }
  }
  for (const element of document.querySelectorAll("button, a.button, .badge, h1, h2, dd, th, td, label")) {
    const style = getComputedStyle(element);
    const isCut = element.scrollWidth > element.clientWidth + 2 && style.display !== "inline";
    if (isShown(element) && isCut && !["hidden", "clip", "auto", "scroll"].includes(style.overflowX)
      && !isHiddenFromSight(element)) find("cut off", element);
  }

  // Names, for those who hear or speak them.
  const reference = (ids) => (ids ?? "").split(/\s+/).filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
  function accessibleName(element) {
    const own = reference(element.getAttribute("aria-labelledby")) || element.getAttribute("aria-label")
      || [...(element.labels ?? [])].map((label) => label.textContent).join(" ");
    if (own.trim()) return own;
    const pictures = [...element.querySelectorAll("img[alt], svg[aria-label]")];
    const inside = element.textContent + pictures.map((one) => one.alt ?? one.ariaLabel).join(" ");
    const isField = element.matches("input, select, textarea");
    const button = element.matches("input[type=submit], input[type=button]") ? element.value : "";
    return (isField ? button : inside).trim() || (element.title ?? "").trim();
  }
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, "
    + "[role=button], [role=region], [role=group], [role=radiogroup], dialog, [role=img]";
  for (const element of document.querySelectorAll(controls)) {
    if (isShown(element) && !accessibleName(element)) find("no name", element, element.outerHTML.slice(0, 120));
  }
  for (const image of document.querySelectorAll("img:not([alt])")) find("no alternative", image);
  for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "for"]) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      for (const id of element.getAttribute(attribute).split(/\s+/)) {
        if (!document.getElementById(id)) find("reference to nothing", element, `${attribute}=${id}`);
      }
    }
  }
  const ids = new Set();
  for (const { id } of document.querySelectorAll("[id]")) {
    if (ids.has(id)) find("two of one id", document.getElementById(id));
    ids.add(id);
  }
  for (const element of document.querySelectorAll("[aria-hidden=true]")) {
    if (element.querySelector("a[href], button, input, select, textarea, [tabindex='0']")) {
      find("hidden yet reachable", element);
    }
  }

  // The frame of the page.
  if (!document.documentElement.lang) find("no language", document.documentElement);
  if (!document.title.trim()) find("no title", document.documentElement);
  const mains = [...document.querySelectorAll("main, [role=main]")].filter(isShown);
  if (mains.length !== 1) find("landmark", null, `${mains.length} main parts`);
  const ways = [...document.querySelectorAll("nav")].filter(isShown);
  const wayNames = ways.map(accessibleNameOfLandmark);
  function accessibleNameOfLandmark(element) {
    return element.getAttribute("aria-label") ?? reference(element.getAttribute("aria-labelledby"));
  }
  if (ways.length > 1 && new Set(wayNames).size < ways.length) find("landmark", ways[0], "shares its name");
  const isOpen = document.querySelector("dialog[open]");
  const headings = [...(isOpen ?? document).querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(isShown);
  const first = headings.filter((heading) => heading.tagName === "H1");
  if (!isOpen && first.length !== 1) find("headings", null, `${first.length} of the first level`);
  const inMain = headings.filter((heading) => heading.closest("main"));
  inMain.reduce((level, heading) => {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) find("headings", heading, `level ${next} after ${level}`);
    return next;
  }, inMain.length > 0 && inMain[0].tagName === "H1" ? 1 : 0);
  for (const list of document.querySelectorAll("ul, ol")) {
    const stranger = [...list.children].find((child) => !child.matches("li, script, template"));
    if (stranger) find("list", stranger, "is no item");
  }
  for (const element of document.querySelectorAll("[tabindex]")) {
    if (element.tabIndex > 0) find("order of keys", element);
  }

  // What a finger presses is big enough, unless it stands in a sentence.
  for (const element of document.querySelectorAll("a[href], button, input, select, summary")) {
    if (!isShown(element) || isHiddenFromSight(element) || element.disabled) continue;
    const { width, height } = element.getBoundingClientRect();
    const isInText = getComputedStyle(element).display === "inline";
    const label = element.closest("label") ?? element.labels?.[0];
    const box = label?.getBoundingClientRect();
    if (!isInText && (width < 24 || height < 24) && !(box && box.height >= 24)) {
      find("small", element, `${Math.round(width)}×${Math.round(height)}`);
    }
  }
  return findings;
})()
