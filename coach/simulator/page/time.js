// Moments in the workspace's own zone. The browser may stand in another zone, so every date that is
// shown or chosen goes through Intl with the zone named.

import { store } from "./store.js";

const zone = () => (store.clock && store.clock.zone) || "Europe/London";

/** Now, by the workspace's clock, in milliseconds. */
export const nowMs = () => (store.clock ? Date.parse(store.clock.now) : Date.now());

/** Year, month, day, hour and minute of a moment in the workspace's zone, as padded strings. */
export function partsOf(ms) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone(), year: "numeric", month: "2-digit", day: "2-digit",
    hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
}

/** The moment at which the workspace's clocks show this date and time ("2026-05-20", "10:00"). */
export function momentAt(date, time) {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  let guess = wanted;
  // Twice, because the first correction may cross a change of summer time.
  for (let turn = 0; turn < 2; turn += 1) {
    const shown = partsOf(guess);
    const read = Date.parse(`${shown.year}-${shown.month}-${shown.day}T${shown.hour}:${shown.minute}:00Z`);
    guess += wanted - read;
  }
  return guess;
}

export function dateOf(ms) {
  const { year, month, day } = partsOf(ms);
  return `${year}-${month}-${day}`;
}

export function timeOf(ms) {
  const { hour, minute } = partsOf(ms);
  return `${hour}:${minute}`;
}

/** The date a number of days after a moment, in the workspace's zone. */
export function dateAfter(ms, days) {
  const date = new Date(`${dateOf(ms)}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

const show = (ms, options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone(), ...options }).format(ms);

/** "Wednesday 20 May, 10:00": the way the page names a moment. */
export function inWords(ms) {
  return `${show(ms, { weekday: "long", day: "numeric", month: "long" }).replace(",", "")}, ${timeOf(ms)}`;
}

function near(ms) {
  const day = dateOf(ms);
  const now = nowMs();
  return { [dateAfter(now, -1)]: "yesterday", [dateOf(now)]: "today", [dateAfter(now, 1)]: "tomorrow" }[day] || null;
}

function ago(ms) {
  const minutes = Math.round((ms - nowMs()) / 60000);
  const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
  if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
  if (Math.abs(minutes) < 60 * 24) return relative.format(Math.round(minutes / 60), "hour");
  return relative.format(Math.round(minutes / 1440), "day");
}

const TOKENS = {
  date_num: dateOf,
  date: (ms) => show(ms, { day: "numeric", month: "long", year: "numeric" }),
  date_short: (ms) => show(ms, { day: "numeric", month: "short", year: "numeric" }),
  date_long: (ms) => show(ms, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  time: timeOf,
  time_secs: (ms) => `${timeOf(ms)}:${partsOf(ms).second}`,
  ago,
};

/** Fill a date format such as "{date_short_pretty} at {time}"; an unknown token is left as written. */
export function fillDate(unix, format) {
  const ms = Number(unix) * 1000;
  return format.replace(/\{([a-z_]+)\}/g, (whole, name) => {
    const pretty = name.endsWith("_pretty");
    const token = TOKENS[pretty ? name.slice(0, -"_pretty".length) : name];
    if (!token) return whole;
    return (pretty && near(ms)) || token(ms);
  });
}
