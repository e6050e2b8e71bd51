// The checks Slack makes before a form is sent: what is needed is there, and short or long enough.

const MISSING = "This one is needed before you go on.";

const VALUE_KEYS = [
  "value", "rich_text_value", "selected_option", "selected_date", "selected_time", "selected_date_time", "selected_user", "selected_conversation", "selected_channel",
  "selected_options", "selected_users", "selected_conversations", "selected_channels",
];

function valueOf(field) {
  const key = VALUE_KEYS.find((name) => name in (field || {}));
  const value = key ? field[key] : null;
  return Array.isArray(value) && !value.length ? null : value;
}

function words(element, value) {
  const length = [...value].length;
  if (element.min_length && length < element.min_length) return `A little more, please: at least ${element.min_length} characters.`;
  if (element.max_length && length > element.max_length) return `A little shorter, please: at most ${element.max_length} characters.`;
  return null;
}

function number(element, value) {
  const figure = Number(value);
  if (Number.isNaN(figure) || value.trim() === "") return "Write a number here, for example 12.";
  if (!element.is_decimal_allowed && !Number.isInteger(figure)) return "Write a whole number here.";
  if (element.min_value !== undefined && figure < Number(element.min_value)) return `The smallest number that fits is ${element.min_value}.`;
  if (element.max_value !== undefined && figure > Number(element.max_value)) return `The largest number that fits is ${element.max_value}.`;
  return null;
}

const CHECKS = {
  plain_text_input: words,
  number_input: number,
  email_text_input: (_, value) => (/^\S+@\S+\.\S+$/.test(value) ? null : "Write an email address here, like name@example.org."),
  url_text_input: (_, value) => (/^https?:\/\/\S+$/i.test(value) ? null : "Write a web address here, beginning with https://"),
};

/** What must be mended before these values may be sent: {block_id: words}, empty when all is well. */
export function problems(blocks, values) {
  const found = {};
  for (const block of blocks || []) {
    if (block.type !== "input") continue;
    const value = valueOf(values[block.block_id]?.[block.element.action_id]);
    const empty = value === null || (typeof value === "string" && !value.trim());
    const problem = empty ? (block.optional ? null : MISSING) : CHECKS[block.element.type]?.(block.element, value);
    if (problem) found[block.block_id] = problem;
  }
  return found;
}
