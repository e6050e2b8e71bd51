// The page's only road to the server: a few reads, one write (`act`), and the live line in live.js.

import { store, emit } from "./store.js";
import { complain } from "./toasts.js";

const LOST = "The workspace is not answering. Is “coach demo” still running?";

async function read(path, params = {}) {
  const query = new URLSearchParams({ ...(store.as ? { as: store.as } : {}), ...params });
  const answer = await fetch(`${path}?${query}`, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export const readState = (as) => read("/page/state", { as });
export const readHome = () => read("/page/home");
export const readView = () => read("/page/view");

export async function readMessages(place, thread = null) {
  const { messages } = await read("/page/messages", thread ? { place, thread } : { place });
  return messages;
}

let open = 0;
function working(by) {
  open += by;
  emit("busy", { on: open > 0 });
}

/**
 * Do something as the acting person. Gives back the server's answer; a refusal has `ok: false` and words.
 * Unless `quiet`, those words are shown at once, so that no caller can forget to.
 */
export async function act(what, body = {}, { quiet = false } = {}) {
  working(+1);
  let answer;
  try {
    const response = await fetch("/page/act", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ as: store.as, do: what, ...body }),
    });
    answer = await response.json().catch(() => ({ ok: false, error: "The workspace could not do that." }));
  } catch {
    answer = { ok: false, error: LOST };
  } finally {
    working(-1);
  }
  if (!answer.ok && answer.error && !quiet) complain(answer.error);
  emit("acted", { what, body, answer });
  return answer;
}
