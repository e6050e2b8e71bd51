// One message: who, when, what, and what can be done with it.

import { act } from "./api.js";
import { blocks, isCard } from "./blocks.js";
import { encode } from "./complete.js";
import { ask } from "./confirm.js";
import { freshId, h, icon, iconButton } from "./dom.js";
import { fileLink } from "./links.js";
import { mrkdwn, plain } from "./mrkdwn.js";
import { avatar, faces } from "./people.js";
import { openMenu } from "./popup.js";
import { emit, personName, placeById, placeName, store } from "./store.js";
import { Surface } from "./surface.js";
import { unescape } from "./text.js";
import { timeOf } from "./time.js";
import { notice } from "./toasts.js";

/** Build the surface on which a message's buttons act. */
export function messageSurface(message, saved) {
  const where = { place: message.place, ts: message.ts, ...(message.ephemeral ? { ephemeral: true } : {}) };
  return new Surface({ kind: "message", where, saved, send: (body) => act("click", body) });
}

/** Where a message lies in the page's own address. */
const addressOf = (message) => `${location.origin}/#/${message.place}/${message.ts}`;

function meta(message) {
  return h("div", { class: "meta" },
    h("span", { class: "who" }, message.name || personName(message.user)),
    message.is_bot ? h("span", { class: "badge" }, "app") : null,
    h("time", { class: "when", title: message.day }, message.time));
}

function note(message, inThread) {
  if (message.ephemeral) return h("p", { class: "note note-private" }, icon("eye"), "Only visible to you");
  if (!message.broadcast) return null;
  if (inThread) return h("p", { class: "note" }, `Also sent to ${placeName(placeById(message.place))}`);
  return h("p", { class: "note" }, icon("reply"), "Answered in ",
    h("button", { type: "button", class: "quiet-link", onclick: () => emit("thread", { place: message.place, ts: message.thread_ts }) }, "a thread"));
}

function content(message, surface) {
  const own = message.blocks?.length && (message.is_bot || message.blocks[0].type !== "rich_text");
  const body = own ? blocks(message.blocks, surface) : h("div", { class: "prose" }, mrkdwn(message.text));
  return h("div", { class: own && isCard(message.blocks) ? "content card" : "content" }, body,
    message.edited ? h("span", { class: "edited" }, "(edited)") : null,
    message.files?.length ? h("div", { class: "files" }, message.files.map(fileLink)) : null);
}

function replies(message) {
  const count = message.reply_count || 0;
  if (!count) return null;
  const last = message.latest_reply ? ` Last at ${timeOf(Number(message.latest_reply) * 1000)}` : "";
  return h("button", { type: "button", class: "replies", onclick: () => emit("thread", { place: message.place, ts: message.ts }) },
    faces(message.reply_users || []), h("strong", {}, count === 1 ? "1 reply" : `${count} replies`), h("span", { class: "last" }, last));
}

function toolbar(message, { inThread, article }) {
  if (message.ephemeral) {
    return h("div", { class: "tools" }, iconButton("close", "Put away", () => emit("put-away", { place: message.place, ts: message.ts })));
  }
  const reply = iconButton("reply", "Reply in thread", () => emit("thread", { place: message.place, ts: message.ts, write: true }));
  const more = iconButton("more", "More for this message", () => openMessageMenu(message, article(), inThread), {
    "aria-haspopup": "menu", "aria-expanded": "false", data: { menu: message.ts },
  });
  return h("div", { class: "tools" }, inThread ? null : reply, more);
}

/** Open the ⋯ menu of a message. */
export function openMessageMenu(message, article, inThread) {
  const mine = message.user === store.as;
  const items = [];
  if (!inThread) items.push({ label: "Reply in thread", run: () => emit("thread", { place: message.place, ts: message.ts, write: true }) });
  items.push({ label: "Copy link", run: () => copy(addressOf(message)) });
  if (mine) items.push({ label: "Edit message", run: () => edit(message, article) });
  if (mine) items.push({ label: "Delete message", danger: true, run: () => remove(message) });
  const shortcuts = store.shortcuts.filter((shortcut) => shortcut.type === "message");
  if (shortcuts.length) items.push(store.bot?.name || "Apps");
  for (const { name, callback_id } of shortcuts) {
    items.push({ label: name, data: { shortcut: callback_id }, run: () => act("shortcut", { callback_id, place: message.place, ts: message.ts }) });
  }
  const anchor = article.querySelector("[data-menu]");
  if (anchor) openMenu(anchor, items, { end: true, label: "For this message" });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    notice("Link copied.");
  } catch {
    notice(text);
  }
}

async function remove(message) {
  const sure = await ask({ title: "Delete this message?", text: plain(message.text).slice(0, 200), confirm: "Delete", deny: "Keep it", style: "danger" });
  if (sure) await act("delete", { place: message.place, ts: message.ts });
}

// The words as they were typed: mentions and addresses without their brackets; the server puts them back.
const typedWords = (text) => unescape(text.replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${personName(id)}`)
  .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, "$1").replace(/<#[A-Z0-9]+\|([^>]*)>/g, "#$1"));

function edit(message, article) {
  const shown = article.querySelector(".content");
  const box = h("textarea", { class: "field edit-field", rows: 2, "aria-label": "Edit your message" });
  const before = typedWords(message.text);
  box.value = before;
  const leave = () => {
    form.replaceWith(shown);
    article.focus();
  };
  const save = async () => {
    const text = box.value.trim();
    if (!text) return;
    leave();
    if (text !== before) await act("edit", { place: message.place, ts: message.ts, text: encode(text) });
  };
  const form = h("form", { class: "edit", onsubmit: (event) => { event.preventDefault(); save(); } }, box,
    h("div", { class: "edit-buttons" }, h("button", { type: "button", class: "button", onclick: leave }, "Cancel"),
      h("button", { class: "button button-primary" }, "Save")));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    else if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    else save();
    event.preventDefault();
    event.stopPropagation();
  });
  shown.replaceWith(form);
  box.focus();
}

/** Build the article of one message. `follows` is true when the one above is by the same person, moments ago. */
export function messageNode(message, { inThread, follows, surface }) {
  let node = null;
  const label = `${message.name || personName(message.user)}, ${message.time}${message.ephemeral ? ", only visible to you" : ""}`;
  const words = content(message, surface);
  words.id = freshId("words");
  node = h("article", {
    class: ["message", follows && "follows", message.ephemeral && "ephemeral", message.is_bot && "from-app"].filter(Boolean).join(" "),
    tabindex: "-1", "aria-label": label, "aria-describedby": words.id, data: { ts: message.ts, place: message.place, user: message.user, edited: message.edited, ephemeral: message.ephemeral },
  },
  h("div", { class: "gutter" }, follows ? h("time", { class: "when" }, message.time) : avatar(message.user, "m", message.name)),
  h("div", { class: "body" }, follows ? null : meta(message), note(message, inThread), words, inThread ? null : replies(message)),
  toolbar(message, { inThread, article: () => node }));
  return node;
}
