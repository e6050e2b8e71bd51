// Forms (Slack's modals). The browser's own dialog keeps the focus inside and the page behind out of reach.
// Up to three lie on each other; what was typed in a lower one is kept while a higher one is open.

import { act, readView } from "./api.js";
import { blocks } from "./blocks.js";
import { freshId, h, holdFocus, iconButton, words } from "./dom.js";
import { emit, on, store } from "./store.js";
import { Surface } from "./surface.js";
import { announce } from "./toasts.js";
import { problems } from "./checks.js";

const shown = { view: null, surface: null, back: null, typed: new Map(), focused: false, turn: 0, leaving: null };

const dialog = () => document.getElementById("form");

/** Show the view on top of the stack; null closes the form. */
export function showView(view) {
  if (!view) return close();
  shown.turn += 1;
  shown.leaving = null;
  const again = shown.view?.id === view.id;
  if (again && shown.view.hash === view.hash && dialog().open) return undefined;
  keepTyped();
  if (!shown.view) shown.back = document.activeElement;
  if (!again) shown.focused = false;
  const restore = holdFocus(dialog());
  shown.view = view;
  shown.surface = new Surface({
    kind: "form", where: { view_id: view.id }, saved: shown.typed.get(view.id) || {}, send: (body) => act("click", body),
  });
  draw(view);
  if (!dialog().open) dialog().showModal();
  const kept = again && restore(dialog());
  if (!kept) focusFirst();
  if (!again) announce(words(view.title));
  emit("form-shown", { view, again });
  return undefined;
}

function keepTyped() {
  if (shown.view && shown.surface) shown.typed.set(shown.view.id, shown.surface.touched());
}

function draw(view) {
  const asks = (view.blocks || []).some((block) => block.type === "input");
  const submit = asks || view.submit ? h("button", { class: "button button-primary", id: "form-submit" }, words(view.submit) || "Submit") : null;
  const errors = h("p", { class: "form-error", role: "alert", id: freshId("errors"), hidden: true });
  const form = h("form", { novalidate: true, data: { view: view.id, callback: view.callback_id } },
    h("header", { class: "form-head" }, view.depth > 1 ? iconButton("back", "Back", () => leave(false)) : null,
      h("h2", { id: "form-title", tabindex: "-1" }, words(view.title)), iconButton("close", "Close", () => leave(true), { id: "form-close" })),
    h("div", { class: "form-guide", id: "form-guide", hidden: true }),
    h("div", { class: "form-body" }, errors, blocks(view.blocks, shown.surface)),
    h("footer", { class: "form-foot" }, h("span", { class: "form-keys" }, submit ? "Ctrl + Enter sends" : ""),
      h("button", { type: "button", class: "button", onclick: () => leave(false) }, words(view.close) || (submit ? "Cancel" : "Close")), submit));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  dialog().replaceChildren(form);
}

// A form that is still being filled in by the app has no field yet; the first one takes the focus when it comes.
function focusFirst() {
  if (shown.focused) return dialog().querySelector("#form-title").focus();
  const body = dialog().querySelector(".form-body");
  const first = body.querySelector('[data-focus="first"]') || body.querySelector(".input input, .input textarea, .input button");
  shown.focused = Boolean(first);
  return (first || dialog().querySelector("#form-title")).focus();
}

function clearErrors() {
  dialog().querySelectorAll(".error, .form-error").forEach((line) => { line.hidden = true; line.textContent = ""; });
  dialog().querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
}

function showErrors(errors) {
  const body = dialog().querySelector(".form-body");
  const summary = dialog().querySelector(".form-error");
  const inputs = [...body.querySelectorAll('[data-block="input"]')].filter((node) => Object.hasOwn(errors, node.dataset.blockId));
  for (const node of inputs) {
    const line = node.querySelector(".error");
    line.textContent = errors[node.dataset.blockId];
    line.hidden = false;
    node.querySelectorAll("[data-action-id]").forEach((field) => field.setAttribute("aria-invalid", "true"));
  }
  summary.textContent = inputs.length > 1 ? `${inputs.length} answers need another look.` : inputs.length ? "One answer needs another look." : Object.values(errors).join(" ");
  summary.hidden = false;
  const first = inputs[0]?.querySelector("[data-action-id]");
  (first?.matches("input, textarea, button") ? first : first?.querySelector("input, button"))?.focus();
}

async function send() {
  const view = shown.view;
  const button = dialog().querySelector("#form-submit");
  if (!view || !button || button.getAttribute("aria-disabled")) return;
  clearErrors();
  const state = shown.surface.values();
  const found = problems(view.blocks, state);
  if (Object.keys(found).length) return showErrors(found);
  button.setAttribute("aria-disabled", "true");
  const answer = await act("submit", { view_id: view.id, state });
  button.removeAttribute("aria-disabled");
  if (answer.errors) return showErrors(answer.errors);
  if (!answer.ok) return undefined;
  emit("form-sent", { view });
  if (answer.view) showView(answer.view);
  else if (shown.view?.id === view.id) settle(view.id);
  return undefined;
}

// One layer is done: show what lies below, if anything does. The live line usually says so first, and then
// what we asked for is old news.
async function settle(id) {
  const { turn } = shown;
  shown.typed.delete(id);
  const { view } = await readView();
  if (turn === shown.turn) showView(view);
}

/** Leave the form: one layer (Back, Cancel, Escape) or all of them (the cross). */
async function leave(all) {
  const view = shown.view;
  if (!view) return;
  const last = all || !(view.depth > 1);
  if (shown.leaving === view.id && !last) return; // pressed twice: it is on its way out
  shown.leaving = view.id;
  if (last) close();
  const { turn } = shown;
  await act("close", { view_id: view.id, ...(all ? { clear: true } : {}) });
  if (!last && turn === shown.turn) await settle(view.id);
}

function close() {
  if (!shown.view) return;
  Object.assign(shown, { view: null, surface: null, focused: false, leaving: null, turn: shown.turn + 1 });
  shown.typed.clear();
  dialog().close();
  dialog().replaceChildren();
  const back = shown.back?.isConnected && shown.back !== document.body ? shown.back : document.getElementById("composer");
  back?.blur(); // the closing dialog gave it the focus without the caret: Chromium would swallow what is typed
  back?.focus({ preventScroll: true });
  emit("form-gone");
}

export function watchForms() {
  on("live:view", ({ view }) => showView(view));
  dialog().addEventListener("cancel", (event) => {
    if (event.target !== dialog()) return;
    event.preventDefault();
    leave(false);
  });
  dialog().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  });
  // Chromium closes a dialog by itself on a second Escape in a row; the server must hear of that too.
  dialog().addEventListener("close", () => { if (shown.view && !dialog().open) leave(true); });
  on("switched", () => { if (shown.view && store.as) close(); });
}
