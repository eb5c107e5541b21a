// The library: its articles and what is known of each, and the one rebuild that all
// pages see.
import {
  all, call, element, find, focusedIn, focusLater, goneRow, holding, isPlain, isPressed, sentence,
  whyNot,
} from "/style/common.js";
import { showConversation } from "/style/conversation.js";
import { arrange, startShelf } from "/style/shelf.js";
import { askName } from "/style/naming.js";
import { openPlace } from "/style/sources.js";
import {
  changed, clearComplaint, clearLines, complain, say, sayFound, startAdding,
} from "/style/adding.js";
import { _, ngettext } from "/style/words.js";

const rowOf = (id) => find(`#shelf tr[data-id="${id}"]:not(.gone)`);
const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;

// What this page has opened and removed, to be shown again when the list is drawn anew.
const open = new Set();
const asked = new WeakMap(); // row of what is known of an article -> what ends asking for it
// id -> { title, below: ids of the rows below, in order, left: whether a list lacked it }
const removed = new Map();
let restored = null; // id of the row that is to have the focus when it is back

async function attempt(work) {
  try {
    await work();
    clearComplaint();
  } catch (error) {
    complain(error);
  }
  changed();
}

function rename(row) {
  askName(find(".title", row), _("New title"), (title) => {
    const address = `/api/articles/${row.dataset.id}`;
    if (title !== null) attempt(() => call("PATCH", address, { title }));
    find("button.rename", row).focus();
  });
}

function remove(row) {
  const { id } = row.dataset;
  const ids = all("#shelf tbody tr[data-at]").map((each) => each.dataset.id);
  const below = ids.slice(ids.indexOf(id) + 1);
  const focus = focusLater();
  open.delete(id); // there is soon nothing to be told of it
  showFacts();
  attempt(async () => {
    await call("DELETE", `/api/articles/${id}`);
    removed.set(id, { title: find(".title", row).textContent, below, left: false });
    // The list may have been drawn anew before the answer was here.
    if (row.isConnected) row.replaceWith(gone(id));
    else showRemoved();
    focus(find(`#shelf .gone[data-id="${id}"] button`));
  });
}

const gone = (id, tag = "tr") => goneRow(tag, id, removed.get(id).title);

function restore(row) {
  const { id } = row.dataset;
  const focus = focusLater();
  attempt(async () => {
    await call("POST", `/api/articles/${id}/restore`);
    removed.delete(id);
    restored = id;
    row.remove();
    // The list that has it may have been drawn before the answer was here.
    delete find("#shelf").dataset.version;
    focus(find("#shelf"));
  });
}

function showRemoved() {
  const body = find("#shelf tbody");
  for (const [id, one] of removed) {
    const row = rowOf(id);
    if (row && one.left) removed.delete(id); // somebody brought it back
    else if (row) row.replaceWith(gone(id)); // the list was made before it was removed
    if (row) continue;
    one.left = true;
    const next = rowOf(one.below.find(rowOf));
    // The server tells of it, too, as long as the index has it.
    if (body) body.insertBefore(find(`.gone[data-id="${id}"]`, body) ?? gone(id), next);
    else if (!find(`#shelf p.gone[data-id="${id}"]`)) find("#shelf").prepend(gone(id, "p"));
  }
  const back = restored && rowOf(restored);
  if (!back) return;
  restored = null;
  if (document.activeElement === find("#shelf")) find("button.remove", back).focus();
}

function showFacts() {
  const shut = all("#shelf tr.known").filter((row) => !open.has(row.dataset.of));
  for (const row of shut) {
    asked.get(row)?.abort();
    row.remove();
  }
  for (const row of all("#shelf tbody tr[data-at]")) {
    const { id } = row.dataset;
    find("button.facts", row).ariaExpanded = String(open.has(id));
    if (open.has(id) && !find(`#shelf tr.known[data-of="${id}"]`)) bringFacts(row);
  }
}

