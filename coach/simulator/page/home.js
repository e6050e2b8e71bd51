// The app's Home: a page the app writes for one person.

import { act, readHome } from "./api.js";
import { blocks } from "./blocks.js";
import { h, holdFocus } from "./dom.js";
import { isAppPlace, on, placeById, store } from "./store.js";
import { Surface } from "./surface.js";

let surface = null;

/** Ask for the Home (which tells the app that it was opened) and show it. */
export async function showHome(stage) {
  const holder = h("div", { id: "home", class: "home", tabindex: "-1", role: "group", "aria-label": "The app's Home" }, h("p", { class: "empty" }, "One moment."));
  stage.replaceChildren(holder);
  surface = null;
  const { view } = await readHome();
  if (holder.isConnected && !surface) draw(view); // the app may have written a newer one meanwhile: the live line has shown it
}

function draw(view) {
  const holder = document.getElementById("home");
  if (!holder) return;
  if (!view?.blocks?.length) {
    holder.replaceChildren(h("p", { class: "empty" }, "There is nothing here yet. The app fills this page when you open it."));
    return;
  }
  const restore = holdFocus(holder);
  const saved = surface?.where.view_id === view.id ? surface.touched() : {};
  surface = new Surface({ kind: "home", where: { view_id: view.id }, saved, send: (body) => act("click", body) });
  holder.replaceChildren(h("div", { class: "home-page" }, blocks(view.blocks, surface)));
  restore(holder);
}

export function watchHome() {
  on("live:home", ({ view }) => {
    if (store.tab === "home" && isAppPlace(placeById(store.place))) draw(view);
  });
}
