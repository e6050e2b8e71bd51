// Shows the guided first minute (its words are in guide.js) and moves it on as things really happen.

import { h, iconButton } from "./dom.js";
import { END, STEPS } from "./guide.js";
import { fillComposer } from "./messages.js";
import { emit, on, store } from "./store.js";
import { announce } from "./toasts.js";

const KEY = "coach.first-minute";

const guide = { at: 0, gone: false };
let startedIn = null; // the place where the newcomer's project began, so that its card can be found again

const strip = () => document.getElementById("guide");

function remember() {
  try {
    localStorage.setItem(KEY, JSON.stringify({ at: guide.at, gone: guide.gone }));
  } catch {
    // A browser that keeps nothing shows the first minute anew each time; that does no harm.
  }
}

function recall() {
  try {
    Object.assign(guide, JSON.parse(localStorage.getItem(KEY) || "{}"));
  } catch {
    Object.assign(guide, { at: 0, gone: false });
  }
}

/** "`/coach new`" becomes a key cap; the rest stays text. */
function words(text) {
  return text.split("`").map((part, index) => (index % 2 ? h("kbd", {}, part) : part));
}

function dots() {
  return h("span", { class: "guide-dots", role: "img", "aria-label": `Step ${guide.at + 1} of ${STEPS.length}` },
    STEPS.map((_, index) => h("i", { class: index < guide.at ? "done" : index === guide.at ? "now" : null })));
}

function draw() {
  const step = STEPS[guide.at];
  strip().hidden = guide.gone;
  document.body.classList.toggle("guided", !guide.gone);
  drawInForm();
  if (guide.gone) return;
  const { title, text } = step || END;
  const help = step?.help ? h("button", { type: "button", class: "button guide-help", onclick: () => helpWith(step.help) }, step.help.label) : null;
  const onward = step
    ? h("button", { type: "button", class: "quiet-link guide-skip", onclick: () => to(guide.at + 1) }, "Next step")
    : h("button", { type: "button", class: "button button-primary", onclick: leave }, "Got it");
  strip().replaceChildren(
    step ? dots() : "",
    h("div", { class: "guide-words" }, h("strong", { id: "guide-title" }, title), h("p", {}, words(text))),
    h("div", { class: "guide-buttons" }, help, onward),
    iconButton("close", "Put the guide away (it can be shown again under “What is this?”)", leave, { class: "icon-button guide-close" }));
  strip().dataset.step = step?.id || "end";
}

// An open form covers the strip, so the step's words stand in the form as well.
function drawInForm() {
  const line = document.getElementById("form-guide");
  const step = STEPS[guide.at];
  if (!line) return;
  line.hidden = guide.gone || !step?.form || !document.querySelector(`#form [data-callback="${step.asks}"]`);
  line.replaceChildren(line.hidden ? "" : h("p", {}, step.form));
}

function helpWith({ fill, go, press }) {
  if (press) document.querySelector(press)?.click();
  else if (go) goToCard();
  else if (fill) fillWhenOpen(fill);
}

// The composer is only there in a place's messages: from the Home, open a channel first.
function fillWhenOpen(text) {
  if (document.getElementById("composer")) fillComposer(text);
  else {
    const channel = store.places.find((place) => place.kind === "channel" && place.member !== false && !place.archived);
    if (channel) emit("go", { place: channel.id, then: () => fillComposer(text) });
  }
}

// To the card that asks, in the place where it stands.
function goToCard() {
  const then = () => {
    const cards = [...document.querySelectorAll("#messages article.from-app")];
    const card = cards.findLast((one) => one.querySelector('[data-action-id^="answer."]')) || cards.at(-1);
    card?.scrollIntoView({ block: "nearest" });
    (card?.querySelector(".actions button") || card)?.focus();
  };
  const place = startedIn || store.places.find((one) => one.kind === "channel" && one.bot_member)?.id;
  if (!place || (place === store.place && store.tab === "messages")) then();
  else emit("go", { place, then });
}

function to(index) {
  guide.at = Math.min(index, STEPS.length);
  remember();
  draw();
  const { title, text } = STEPS[guide.at] || END;
  announce(`${title}. ${text.replaceAll("`", "")}`);
}

function leave() {
  guide.gone = true;
  remember();
  draw();
  document.getElementById("composer")?.focus();
}

// Only the present step's own events move it on, except that the last two things a newcomer can do
// (let the others answer, move the clock) carry anyone who is past the start to their step.
function happened(name) {
  if (guide.gone || guide.at >= STEPS.length) return;
  if (STEPS[guide.at].until.includes(name)) return to(guide.at + 1);
  const ahead = STEPS.findIndex((step, index) => index > guide.at && step.until.length && ["others-answered", "clock-moved"].includes(name) && step.until.includes(name));
  if (guide.at > 1 && ahead > 0) to(ahead + 1);
  return undefined;
}

function pressed(actionId) {
  happened("pressed");
  happened(`pressed:${actionId.split(".")[0]}`);
}

function formHas(what, view) {
  happened(`form-${what}`);
  happened(`form-${what}:${view.callback_id || ""}`);
}

function acted({ what, body, answer }) {
  if (!answer.ok) return;
  if (what === "click" && (body.ts || body.view_id)) pressed(body.action_id || "");
  if (what === "post") happened("posted");
  if (what === "command") happened("command");
}

export function watchGuide() {
  recall();
  on("form-shown", ({ view }) => { formHas("shown", view); drawInForm(); });
  on("form-sent", ({ view }) => {
    if (view.callback_id === "start") startedIn = store.place;
    formHas("sent", view);
  });
  on("acted", acted);
  on("others-answered", () => happened("others-answered"));
  on("clock-moved", () => happened("clock-moved"));
  on("guide-again", () => {
    guide.gone = false;
    to(0);
    strip().querySelector("button")?.focus();
  });
  draw();
}
