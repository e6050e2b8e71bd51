// Slack's escaping: & < > and nothing else.

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Undo the escaping, once. */
export function unescape(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

/** Escape typed words the way Slack's own client does, so that only real mentions have angle brackets. */
export function escape(text) {
  return text.replace(/[&<>]/g, (sign) => SIGNS[sign]);
}
