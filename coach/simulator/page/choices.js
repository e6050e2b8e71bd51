// Choosing: selects of one or several (options, people, places), radio buttons, checkboxes.

import { freshId, h, words } from "./dom.js";
import { mrkdwn, plainText } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { picker } from "./picker.js";
import { humans, placeName, store } from "./store.js";

const text = (object) => (object && object.type === "mrkdwn" ? mrkdwn(object.text) : plainText(words(object)));

function optionRows(element) {
  const groups = element.option_groups || [{ label: null, options: element.options || [] }];
  return groups.flatMap((group) => group.options.map((option) => ({
    key: option.value, text: words(option.text), note: words(option.description), group: words(group.label), raw: option,
  })));
}

const peopleRows = () => humans().map((person) => ({
  key: person.id, text: person.name, note: person.title, raw: person.id, face: () => avatar(person.id, "s"),
}));

const placeRows = (kinds) => () => store.places.filter((place) => kinds.includes(place.kind)).map((place) => ({
  key: place.id, text: placeName(place), raw: place.id,
}));

// How each kind of select is filled, what its value is called, and where its first choice stands.
const KINDS = {
  static: { rows: optionRows, one: "selected_option", many: "selected_options", initialOne: "initial_option", initialMany: "initial_options" },
  users: { rows: peopleRows, one: "selected_user", many: "selected_users", initialOne: "initial_user", initialMany: "initial_users" },
  conversations: { rows: placeRows(["channel", "dm"]), one: "selected_conversation", many: "selected_conversations", initialOne: "initial_conversation", initialMany: "initial_conversations" },
  channels: { rows: placeRows(["channel"]), one: "selected_channel", many: "selected_channels", initialOne: "initial_channel", initialMany: "initial_channels" },
};

const keyOf = (raw) => (raw && typeof raw === "object" ? raw.value : raw);

/** static_select, users_select, conversations_select, channels_select and their multi_ forms. */
export function selectField(element, { surface, blockId, dispatch, names }) {
  const several = element.type.startsWith("multi_");
  const kind = KINDS[element.type.replace("multi_", "").replace("_select", "")];
  const key = several ? kind.many : kind.one;
  const before = surface.before(blockId, element.action_id);
  const start = before ? before[key] : element[several ? kind.initialMany : kind.initialOne];
  const made = picker({
    options: kind.rows(element), several, most: element.max_selected_items || null, names,
    chosen: (Array.isArray(start) ? start : [start]).filter(Boolean).map(keyOf),
    placeholder: words(element.placeholder) || (several ? "Choose some" : "Choose one"),
    data: { blockId, actionId: element.action_id, focus: element.focus_on_load ? "first" : null },
    settled: () => dispatch && surface.click(blockId, element, read()),
  });
  const read = () => ({ [key]: several ? made.get() : made.get()[0] ?? null });
  surface.add(blockId, element.action_id, element.type, read);
  return made.node;
}

/** radio_buttons and checkboxes. */
export function boxes(element, { surface, blockId, dispatch, names }) {
  const several = element.type === "checkboxes";
  const key = several ? "selected_options" : "selected_option";
  const before = surface.before(blockId, element.action_id);
  const start = before ? before[key] : element[several ? "initial_options" : "initial_option"];
  const chosen = (Array.isArray(start) ? start : [start]).filter(Boolean).map(keyOf);
  const group = freshId("choice");
  const inputs = [];
  const rows = (element.options || []).map((option, index) => {
    const noteId = option.description ? freshId("note") : null;
    const input = h("input", {
      type: several ? "checkbox" : "radio", name: group, id: index ? null : names.id, value: option.value,
      data: { value: option.value, focus: !index && element.focus_on_load ? "first" : null }, "aria-describedby": noteId,
    });
    input.checked = chosen.includes(option.value);
    inputs.push(input);
    return h("label", { class: "choice" }, input, h("span", { class: "choice-words" }, h("span", {}, text(option.text)),
      option.description ? h("small", { id: noteId }, text(option.description)) : null));
  });
  const picked = () => element.options.filter((_, index) => inputs[index].checked);
  const read = () => ({ [key]: several ? picked() : picked()[0] ?? null });
  surface.add(blockId, element.action_id, element.type, read);
  const node = h("div", {
    role: several ? "group" : "radiogroup", class: "choices", "aria-labelledby": names.labelledby,
    "aria-describedby": names.describedby, "aria-label": names.labelledby ? null : several ? "Choose any" : "Choose one",
    "aria-required": !several && names.required ? "true" : null, data: { blockId, actionId: element.action_id },
  }, rows);
  if (dispatch) node.addEventListener("change", () => surface.click(blockId, element, read()));
  return node;
}
