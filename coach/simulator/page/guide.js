// The guided first minute, as data: what it says, and what has to happen before it goes on.
//
// `until` names events of the page (see the bus in store.js): `command`, `form-shown`, `form-sent`, `pressed`
// (a button on a message or in the Home), `posted`, `others-answered`, `clock-moved`.
// A step further down may be reached early: whoever presses ahead is never held back.
// The words name what a button is for more than its exact label, so that a changed label does not mislead.
// Words between `…` are shown as something to type or press.

export const STEPS = [
  {
    id: "start", until: ["form-shown"],
    title: "Start a project",
    text: "Type `/coach new` in the box at the bottom and press `Enter`.",
    help: { label: "Type it for me", fill: "/coach new" },
  },
  {
    id: "fill", until: ["form-sent"],
    title: "Three short fields",
    text: "Give it a name, say who is with you, and choose `Together now`. Then press `Start`.",
    form: "Anything will do for a name, such as Take-home medicines. Choose Together now, then press the button below.",
  },
  {
    id: "card", until: ["pressed"],
    title: "The coach has posted a card",
    text: "Read it, then press `Start now` or `Answer` on the newest card in the channel.",
    help: { label: "Take me there", go: "newest" },
  },
  {
    id: "answer", until: ["form-sent", "posted"],
    title: "Answer the first question",
    text: "Press `Answer` and write a sentence or two, as you would say it to a colleague.",
    form: "A sentence or two is plenty. Please leave out anything about a real patient.",
  },
  {
    id: "reveal", until: ["pressed", "others-answered"],
    title: "See the answers together",
    text: "Press `Next` on the card when the room has said what it has to say. Working apart? Press `Let the others answer` at the top.",
    help: { label: "Let the others answer", press: "#others" },
  },
  {
    id: "return", until: ["clock-moved"],
    title: "Now you know how it goes",
    text: "Go on as long as you like; stop whenever you like and it keeps. To see the coach come back on its day, press `Move the clock on`.",
    help: { label: "Move the clock on", press: "#move-clock" },
  },
];

export const END = {
  title: "That was the first minute",
  text: "Look at the messages the coach has sent, or press another face on the left to see what a colleague sees.",
};
