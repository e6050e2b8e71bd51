// The left bar: the workspace's name, whom one acts as, the channels, the direct messages and the app.

import { showSide } from "./cover.js";
import { h, icon, iconButton } from "./dom.js";
import { avatar } from "./people.js";
import { emit, humans, isAppPlace, on, store } from "./store.js";

const side = () => document.getElementById("side");

/** Draw the left bar from what the page knows. */
export function drawPlaces() {
  const focused = document.activeElement?.closest?.("#side [data-place], #side [data-person]");
  const [key, value] = focused ? (focused.dataset.place ? ["place", focused.dataset.place] : ["person", focused.dataset.person]) : [];
  let number = 0;
  const entry = (place, extra = {}) => row(place, (number += 1), extra);
  const apps = store.places.filter(isAppPlace);
  const direct = store.places.filter((place) => place.kind === "dm" && !isAppPlace(place));
  side().replaceChildren(
    h("div", { class: "side-name" }, h("img", { src: "/page/mark.svg", alt: "", class: "side-mark" }),
      h("div", {}, h("strong", {}, store.workspace.name), h("span", {}, "On this machine only")),
      iconButton("close", "Close the places", leaveSide, { class: "icon-button side-close" })),
    people(),
    group("Channels", store.places.filter((place) => place.kind === "channel").map((place) => entry(place))),
    apps.length ? group("The coach", apps.flatMap((place) => [entry(place), homeRow(place)])) : "",
    direct.length ? group("Direct messages", direct.map((place) => entry(place))) : "");
  if (key) [...side().querySelectorAll(`[data-${key}]`)].find((node) => node.dataset[key] === value && !node.dataset.tab)?.focus();
}

/** Close the places on a narrow page and go back to the button that opened them. */
export function leaveSide() {
  showSide(false);
  document.querySelector(".side-toggle")?.focus();
}

function group(title, rows) {
  return h("section", { class: "side-group" }, h("h2", {}, title), h("ul", {}, rows.map((item) => h("li", {}, item))));
}

function row(place, number, extra) {
  const unread = place.unread || 0;
  const here = store.place === place.id && store.tab !== "home";
  const words = unread ? `, ${unread} new${place.mentioned ? ", you are mentioned" : ""}` : "";
  return h("button", {
    type: "button", class: ["place", unread && !here && "unread", place.member === false && "outside"].filter(Boolean).join(" "),
    "aria-current": here ? "page" : null, data: { place: place.id, ...extra }, title: number <= 9 ? `Alt + ${number}` : null,
    "aria-keyshortcuts": number <= 9 ? `Alt+${number}` : null, onclick: () => emit("go", { place: place.id, focus: true }),
  },
  place.kind === "channel" ? h("span", { class: "place-sign" }, icon("hash")) : avatar(place.with, "s", place.name),
  h("span", { class: "place-name" }, place.name, place.archived ? " (archived)" : ""),
  unread && !here ? h("span", { class: place.mentioned || place.kind === "dm" ? "dot dot-count" : "dot", "aria-hidden": "true" }, place.mentioned || place.kind === "dm" ? String(unread) : "") : null,
  h("span", { class: "unseen" }, words));
}

function homeRow(place) {
  const here = store.place === place.id && store.tab === "home";
  return h("button", {
    type: "button", class: "place", "aria-current": here ? "page" : null, data: { place: place.id, tab: "home" },
    onclick: () => emit("go", { place: place.id, tab: "home", focus: true }),
  }, h("span", { class: "place-sign" }, icon("home")), h("span", { class: "place-name" }, "Home"));
}

// One click changes the person; with the keyboard the arrows do, as in any group of radio buttons.
function people() {
  const faces = humans().map((person) => h("button", {
    type: "button", role: "radio", class: "face", "aria-checked": String(person.id === store.as), tabindex: person.id === store.as ? "0" : "-1",
    title: `Act as ${person.name}${person.title ? `, ${person.title}` : ""}`, "aria-label": `${person.name}${person.title ? `, ${person.title}` : ""}`,
    data: { person: person.id }, onclick: () => emit("act-as", { id: person.id }),
  }, avatar(person.id, "m")));
  const group = h("div", { id: "act-as", class: "act-as", role: "radiogroup", "aria-label": "Act as" }, faces);
  group.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = faces.indexOf(document.activeElement);
    faces[(at + step + faces.length) % faces.length].focus();
    faces[(at + step + faces.length) % faces.length].click();
  });
  return h("div", { class: "side-people" },
    h("p", { class: "side-me" }, "You are ", h("strong", {}, store.me.name), store.me.title ? h("span", {}, `, ${store.me.title}`) : null), group);
}

/** Put in the places as the server now sees them. */
export function watchPlaces() {
  on("live:places", ({ places }) => {
    // The open place is being read: its dot would only flicker.
    store.places = places.map((place) => (place.id === store.place && store.tab === "messages" && document.visibilityState === "visible" ? { ...place, unread: 0 } : place));
    drawPlaces();
    emit("places");
  });
  on("unread", ({ message }) => {
    const mentioned = message.text.includes(`<@${store.as}>`);
    store.places = store.places.map((place) => (place.id === message.place && !(message.thread_ts && !message.broadcast)
      ? { ...place, unread: (place.unread || 0) + 1, mentioned: place.mentioned || mentioned } : place));
    drawPlaces();
  });
  on("opened", ({ place }) => {
    store.places = store.places.map((other) => (other.id === place && store.tab === "messages" ? { ...other, unread: 0, mentioned: false } : other));
    drawPlaces();
    showSide(false);
  });
  on("side", () => {
    showSide(true);
    side().querySelector("[aria-current], [data-place]")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (document.body.classList.contains("side-open") && !event.target.closest("#side, .side-toggle")) showSide(false);
  });
}
