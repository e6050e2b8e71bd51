// The guided first minute, as data: what it says, and what has to happen before it goes on.
//
// `until` names events of the page (see the bus in store.js): `command`, `form-shown`, `form-sent`, `pressed`
// (a button on a message or in the Home), each also with what it is about: `form-sent:start` (a form by its callback
// id), `pressed:next` (a button whose action begins with that word); `posted`, `others-answered`, `clock-moved`.
// `form` stands in the form `asks` alone: whoever looks into another one first is not told what to do there.
// A step further down may be reached early: whoever presses ahead is never held back.
// Labels in the words are those that the coach really shows; tests/browser/test_quick_round_guide.py holds them to it.
// Words between `…` are shown as something to type or press.

export const STEPS = [
  {
    id: "start", until: ["form-shown:start"],
    title: "Start a project",
    text: "Type `/coach new` in the box at the bottom and press `Enter`.",
    help: { label: "Type it for me", fill: "/coach new" },
  },
  {
    id: "fill", until: ["form-sent:start"], asks: "start",
    title: "Three short fields",
    text: "Give it a name, say who is with you, and leave it at `Together now`. Then press `Start`.",
    form: "Anything will do for a name, such as Take-home medicines. Leave it at Together now and press Start.",
  },
  {
    id: "card", until: ["pressed:answer"],
    title: "The coach has posted a card",
    text: "In the room, read it out to everybody and press `Answer`. Each in your own time? Then yours waits in Coach, on the left.",
    help: { label: "Take me there", go: "card" },
  },
  {
    id: "answer", until: ["form-sent:answer_save", "posted"], asks: "answer_save",
    title: "Answer the first question",
    text: "Write a sentence or two, as you would say it to a colleague, and press `Save`.",
    form: "A sentence or two is plenty. Please leave out anything about a real patient.",
  },
  {
    id: "reveal", until: ["pressed:next", "others-answered"],
    title: "Your words are kept, and the card goes on",
    text: "Answer the next one in the same way. A list waits until you have it all: press `Add` for each, then `Next`. "
      + "Working apart? Press `Let the others answer`.",
  },
  {
    id: "return", until: ["clock-moved"],
    title: "Now you know how it goes",
    text: "Some ten more cards like these end in a plan to pass on. Stop whenever you like; it keeps. To see the coach come back on its day, press `Move the clock on`.",
    help: { label: "Move the clock on", press: "#move-clock" },
  },
];

export const END = {
  title: "That was the first minute",
  text: "Look at the messages the coach has sent, or press another face on the left to see what a colleague sees.",
};
