// Faces: a circle with initials for a person, the mark for the app.

import { h } from "./dom.js";
import { store, personName } from "./store.js";

const TINTS = 8;

function initialsOf(name) {
  return name.replace(/^(Dr|Mr|Mrs|Ms|Prof)\.? /, "").split(/\s+/).map((word) => word[0] || "").join("").slice(0, 2).toUpperCase();
}

/** A person's or the app's picture, in `size` "s", "m" or "l". The name always stands beside it, so it is silent. */
export function avatar(id, size = "m", name = null) {
  const person = store.people.get(id);
  const isBot = (person && person.is_bot) || (store.bot && store.bot.id === id);
  if (isBot) {
    return h("span", { class: `avatar avatar-${size} avatar-bot`, "aria-hidden": "true" }, h("img", { src: "/page/mark.svg", alt: "" }));
  }
  const tint = person ? person.index % TINTS : 0;
  const initials = (person && person.initials) || initialsOf(name || personName(id));
  return h("span", { class: `avatar avatar-${size} tint-${tint}`, "aria-hidden": "true" }, initials);
}

/** A few overlapping faces, for "3 replies". */
export function faces(ids, most = 4) {
  return h("span", { class: "faces" }, ids.slice(0, most).map((id) => avatar(id, "s")));
}
