// Building the page out of nodes. Nothing here or elsewhere ever parses a string as HTML:
// what people and the app write reaches the page as text nodes only.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element. `data` becomes data-*, `on…` functions become listeners, false/null attributes are left out. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "data") for (const [key, word] of Object.entries(value)) setData(node, key, word);
    else if (name.startsWith("on") && typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setData(node, key, word) {
  if (word !== null && word !== undefined && word !== false) node.dataset[key] = String(word);
}

const ICONS = {
  hash: "M9.5 4 8 20M16 4l-1.5 16M4.5 9h15M4 15h15",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  reply: "M20 11.5a7.5 7.5 0 0 1-11 6.6L4 19.5l1.4-4.3A7.5 7.5 0 1 1 20 11.5Z",
  close: "M6 6l12 12M18 6 6 18",
  back: "M15 5l-7 7 7 7",
  down: "M6 9.5l6 6 6-6",
  send: "M4.5 12h14M12.5 5.5l6.5 6.5-6.5 6.5",
  menu: "M4 7h16M4 12h16M4 17h16",
  clock: "M12 7v5l3.2 2M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z",
  people: "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.6-3.6 3.2-5.5 6.5-5.5s5.9 1.9 6.5 5.5M16 5.2a3.3 3.3 0 0 1 0 6.1M18 14.8c2 .8 3.2 2.5 3.6 5.2",
  help: "M9.2 9a2.9 2.9 0 1 1 4.3 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  home: "M4 11.5 12 4.5l8 7M6.5 10v9.5h11V10",
  eye: "M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12ZM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  file: "M7 3.5h7l4 4V20.5H7ZM14 3.5v4h4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  at: "M15.8 8.2v5a2.6 2.6 0 0 0 5.2 0V12a9 9 0 1 0-3.6 7.2M15.8 12a3.8 3.8 0 1 1-7.6 0 3.8 3.8 0 0 1 7.6 0Z",
  arrow: "M12 5v13M6 12.5l6 6 6-6",
};

/** A small line drawing; never the only carrier of a meaning, so hidden from readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon; its words are read out and shown on hover. */
export function iconButton(name, label, onclick, extra = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...extra }, icon(name));
}

let count = 0;
/** A fresh id for pairing a label, hint or list with its field. */
export function freshId(stem) {
  count += 1;
  return `${stem}-${count}`;
}

/** The words of a text object, or of a plain string. */
export function words(text) {
  if (text === null || text === undefined) return "";
  return typeof text === "string" ? text : text.text || "";
}

/** Find the control of a block's element inside a container. Ids are data, so no selector is built from them. */
export function findControl(container, blockId, actionId) {
  for (const node of container.querySelectorAll("[data-action-id]")) {
    if (node.dataset.actionId === actionId && (!blockId || node.dataset.blockId === blockId)) return node;
  }
  return null;
}

/** Remember where the focus is inside a container about to be built anew, and give back how to restore it. */
export function holdFocus(container) {
  const at = document.activeElement;
  if (!at || at === container || !container.contains(at)) return () => false;
  const holder = at.closest("[data-action-id]");
  const { blockId, actionId } = holder ? holder.dataset : {};
  const [start, end] = [at.selectionStart, at.selectionEnd];
  return (fresh) => {
    const found = actionId ? findControl(fresh, blockId, actionId) : null;
    if (!found) return false;
    const target = found.matches("button, input, textarea") ? found : found.querySelector("input, button, textarea") || found;
    target.focus({ preventScroll: true });
    if (typeof start === "number" && target.setSelectionRange && target.type !== "email") target.setSelectionRange(start, end);
    return true;
  };
}
