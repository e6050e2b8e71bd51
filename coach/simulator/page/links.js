// What stands between angle brackets: mentions, channels, dates and links. Only http, https and mailto become links;
// anything else is shown as the words it is.

import { h, icon } from "./dom.js";
import { store, emit, personName, placeById } from "./store.js";
import { unescape } from "./text.js";
import { fillDate } from "./time.js";

/** A node for the inside of `<…>`. */
export function angle(inner) {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? null : unescape(inner.slice(bar + 1));
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channel(target.slice(1), label);
  if (target.startsWith("!")) return command(target.slice(1), label);
  return link(unescape(target), label) || document.createTextNode(unescape(`<${inner}>`));
}

export function mention(id, label = null) {
  const name = store.people.has(id) || (store.bot && store.bot.id === id) ? personName(id) : label || "someone";
  return h("span", { class: id === store.as ? "mention mention-me" : "mention", data: { user: id } }, `@${name}`);
}

export function channel(id, label = null) {
  const place = placeById(id);
  if (!place) return h("span", { class: "mention" }, `#${label || "another channel"}`);
  return h("button", { type: "button", class: "mention mention-place", onclick: () => emit("go", { place: id }) }, `#${place.name}`);
}

function command(body, label) {
  const date = /^date\^(\d{1,12})\^([^^]*)(?:\^(.*))?$/.exec(body);
  if (date) {
    const words = fillDate(date[1], unescape(date[2]));
    const node = date[3] ? link(unescape(date[3]), words) : null;
    return node || h("time", { datetime: new Date(Number(date[1]) * 1000).toISOString(), title: label }, words);
  }
  const name = body.split("^")[0];
  return h("span", { class: "mention" }, label || `@${name}`);
}

/** The address if it is one that may be followed, else null. */
export function safeUrl(address) {
  try {
    const url = new URL(address, location.href);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** A message of this workspace that an address points to: {place, ts, thread} or null. */
export function messageAt(url) {
  const hash = /^#\/([A-Z0-9]+)\/(\d+\.\d+)$/.exec(url.hash);
  if (hash && url.origin === location.origin) return { place: hash[1], ts: hash[2], thread: null };
  const path = /\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})$/.exec(url.pathname);
  if (!path || !placeById(path[1])) return null;
  return { place: path[1], ts: `${path[2]}.${path[3]}`, thread: url.searchParams.get("thread_ts") };
}

/** A link, or null where the address may not be followed. Links to our own messages stay inside the page. */
export function link(address, label) {
  const url = /^(https?:|mailto:|\/page\/)/i.test(address) ? safeUrl(address) : null;
  if (!url) return null;
  const words = label || address.replace(/^mailto:/, "");
  const inside = messageAt(url);
  if (!inside) return h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, words);
  const go = (event) => {
    event.preventDefault();
    emit("go", inside);
  };
  return h("a", { href: `#/${inside.place}/${inside.ts}`, class: "inside", onclick: go }, words);
}

/** A file to fetch: only from this server. */
export function fileLink(file) {
  const size = file.size > 1024 * 1024 ? `${(file.size / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(file.size / 1024))} kB`;
  const url = safeUrl(file.url || "");
  const inner = [icon("file"), h("span", { class: "file-name" }, file.name), h("span", { class: "file-size" }, size)];
  return url ? h("a", { class: "file", href: url.href, download: file.name }, inner) : h("span", { class: "file" }, inner);
}
