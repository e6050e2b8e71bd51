// What can be completed while typing: slash commands with their words, and people after an @.

import { store } from "./store.js";
import { avatar } from "./people.js";

const INVITE = { command: "/invite", description: "Bring the app or a person into this channel", usage_hint: "@coach" };

const commands = () => [...store.commands, INVITE];

// "[new | where are we | help]" offers three words to go on with.
function continuations(hint) {
  return (hint || "").split(/[|,\[\]<>]+/).map((word) => word.trim()).filter((word) => /^[a-z][a-z -]*$/i.test(word));
}

function commandOffers(text, slash) {
  if (!slash || !text.startsWith("/")) return [];
  const typed = text.toLowerCase();
  const known = commands().find(({ command }) => typed === command || typed.startsWith(`${command} `));
  if (!known) {
    return commands().filter(({ command }) => command.startsWith(typed)).map((command) => ({
      label: command.command, hint: command.usage_hint, note: command.description, from: 0, insert: `${command.command} `,
    }));
  }
  if (known === INVITE) return [];
  const rest = typed.slice(known.command.length + 1);
  const words = continuations(known.usage_hint);
  if (words.some((word) => word.toLowerCase() === rest)) return []; // complete as it stands
  return words.filter((word) => word.toLowerCase().startsWith(rest)).map((word) => ({
    label: `${known.command} ${word}`, from: 0, insert: `${known.command} ${word}`,
  }));
}

function peopleOffers(text, caret) {
  const found = /(?:^|[\s(])@([\p{L}][\p{L} .’'-]{0,24})?$/u.exec(text.slice(0, caret));
  if (!found) return [];
  const typed = (found[1] || "").toLowerCase();
  const from = caret - typed.length - 1;
  return [...store.people.values()].filter((person) => person.id !== store.as)
    .filter((person) => person.name.toLowerCase().startsWith(typed) && person.name.toLowerCase() !== typed.trim())
    .sort((one, other) => Number(other.is_bot) - Number(one.is_bot))
    .map((person) => ({ label: `@${person.name}`, note: person.title, face: () => avatar(person.id, "s"), from, insert: `@${person.name} ` }));
}

/** What may follow at the caret: [{label, note, from, insert, face}]. */
export function offers(text, caret, { slash }) {
  const found = commandOffers(text, slash && caret === text.length);
  return (found.length ? found : peopleOffers(text, caret)).slice(0, 8);
}

const special = (name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Typed words with "@Coach" turned into a real mention. The server does the rest of Slack's escaping. */
export function encode(text) {
  const people = [...store.people.values()].sort((one, other) => other.name.length - one.name.length);
  return people.reduce((done, person) => done.replace(
    new RegExp(`(^|[^\\p{L}\\p{N}<@])@${special(person.name)}(?![\\p{L}\\p{N}])`, "giu"), `$1<@${person.id}>`), text);
}

/** The person or app an "/invite @…" names; null for nobody here; undefined for any other text. */
export function invited(text) {
  const found = /^\/invite\s+@?(.+?)\s*$/i.exec(text);
  if (!found) return undefined;
  const name = found[1].toLowerCase();
  const people = [...store.people.values()];
  return people.find((person) => person.name.toLowerCase() === name) || (name === "coach" && people.find((person) => person.is_bot)) || null;
}
