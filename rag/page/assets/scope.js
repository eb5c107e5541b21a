// What to ask: all articles, or some. Nothing chosen is all; each choice holds at once,
// stands in the address, and is kept with the conversation when it is asked.
import { call, element, find } from "/style/common.js";
import { go, place } from "/style/place.js";
import { _, ngettext } from "/style/words.js";

const MOST = 200; // so many choices are listed; the others are found by their names
const NAMED = 2; // so many are named on the button

const labels = new Map(); // name of a choice -> how people call it
let known = null; // all that can be chosen, as the server listed it; null until it has
const box = () => find("#scope-list");
const isOpen = () => !box().hidden;
const KINDS = { tag: _("tag"), folder: _("folder"), article: "" };

async function load() {
  known = await call("GET", "/api/scopes").catch(() => known ?? []);
  for (const { name, label } of known) labels.set(name, label);
}

// Called with what an opened conversation was asked within: pairs of name and label.
export function showScope(within, isOpened) {
  for (const [name, label] of within) labels.set(name, label);
  if (isOpened && !place().within.length && within.length)
    go({ within: within.map(([name]) => name) }, { anew: false });
  name();
}

let onChosen = () => {};
function choose(names) {
  go({ within: names }, { anew: false });
  onChosen();
}

export async function ask(names) {
  choose(names);
  if (isOpen()) drawChoices();
  await name();
}

// People call what is asked otherwise than the address does.
async function name() {
  drawButton();
  if (place().within.every((each) => labels.has(each))) return;
  await load();
  drawButton();
}

// An article has another title.
export async function renameScope() {
  if (!place().within.length && !isOpen()) return;
  await load();
  drawButton();
  if (isOpen()) drawChoices();
}

function drawButton() {
  const { within } = place();
  const named = within.slice(0, NAMED).map((name) => labels.get(name) ?? name);
  const names = named.join(_(", "));
  const some = within.length - NAMED;
  find("#scope-button .chosen").textContent = !within.length
    ? _("All articles")
    : some > 0
      ? ngettext("Only {names} and {n} more", "Only {names} and {n} more", some, { names })
      : _("Only {names}", { names });
  find("#scope-button").classList.toggle("some", within.length > 0);
  find("#scope-all").hidden = !within.length;
}

function drawChoices() {
  if (!known) return show(line(_("One moment")));
  const typed = find("input[type=search]", box()).value.trim().toLowerCase();
  const fits = ({ label, name }) => `${label} ${name}`.toLowerCase().includes(typed);
  const { within } = place();
  const isKnown = (name) => known.some((each) => each.name === name);
  // What is gone, or was named otherwise in the address, can be taken back, too.
  const others = within.filter((name) => !isKnown(name)).map(unknown);
  const shown = [...known, ...others].filter(fits);
  // What is chosen comes first, so that it can be taken back however long the list is.
  const isOn = ({ name }) => within.includes(name);
  const sorted = [...shown.filter(isOn), ...shown.filter((each) => !isOn(each))];
  const rows = sorted.slice(0, MOST).map((choice) => row(choice, isOn(choice)));
  const beyond = shown.length - rows.length;
  const more = () =>
    ngettext("{n} more: type a part of the name", "{n} more: type a part of the name", beyond);
  const said = beyond > 0 ? more() : "";
  if (!rows.length || said) rows.push(line(said || _("Nothing has this name.")));
  show(...rows);
}

const unknown = (name) => ({ name, label: labels.get(name) ?? name, kind: "article" });
const show = (...rows) => find(".choices", box()).replaceChildren(...rows);
const line = (text) => element("p", {}, text);

function row({ name, label, kind, articles = [] }, isOn) {
  const input = element("input", { type: "checkbox", value: name, checked: isOn });
  const choice = element("label", {}, input, element("span", { title: name }, label));
  const what = `${KINDS[kind]} · ${articles.length}`;
  if (KINDS[kind]) choice.append(element("span", { className: "kind" }, what));
  return choice;
}

async function open() {
  box().hidden = false;
  find("#scope-button").setAttribute("aria-expanded", "true");
  find("input[type=search]", box()).value = "";
  find("input[type=search]", box()).focus();
  drawChoices();
  await load();
  if (isOpen()) drawChoices();
}

function close() {
  if (!isOpen()) return;
  box().hidden = true;
  find("#scope-button").setAttribute("aria-expanded", "false");
}

function onChange(event) {
  const { value, checked } = event.target;
  if (!event.target.matches?.("#scope-list input[type=checkbox]")) return;
  const others = place().within.filter((name) => name !== value);
  choose(checked ? [...others, value] : others);
  drawButton();
}

function onClick(event) {
  if (event.target.closest?.("#scope-button")) return isOpen() ? close() : open();
  if (event.target.closest?.("#scope-all")) return ask([]).then(() => find("#question textarea").focus());
  if (!event.target.closest?.("#scope-list")) close();
}

// Who goes on by keyboard leaves it, too; over the conversation it would stay.
function onFocus({ target }) {
  if (!target.closest?.("#scope-list, #scope-button")) close();
}

// Escape, and Enter in the field, lead on to the question. Enter chooses the first of what
// has the name that is typed, and takes none back.
function onKey(event) {
  if (!event.target.closest?.("#scope-list")) return;
  if (event.key === "Enter" && event.target.type === "search" && event.target.value.trim())
    find("label:first-child input:not(:checked)", box())?.click();
  if (event.key !== "Escape" && event.key !== "Enter") return;
  event.preventDefault();
  event.stopPropagation();
  close();
  find(event.key === "Enter" ? "#question textarea" : "#scope-button").focus();
}

// `then` is called when another choice is made.
export async function startScope(then) {
  onChosen = then;
  document.addEventListener("click", onClick);
  document.addEventListener("focusin", onFocus);
  document.addEventListener("change", onChange);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("#scope-list input[type=search]")) drawChoices();
  });
  await name();
}
