// The pick list behind every select: a button that opens a list with a search line when the list is long.
// One component for one choice and for several, for options and for people.

import { freshId, h, icon } from "./dom.js";
import { openPanel } from "./popup.js";

const SEARCH_FROM = 8; // options; below this the list is quicker to see than to search

/**
 * @param options [{key, text, note, group, face, raw}]
 * @param chosen keys chosen at first
 * @param settled called with the raw choices when a choice is made (several: when the list closes)
 * Gives {node, get}: `get()` is the list of raw choices now.
 */
export function picker({ options, chosen = [], several = false, most = null, placeholder, names = {}, data = {}, settled }) {
  let picked = options.filter((option) => chosen.includes(option.key));
  if (!several) picked = picked.slice(0, 1);
  const shown = h("span", { class: "pick-shown", id: freshId("pick") });
  const button = h("button", {
    type: "button", class: "pick", "aria-haspopup": "listbox", "aria-expanded": "false", data,
    id: names.id, "aria-describedby": names.describedby, "aria-invalid": names.invalid,
    "aria-labelledby": names.labelledby ? `${names.labelledby} ${shown.id}` : null,
  }, shown, icon("down"));
  const draw = () => {
    if (!picked.length) shown.replaceChildren(h("span", { class: "pick-empty" }, placeholder));
    else if (several) shown.replaceChildren(...picked.map((option) => h("span", { class: "chip" }, option.face?.() || null, option.text)));
    else shown.replaceChildren(picked[0].face?.() || "", picked[0].text);
    if (!names.labelledby) button.setAttribute("aria-label", picked.length ? `${placeholder}: ${picked.map((o) => o.text).join(", ")}` : placeholder);
  };
  const toggle = (option) => {
    if (!several) picked = [option];
    else if (picked.includes(option)) picked = picked.filter((other) => other !== option);
    else if (!most || picked.length < most) picked = [...picked, option];
    draw();
  };
  const raw = () => picked.map((option) => option.raw);
  const open = () => {
    const start = picked;
    const list = new List({ options, several, most, isPicked: (option) => picked.includes(option), label: placeholder });
    list.draw(); // before it opens, so that there is a height to find room for
    const close = openPanel(button, list.panel, {
      fit: true, closed: () => { if (picked !== start && settled) settled(raw()); },
    });
    list.choose = (option) => { toggle(option); if (!several) close(); };
    list.leave = close;
    list.begin();
  };
  button.addEventListener("click", open);
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open();
  });
  draw();
  return { node: button, get: raw };
}

class List {
  constructor({ options, several, most, isPicked, label }) {
    Object.assign(this, { options, several, isPicked });
    this.at = 0;
    this.list = h("div", { role: "listbox", id: freshId("list"), class: "options", tabindex: "0", "aria-label": label, "aria-multiselectable": several ? "true" : null });
    const searching = options.length >= SEARCH_FROM;
    this.search = searching ? h("input", {
      type: "text", class: "search", role: "combobox", "aria-label": "Search this list", placeholder: "Search", autocomplete: "off",
      "aria-expanded": "true", "aria-controls": this.list.id, "aria-autocomplete": "list",
    }) : null;
    const done = h("button", { type: "button", class: "button", tabindex: "-1", onclick: () => this.leave() }, "Done");
    const foot = several ? h("div", { class: "options-foot" }, h("span", {}, most ? `Up to ${most}` : "As many as you like"), done) : null;
    this.panel = h("div", { class: "pick-panel" }, this.search, this.list, foot);
    this.panel.addEventListener("keydown", (event) => this.key(event));
    this.search?.addEventListener("input", () => this.draw());
  }

  begin() {
    this.draw();
    const first = this.visible.findIndex((option) => this.isPicked(option));
    this.move(Math.max(0, first));
    (this.search || this.list).focus();
  }

  draw() {
    const sought = (this.search?.value || "").trim().toLowerCase();
    this.visible = this.options.filter((option) => option.text.toLowerCase().includes(sought));
    const nodes = [];
    let group = null;
    this.rows = this.visible.map((option, index) => {
      if (option.group && option.group !== group) nodes.push(h("p", { class: "options-group", role: "presentation" }, option.group));
      group = option.group;
      const row = h("div", {
        role: "option", id: freshId("option"), class: "option", "aria-selected": String(this.isPicked(option)), data: { value: option.key },
        onclick: () => this.take(index), onpointermove: () => this.move(index, false),
      }, option.face?.() || null, h("span", { class: "option-words" }, option.text, option.note ? h("small", {}, option.note) : null), icon("check"));
      nodes.push(row);
      return row;
    });
    this.list.replaceChildren(...nodes, this.rows.length ? "" : h("p", { class: "options-none" }, "Nothing here by that name."));
    this.move(0);
  }

  move(to, scroll = true) {
    if (!this.rows.length) return;
    this.at = Math.max(0, Math.min(to, this.rows.length - 1));
    this.rows.forEach((row, index) => row.classList.toggle("at", index === this.at));
    (this.search || this.list).setAttribute("aria-activedescendant", this.rows[this.at].id);
    if (scroll) this.rows[this.at].scrollIntoView({ block: "nearest" });
  }

  take(index) {
    const option = this.visible[index];
    if (!option) return;
    this.choose(option);
    if (!this.several) return;
    this.rows.forEach((row, at) => row.setAttribute("aria-selected", String(this.isPicked(this.visible[at]))));
    this.move(index);
  }

  key(event) {
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, Home: 0, End: this.visible.length - 1 }[event.key];
    const typing = event.target === this.search;
    if (to !== undefined && !(typing && (event.key === "Home" || event.key === "End"))) this.move(to);
    else if (event.key === "Enter" || (event.key === " " && !typing)) this.take(this.at);
    else if (event.key === "Tab") this.leave();
    else if (!typing && event.key.length === 1) this.letter(event.key.toLowerCase());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  letter(letter) {
    const next = [...this.visible.keys()].map((step) => (this.at + 1 + step) % this.visible.length);
    const found = next.find((index) => this.visible[index].text.toLowerCase().startsWith(letter));
    if (found !== undefined) this.move(found);
  }
}
