// Slack's mrkdwn, built as nodes. Three layers: code blocks, then lines (quotes, lists), then the words in a line.
// Every character of the source ends up as a text node or as a checked link; nothing is parsed as HTML.

import { h } from "./dom.js";
import { angle, link } from "./links.js";
import { emoji } from "./emoji.js";
import { escape, unescape } from "./text.js";

const DEEPEST = 6; // how far bold inside italic inside … is followed; no person writes more
const STYLES = { "*": "strong", "_": "em", "~": "s" };
const WORDLIKE = /[\p{L}\p{N}]/u;

/** Render mrkdwn into a fragment. */
export function mrkdwn(text) {
  const out = document.createDocumentFragment();
  String(text ?? "").split(/```([\s\S]*?)```/).forEach((part, index) => {
    if (index % 2) out.append(h("pre", { class: "codeblock" }, h("code", {}, literal(part.replace(/^\n|\n$/g, "")))));
    else if (part.trim()) out.append(...lines(part.replace(/^\n+|\n+$/g, "")));
  });
  return out;
}

/** The same words without any form: for readers, titles and previews. */
export function plain(text) {
  return h("div", {}, mrkdwn(text)).textContent.replace(/\s+/g, " ").trim();
}

/** Plain text (no mrkdwn): line breaks and named emoji only. */
export function plainText(text) {
  const out = document.createDocumentFragment();
  unescape(String(text ?? "")).split("\n").forEach((line, index) => {
    if (index) out.append("\n", h("br"));
    out.append(line.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) || whole));
  });
  return out;
}

const KINDS = [
  ["blockquote", /^(?:&gt;|>)(?!&gt;&gt;|>>) ?/],
  ["ul", /^\s*[•◦▪-] +/],
  ["ol", /^\s*\d{1,3}[.)] +/],
];

function kindOf(line) {
  return KINDS.find(([, mark]) => mark.test(line)) || ["p", null];
}

// Slack keeps several spaces between words; a browser would make one of them.
const kept = (text) => text.replace(/(?<=\S) {2,}(?=\S)/g, (run) => `${"\u00a0".repeat(run.length - 1)} `);

function lines(text) {
  const [before, quoted] = splitLongQuote(kept(text));
  const groups = [];
  for (const line of before === "" ? [] : before.split("\n")) {
    const [kind, mark] = kindOf(line);
    const last = groups[groups.length - 1];
    if (last && last.kind === kind) last.rows.push([line, mark]);
    else groups.push({ kind, rows: [[line, mark]] });
  }
  const nodes = groups.map(group);
  if (quoted !== null) nodes.push(h("blockquote", {}, lines(quoted)));
  return nodes;
}

// ">>>" at the start of a line quotes everything after it.
function splitLongQuote(text) {
  const found = /(?:^|\n)(?:&gt;&gt;&gt;|>>>) ?/.exec(text);
  return found ? [text.slice(0, found.index), text.slice(found.index + found[0].length)] : [text, null];
}

function group({ kind, rows }) {
  const bare = rows.map(([line, mark]) => (mark ? line.replace(mark, "") : line));
  if (kind === "ul") return h("ul", {}, bare.map((line) => h("li", {}, inline(line), "\n")));
  if (kind === "ol") {
    const items = rows.map(([line], index) => h("li", { value: parseInt(line.trim(), 10) }, inline(bare[index]), "\n"));
    return h("ol", {}, items);
  }
  const node = h(kind === "p" ? "div" : kind, kind === "p" ? { class: "para" } : {});
  // Empty lines are a little air between thoughts, however many there are; at the edges they are nothing.
  let broken = true;
  let air = false;
  for (const line of bare) {
    if (line.trim()) {
      if (air) node.append("\n", h("span", { class: "air" }));
      else if (!broken) node.append("\n", h("br"));
      node.append(inline(line));
    }
    air = !line.trim() && node.hasChildNodes();
    broken = !line.trim();
  }
  return node;
}

/** One line's words. */
export function inline(text, depth = 0) {
  const out = document.createDocumentFragment();
  let at = 0;
  let held = "";
  const flush = () => { if (held) out.append(unescape(held)); held = ""; };
  while (at < text.length) {
    const found = special(text, at, depth);
    if (found) {
      flush();
      out.append(found.node);
      at = found.end;
    } else {
      held += text[at];
      at += 1;
    }
  }
  flush();
  return out;
}

function special(text, at, depth) {
  const sign = text[at];
  if (sign === "<") return bracketed(text, at);
  if (sign === "`") return code(text, at);
  if (sign === ":") return named(text, at);
  if (sign === "h") return bareLink(text, at);
  if (STYLES[sign] && depth < DEEPEST) return styled(text, at, sign, depth);
  return null;
}

function bracketed(text, at) {
  const end = text.indexOf(">", at);
  if (end < 0 || text.slice(at, end).includes("\n")) return null;
  return { node: angle(text.slice(at + 1, end)), end: end + 1 };
}

function code(text, at) {
  const end = text.indexOf("`", at + 1);
  return end > at + 1 ? { node: h("code", {}, literal(text.slice(at + 1, end))), end: end + 1 } : null;
}

function named(text, at) {
  const found = /^:([a-z0-9_+-]{1,40}):/.exec(text.slice(at, at + 44));
  const sign = found && emoji(found[1]);
  return sign ? { node: document.createTextNode(sign), end: at + found[0].length } : null;
}

function bareLink(text, at) {
  if (at && WORDLIKE.test(text[at - 1])) return null;
  const found = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"”’]/.exec(text.slice(at, at + 2000));
  return found ? { node: link(unescape(found[0]), null), end: at + found[0].length } : null;
}

// A sign opens a style only at the edge of a word and closes it at another edge: 2*3*4 and snake_case stay as they are.
function styled(text, at, sign, depth) {
  if (at && (WORDLIKE.test(text[at - 1]) || text[at - 1] === sign)) return null;
  const next = text[at + 1];
  if (!next || /\s/.test(next) || next === sign) return null;
  for (let end = at + 2; end < text.length; end += 1) {
    if (text[end] === "<") end = Math.max(end, text.indexOf(">", end));
    else if (text[end] === "`") end = Math.max(end, text.indexOf("`", end + 1));
    else if (text[end] === sign && !/\s/.test(text[end - 1]) && !(text[end + 1] && WORDLIKE.test(text[end + 1]))) {
      return { node: h(STYLES[sign], {}, inline(text.slice(at + 1, end), depth + 1)), end: end + 1 };
    }
  }
  return null;
}

// Inside code nothing is styled, but links and mentions still show their words.
function literal(text) {
  return unescape(text.replace(/<([^<>\n]+)>/g, (whole, inner) => escape(angle(inner).textContent)));
}
