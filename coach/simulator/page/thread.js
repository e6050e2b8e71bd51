// The side panel with one thread: the message it hangs from, its replies, and a composer of its own.

import { readMessages } from "./api.js";
import { closedFoot, Composer } from "./composer.js";
import { cover } from "./cover.js";
import { h, iconButton } from "./dom.js";
import { MessageList } from "./list.js";
import { emit, on, placeById, placeName, store } from "./store.js";

const panel = { list: null, composer: null, place: null, back: null };

const aside = () => document.getElementById("thread");

async function open({ place: placeId, ts, write = false, show = null }) {
  const place = placeById(placeId);
  if (!place) return;
  if (store.thread !== ts) panel.back = document.activeElement;
  store.thread = ts;
  panel.place = placeId;
  const holder = h("div", { id: "thread-messages", class: "messages", role: "group", "aria-label": "This thread" });
  panel.list = new MessageList(holder, { inThread: true });
  const closed = closedFoot(placeId);
  panel.composer = closed ? null : new Composer({ id: "thread-composer", place, thread: ts });
  aside().replaceChildren(
    h("header", { class: "head" }, h("div", { class: "head-words" }, h("h2", { id: "thread-name", tabindex: "-1" }, "Thread"),
      h("p", { class: "topic" }, placeName(place))), iconButton("close", "Close the thread", close)),
    holder, closed || panel.composer.node);
  aside().hidden = false;
  document.body.classList.add("with-thread");
  cover();
  if (write && panel.composer) panel.composer.box.focus();
  else document.getElementById("thread-name").focus({ preventScroll: true });
  const messages = await readMessages(placeId, ts);
  if (store.thread !== ts) return;
  panel.list.set(messages);
  if (show) panel.list.show(show);
}

/** Close the panel and go back to where one was. */
export function close() {
  if (!store.thread) return;
  store.thread = null;
  const inside = aside().contains(document.activeElement);
  aside().hidden = true;
  aside().replaceChildren();
  panel.list = null;
  document.body.classList.remove("with-thread");
  cover();
  if (inside) (panel.back?.isConnected ? panel.back : document.getElementById("composer"))?.focus();
}

const mine = (message) => panel.list && message.place === panel.place && (message.thread_ts === store.thread || message.ts === store.thread);

function put({ message }) {
  if (!mine(message)) return;
  panel.list.put(message);
  const count = panel.list.messages.length - 1;
  const line = aside().querySelector(".thread-count span");
  if (line) line.textContent = count === 0 ? "No replies yet" : count === 1 ? "1 reply" : `${count} replies`;
}

/** Read the open thread anew, after the line was lost. */
export async function refreshThread() {
  if (!store.thread) return;
  const ts = store.thread;
  panel.list.messages = []; // all of it is read again: what was deleted meanwhile is not to stay
  const messages = await readMessages(panel.place, ts);
  if (store.thread === ts) panel.list.set(messages);
}

export function watchThread() {
  on("thread", (where) => {
    if (!where.ts) close();
    else open(where).catch(() => emit("lost"));
  });
  on("live:message", put);
  on("live:changed", ({ message }) => { if (mine(message) && panel.list.find(message.ts)) put({ message }); });
  on("live:deleted", ({ place, ts }) => { if (place === panel.place) panel.list?.drop(ts); });
  on("put-away", ({ place, ts }) => { if (place === panel.place) panel.list?.drop(ts); });
}
