// The middle of the page: the open place's heading, its messages and its composer.

import { act, readMessages } from "./api.js";
import { closedFoot, Composer } from "./composer.js";
import { h, icon, iconButton } from "./dom.js";
import { showHome } from "./home.js";
import { MessageList } from "./list.js";
import { openMessageMenu } from "./message.js";
import { plain } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { emit, humans, isAppPlace, on, personName, placeById, placeName, store } from "./store.js";
import { announce } from "./toasts.js";

const page = { list: null, composer: null, asked: 0, reading: 0 };

const element = (id) => document.getElementById(id);

/** Open a place, at its newest message or at `ts`, in its thread if `thread` is given. */
export async function openPlace(id, { ts = null, thread = null, tab = "messages", focus = false } = {}) {
  const place = placeById(id) || store.places[0];
  if (!place) return;
  const unread = place.unread || 0;
  if (store.place !== place.id) emit("thread", { ts: null });
  store.place = place.id;
  store.tab = isAppPlace(place) ? tab : "messages";
  history.replaceState(null, "", `?as=${encodeURIComponent(store.as)}#/${place.id}${store.tab === "home" ? "/home" : ""}`);
  drawHead(place);
  emit("opened", { place: place.id });
  if (store.tab === "home") {
    page.list = null;
    await showHome(element("stage"));
  } else {
    await showMessages(place, unread, focus);
    if (thread && thread !== ts) emit("thread", { place: place.id, ts: thread, show: ts });
    else if (ts && !page.list?.show(ts)) emit("thread", { place: place.id, ts });
  }
  if (!focus) return;
  if (store.tab === "home") element("place-name").focus();
}

async function showMessages(place, unread, focus) {
  const asked = (page.asked += 1);
  const holder = h("div", { id: "messages", class: "messages", "aria-label": `Messages in ${placeName(place)}`, role: "group" });
  const jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => page.list.toEnd() }, icon("arrow"), "Newest messages");
  page.list = new MessageList(holder);
  holder.addEventListener("scroll", () => { if (page.list?.atEnd()) jump.hidden = true; });
  page.jump = jump;
  element("stage").replaceChildren(h("div", { class: "messages-frame" }, holder, jump));
  drawFoot(place);
  if (focus) page.composer?.box.focus();
  const messages = await readMessages(place.id);
  if (asked !== page.asked) return; // another place was opened meanwhile
  page.list.set(messages, { unread });
  if (!page.list.messages.length) holder.append(empty(place));
  markRead(place.id);
}

function empty(place) {
  const [title, words] = place.kind === "dm"
    ? [`This is between you and ${place.name}`, "Nobody else in the workspace sees what is written here."]
    : [`This is the beginning of ${placeName(place)}`, "Write to your team, or type / to see what the coach can do here."];
  return h("div", { class: "empty empty-place" }, h("img", { src: "/page/mark.svg", alt: "" }), h("h2", {}, title), h("p", {}, words));
}

function drawFoot(place) {
  const closed = closedFoot(place.id);
  page.composer = closed ? null : new Composer({ id: "composer", place });
  const foot = closed || page.composer.node;
  const old = element("stage").querySelector(":scope > .composer");
  if (old) old.replaceWith(foot);
  else element("stage").append(foot);
}

function drawHead(place) {
  const name = h("h1", { id: "place-name", tabindex: "-1" }, place.kind === "channel" ? [icon("hash"), place.name] : [avatar(place.with, "s", place.name), place.name]);
  const members = place.kind === "channel" ? h("span", { class: "head-people", title: "The people of this workspace" }, humans().slice(0, 5).map((person) => avatar(person.id, "s"))) : null;
  element("head").replaceChildren(
    iconButton("menu", "Show the places", () => emit("side", {}), {
      class: "icon-button side-toggle", "aria-expanded": "false", "aria-controls": "side",
    }),
    h("div", { class: "head-words" }, name, place.topic ? h("p", { class: "topic" }, plain(place.topic)) : null),
    isAppPlace(place) ? tabs(place) : members || "");
  document.title = `${placeName(place)} · ${store.workspace?.name || "Local workspace"}`;
}

function tabs(place) {
  const tab = (name, label) => h("button", {
    type: "button", class: "tab", "aria-current": store.tab === name ? "page" : null, data: { tab: name },
    onclick: () => openPlace(place.id, { tab: name, focus: true }),
  }, label);
  return h("div", { class: "tabs", role: "group", "aria-label": `${place.name}'s pages` }, tab("home", "Home"), tab("messages", "Messages"));
}

/** Tell the server that the open place has been read, a moment later so that a burst is one call. */
function markRead(place) {
  clearTimeout(page.reading);
  page.reading = setTimeout(() => {
    if (store.place === place && store.tab === "messages" && document.visibilityState === "visible") act("read", { place }, { quiet: true });
  }, 250);
}

// A reply is not in the list itself: the message it hangs from counts it.
function countReply(message) {
  const parent = here(message) && message.thread_ts !== message.ts && page.list.find(message.thread_ts);
  if (!parent || Number(parent.latest_reply || 0) >= Number(message.ts)) return;
  const users = [...new Set([...(parent.reply_users || []), message.user])];
  page.list.put({ ...parent, reply_count: (parent.reply_count || 0) + 1, reply_users: users, latest_reply: message.ts });
}

const here = (message) => message.place === store.place && page.list;
const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts && !message.broadcast;

function heard({ message }) {
  const shown = here(message) && !isReply(message);
  if (shown) {
    element("messages")?.querySelector(".empty")?.remove();
    const atEnd = page.list.atEnd();
    page.list.put(message);
    if (message.user === store.as) page.list.toEnd();
    else if (!atEnd) page.jump.hidden = false;
    markRead(message.place);
  }
  if (message.thread_ts) countReply(message);
  if (message.user === store.as) return;
  if (!shown) emit("unread", { message });
  const who = message.name || personName(message.user);
  const where = here(message) ? (isReply(message) ? " in a thread" : "") : ` in ${placeName(placeById(message.place)) || "another place"}`;
  announce(`${who}${where}: ${here(message) ? plain(message.text).slice(0, 400) : "a new message"}`);
}

/** Put words into the open place's composer, for "Do it for me". */
export function fillComposer(text) {
  page.composer?.fill(text);
}

/** Read the open place anew, after the line was lost. */
export async function refreshPlace() {
  const place = placeById(store.place);
  if (place) await openPlace(place.id, { tab: store.tab });
}

export function watchMessages() {
  on("live:message", heard);
  on("live:changed", ({ message }) => {
    if (here(message) && page.list.find(message.ts)) page.list.put(message);
  });
  on("live:deleted", ({ place, ts }) => { if (place === store.place) page.list?.drop(ts); });
  on("put-away", ({ place, ts }) => { if (place === store.place) page.list?.drop(ts); });
  on("places", () => {
    const place = placeById(store.place);
    if (!place || store.tab !== "messages" || !page.list) return;
    const closed = Boolean(closedFoot(place.id));
    if (closed === Boolean(page.composer)) drawFoot(place);
  });
  on("edit-last", ({ thread }) => {
    if (thread || !page.list) return;
    const mine = page.list.messages.findLast((message) => message.user === store.as && !message.ephemeral);
    if (mine) page.list.node(mine.ts).focus();
    if (mine) openMessageMenu(mine, page.list.node(mine.ts), false);
  });
  document.addEventListener("visibilitychange", () => { if (store.place) markRead(store.place); });
}
