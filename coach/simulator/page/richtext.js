// rich_text blocks: what people type arrives in this shape, and an app may write it too.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { channel, link, mention } from "./links.js";
import { fillDate } from "./time.js";

const STYLES = [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"]];

// In rich text nothing is escaped, so words go in as they are.
function words(text) {
  const out = document.createDocumentFragment();
  String(text ?? "").split("\n").forEach((line, index) => out.append(...(index ? ["\n", h("br"), line] : [line])));
  return out;
}

const PARTS = {
  text: (part) => words(part.text),
  link: (part) => link(part.url || "", part.text) || words(part.text || part.url),
  user: (part) => mention(part.user_id),
  channel: (part) => channel(part.channel_id),
  emoji: (part) => document.createTextNode(emoji(part.name) || `:${part.name}:`),
  broadcast: (part) => h("span", { class: "mention" }, `@${part.range}`),
  usergroup: () => h("span", { class: "mention" }, "@a group"),
  date: (part) => h("time", {}, fillDate(part.timestamp, part.format || "{date_short} {time}")),
  color: (part) => words(part.value),
};

function leaf(part) {
  const made = (PARTS[part.type] || (() => words(part.text)))(part);
  return STYLES.reduce((node, [name, tag]) => (part.style?.[name] ? h(tag, {}, node) : node), made);
}

const leaves = (part) => (part.elements || []).map(leaf);

const GROUPS = {
  rich_text_section: (part) => h("div", { class: "para" }, leaves(part)),
  rich_text_quote: (part) => h("blockquote", {}, leaves(part)),
  rich_text_preformatted: (part) => h("pre", { class: "codeblock" }, h("code", {}, leaves(part))),
  rich_text_list: (part) => h(part.style === "ordered" ? "ol" : "ul", {
    class: `indent-${Math.min(part.indent || 0, 8)}`, start: part.style === "ordered" && part.offset ? part.offset + 1 : null,
  }, (part.elements || []).map((item) => h("li", {}, leaves(item)))),
};

/** Build a rich_text block or a rich_text table cell. */
export function richText(block) {
  return h("div", { class: "prose" }, (block.elements || []).map((part) => (GROUPS[part.type] || GROUPS.rich_text_section)(part)));
}
