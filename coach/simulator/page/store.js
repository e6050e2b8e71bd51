// What the page knows at this moment, and the small bus on which its parts tell each other what happened.
// Every part reads from here; only main.js and live.js write the workspace's own facts.

export const store = {
  as: null, me: null, people: new Map(), places: [], bot: null, workspace: null, clock: null,
  commands: [], shortcuts: [],
  place: null, // id of the open place
  tab: "messages", // in the app's own place: "home" or "messages"
  thread: null, // ts of the open thread
};

const bus = new EventTarget();

/** Listen for an event of the page: `on("opened", ({place}) => …)`. */
export function on(name, listener) {
  bus.addEventListener(name, (event) => listener(event.detail));
}

/** Tell every part of the page that something happened. */
export function emit(name, detail = {}) {
  bus.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Take in the answer of /page/state. */
export function takeState(state) {
  store.me = state.me;
  store.as = state.me.id;
  store.people = new Map(state.people.map((person, index) => [person.id, { ...person, index }]));
  store.workspace = state.workspace;
  store.bot = state.bot;
  store.clock = state.clock;
  store.places = state.places;
  store.commands = state.commands || [];
  store.shortcuts = state.shortcuts || [];
}

export function placeById(id) {
  return store.places.find((place) => place.id === id) || null;
}

/** The app's own direct messages: the place that also has a Home. */
export function isAppPlace(place) {
  return Boolean(place && place.kind === "dm" && store.bot && place.with === store.bot.id);
}

/** A place as people say it: #ward-7, or the other person's name. */
export function placeName(place) {
  if (!place) return "";
  return place.kind === "dm" ? place.name : `#${place.name}`;
}

export function personName(id) {
  const person = store.people.get(id);
  if (person) return person.name;
  return store.bot && id === store.bot.id ? store.bot.name : "someone";
}

/** Everybody who is not the app, in the workspace's order. */
export function humans() {
  return [...store.people.values()].filter((person) => !person.is_bot);
}