async function bringFacts(row) {
  const { id } = row.dataset;
  const cell = element("td", { colSpan: 6 });
  const facts = element("tr", { className: "known" }, cell);
  facts.dataset.of = id;
  row.after(facts);
  const asking = new AbortController();
  asked.set(facts, asking);
  const answer = fetch(`/shelf/${id}`, { signal: asking.signal });
  const response = await answer.catch(() => Response.error());
  if (response.ok) cell.innerHTML = await response.text();
  else cell.textContent = sentence(await whyNot(response));
}

function toggleFacts({ dataset: { id } }) {
  if (!open.delete(id)) open.add(id);
  showFacts();
}

async function askToCompact() {
  const plan = await call("GET", "/api/compact");
  const parts = [
    plan.articles && ngettext("{n} removed article", "{n} removed articles", plan.articles),
    plan.generations && ngettext("{n} earlier index", "{n} earlier indexes", plan.generations),
  ].filter(Boolean);
  const nothing = !parts.length;
  const what = parts.join(_(" and "));
  find("#compacting .plan").textContent = nothing
    ? _("There is nothing to delete: no article was removed, and there is no earlier index.")
    : _(
        "{what}, {size}, will be deleted for good. Afterwards no change made so far can be undone.",
        { what, size: megabytes(plan.freed_bytes) },
      );
  find("#compact-now").hidden = nothing;
  find("#keep").textContent = nothing ? _("Close") : _("Keep everything");
  find("#compacting").showModal();
}

async function compact() {
  find("#compacting").close();
  const done = await call("POST", "/api/compact");
  if (done.message) return say("", _(done.message)); // its turn comes
  removed.clear();
  for (const row of all("#shelf .gone")) row.remove();
  clearLines();
  say(_("Space freed"), megabytes(done.freed_bytes));
}

async function lookAgain(button, prune = false) {
  const { path } = button.closest("li").dataset;
  const found = await holding(button, () => call("POST", "/api/folders", { path, prune }));
  clearLines();
  sayFound(path, found, prune ? _("their articles removed") : _("their articles kept"));
}

async function unfollow(button) {
  const { path } = button.closest("li").dataset;
  await call("DELETE", `/api/folders?path=${encodeURIComponent(path)}`);
  clearLines();
  say(path, _("no longer followed, its articles kept"));
}

async function takeBack(row) {
  await call("DELETE", `/api/verdicts/${row.dataset.id}`);
  if (row.contains(document.activeElement)) find("#judged").focus({ preventScroll: true });
  row.remove();
  showConversation(true);
}

// A verdict that is changed is a new one, which the list is about to show in its place.
async function changeVerdict(button) {
  const verdict = await call("POST", "/api/verdicts", { ...button.dataset });
  button.closest("li").dataset.id = verdict.id;
  showConversation(true);
}

async function undo(kind) {
  const done = await call("POST", `/api/${kind}`);
  if (done.generation === null && done.message) say("", _(done.message));
  showConversation(true);
}

// Told before it is pressed: "Undo: remove “Tides”".
function showSteps(live) {
  const steps = [["undo", _("Undo")], ["redo", _("Redo")]];
  // The one that comes is there before the one that goes.
  for (const [kind, name] of steps.sort(([a], [b]) => Boolean(live[b]) - Boolean(live[a]))) {
    const button = find(`#${kind}`);
    const text = live[kind] ? _("{name}: {step}", { name, step: live[kind] }) : name;
    if (button.textContent !== text) button.textContent = text;
    const hadFocus = document.activeElement === button;
    button.hidden = !live[kind];
    // A button that goes hands what it had on to its other.
    if (button.hidden && hadFocus) find(kind === "undo" ? "#redo" : "#undo").focus();
  }
}

// Said at once: the server may take a moment to notice.
async function cancelRebuild(button) {
  button.disabled = true;
  button.textContent = _("Cancelling…");
  await call("DELETE", "/api/rebuild");
}

