// The list of conversations: found by their words, opened, renamed, deleted.
import { openConversation, showConversation, startAnew } from "/style/conversation.js";
import { call } from "/style/adding.js";
import { askName } from "/style/naming.js";
import { place } from "/style/place.js";
import { _ } from "/style/words.js";

const find = (selector, root = document) => root.querySelector(selector);
const list = () => find("#talks .list");
const typed = () => find("#talks input[type=search]").value.trim();
const isOpen = () => find("#talks")?.open;

export async function showTalks() {
  if (!isOpen() || find("input.new-title", list())) return;
  const words = typed();
  const response = await fetch(`/conversations?words=${encodeURIComponent(words)}`);
  const html = await response.text();
  if (!response.ok || words !== typed()) return; // what was typed since is on its way
  list().innerHTML = html;
  const current = find(`li[data-id="${place().c}"] a.talk`, list());
  current?.setAttribute("aria-current", "page");
}

function open() {
  find("#talks").showModal();
  find("#talks input[type=search]").focus();
  showTalks();
}

function rename(row) {
  askName(find("a.talk", row), _("New name"), async (name) => {
    if (name !== null) await change("PATCH", row, { name });
    await showTalks();
    find(`li[data-id="${row.dataset.id}"] button.rename`, list())?.focus();
  });
}

// What is deleted is gone for good, so it is asked once more, in its place. The second
// press of a double click is no answer: the question came up under the pointer.
const DOUBLE_MS = 500;
let askedAt = -Infinity;
const isDouble = ({ detail, timeStamp }) => detail > 0 && timeStamp - askedAt < DOUBLE_MS;
function askToDelete(row) {
  askedAt = performance.now();
  const acts = find(".acts", row);
  acts.innerHTML =
    `<span class="sure">${_("Delete for good?")}</span>` +
    `<button type="button" class="delete-now">${_("Delete")}</button>` +
    `<button type="button" class="keep">${_("Keep")}</button>`;
  find(".keep", acts).focus();
}

async function change(method, row, body) {
  try {
    await call(method, `/api/conversations/${row.dataset.id}`, body);
  } catch (error) {
    find(".when", row).textContent = error.message;
  }
  showConversation();
}

async function remove(row) {
  await change("DELETE", row);
  await showTalks();
  find("#talks input").focus();
}

const ACTIONS = [
  ["#open-talks, .all-talks", open],
  ["#anew", startAnew],
  ["#talks .close", () => find("#talks").close()],
  ["#talks .rename", (button) => rename(button.closest("li"))],
  ["#talks .delete", (button) => askToDelete(button.closest("li"))],
  ["#talks .delete-now", (button, event) => isDouble(event) || remove(button.closest("li"))],
  ["#talks .keep", showTalks],
];

function onClick(event) {
  // A click beside the list is one on the dialog itself.
  if (event.target.id === "talks") return event.target.close();
  const link = event.target.closest?.("a.talk");
  if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
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
    if (event.target.matches?.("#talks input[type=search]")) showTalks();
  });
}
