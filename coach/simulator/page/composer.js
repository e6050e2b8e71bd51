// The box one types into, in a place and in a thread. Enter sends, Shift+Enter begins a new line, / and @ offer more.

import { act } from "./api.js";
import { encode, invited, offers } from "./complete.js";
import { freshId, h, iconButton } from "./dom.js";
import { grow } from "./fields.js";
import { emit, placeById, placeName, store } from "./store.js";
import { announce, complain } from "./toasts.js";

const NO_SLASH = "Slash commands do not work in threads. Mention @Coach there instead, for example “@Coach next”.";
const drafts = new Map(); // what was typed and not yet sent, by place and thread

export class Composer {
  /** @param id the textarea's id; @param thread ts of the thread, or null for the place itself */
  constructor({ id, place, thread = null }) {
    Object.assign(this, { place, thread, key: `${store.as} ${place.id} ${thread || ""}` });
    this.offered = [];
    this.list = h("div", { role: "listbox", id: freshId("offers"), class: "offers", "aria-label": "Suggestions", hidden: true });
    this.box = h("textarea", {
      id, rows: 1, class: "composer-box", "aria-label": `Message ${placeName(place)}${thread ? " (this thread)" : ""}`,
      placeholder: thread ? "Reply…" : `Message ${placeName(place)}`, "aria-autocomplete": "list", "aria-controls": this.list.id, autocomplete: "off",
    });
    this.box.value = drafts.get(this.key) || "";
    this.also = thread && place.kind === "channel" ? h("input", { type: "checkbox", id: freshId("also") }) : null;
    this.sendButton = iconButton("send", "Send", () => this.send(), { class: "icon-button send" });
    this.node = h("div", { class: "composer" }, this.list, h("div", { class: "composer-frame" }, this.box, this.sendButton), this.foot());
    this.listen();
    this.typed();
  }

  foot() {
    if (this.also) return h("label", { class: "composer-foot" }, this.also, ` Also send to ${placeName(this.place)}`);
    const keys = "Enter sends · Shift + Enter for a new line · / for commands · @ to mention";
    return h("p", { class: "composer-foot composer-keys" }, this.thread ? "Enter sends · Shift + Enter for a new line" : keys);
  }

  listen() {
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("click", () => this.offer());
    this.box.addEventListener("blur", () => setTimeout(() => this.hide(), 150));
    this.box.addEventListener("keydown", (event) => this.keyDown(event));
  }

  typed() {
    drafts.set(this.key, this.box.value);
    this.sendButton.classList.toggle("ready", Boolean(this.box.value.trim()));
    if (this.box.isConnected) grow(this.box);
    this.offer();
  }

  /** Put words into the box, as if typed, ready to be sent. */
  fill(text) {
    this.box.value = text;
    this.box.focus();
    this.typed();
    this.hide();
  }

  offer() {
    const caret = this.box.selectionStart;
    this.offered = document.activeElement === this.box ? offers(this.box.value, caret, { slash: !this.thread }) : [];
    if (!this.offered.length) return this.hide();
    this.at = 0;
    this.moved = false;
    this.list.replaceChildren(...this.offered.map((offer, index) => h("div", {
      role: "option", id: `${this.list.id}-${index}`, class: "option", "aria-selected": String(index === 0),
      onmousedown: (event) => { event.preventDefault(); this.take(index); },
    }, offer.face?.() || null, h("span", { class: "option-words" }, h("span", {}, offer.label, offer.hint ? h("kbd", {}, offer.hint) : null),
      offer.note ? h("small", {}, offer.note) : null))));
    if (this.list.hidden) announce(this.offered.length === 1 ? "1 suggestion" : `${this.offered.length} suggestions`);
    this.list.hidden = false;
    this.box.setAttribute("aria-activedescendant", `${this.list.id}-0`);
    return undefined;
  }

  hide() {
    this.list.hidden = true;
    this.offered = [];
    this.box.removeAttribute("aria-activedescendant");
  }

  move(by) {
    this.moved = true;
    this.at = (this.at + by + this.offered.length) % this.offered.length;
    [...this.list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === this.at)));
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
  }

  take(index) {
    const { from, insert } = this.offered[index];
    const after = this.box.value.slice(this.box.selectionStart);
    this.box.value = this.box.value.slice(0, from) + insert + after;
    this.box.setSelectionRange(from + insert.length, from + insert.length);
    this.typed();
  }

  // With suggestions open, Tab and Enter take one; but Enter on a bare command sends it.
  offerKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") this.hide();
    else if (event.key === "Tab" && !event.shiftKey) this.take(this.at);
    else if (event.key === "Enter" && !event.shiftKey && !this.finished()) this.take(this.at);
    else return false;
    return true;
  }

  finished() {
    const text = this.box.value.trim();
    return !this.moved && store.commands.some(({ command }) => command === text);
  }

  keyDown(event) {
    if (event.isComposing) return;
    if (this.offered.length && this.offerKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.box.value) {
      emit("edit-last", { thread: this.thread });
    }
  }

  async send() {
    const text = this.box.value.trim();
    if (!text) return;
    if (text.startsWith("/") && this.thread) return complain(NO_SLASH);
    this.box.value = "";
    this.typed();
    const answer = await this.give(text);
    if (!answer.ok && !this.box.value) this.fill(text);
    return undefined;
  }

  async give(text) {
    const place = this.place.id;
    const person = invited(text);
    if (person) return act("invite", { place, user: person.id });
    if (person === null) {
      complain("There is nobody by that name here. Type /invite @coach to bring the coach in.");
      return { ok: false };
    }
    if (text.startsWith("/")) return act("command", { place, text: encode(text) });
    const thread = this.thread ? { thread_ts: this.thread, ...(this.also?.checked ? { broadcast: true } : {}) } : {};
    if (this.also) this.also.checked = false;
    return act("post", { place, text: encode(text), ...thread });
  }
}

/** What stands in the composer's place where one cannot write. Null where one can. */
export function closedFoot(placeId) {
  const place = placeById(placeId);
  if (place.archived) return h("div", { class: "composer composer-closed" }, h("p", {}, "This channel is archived. You can read it, but not write in it."));
  if (place.kind !== "channel" || place.member !== false) return null;
  return h("div", { class: "composer composer-closed" }, h("p", {}, `You are not in ${placeName(place)} yet.`),
    h("button", { type: "button", class: "button button-primary", onclick: () => act("join", { place: place.id }) }, "Join channel"));
}