const ACTIONS = [
  [".rename", (button) => rename(button.closest("tr"))],
  [".remove", (button) => remove(button.closest("tr"))],
  [".restore", (button) => restore(button.closest(".gone"))],
  [".facts", (button) => toggleFacts(button.closest("tr"))],
  [".change", (button) => attempt(() => changeVerdict(button))],
  [".take-back", (button) => attempt(() => takeBack(button.closest("li")))],
  [".look-again", (button) => attempt(() => lookAgain(button))],
  [".prune", (button) => attempt(() => lookAgain(button, true))],
  [".unfollow", (button) => attempt(() => unfollow(button))],
  ["#undo", () => attempt(() => undo("undo"))],
  ["#redo", () => attempt(() => undo("redo"))],
  ["#rebuild", () => attempt(() => call("POST", "/api/rebuild"))],
  ["#cancel-rebuild", (button) => attempt(() => cancelRebuild(button))],
  ["#compact", () => attempt(askToCompact)],
  ["#compact-now", () => attempt(compact)],
  ["#keep", () => find("#compacting").close()],
];

// A title opens beside the list; a modified click opens the permalink.
function read(link) {
  const { id } = link.closest("tr").dataset;
  const back = () => rowOf(id)?.querySelector("a.title").focus();
  openPlace(`${link.getAttribute("href")}?p=0&s=0-0#p0`, back, _("Back to the library"));
}

function onClick(event) {
  const title = event.target.closest?.("#shelf a.title");
  if (title && isPlain(event)) {
    event.preventDefault();
    return read(title);
  }
  const button = event.target.closest?.("#library button");
  if (!button) return;
  const action = ACTIONS.find(([selector]) => button.matches(selector));
  action?.[1](button);
}

// Called with what the server tells all pages. Only a change is written, so that a screen
// reader says it once; what the browser makes of it may be written otherwise (an apostrophe).
let told = "";
export function showLive(live) {
  const job = find("#library .job");
  if (!job) return;
  if (told !== live.job) job.innerHTML = told = live.job;
  find("#rebuild").disabled = live.busy; // it is what the button asks for
  const cancel = find("#cancel-rebuild");
  cancel.hidden = !live.busy;
  if (!live.busy) Object.assign(cancel, { disabled: false, textContent: _("Cancel") });
  showSteps(live);
  refresh(find("#shelf"), live.shelf, "/shelf", () => {
    showRemoved();
    showFacts();
    arrange();
  });
  refresh(find("#judged"), live.verdicts, "/verdicts");
}

// What somebody has begun to say of an article.
const isBegun = (row) =>
  all("form input", row).some(({ value, defaultValue }) => value !== defaultValue);
const isInUse = (box) =>
  isPressed(box) || find("input.new-title, .details input:focus", box) !== null;

async function refresh(box, version, path, then) {
  if (box.dataset.version === version || isInUse(box)) return;
  box.dataset.version = version;
  const drawn = await fetch(path)
    .then((response) => (response.ok ? response.text() : null))
    .catch(() => null);
  if (box.dataset.version !== version) return; // a newer one is on its way, or was here
  // Who has begun to type or press meanwhile goes on there. A later look draws the list, as
  // where it didn't come.
  if (drawn === null || isInUse(box)) return delete box.dataset.version;
  const focus = focusedIn(box, "button, input.pick, a.title");
  const begun = all("tr.known", box).filter(isBegun);
  const at = begun.some((row) => row.contains(document.activeElement)) && document.activeElement;
  box.innerHTML = drawn;
  for (const row of begun) rowOf(row.dataset.of)?.after(row);
  then?.();
  const there = focus && find(focus, box);
  if (there) there.focus();
  else if (focus) box.focus({ preventScroll: true });
  if (at) at.focus({ preventScroll: true });
}

export function startLibrary(askThese) {
  startShelf(askThese);
  document.addEventListener("click", onClick);
  startAdding();
}
