// The live line: what the server tells us while the page is open. It mends itself: when the line
// drops we say so, try again a little later each time, and read everything anew once it is back.

import { store, emit } from "./store.js";

const FIRST_WAIT = 400;
const LONGEST_WAIT = 5000;

let socket = null;
let wait = FIRST_WAIT;
let timer = 0;

/**
 * Open the live line as this person, closing the one before. Waits until it is open (or cannot be opened): what is
 * read after that misses nothing, for what happens later comes by the line.
 */
export function connect() {
  clearTimeout(timer);
  if (socket) {
    socket.onclose = null;
    socket.close();
  }
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const mine = new WebSocket(`${scheme}://${location.host}/page/live?as=${encodeURIComponent(store.as)}`);
  socket = mine;
  const tried = new Promise((settled) => ["open", "close"].forEach((end) => mine.addEventListener(end, settled)));
  mine.onopen = () => {
    const returned = wait > FIRST_WAIT;
    wait = FIRST_WAIT;
    emit("online", { returned });
  };
  mine.onmessage = (event) => {
    if (socket === mine) hear(event.data);
  };
  mine.onclose = () => {
    if (socket !== mine) return;
    emit("offline");
    timer = setTimeout(connect, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };
  return tried;
}

function hear(data) {
  let news;
  try {
    news = JSON.parse(data);
  } catch {
    return; // not ours to understand; the next reload of state puts things right
  }
  const { kind, ...rest } = news;
  emit(`live:${kind}`, rest);
}
