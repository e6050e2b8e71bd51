// A list of messages that keeps itself in order: the open place's, and the open thread's.

import { h, holdFocus } from "./dom.js";
import { messageNode, messageSurface, openMessageMenu } from "./message.js";

const CLOSE = 300; // seconds within which two messages of one person stand together
const NEAR_END = 90; // pixels from the end that still count as reading the newest

export class MessageList {
  constructor(holder, { inThread = false } = {}) {
    this.holder = holder;
    this.inThread = inThread;
    this.messages = [];
    this.surfaces = new Map();
    this.newFrom = null;
    this.ended = true; // whether the newest message was in sight, before anything around the list changed its size
    holder.addEventListener("scroll", () => { this.ended = this.atEnd(); });
    new ResizeObserver(() => { if (this.ended) this.toEnd(); }).observe(holder);
    holder.addEventListener("focusin", (event) => this.markCurrent(event.target.closest("article")));
    holder.addEventListener("keydown", (event) => this.key(event));
  }

  /**
   * Show these messages, the newest in sight. `unread` of them get a line saying "new" above.
   * What came by the live line while they were being read stays below them.
   */
  set(messages, { unread = 0 } = {}) {
    const last = Number(messages.at(-1)?.ts || 0);
    this.messages = [...messages, ...this.messages.filter((message) => Number(message.ts) > last)];
    this.surfaces.clear();
    this.newFrom = unread && unread < messages.length ? messages[messages.length - unread].ts : null;
    this.redraw();
    this.toEnd();
  }

  find(ts) {
    return this.messages.find((message) => message.ts === ts) || null;
  }

  node(ts) {
    return [...this.holder.querySelectorAll("article")].find((article) => article.dataset.ts === ts) || null;
  }

  /** Take in a new or a changed message. */
  put(message) {
    const atEnd = this.atEnd();
    const index = this.messages.findIndex((other) => other.ts === message.ts);
    if (index >= 0) {
      this.messages[index] = message;
      this.redrawOne(index);
    } else {
      const before = this.messages.findLastIndex((other) => Number(other.ts) <= Number(message.ts));
      this.messages.splice(before + 1, 0, message);
      if (before + 1 === this.messages.length - 1) this.holder.append(...this.nodesAt(before + 1));
      else this.redraw();
      this.markCurrent(null);
    }
    if (atEnd) this.toEnd();
    return index < 0;
  }

  drop(ts) {
    const index = this.messages.findIndex((message) => message.ts === ts);
    if (index < 0) return;
    this.messages.splice(index, 1);
    this.surfaces.delete(ts);
    this.redraw();
  }

  atEnd() {
    return this.holder.scrollHeight - this.holder.scrollTop - this.holder.clientHeight < NEAR_END;
  }

  toEnd() {
    this.holder.scrollTop = this.holder.scrollHeight;
    this.ended = true;
  }

  /** Bring one message into view and light it up for a moment. */
  show(ts) {
    const node = this.node(ts);
    if (!node) return false;
    node.scrollIntoView({ block: "center" });
    node.classList.add("lit");
    setTimeout(() => node.classList.remove("lit"), 2200);
    node.focus({ preventScroll: true });
    return true;
  }

  redraw() {
    const restore = holdFocus(this.holder);
    const top = this.holder.scrollTop;
    this.holder.replaceChildren(...this.messages.flatMap((_, index) => this.nodesAt(index)));
    this.holder.scrollTop = top;
    restore(this.holder);
    this.markCurrent(null);
  }

  redrawOne(index) {
    const old = this.node(this.messages[index].ts);
    const restore = old ? holdFocus(old) : null;
    const wasOn = old === document.activeElement;
    const fresh = this.nodeAt(index);
    old?.replaceWith(fresh);
    if (wasOn) fresh.focus({ preventScroll: true });
    else if (restore && old && !restore(fresh) && document.activeElement === document.body && this.heldInside(old)) fresh.focus({ preventScroll: true });
    this.markCurrent(fresh.matches(":focus-within") ? fresh : null);
  }

  // The focused button may be gone from the new version: stay on the message rather than fall to the page's top.
  heldInside(old) {
    return old.classList.contains("current");
  }

  nodesAt(index) {
    const message = this.messages[index];
    const before = this.messages[index - 1];
    const nodes = [];
    if (!this.inThread && (!before || before.day !== message.day)) {
      nodes.push(h("div", { class: "day", role: "separator", "aria-label": message.day }, h("span", {}, message.day)));
    }
    if (message.ts === this.newFrom) nodes.push(h("div", { class: "new-line", role: "separator", "aria-label": "New messages" }, h("span", {}, "New")));
    nodes.push(this.nodeAt(index));
    if (this.inThread && index === 0) nodes.push(this.countLine());
    return nodes;
  }

  countLine() {
    const count = this.messages.length - 1;
    return h("div", { class: "day thread-count" }, h("span", {}, count === 0 ? "No replies yet" : count === 1 ? "1 reply" : `${count} replies`));
  }

  nodeAt(index) {
    const message = this.messages[index];
    const before = this.messages[index - 1];
    const follows = Boolean(before) && before.user === message.user && before.day === message.day && !message.broadcast && !message.ephemeral
      && !before.ephemeral && Number(message.ts) - Number(before.ts) < CLOSE && message.ts !== this.newFrom && !(this.inThread && index === 1);
    const surface = messageSurface(message, this.surfaces.get(message.ts)?.touched() || {});
    this.surfaces.set(message.ts, surface);
    return messageNode(message, { inThread: this.inThread, follows, surface });
  }

  // One message at a time can be reached with Tab; the arrows move from message to message.
  markCurrent(article) {
    const all = [...this.holder.querySelectorAll("article")];
    const current = article || all.find((node) => node.classList.contains("current")) || all[all.length - 1];
    for (const node of all) {
      const here = node === current;
      node.classList.toggle("current", here);
      node.tabIndex = here ? 0 : -1;
      node.querySelectorAll(".tools button").forEach((button) => { button.tabIndex = here ? 0 : -1; });
    }
  }

  key(event) {
    const article = event.target;
    if (!article.matches?.("article")) return;
    const all = [...this.holder.querySelectorAll("article")];
    const at = all.indexOf(article);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[Math.max(0, Math.min(to, all.length - 1))].focus();
    else if (event.key === "ContextMenu" || event.key === "m" || (event.key === "F10" && event.shiftKey)) {
      openMessageMenu(this.find(article.dataset.ts), article, this.inThread);
    } else return;
    event.preventDefault();
  }
}
