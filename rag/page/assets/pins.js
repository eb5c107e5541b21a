// Pins: quotes that a person keeps on the desk. A button that is pressed has its quote
// there; words that are selected in a source can be pinned, too.
import { changed } from "/style/adding.js";
import { all, announce, call, element, find, focusLater, tell } from "/style/common.js";
import { place } from "/style/place.js";
import { selection } from "/style/selection.js";
import { openedCite, questionOf } from "/style/sources.js";
import { _ } from "/style/words.js";

const NOTE =
  `<label><span>${_("Note")}</span> <input maxlength="2000" autocomplete="off"></label>` +
  `<button type="submit">${_("Save")}</button>` +
  `<button type="button" class="no">${_("No note")}</button>`;

let pinned = {}; // "ID:120-246" -> the pin's id
let version = null;

// Called with what the server tells all pages.
export async function showPins({ pins, model }) {
  // Where its words stand is known by the model's index; without it there are no quotes.
  if (version === pins || model !== "ready") return;
  pinned = await call("GET", "/api/pins/places");
  version = pins;
  press();
}

function keyOf(reference) {
  const [id, , range] = reference.split(":");
  return `${id}:${range}`;
}

function press() {
  for (const button of all("#chat button.pin")) {
    const isOn = keyOf(button.value) in pinned;
    button.classList.toggle("on", isOn);
    button.setAttribute("aria-pressed", String(isOn));
  }
}

// What is not kept says why, in the place of the button's label. Until one press is
// over, another does nothing.
const working = new Set();
async function attempt(button, work) {
  if (working.has(button)) return;
  working.add(button);
  try {
    await work(button);
  } catch (error) {
    tell(button, error.message);
  }
  working.delete(button);
  press();
  changed();
}

async function pin(quote, cite) {
  const answer = cite?.closest("[data-testid=bot]");
  const asked = answer ? { question: questionOf(answer), conversation: place().c } : {};
  const made = await call("POST", "/api/pins", { quote, ...asked });
  pinned[keyOf(quote)] = made.id;
  announce(_("Pinned to the desk."));
  return made;
}

// Pressing a pressed one takes it back.
async function toggle(button) {
  const focus = focusLater();
  const quote = button.closest("blockquote");
  const key = keyOf(button.value);
  find(".pin-note", quote)?.remove();
  if (key in pinned) {
    await call("DELETE", `/api/pins/${pinned[key]}`);
    delete pinned[key];
    return announce(_("No longer pinned."));
  }
  const form = noteForm(await pin(button.value, button));
  find(".source", quote).after(form);
  focus(find("input", form));
}

async function pinSelected(button) {
  const focus = focusLater();
  const { paragraph, start, end } = selection();
  const { left, top } = button.parentElement.getBoundingClientRect();
  const text = find("#sources .text");
  const made = await pin(`${text.dataset.id}:${paragraph}:${start}-${end}`, openedCite());
  getSelection().removeAllRanges();
  find("#sources .pin-note")?.remove();
  const form = noteForm(made);
  find("#sources .tools").append(form);
  const { width } = form.getBoundingClientRect();
  form.style.left = `${Math.max(6, Math.min(left, innerWidth - width - 6))}px`;
  form.style.top = `${top}px`;
  focus(find("input", form));
}

// Asks for a note on a pin; afterwards what it was pinned by has the focus, or its source.
function noteForm(made) {
  const form = element("form", { className: "pin-note", innerHTML: NOTE });
  find("input", form).defaultValue = made.note;
  const close = () => {
    const had = form.contains(document.activeElement);
    // Either may have been drawn anew since.
    const from = find("button.pin", form.closest("blockquote") ?? form) ?? find("#sources .text");
    form.remove();
    if (had) from?.focus({ preventScroll: true });
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await attempt(find("button", form), async () => {
      await call("PATCH", `/api/pins/${made.id}`, { note: find("input", form).value });
      announce(_("The note is kept."));
      close();
    });
  });
  find(".no", form).addEventListener("click", close);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation(); // else the source would close, too
    close();
  });
  return form;
}

export function startPins() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#chat button.pin, #sources .pin-here");
    // The second press of a double click takes nothing back.
    if (button && event.detail < 2) attempt(button, button.matches(".pin") ? toggle : pinSelected);
  });
  // The conversation is drawn anew now and then.
  new MutationObserver(press).observe(find("#chat [role=log]"), { childList: true, subtree: true });
}
