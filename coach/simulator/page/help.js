// "What is this?": one page of words about the workspace, its keys, and how to see the first minute again.

import { h, iconButton } from "./dom.js";
import { emit } from "./store.js";

const KEYS = [
  ["Enter", "send what you typed; Shift + Enter begins a new line"],
  ["/ and @", "offer commands and people while you type"],
  ["Alt + 1 … 9", "open a channel or a conversation"],
  ["Alt + Shift + 1 … 5", "act as the first, second, third … person"],
  ["F6", "go to the next part of the page; Shift + F6 goes back"],
  ["Up and Down", "move from message to message; M opens the menu of one"],
  ["Ctrl + Enter", "send a form; Escape leaves it"],
];

/** Open the help; Escape or the cross closes it. */
export function openHelp(button) {
  const again = h("button", { type: "button", class: "button" }, "Show the first minute again");
  const done = h("button", { type: "button", class: "button button-primary", onclick: () => dialog.close() }, "Back to the workspace");
  const dialog = h("dialog", { class: "ask help", "aria-labelledby": "help-title" },
    h("header", { class: "help-head" }, h("img", { src: "/page/mark.svg", alt: "", class: "side-mark" }), h("h2", { id: "help-title", tabindex: "-1" }, "What is this?"),
      iconButton("close", "Close", () => dialog.close())),
    h("div", { class: "help-body" },
      h("p", {}, "This is a small team chat on your own machine, made for trying the coach. The coach itself is the real one: the same program that runs in Slack, asking the same questions."),
      h("p", {}, "The people are made up. You can be any of them: press a face on the left and you see what that person sees."),
      h("dl", {},
        h("dt", {}, "Move the clock on"), h("dd", {}, "The coach comes back on the day it said it would. Move the clock and you need not wait."),
        h("dt", {}, "Let the others answer"), h("dd", {}, "The other people answer what they have been asked, with sample words, so that you can see how a team's answers come together."),
        h("dt", {}, "Nothing leaves this machine"), h("dd", {}, "No account, no network. Even so, please keep real patients' details out of it.")),
      h("h3", {}, "Keys"),
      h("table", { class: "keys" }, h("tbody", {}, KEYS.map(([keys, what]) => h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, keys)), h("td", {}, what)))))),
    h("div", { class: "ask-buttons" }, again, done));
  again.addEventListener("click", () => {
    dialog.close();
    emit("guide-again");
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (button?.isConnected) button.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("#help-title").focus(); // the words are long: a low page opens at their beginning
}
