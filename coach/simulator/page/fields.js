// The fields a person types into: words, numbers, addresses, dates and times.

import { freshId, h, words } from "./dom.js";
import { dateOf, momentAt, timeOf } from "./time.js";

const PAUSE = 900; // ms without a keystroke before a half-typed date counts as chosen
const NEAR_LIMIT = 0.8; // of max_length, from where the count is shown

const common = (element, { blockId, names }) => ({
  id: names.id || freshId("field"), class: "field", placeholder: words(element.placeholder) || null,
  "aria-label": names.labelledby ? null : words(element.placeholder) || "Answer", "aria-required": names.required || null,
  "aria-labelledby": names.labelledby, "aria-describedby": names.describedby, autofocus: element.focus_on_load || null,
  data: { blockId, actionId: element.action_id, focus: element.focus_on_load ? "first" : null },
});

// Tell the app while typing, where the element asks for it.
function tellWhileTyping(node, element, told) {
  const when = element.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || !when.includes("on_enter_pressed")) return;
    event.preventDefault();
    told();
  });
  if (!when.includes("on_character_entered")) return;
  let timer = 0;
  node.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(told, 400);
  });
}

function counter(node, most) {
  const count = h("span", { class: "count", "aria-live": "polite" });
  const draw = () => {
    const left = most - [...node.value].length;
    count.textContent = node.value.length < most * NEAR_LIMIT ? "" : left >= 0 ? `${left} characters left` : `${-left} too many`;
    count.classList.toggle("count-over", left < 0);
  };
  node.addEventListener("input", draw);
  draw();
  return count;
}

/** plain_text_input, email_text_input, url_text_input, number_input. */
export function textField(element, context) {
  const { surface, blockId, dispatch } = context;
  const before = surface.before(blockId, element.action_id);
  const start = before ? before.value ?? "" : element.initial_value ?? "";
  const type = { email_text_input: "email", url_text_input: "url" }[element.type] || "text";
  const number = element.type === "number_input";
  const node = element.multiline
    ? h("textarea", { rows: 3, ...common(element, context) })
    : h("input", { type, inputmode: number ? (element.is_decimal_allowed ? "decimal" : "numeric") : null, autocomplete: "off", ...common(element, context) });
  node.value = start;
  const read = () => ({ value: node.value === "" ? null : node.value });
  surface.add(blockId, element.action_id, element.type, read);
  if (dispatch) tellWhileTyping(node, element, () => surface.click(blockId, element, read()));
  if (element.multiline) node.addEventListener("input", () => grow(node));
  return element.max_length ? h("div", { class: "field-box" }, node, counter(node, element.max_length)) : node;
}

/** A textarea as tall as its words, up to its own greatest height. */
export function grow(node) {
  node.style.height = "auto";
  node.style.height = `${node.scrollHeight + 2}px`;
}

/** rich_text_input: typed as plain lines, given as rich text. */
export function richField(element, context) {
  const { surface, blockId } = context;
  const node = h("textarea", { rows: 3, ...common(element, context) });
  const before = surface.before(blockId, element.action_id)?.rich_text_value || element.initial_value;
  node.value = before ? richWords(before) : "";
  const value = () => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: node.value }] }] });
  surface.add(blockId, element.action_id, element.type, () => ({ rich_text_value: node.value ? value() : null }));
  return node;
}

function richWords(part) {
  return part.text || part.url || (part.elements || []).map(richWords).join("");
}

// A date typed by keyboard is complete again after each digit: wait for a pause, Enter or leaving before telling.
function tellWhenChosen(node, told) {
  let timer = 0;
  let last = node.value;
  const now = () => {
    clearTimeout(timer);
    if (!node.value || node.value === last) return;
    last = node.value;
    told();
  };
  node.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(now, PAUSE);
  });
  node.addEventListener("blur", now);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    now();
  });
}

const PICKERS = {
  datepicker: { type: "date", key: "selected_date", initial: "initial_date", show: (value) => value, give: (value) => value },
  timepicker: { type: "time", key: "selected_time", initial: "initial_time", show: (value) => value, give: (value) => value },
  datetimepicker: {
    type: "datetime-local", key: "selected_date_time", initial: "initial_date_time",
    show: (unix) => `${dateOf(unix * 1000)}T${timeOf(unix * 1000)}`,
    give: (value) => Math.round(momentAt(value.slice(0, 10), value.slice(11, 16)) / 1000),
  },
};

/** datepicker, timepicker, datetimepicker: the browser's own, in the workspace's zone. */
export function dateField(element, context) {
  const { surface, blockId, dispatch } = context;
  const { type, key, initial, show, give } = PICKERS[element.type];
  const before = surface.before(blockId, element.action_id);
  const start = before ? before[key] : element[initial];
  const node = h("input", { type, ...common(element, context), class: "field field-date" });
  if (start) node.value = show(start);
  const read = () => ({ [key]: node.value ? give(node.value) : null });
  surface.add(blockId, element.action_id, element.type, read);
  if (dispatch) tellWhenChosen(node, () => surface.click(blockId, element, read()));
  return node;
}
