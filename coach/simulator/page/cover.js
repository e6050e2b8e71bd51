// On a narrow page the places or a thread lie over everything else; what they cover is then out of reach of Tab and
// of a screen reader, so that the focus is never somewhere one cannot see.

const narrow = matchMedia("(max-width: 860px)");

/** Put out of reach what is covered now, and give back what is not. */
export function cover() {
  const { classList } = document.body;
  const top = !narrow.matches ? null : classList.contains("side-open") ? "side" : classList.contains("with-thread") ? "thread" : null;
  for (const region of document.querySelectorAll("[data-region]")) region.inert = top !== null && region.id !== top;
}

/** Open or close the places that a narrow page keeps at its left edge. */
export function showSide(open) {
  document.body.classList.toggle("side-open", open);
  document.querySelector(".side-toggle")?.setAttribute("aria-expanded", String(open));
  cover();
}

narrow.addEventListener("change", () => showSide(false));
