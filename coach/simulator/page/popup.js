// Panels that hang from a button (menus, pick lists). The browser's own popover closes them on Escape and on a
// click elsewhere, and keeps them above an open form.

import { h } from "./dom.js";

const GAP = 6;

/** Open `panel` under (or above) `anchor`; gives back a function that closes it. */
export function openPanel(anchor, panel, { end = false, fit = false, closed = () => {} } = {}) {
  panel.setAttribute("popover", "auto");
  panel.classList.add("panel");
  // Inside a form it must be the form's child: everything outside a modal dialog is out of reach.
  (anchor.closest("dialog") || document.body).append(panel);
  const place = () => position(anchor, panel, end, fit);
  const close = () => panel.isConnected && panel.matches(":popover-open") && panel.hidePopover();
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    window.removeEventListener("resize", close);
    document.removeEventListener("scroll", follow, true);
    anchor.setAttribute("aria-expanded", "false");
    const inside = panel.contains(document.activeElement) || document.activeElement === document.body;
    panel.remove();
    if (inside && anchor.isConnected) anchor.focus({ preventScroll: true });
    closed();
  });
  const follow = (event) => { if (!panel.contains(event.target)) place(); };
  window.addEventListener("resize", close);
  document.addEventListener("scroll", follow, true);
  anchor.setAttribute("aria-expanded", "true");
  panel.showPopover();
  place();
  return close;
}

function position(anchor, panel, end, fit) {
  const box = anchor.getBoundingClientRect();
  if (fit) panel.style.minWidth = `${Math.max(box.width, 220)}px`;
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = window.innerHeight - box.bottom - GAP * 2;
  const up = height > below && box.top > below;
  const left = end ? box.right - width : box.left;
  panel.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
  panel.style.top = up ? `${Math.max(8, box.top - GAP - height)}px` : `${box.bottom + GAP}px`;
}

/**
 * A menu of things to do. Items: {label, run, note, danger, chosen, data}. A string makes a small heading.
 * Arrows, Home, End and a first letter move; Enter chooses; Escape goes back to the button.
 */
export function openMenu(anchor, items, { end = false, label = "Menu", closed = () => {} } = {}) {
  const menu = h("div", { role: "menu", class: "menu", "aria-label": label });
  let chosen = null;
  const close = openPanel(anchor, menu, { end, closed: () => { if (chosen) chosen(); closed(); } });
  for (const item of items) menu.append(typeof item === "string" ? h("p", { class: "menu-title", role: "presentation" }, item) : row(item));
  const rows = [...menu.querySelectorAll("button")];
  function row(item) {
    return h("button", {
      type: "button", role: "chosen" in item ? "menuitemradio" : "menuitem", tabindex: "-1", data: item.data,
      class: item.danger ? "menu-item menu-danger" : "menu-item",
      "aria-checked": "chosen" in item ? String(Boolean(item.chosen)) : null,
      onclick: () => { chosen = item.run; close(); },
    }, item.face || null, h("span", { class: "menu-words" }, item.label, item.note ? h("small", {}, item.note) : null));
  }
  menu.addEventListener("keydown", (event) => walk(event, rows, close));
  position(anchor, menu, end, false);
  (rows.find((button) => button.getAttribute("aria-checked") === "true") || rows[0])?.focus();
  return close;
}

function walk(event, rows, close) {
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    rows[(to + rows.length) % rows.length].focus();
  } else if (event.key === "Tab") {
    event.preventDefault();
    close();
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const letter = event.key.toLowerCase();
    const after = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
    after.find((button) => button.textContent.trim().toLowerCase().startsWith(letter))?.focus();
  }
}
