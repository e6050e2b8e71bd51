// Starts the page: reads who acts and what there is, draws every part, opens the live line and keeps all of it in step.

import { readState, readView } from "./api.js";
import { drawBar, watchClock } from "./clock.js";
import { showView, watchForms } from "./forms.js";
import { watchHome } from "./home.js";
import { watchKeys } from "./keys.js";
import { connect } from "./live.js";
import { openPlace, refreshPlace, watchMessages } from "./messages.js";
import { drawPlaces, watchPlaces } from "./places.js";
import { emit, isAppPlace, on, placeById, store, takeState } from "./store.js";
import { watchGuide } from "./strip.js";
import { refreshThread, watchThread } from "./thread.js";
import { announce, complain, notice } from "./toasts.js";

const LAST = "coach.acting-as";
const LOST = "The workspace is not answering. Is “coach demo” still running? This page tries again by itself.";

// The person stands in the address, so that two windows can be two people side by side.
function askedPerson() {
  const asked = new URLSearchParams(location.search).get("as");
  try {
    return asked || localStorage.getItem(LAST);
  } catch {
    return asked;
  }
}

function keepPerson(id) {
  try {
    localStorage.setItem(LAST, id);
  } catch {
    // Without storage the address alone remembers who acts.
  }
}

/** The place, message and tab that the address names: "#/C1", "#/C1/1778.000100", "#/D7/home". */
function askedPlace() {
  const found = /^#\/([A-Z0-9]+)(?:\/(home|\d+\.\d+))?$/.exec(location.hash);
  if (!found || !placeById(found[1])) return null;
  return { place: found[1], ...(found[2] === "home" ? { tab: "home" } : { ts: found[2] || null }) };
}

const firstPlace = () => (store.places.find((place) => place.kind === "channel" && place.member !== false && !place.archived) || store.places[0])?.id;

// Nobody was named, or a name from an earlier workspace is gone: begin as the workspace's first person.
// Ids are handed out in order, so there is always a U1 or a U2; the one that is the app points to a person.
async function firstState() {
  const state = await readState("U2").catch(() => readState("U1"));
  const person = state.people.find((one) => !one.is_bot);
  return state.me.is_bot && person ? readState(person.id) : state;
}

async function load(person) {
  const state = await (person ? readState(person).catch(firstState) : firstState());
  takeState(state);
  keepPerson(store.as);
  drawBar();
  drawPlaces();
  return state;
}

async function actAs({ id }) {
  if (id === store.as) return;
  const { place, tab } = store;
  const atApp = isAppPlace(placeById(place));
  emit("switched");
  emit("thread", { ts: null });
  await load(id);
  await connect();
  const state = await load(id);
  // Another person's direct messages are not ours to see: then the first channel opens. The app's page has its like for everybody.
  const same = placeById(place) || (atApp && store.places.find(isAppPlace));
  const target = same ? { id: same.id, tab } : { id: firstPlace(), tab: "messages" };
  await openPlace(target.id, { tab: target.tab });
  showView(state.open_view || null);
  announce(`You are now ${store.me.name}.`);
}

async function again() {
  await load(store.as);
  const { view } = await readView();
  showView(view);
  await refreshPlace();
  await refreshThread();
}

const guarded = (run) => (detail) => run(detail).catch(() => complain(LOST));

function watchLine() {
  const line = document.getElementById("offline");
  on("offline", () => {
    line.hidden = false;
    line.textContent = "The line to the workspace is down. Reconnecting…";
  });
  on("online", ({ returned }) => {
    line.hidden = true;
    if (returned) guarded(again)();
  });
  on("live:notice", ({ text }) => complain(text));
  on("lost", () => complain(LOST));
}

function watchBusy() {
  const waiting = { mine: false, app: false };
  const draw = () => { document.getElementById("progress").hidden = !(waiting.mine || waiting.app); };
  on("busy", (event) => { waiting.mine = event.on; draw(); });
  on("live:busy", (event) => { waiting.app = event.on; draw(); });
  on("offline", () => { waiting.app = false; draw(); });
}

async function begin() {
  [watchLine, watchBusy, watchPlaces, watchMessages, watchThread, watchHome, watchForms, watchClock, watchKeys].forEach((watch) => watch());
  on("act-as", guarded(actAs));
  on("go", guarded(async ({ place, then, ...how }) => {
    await openPlace(place, how);
    then?.();
  }));
  await load(askedPerson()); // tells who acts; everything is read once the line is open
  await connect();
  const state = await load(store.as);
  const asked = askedPlace();
  await openPlace(asked?.place || firstPlace(), asked || {});
  watchGuide();
  showView(state.open_view || null);
  document.body.classList.add("ready");
  window.addEventListener("hashchange", () => {
    const target = askedPlace();
    if (target) emit("go", target);
  });
}

begin().catch(() => {
  document.getElementById("stage").textContent = LOST;
  notice("Reload the page once the workspace is running.");
});
