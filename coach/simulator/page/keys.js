// Keys of the whole page. None of them is needed: everything they do can be reached with Tab as well.

import { leaveSide } from "./places.js";
import { emit, humans, store } from "./store.js";
import { close as closeThread } from "./thread.js";

const formOpen = () => Boolean(document.querySelector("dialog[open]"));

function numbered(event) {
  const found = /^Digit([1-9])$/.exec(event.code);
  if (!found || !event.altKey || event.ctrlKey || event.metaKey) return false;
  const index = Number(found[1]) - 1;
  if (event.shiftKey) {
    const person = humans()[index];
    if (person) emit("act-as", { id: person.id });
    return Boolean(person);
  }
  const places = [...document.querySelectorAll("#side .place:not([data-tab])")];
  const place = places[index]?.dataset.place;
  if (place) emit("go", { place, focus: true });
  return Boolean(place);
}

// F6 walks through the page's regions, to what is most useful in each.
const DOORS = { bar: "button", side: "[aria-current], .place", main: "article.current, #home, #composer", thread: "#thread-composer, #thread-name" };

function nextRegion(back) {
  const regions = [...document.querySelectorAll("[data-region]")].filter((node) => !node.inert && node.checkVisibility({ visibilityProperty: true }));
  const at = regions.findIndex((node) => node.contains(document.activeElement));
  const next = regions[(at + (back ? -1 : 1) + regions.length) % regions.length];
  (next.querySelector(DOORS[next.id]) || next.querySelector("button"))?.focus();
}

export function watchKeys() {
  document.addEventListener("keydown", (event) => {
    if (formOpen()) return;
    if (event.key === "F6") {
      event.preventDefault();
      nextRegion(event.shiftKey);
    } else if (numbered(event)) {
      event.preventDefault();
    } else if (event.key === "Escape" && document.body.classList.contains("side-open")) {
      leaveSide();
    } else if (event.key === "Escape" && store.thread && !document.querySelector(":popover-open.panel")) {
      closeThread();
    }
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    (document.getElementById("composer") || document.getElementById("main")).focus();
  });
}
