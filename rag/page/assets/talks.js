// The list of conversations: found by their words, opened, renamed, deleted.
import {
  leaveConversation, openConversation, showConversation, startAnew,
} from "/style/conversation.js";
import { call, find, focusLater, isPlain, sentence, whyNot } from "/style/common.js";
import { askName } from "/style/naming.js";
import { place } from "/style/place.js";
import { _ } from "/style/words.js";

const list = () => find("#talks .list");
const typed = () => find("#talks input[type=search]").value.trim();
const isOpen = () => find("#talks")?.open;
const ofTalk = (id, selector) => find(`li[data-id="${id}"] ${selector}`, list());

// What is being asked in a row, a name or whether to delete it, isn't drawn over.
const isAsking = () => find("input.new-title, .delete-now", list()) !== null;

export async function showTalks() {
  if (!isOpen() || isAsking()) return;
  const words = typed();
  const response = await fetch(`/conversations?words=${encodeURIComponent(words)}`);
  const said = await (response.ok ? response.text() : whyNot(response));
  if (words !== typed() || isAsking()) return; // what was typed since is on its way
  if (!response.ok) return void (list().textContent = sentence(said));
  list().innerHTML = said;
  ofTalk(place().c, "a.talk")?.setAttribute("aria-current", "page");
}

function open() {
  settle();
  find("#talks").showModal();
  find("#talks input[type=search]").focus();
  showTalks();
}

function rename(row) {
  settle();
  const { id } = row.dataset;
  askName(find("a.talk", row), _("New name"), async (name) => {
    if (name === null) await showTalks();
    else await change("PATCH", id, { name });
    ofTalk(id, "button.rename")?.focus();
  });
}

// What is deleted is gone for good, so it is asked once more, in its place. The second
// press of a double click is no answer: the question came up under the pointer.
const DOUBLE_MS = 500;
let askedAt = -Infinity;
const isDouble = ({ detail, timeStamp }) => detail > 0 && timeStamp - askedAt < DOUBLE_MS;
let settle = () => {}; // takes the question back that is open
function askToDelete(row) {
  settle();
  askedAt = performance.now();
  const acts = find(".acts", row);
  const before = [...acts.childNodes];
  settle = () => acts.replaceChildren(...before);
  acts.innerHTML =
    `<span class="sure">${_("Delete for good?")}</span>` +
    `<button type="button" class="delete-now">${_("Delete")}</button>` +
    `<button type="button" class="keep">${_("Keep")}</button>`;
  find(".keep", acts).focus();
}

async function keep(row) {
  settle();
  await showTalks();
  ofTalk(row.dataset.id, "button.delete")?.focus();
}

// The list is drawn anew, and says in the row what was refused. Tells whether it was done.
async function change(method, id, body) {
  let why = "";
  await call(method, `/api/conversations/${id}`, body).catch(({ message }) => (why = message));
  if (method === "DELETE" && !why && id === place().c) leaveConversation();
  showConversation();
  await showTalks();
  const said = why && ofTalk(id, ".when");
  if (said) said.textContent = why;
  return !why;
}

async function remove(row) {
  const focus = focusLater();
  settle();
  // Where another is being named, the list is not drawn anew.
  if (await change("DELETE", row.dataset.id)) row.remove();
  focus(find("#talks input"));
}

const ACTIONS = [
  ["#open-talks, .all-talks", open],
  ["#anew", startAnew],
  ["#talks .close", () => find("#talks").close()],
  ["#talks .rename", (button) => rename(button.closest("li"))],
  ["#talks .delete", (button) => askToDelete(button.closest("li"))],
  ["#talks .delete-now", (button, event) => isDouble(event) || remove(button.closest("li"))],
  ["#talks .keep", (button) => keep(button.closest("li"))],
];

function onClick(event) {
  // A click beside the list is one on the dialog itself.
  if (event.target.id === "talks") return event.target.close();
  const link = event.target.closest?.("a.talk");
  if (link && isPlain(event)) {
    event.preventDefault();
    find("#talks").close();
    const pinned = link.dataset.question && { ...link.dataset };
    return openConversation(new URL(link.href).searchParams.get("c"), pinned);
  }
  const button = event.target.closest?.("button");
  const action = button && ACTIONS.find(([selector]) => button.matches(selector));
  return action?.[1](button, event);
}

export function startTalks() {
  document.addEventListener("click", onClick);
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("#talks input[type=search]")) settle(), showTalks();
  });
}
