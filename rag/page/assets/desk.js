// The desk: what is pinned, in the person's order. This comes when it is first opened.
import { changed } from "/style/adding.js";
import {
  all, call, element, find, focusedIn, focusLater, goneRow, isPlain, isPressed, sentence, whyNot,
} from "/style/common.js";
import { openPlace } from "/style/sources.js";
import { _, ngettext, number } from "/style/words.js";

const list = () => find("#pins");
const rows = () => all("#pins li.pin");
const seen = () => rows().filter((row) => !row.hidden);
const rowOf = (id) => find(`#pins li.pin[data-id="${id}"]`);
const EDITOR =
  `<label>${_("Note")}<textarea rows="3" maxlength="2000"></textarea></label>` +
  `<p class="acts"><button type="submit">${_("Save")}</button>` +
  `<button type="button" class="cancel">${_("Cancel")}</button></p>`;

const styled = new Promise((resolve) => {
  const kind = { rel: "stylesheet", href: "/style/desk.css" };
  document.head.append(element("link", { ...kind, onload: resolve, onerror: resolve }));
});

// What this page has removed, to be brought back: id -> { words, next: id of the row below }.
const removed = new Map();
let version = null;
let isCounted = false; // whether the line above the list says how many were found
let saidNow = null; // where it says a place: says that place as it is by now

// Called with what the server tells all pages. A note that is being written stays, and
// so does what this page has changed while the list was on its way.
let draws = 0;
const isInUse = () => isPressed(list()) || find("#pins form");
export async function showDesk({ pins }) {
  await styled;
  if (version === pins || isInUse()) return;
  const before = draws;
  const html = await wanted();
  if (html === null || isInUse() || draws !== before) return;
  put(html);
  version = pins;
}

async function wanted() {
  const response = await fetch("/desk");
  if (response.ok) return response.text();
  say(sentence(await whyNot(response)), true);
  return null;
}

async function draw() {
  draws += 1;
  const html = await wanted();
  if (html !== null) put(html);
}

function put(html) {
  const focus = focusedIn(list(), "button, a, textarea");
  const written = all("#pins form").map((form) => [form, form.closest("li").dataset.id]);
  list().innerHTML = html;
  for (const [form, id] of written) if (rowOf(id)) putEditor(form, rowOf(id));
  showRemoved();
  arrange();
  if (focus) find(focus, list())?.focus();
}

function say(text, isWrong = false) {
  const line = find("#desk .desk-said");
  line.textContent = text;
  line.classList.toggle("failed", isWrong);
  saidNow = null;
}

// One change after the other: two keys in a row move a quote by two.
let working = Promise.resolve();
function attempt(work) {
  working = working
    .then(work)
    .catch((error) => say(error.message, true))
    .then(changed);
}

const found = (some, all) =>
  ngettext("{some} of {n} quote", "{some} of {n} quotes", all, { some: number(some) });

function arrange() {
  const words = find("#desk-words").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of rows()) {
    const text = all("blockquote, .where, .note, .from", row)
      .map((each) => each.textContent)
      .join(" ")
      .toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
  find("#desk .desk-bar").hidden = !rows().length;
  const isWhole = seen().length === rows().length;
  if (!isWhole) say(found(seen().length, rows().length));
  else if (isCounted || (saidNow && saidNow() !== find("#desk .desk-said").textContent)) say("");
  isCounted = !isWhole;
}

// To before the row above that is seen, or behind the one below.
async function move(id, kind) {
  const row = rowOf(id);
  if (!row) return; // taken away meanwhile
  const next = seen()[seen().indexOf(row) + (kind === "up" ? -1 : 1)];
  if (!next) return;
  const before = kind === "up" ? next : rows()[rows().indexOf(next) + 1];
  const body = { before: before ? Number(before.dataset.id) : null };
  await call("POST", `/api/pins/${id}/move`, body);
  await draw();
  const moved = rowOf(id);
  if (!moved) return;
  const button = find(`button.${kind}`, moved);
  const other = find(`button.${kind === "up" ? "down" : "up"}`, moved);
  // Who has begun a note meanwhile goes on writing.
  if (!find("#pins form:focus-within")) (button.disabled ? other : button).focus();
  moved.scrollIntoView({ block: "nearest", behavior: "instant" });
  const now = () =>
    _("Now {place} of {all}", { place: rows().indexOf(rowOf(id)) + 1, all: rows().length });
  say(now());
  saidNow = now;
}

