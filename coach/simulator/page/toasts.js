// Short words that come and go, and the line that a screen reader speaks.

import { h, iconButton } from "./dom.js";

const STAY = 7000;

/** Say something that needs no answer; it leaves by itself. */
export function notice(text) {
  show(text, "status", STAY);
}

/** Say that something did not work, with words that name the fix; it stays a good while longer. */
export function complain(text) {
  show(text, "alert", STAY * 2);
}

function show(text, role, stay) {
  const holder = document.getElementById("toasts");
  const toast = h("div", { class: `toast toast-${role}`, role }, h("span", {}, text));
  const leave = () => {
    toast.remove();
    if (!holder.childElementCount && holder.matches(":popover-open")) holder.hidePopover();
  };
  toast.append(iconButton("close", "Put away", leave));
  // Shown anew, above a form that was opened meanwhile; otherwise not, or older notices would be read out again.
  if (holder.matches(":popover-open") && document.querySelector("dialog[open]")) holder.hidePopover();
  holder.append(toast);
  if (!holder.matches(":popover-open")) holder.showPopover();
  let timer = setTimeout(leave, stay);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => { timer = setTimeout(leave, stay); });
}

/** Have a screen reader say something, without showing it. */
export function announce(text) {
  const line = document.getElementById("announce");
  line.append(h("p", {}, text));
  while (line.childElementCount > 6) line.firstElementChild.remove();
}
