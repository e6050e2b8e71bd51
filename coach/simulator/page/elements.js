// Block Kit's elements: one table from a type to the function that builds it.

import { h, icon, words } from "./dom.js";
import { boxes, selectField } from "./choices.js";
import { dateField, richField, textField } from "./fields.js";
import { messageAt, safeUrl } from "./links.js";
import { plainText } from "./mrkdwn.js";
import { openMenu } from "./popup.js";
import { emit } from "./store.js";

const STYLES = { primary: "button-primary", danger: "button-danger" };

function button(element, { surface, blockId }) {
  const node = h("button", {
    type: "button", class: `button ${STYLES[element.style] || ""}`, "aria-label": element.accessibility_label || null,
    data: { blockId, actionId: element.action_id, value: element.value },
  }, plainText(words(element.text)), element.url ? h("span", { class: "unseen" }, " (opens a page)") : null);
  node.addEventListener("click", async () => {
    if (node.getAttribute("aria-disabled")) return;
    follow(element.url);
    // One press, one act: the button rests until the app has heard it.
    node.setAttribute("aria-disabled", "true");
    try {
      await surface.click(blockId, element, { value: element.value ?? null });
    } finally {
      node.removeAttribute("aria-disabled");
    }
  });
  return node;
}

function follow(address) {
  const url = address ? safeUrl(address) : null;
  if (!url) return;
  const inside = messageAt(url);
  if (inside) emit("go", inside);
  else window.open(url.href, "_blank", "noopener,noreferrer");
}

function overflow(element, { surface, blockId }) {
  const node = h("button", {
    type: "button", class: "button button-overflow", "aria-haspopup": "menu", "aria-expanded": "false",
    "aria-label": "More choices", title: "More choices", data: { blockId, actionId: element.action_id },
  }, icon("more"));
  node.addEventListener("click", () => openMenu(node, (element.options || []).map((option) => ({
    label: words(option.text), note: words(option.description), data: { value: option.value },
    run: () => {
      follow(option.url);
      surface.click(blockId, element, { selected_option: option });
    },
  })), { label: "More choices" }));
  return node;
}

export function image(element) {
  const url = safeUrl(element.image_url || element.slack_file?.url || "");
  const words = h("span", { class: "image-words" }, element.alt_text || "A picture");
  if (url?.origin !== location.origin) return words;
  // A picture from elsewhere is not fetched (the page speaks to this machine only): its words stand instead.
  const node = h("img", { src: url.href, alt: element.alt_text || "", class: "image", loading: "lazy" });
  node.addEventListener("error", () => node.replaceWith(words));
  return node;
}

const MAKERS = {
  button, overflow, image,
  workflow_button: button,
  plain_text_input: textField, email_text_input: textField, url_text_input: textField, number_input: textField,
  rich_text_input: richField,
  datepicker: dateField, timepicker: dateField, datetimepicker: dateField,
  static_select: selectField, multi_static_select: selectField, users_select: selectField, multi_users_select: selectField,
  conversations_select: selectField, multi_conversations_select: selectField,
  channels_select: selectField, multi_channels_select: selectField,
  radio_buttons: boxes, checkboxes: boxes,
};

/** True for the kinds whose parts are labelled as a group rather than by a <label for>. */
export const isGroup = (element) => element.type === "radio_buttons" || element.type === "checkboxes";

/**
 * Build one element. `dispatch` says whether a choice is told to the app at once (always, outside an input block).
 */
export function make(element, { surface, blockId, dispatch = true, names = {} }) {
  const maker = MAKERS[element?.type];
  if (!maker) return h("span", { class: "unknown" }, "This part cannot be shown here.");
  return maker(element, { surface, blockId, dispatch, names });
}
