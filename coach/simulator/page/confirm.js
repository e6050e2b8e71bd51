// "Are you sure?": the app's confirm objects, and our own question before a message is deleted.

import { freshId, h, words } from "./dom.js";
import { mrkdwn, plainText } from "./mrkdwn.js";

/** Ask; resolves to true only when the person agrees. Escape is a no. */
export function ask({ title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    const [titleId, textId] = [freshId("ask"), freshId("ask-text")];
    const body = text && text.type === "mrkdwn" ? mrkdwn(text.text) : plainText(words(text));
    const no = h("button", { type: "button", class: "button", value: "no" }, words(deny) || "Cancel");
    const yes = h("button", {
      type: "button", value: "yes", class: `button ${style === "danger" ? "button-danger-full" : "button-primary"}`,
    }, words(confirm) || "Yes");
    const dialog = h("dialog", { class: "ask", role: "alertdialog", "aria-labelledby": titleId, "aria-describedby": textId },
      h("h2", { id: titleId }, words(title) || "Are you sure?"), h("div", { id: textId, class: "ask-text" }, body),
      h("div", { class: "ask-buttons" }, no, yes));
    yes.addEventListener("click", () => dialog.close("yes"));
    no.addEventListener("click", () => dialog.close("no"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
    (style === "danger" ? no : yes).focus();
  });
}
