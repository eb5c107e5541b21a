// The conversation that the address names: the server has its turns, this page draws
// them. What another page asks in it comes by itself, and nothing is drawn twice.
import { all, element, find, sentence, whyNot } from "/style/common.js";
import { go, place, selectTab } from "/style/place.js";
import { showScope } from "/style/scope.js";
import { answersDrawn, emptySource } from "/style/sources.js";
import { _ } from "/style/words.js";

const SLOW_MS = 1000; // an answer that takes longer is said to be on its way
const TYPED = "quotewell-typed";
const log = () => find("#chat [role=log]");

let shown = null; // id of the conversation that is drawn, "" for none
const turns = new Map(); // id of a turn -> its HTML as it came
let drawing = Promise.resolve();

// One drawing after the other, so that none overtakes another.
const inTurn = (work) => (drawing = drawing.then(work).catch(() => {}));

// Draw what is new of the conversation, or (`again`) all of it as articles are now; and
// open the turn that `pinned` names.
export const showConversation = (again = false, pinned = null) => inTurn(() => draw(again, pinned));

async function draw(again, pinned) {
  const { c } = place();
  const isOther = c !== shown;
  if (isOther) clear(c);
  else showScope([], false); // on the way back the address may have it otherwise
  if (!c) return isOther || again || welcomed !== addressOfWelcome() ? showWelcome() : undefined;
  const after = again ? 0 : Math.max(0, ...turns.keys());
  const response = await fetch(`/conversations/${encodeURIComponent(c)}?after=${after}`);
  if (response.status === 404) return showDeleted();
  const answer = response.ok ? await response.json() : await whyNot(response);
  if (place().c !== c) return;
  if (!response.ok) return isOther ? tellInPlace(sentence(answer)) : undefined;
  find("#welcome .welcome").replaceChildren();
  name(answer.name);
  showScope(answer.within, isOther);
  const fresh = answer.html.map(put).filter(Boolean).length;
  if (fresh || again || pinned) answersDrawn({ fresh: fresh > 0, first: isOther, pinned });
}

function clear(c) {
  shown = c;
  find("#welcome .welcome").replaceChildren();
  turns.clear();
  log().replaceChildren();
  name("");
  showScope([], false); // as the address has it, until the conversation has come
  emptySource();
}

// Put a turn in its place; tells whether it is new.
function put(html) {
  const turn = element("template", { innerHTML: html }).content.firstElementChild;
  const id = Number(turn.dataset.id);
  const before = turns.get(id);
  if (before === html) return false;
  turns.set(id, html);
  if (before === undefined) log().append(turn);
  else replace(find(`.turn[data-id="${id}"]`, log()), turn);
  return before === undefined;
}

const addressOf = (quote) => find("a.cite", quote)?.href;

// A turn that is drawn anew keeps what is open, written and focused at its quotes. It was
// read out when it came: what changes in it is not.
function replace(old, turn) {
  const at = old.contains(document.activeElement) && document.activeElement;
  const quotes = all("blockquote", turn);
  const same = (quote) => quotes.find((each) => addressOf(each) === addressOf(quote));
  const kept = all("blockquote:has(.pin-note, .why[open])", old);
  old.setAttribute("aria-live", "off");
  old.replaceChildren(...turn.childNodes);
  for (const quote of kept.filter(same)) {
    const [note, why] = [find(".pin-note", quote), find(".why", same(quote))];
    if (note) find(".source", same(quote)).after(note);
    if (why) why.open = find(".why", quote).open;
  }
  if (!at) return;
  const quote = at.closest("blockquote");
  const around = quote ? same(quote) : old;
  const kind = [...at.classList].filter((name) => name !== "on").map((name) => `.${name}`);
  const there = at.isConnected ? at : around && find(at.localName + kind.join(""), around);
  there?.focus({ preventScroll: true });
}

function name(text) {
  find("#talk-head .talk-name").textContent = text;
  document.title = text ? `${text} · Quotewell` : "Quotewell";
  const id = encodeURIComponent(place().c);
  for (const link of all("#below a.export")) {
    link.href = `/api/conversations/${id}/export?form=${link.dataset.form}`;
    link.download = "";
  }
}

// With questions of what is chosen to be asked.
const addressOfWelcome = () =>
  `/welcome?${new URLSearchParams(place().within.map((name) => ["in", name]))}`;
let welcomed = "";
export async function showWelcome() {
  if (place().c) return;
  const address = (welcomed = addressOfWelcome());
  const response = await fetch(address);
  const html = await response.text();
  if (!response.ok || place().c || address !== addressOfWelcome()) return;
  find("#welcome .welcome").innerHTML = html;
}

export function leaveConversation() {
  if (asking.from === place().c) asking.from = "";
  go({ c: "" }, { anew: false });
}