function edit(row) {
  if (find("form", row)) return;
  const form = element("form", { innerHTML: EDITOR });
  find("textarea", form).defaultValue = find(".note", row)?.textContent ?? "";
  putEditor(form, row);
  find("textarea", form).focus();
}

function putEditor(form, row) {
  const note = find(".note", row);
  if (note) note.hidden = true;
  find(".from", row).before(form);
}

function closeEditor(row) {
  find("form", row).remove();
  const note = find(".note", row);
  if (note) note.hidden = false;
  find("button.edit", row).focus();
}

function keep(form) {
  const row = form.closest("li");
  attempt(async () => {
    if (!form.isConnected) return; // a double click has kept it already
    const note = find("textarea", form).value;
    await call("PATCH", `/api/pins/${row.dataset.id}`, { note });
    closeEditor(row);
    await draw();
  });
}

function remove(row) {
  const { id, words } = row.dataset;
  const next = rows()[rows().indexOf(row) + 1]?.dataset.id;
  const focus = focusLater();
  attempt(async () => {
    await call("DELETE", `/api/pins/${id}`);
    removed.set(id, { words, next });
    await draw();
    focus(find(`#pins .gone[data-id="${id}"] button`));
  });
}

function restore(gone) {
  const { id } = gone.dataset;
  const focus = focusLater();
  attempt(async () => {
    await call("POST", `/api/pins/${id}/restore`);
    removed.delete(id);
    await draw();
    focus(find(`#pins li.pin[data-id="${id}"] button.remove`));
  });
}

function showRemoved() {
  const all = find("#pins ol");
  for (const [id, { words, next }] of removed) {
    if (rowOf(id)) removed.delete(id); // it was pinned again
    else if (all) all.insertBefore(goneRow("li", id, words), rowOf(next));
    else list().prepend(goneRow("p", id, words));
  }
}

function open(link) {
  const { id } = link.closest("li").dataset;
  // Where it was unpinned meanwhile, the first one stands for it.
  const back = () => find("a.source", rowOf(id) ?? list())?.focus();
  openPlace(link.getAttribute("href"), back, _("Back to the desk"));
}

const ACTIONS = {
  up: ({ dataset }) => attempt(() => move(dataset.id, "up")),
  down: ({ dataset }) => attempt(() => move(dataset.id, "down")),
  edit,
  remove,
  cancel: closeEditor,
  restore,
};

function onClick(event) {
  // The conversation of a quote is opened by those who list them.
  const link = event.target.closest("a.source");
  if (link && isPlain(event)) {
    event.preventDefault();
    return open(link);
  }
  const button = event.target.closest("button");
  return ACTIONS[button?.classList[0]]?.(button.closest("[data-id]"));
}

function onKey(event) {
  const row = event.target.closest("li.pin");
  const form = event.target.closest("form");
  if (form && event.key === "Escape") {
    event.stopPropagation();
    closeEditor(row);
  } else if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    form.requestSubmit();
  } else if (row && !form && event.altKey && /^Arrow(Up|Down)$/.test(event.key)) {
    event.preventDefault();
    ACTIONS[event.key === "ArrowUp" ? "up" : "down"](row);
  }
}

list().addEventListener("click", onClick);
list().addEventListener("keydown", onKey);
list().addEventListener("submit", (event) => {
  event.preventDefault();
  keep(event.target);
});
find("#desk-words").addEventListener("input", arrange);
