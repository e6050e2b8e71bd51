// The slim bar of demo controls: who acts, what time it is, moving the clock on, letting the others answer, help.

import { act, readState } from "./api.js";
import { freshId, h, icon } from "./dom.js";
import { openHelp } from "./help.js";
import { avatar } from "./people.js";
import { openMenu } from "./popup.js";
import { emit, humans, on, store } from "./store.js";
import { dateAfter, dateOf, inWords, momentAt, nowMs } from "./time.js";
import { announce, notice } from "./toasts.js";

const HOUR = 3600;
const REFRESH = 30000; // ms

const bar = () => document.getElementById("bar");

/** Draw the bar from what the page knows. */
export function drawBar() {
  const focused = bar().contains(document.activeElement) ? document.activeElement.id : null;
  bar().replaceChildren(
    h("span", { class: "bar-title" }, "Local workspace"),
    barButton("act-as-menu", [avatar(store.as, "s"), h("span", {}, h("span", { class: "bar-hint" }, "Acting as: "), store.me.name), icon("down")], whoMenu, "menu"),
    h("span", { class: "bar-space" }),
    h("span", { id: "clock", class: "bar-clock" }, icon("clock"), h("time", { datetime: store.clock.now }, store.clock.words || inWords(nowMs()))),
    barButton("move-clock", [h("span", {}, "Move the clock on"), icon("down")], clockMenu, "menu"),
    barButton("others", [icon("people"), h("span", {}, "Let the others answer")], others),
    barButton("help", [icon("help"), h("span", { class: "bar-hint" }, "What is this?")], openHelp, "dialog"));
  bar().querySelector("#help").setAttribute("aria-label", "What is this?");
  if (focused) document.getElementById(focused)?.focus();
}

function barButton(id, children, run, popup = null) {
  const button = h("button", { type: "button", id, class: "bar-button", "aria-haspopup": popup, "aria-expanded": popup === "menu" ? "false" : null }, children);
  button.addEventListener("click", () => run(button));
  return button;
}

function whoMenu(button) {
  openMenu(button, humans().map((person, index) => ({
    label: person.name, note: [person.title, index < 9 ? `Alt + Shift + ${index + 1}` : null].filter(Boolean).join(" · "),
    face: avatar(person.id, "s"), chosen: person.id === store.as, data: { person: person.id }, run: () => emit("act-as", { id: person.id }),
  })), { label: "Act as" });
}

/** The next day's 10:00 by the workspace's clock. */
const tomorrowAtTen = () => momentAt(dateAfter(nowMs(), 1), "10:00");

function clockMenu(button) {
  const by = (label, seconds) => ({ label, data: { move: seconds }, run: () => move({ seconds }, label) });
  openMenu(button, [
    by("1 hour", HOUR),
    { label: "Until tomorrow, 10:00", data: { move: "tomorrow" }, run: () => move({ to: new Date(tomorrowAtTen()).toISOString() }) },
    by("1 day", 24 * HOUR),
    by("1 week", 7 * 24 * HOUR),
    { label: "To a date…", data: { move: "date" }, run: () => chooseDate(button) },
  ], { end: true, label: "Move the clock on" });
}

async function move(how) {
  const answer = await act("move_clock", how);
  if (!answer.ok) return;
  if (answer.clock) takeClock(answer.clock);
  notice(`It is now ${store.clock.words}.`);
  emit("clock-moved");
}

function takeClock(clock) {
  store.clock = clock;
  const time = bar().querySelector("#clock time");
  if (!time) return;
  time.textContent = clock.words || inWords(nowMs());
  time.setAttribute("datetime", clock.now);
}

function chooseDate(button) {
  const [dateId, timeId, errorId] = ["date", "time", "error"].map(freshId);
  const date = h("input", { type: "date", id: dateId, class: "field field-date", min: dateOf(nowMs()), value: dateAfter(nowMs(), 1), "aria-describedby": errorId, required: true });
  const time = h("input", { type: "time", id: timeId, class: "field field-date", value: "10:00", required: true });
  const error = h("p", { class: "error", id: errorId, role: "alert", hidden: true });
  const form = h("form", { novalidate: true }, h("h2", {}, "Move the clock on"),
    h("p", { class: "ask-text" }, "The clock can only go forward. What was due in between happens on the way."),
    h("div", { class: "two-fields" }, h("label", { class: "label", for: dateId }, "Date", date), h("label", { class: "label", for: timeId }, "Time", time)), error,
    h("div", { class: "ask-buttons" }, h("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Cancel"),
      h("button", { class: "button button-primary" }, "Move on")));
  const dialog = h("dialog", { class: "ask", "aria-label": "Move the clock on to a date" }, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const moment = date.value && time.value ? momentAt(date.value, time.value) : NaN;
    if (!(moment > nowMs())) {
      error.textContent = "Choose a moment that is still to come.";
      error.hidden = false;
      return;
    }
    dialog.close();
    move({ to: new Date(moment).toISOString() });
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (button.isConnected) button.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  date.focus();
}

async function others(button) {
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  button.classList.add("working");
  const answer = await act("others", store.place ? { place: store.place } : {});
  button.removeAttribute("aria-disabled");
  button.classList.remove("working");
  if (!answer.ok) return;
  notice(answer.words || "The others have answered.");
  emit("others-answered");
}

// The clock may run or stand still, and only the server knows: ask it now and then.
async function refresh() {
  if (document.visibilityState !== "visible") return;
  const state = await readState(store.as).catch(() => null);
  if (state?.clock) takeClock(state.clock);
}

export function watchClock() {
  setInterval(refresh, REFRESH);
  on("live:clock", ({ clock }) => {
    const before = store.clock?.words;
    takeClock(clock);
    if (before !== clock.words) announce(`It is now ${clock.words}.`);
  });
}
