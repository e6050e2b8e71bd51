// Block Kit's blocks: one table from a type to the function that builds it. Each node carries data-block-id.

import { freshId, h, icon, words } from "./dom.js";
import { image, isGroup, make } from "./elements.js";
import { mrkdwn, plainText } from "./mrkdwn.js";
import { richText } from "./richtext.js";

const text = (object) => (object?.type === "mrkdwn" ? mrkdwn(object.text) : plainText(words(object)));

function section(block, surface) {
  const node = h("div", { class: "section" });
  const body = h("div", { class: "section-body" });
  if (block.text) body.append(h("div", { class: "prose" }, text(block.text)));
  if (block.fields) body.append(h("div", { class: "facts" }, block.fields.map((field) => h("div", { class: "prose" }, text(field)))));
  node.append(body);
  if (!block.accessory) return node;
  const picture = block.accessory.type === "image";
  node.append(h("div", { class: picture ? "accessory accessory-image" : "accessory" }, make(block.accessory, { surface, blockId: block.block_id })));
  return node;
}

function header(block) {
  const level = Math.min(Math.max(block.level || 1, 1), 4) + 2;
  return h(`h${Math.min(level, 6)}`, { class: "block-header" }, plainText(words(block.text)));
}

function context(block) {
  return h("div", { class: "context" }, (block.elements || []).map((element) => (element.type === "image"
    ? h("span", { class: "context-image" }, image(element))
    : h("span", { class: "context-words" }, text(element)))));
}

function actions(block, surface) {
  return h("div", { class: "actions" }, (block.elements || []).map((element) => make(element, { surface, blockId: block.block_id })));
}

function input(block, surface) {
  const element = block.element || {};
  const [labelId, hintId, errorId, id] = ["label", "hint", "error", "field"].map(freshId);
  const label = [plainText(words(block.label)), block.optional ? h("span", { class: "optional" }, " (optional)") : h("span", { class: "required", "aria-hidden": "true" }, " *")];
  const names = {
    id, labelledby: labelId, required: block.optional ? null : "true",
    describedby: [block.hint ? hintId : null, errorId].filter(Boolean).join(" "),
  };
  const made = make(element, { surface, blockId: block.block_id, dispatch: Boolean(block.dispatch_action), names });
  return h("div", { class: "input" },
    isGroup(element) ? h("span", { class: "label", id: labelId }, label) : h("label", { class: "label", id: labelId, for: id }, label),
    made,
    block.hint ? h("p", { class: "hint", id: hintId }, plainText(words(block.hint))) : null,
    h("p", { class: "error", id: errorId, hidden: true }));
}

function picture(block) {
  return h("figure", { class: "figure" }, block.title ? h("figcaption", {}, plainText(words(block.title))) : null, image(block));
}

function table(block) {
  const align = (index) => block.column_settings?.[index]?.align || null;
  const cell = (tag) => (part, index) => h(tag, { class: align(index) ? `align-${align(index)}` : null, scope: tag === "th" ? "col" : null },
    part?.type === "rich_text" ? richText(part) : plainText(String(part?.text ?? part?.number ?? "")));
  const [head, ...rows] = block.rows || [];
  return h("div", { class: "table", tabindex: "0", role: "group", "aria-label": words(block.caption) || "Table" }, h("table", {},
    h("thead", {}, h("tr", {}, (head || []).map(cell("th")))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map(cell("td")))))));
}

// Enough Markdown for a message: headings and bold become mrkdwn, links change their shape.
function markdown(block) {
  const source = String(block.text || "").replace(/^#{1,6} +(.*)$/gm, "*$1*").replace(/\*\*(.+?)\*\*/g, "*$1*")
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, "<$2|$1>");
  return h("div", { class: "prose" }, mrkdwn(source));
}

function alert(block) {
  return h("div", { class: `alert alert-${block.level || "default"}` }, icon("help"), h("div", { class: "prose" }, text(block.text)));
}

const MAKERS = {
  section, header, context, actions, input, table, markdown, alert, image: picture,
  divider: () => h("hr", { class: "divider" }),
  rich_text: (block) => richText(block),
  context_actions: actions,
};

function build(block, surface) {
  const maker = MAKERS[block?.type];
  const node = maker ? maker(block, surface) : h("p", { class: "unknown" }, "This part of the message cannot be shown here.");
  if (block?.block_id) node.dataset.blockId = block.block_id;
  node.dataset.block = block?.type || "unknown";
  return node;
}

/** Build a list of blocks on a surface. */
export function blocks(list, surface) {
  return h("div", { class: "blocks" }, (list || []).map((block) => build(block, surface)));
}

/** Whether these blocks ask for something, and so deserve the look of a card. */
export function isCard(list) {
  return (list || []).some((block) => ["actions", "input", "header", "table"].includes(block.type) || (block.accessory && block.accessory.type !== "image"));
}
