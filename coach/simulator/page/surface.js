// A surface is one message, one form or one Home: the place whose fields have values and whose clicks go somewhere.

import { ask } from "./confirm.js";

/**
 * @param kind "message", "form" or "home"
 * @param where what names this surface in an act: {place, ts, ephemeral} or {view_id}
 * @param saved values typed before it was built anew: {block_id: {action_id: {type, …}}}
 * @param send called with the whole body of a click; gives a promise
 */
export class Surface {
  constructor({ kind, where, saved = {}, send }) {
    Object.assign(this, { kind, where, saved, send });
    this.fields = [];
  }

  /** A field was built; `read` gives its present value without the type, e.g. {value: "…"}. */
  add(blockId, actionId, type, read) {
    this.fields.push({ blockId, actionId, type, read, start: JSON.stringify(read()), kept: Boolean(this.before(blockId, actionId)) });
  }

  /** What was typed or chosen here before, or null if this field was never shown. */
  before(blockId, actionId) {
    return this.saved[blockId]?.[actionId] || null;
  }

  /**
   * What a person has typed or chosen, to be carried over when the surface is built anew. A field nobody
   * touched is left out, so that it takes the app's new first value.
   */
  touched() {
    const values = {};
    for (const { blockId, actionId, type, read, start, kept } of this.fields) {
      if (kept || JSON.stringify(read()) !== start) (values[blockId] ||= {})[actionId] = { type, ...read() };
    }
    return values;
  }

  /** Every field's value, the way Slack sends a view's state; an untouched field is there with null. */
  values() {
    const values = {};
    for (const { blockId, actionId, type, read } of this.fields) {
      (values[blockId] ||= {})[actionId] = { type, ...read() };
    }
    return values;
  }

  /** Somebody pressed or chose something: ask first where the app wants it, then tell the app. */
  async click(blockId, element, value) {
    if (element.confirm && !(await ask(element.confirm))) return null;
    const body = { ...this.where, block_id: blockId, action_id: element.action_id, value };
    return this.send({ ...body, state: this.values() });
  }
}