// It was deleted in another window, or its address is wrong.
async function showDeleted() {
  leaveConversation();
  clear("");
  await showWelcome();
  tellInPlace(_("This conversation is not there: it may have been deleted."));
}

// Why nothing was drawn, where it would be.
function tellInPlace(text) {
  find("#welcome .welcome").prepend(element("p", { className: "notice", role: "status" }, text));
}

// What is being asked: { question, literal, from: the conversation that was open, "" for
// none, comes: whether its answer is on its way }.
let asking = { question: "", literal: false, from: "", comes: false };
function begin(question, literal) {
  const now = { question, literal, from: place().c, comes: true };
  asking = now;
  setNext(null);
  // What is typed from now on is the next question.
  if (question && box().value === question) fill(box(), "");
  const sayIfSlow = () => asking === now && now.comes && !next && sayWaits(_("Looking for the answer…"));
  setTimeout(sayIfSlow, SLOW_MS);
}

// Gradio reads a box a while after it was told to: of the one that is typed in, it would
// take what was typed since.
export function ask(question, literal = false) {
  if (asking.comes) return setNext({ question, literal });
  begin(question, literal);
  fill(find("#sent textarea"), question);
  setTimeout(() => find("#sent .submit-button").click());
}

// What was sent before this script came, Gradio has taken from the box itself.
export function noteAsked(question) {
  if (!asking.comes) begin(question, false);
  return asking.literal;
}

// Another question that is sent meanwhile is asked after it, unless it is changed.
const box = () => find("#question textarea");
let next = null;
function setNext(sent) {
  next = sent;
  sayWaits(sent ? _("The question before is being answered. This one is asked next.") : "");
}

const sayWaits = (text) => find("#scope .waits")?.replaceChildren(text);

function onSend(event) {
  const { type, target, key, shiftKey } = event;
  const isSent =
    type === "click"
      ? target.closest?.("#question .submit-button")
      : target === box() && key === "Enter" && !shiftKey;
  if (!isSent) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  // What is too long stays in the box, which says so; the server would say it again.
  // The second of two clicks sends nothing.
  const isNone = asking.comes && !box().value;
  if (!isNone && !find("#scope .too-long")?.textContent) ask(box().value);
}

// What is typed survives a reload: Gradio does one when the server is there again.
export function startAsking() {
  const typed = sessionStorage.getItem(TYPED);
  if (typed && !box().value) fill(box(), typed);
  addEventListener("pagehide", () => sessionStorage.setItem(TYPED, box().value));
  for (const name of ["click", "keydown"]) document.addEventListener(name, onSend, true);
  document.addEventListener("input", ({ target }) => {
    if (target !== box()) return;
    setNext(null);
    // "The question is empty" isn't true any more.
    if (!find("#notice .turn")) find("#notice").hidden = true;
  });
}

// Nothing comes back: the question is in the box again.
export function notAsked() {
  if (!asking.comes) return;
  asking.comes = false;
  putBack();
  setNext(null);
  sayWaits(_("The question didn’t get through: ask it again."));
}

// The server has answered: `id` is the conversation's that has the turn, "" for none.
export async function asked(id) {
  const isAnswered = id || find("#notice .turn");
  asking.comes = false;
  if (!isAnswered) putBack();
  find("#notice").hidden = false; // which typing hides
  await (id ? showAsked(id) : showUnkept());
  if (isAnswered && next && hasStayed(id)) ask(next.question, next.literal);
  else setNext(null);
}

// Who has gone elsewhere meanwhile stays there.
const hasStayed = (id) => [asking.from, id].includes(place().c);

function showAsked(id) {
  if (!hasStayed(id)) return undefined;
  // The first question of a conversation gives it its address; its source stays.
  if (!place().c) {
    shown = id;
    find("#welcome .welcome").replaceChildren();
  }
  const isGone = place().c && place().c !== id; // the turn began another one
  go({ c: id }, { anew: false });
  return showConversation().then(() => isGone && tellInPlace(_("The conversation before may have been deleted: this is a new one.")));
}

// What was typed since stays.
function putBack() {
  if (asking.question && !box().value) fill(box(), asking.question);
}

function fill(area, text) {
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// An answer that the server could not keep comes with the notice that says so.
function showUnkept() {
  const turn = find("#notice .turn");
  if (!turn) return;
  log().append(turn);
  answersDrawn({ fresh: true, first: false });
}

export function startAnew() {
  go({ c: "", tab: "ask" });
  showConversation();
  box().focus();
}

// `pinned` is of a quote that was pinned in it: { question, href }.
export function openConversation(id, pinned) {
  // Of the one that is open it is said already what it asks.
  go({ c: id, within: id === place().c ? place().within : [], tab: "ask" });
  selectTab("ask");
  // The link to it may be gone, and the focus with it.
  return showConversation(false, pinned).then(
    () => document.activeElement === document.body && log().focus({ preventScroll: true }),
  );
}
