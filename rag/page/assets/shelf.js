// The list of articles: found by words, sorted, narrowed to a collection (a tag or a
// followed folder), and many changed at once. What is set is kept in the history's entry.
import { changed, clearLines, complain } from "/style/adding.js";
import { all, call, element, find } from "/style/common.js";
import { note, noted } from "/style/place.js";
import { _, ngettext, number } from "/style/words.js";

const rows = () => all("#shelf tbody tr[data-at]");
const plural = (many) => ngettext("{n} article", "{n} articles", many);
const some = (seen, many) =>
  ngettext("{some} of {n} article", "{some} of {n} articles", many, { some: number(seen) });
const picked = new Set(); // ids, also of rows that Find leaves out by now
const { compare } = new Intl.Collator(undefined, { numeric: true }); // "Part 2", "Part 10"
const ORDERS = {
  added: (a, b) => a.dataset.at - b.dataset.at,
  newest: (a, b) => b.dataset.at - a.dataset.at,
  title: (a, b) => compare(titleOf(a), titleOf(b)),
  longest: (a, b) => b.dataset.words - a.dataset.words,
};
const titleOf = (row) => find(".title", row).textContent;
const collectionsOf = (row) => JSON.parse(row.dataset.in);
const isTag = (name) => name.startsWith("tag:");
const labelOf = (name) => (isTag(name) ? name.slice(4) : name.split("/").at(-1) + "/");

// Called when the list is drawn anew, when something is set, and on the way back.
export function arrange() {
  const bar = find(".shelf-bar");
  if (!bar) return; // the library was not opened yet
  const list = rows();
  bar.hidden = !list.length;
  const { words = "", order = "added", only = "" } = noted().shelf ?? {};
  find("#shelf-words").value = words;
  find("#shelf-order").value = order;
  const has = collections(list);
  const chosen = has.has(only) ? only : ""; // its last article may have lost the tag
  drawCollections(has, chosen, list.length);
  const typed = words.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of list) {
    const cells = all("th, .date", row).map((each) => each.textContent);
    const text = [...cells, ...collectionsOf(row)].join(" ").toLowerCase();
    const isIn = !chosen || collectionsOf(row).includes(chosen);
    row.hidden = !(isIn && typed.every((word) => text.includes(word)));
    const known = row.nextElementSibling?.matches(".known") ? row.nextElementSibling : null;
    if (known) known.hidden = row.hidden;
  }
  sort(list, order);
  count(list);
  drawPicked(list);
}

// Only where the order is another: moving a row takes the focus from what is in it.
function sort(list, order) {
  const sorted = [...list].sort(ORDERS[order] ?? ORDERS.added);
  if (sorted.every((row, n) => row === list[n])) return;
  const body = find("#shelf tbody");
  // What is known of an article goes along, and what was removed stays above its row.
  const groups = new Map(list.map((row) => [row, [row]]));
  let above = [];
  for (const each of body.children) {
    if (each.matches(".gone")) above.push(each);
    else if (each.matches(".known")) groups.get(each.previousElementSibling)?.push(each);
    else groups.get(each).unshift(...above.splice(0));
  }
  body.append(...sorted.flatMap((row) => groups.get(row)), ...above);
}

function count(list) {
  const caption = find("#shelf caption");
  if (!caption) return;
  const seen = list.filter((row) => !row.hidden).length;
  caption.textContent = seen === list.length ? plural(seen) : some(seen, list.length);
}

// Tags before folders, each as they are read.
const inOrder = ([a], [b]) =>
  isTag(b) - isTag(a) || compare(labelOf(a), labelOf(b)) || compare(a, b);

function collections(list) {
  const counts = new Map();
  for (const name of list.flatMap(collectionsOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].sort(inOrder));
}

function drawCollections(has, chosen, many) {
  const box = find(".shelf-bar .collections");
  const chips = [["", many], ...has].map(([name, many]) => chip(name, many, name === chosen));
  const at = document.activeElement?.closest(".collections button")?.value;
  box.hidden = !has.size;
  box.replaceChildren(...chips);
  chips.find((each) => each.value === at)?.focus();
}

function chip(name, count, isOn) {
  const properties = { type: "button", value: name, title: name, ariaPressed: String(isOn) };
  return element("button", properties, `${name ? labelOf(name) : _("All")} ${count}`);
}

// What is done is done to what is chosen and seen, in the order of choosing.
function pickedIn(list) {
  const seen = new Set(list.filter((row) => !row.hidden).map((row) => row.dataset.id));
  return [...picked].filter((id) => seen.has(id));
}

function drawPicked(list) {
  const there = new Set(list.map((row) => row.dataset.id));
  for (const id of picked) if (!there.has(id)) picked.delete(id);
  for (const row of list) find("input.pick", row).checked = picked.has(row.dataset.id);
  const chosen = pickedIn(list).length;
  const many = find(".shelf-bar .many");
  // What goes hands its focus on.
  if (!chosen && many.contains(document.activeElement))
    find("#pick-all")?.focus({ preventScroll: true });
  many.hidden = !chosen;
  find(".shelf-bar .how-many").textContent = ngettext(
    "{n} article chosen",
    "{n} articles chosen",
    chosen,
  );
  const tags = new Set(list.flatMap(collectionsOf).filter(isTag));
  find("#known-tags").replaceChildren(...[...tags].map((name) => new Option(labelOf(name))));
  const seen = list.filter((row) => !row.hidden);
  const every = find("#pick-all");
  if (every) every.checked = seen.length > 0 && seen.every((row) => picked.has(row.dataset.id));
}

function set(change) {
  note({ shelf: { ...noted().shelf, ...change } });
  arrange();
}

function pick(input) {
  const chosen = input.id === "pick-all" ? rows().filter((row) => !row.hidden) : [input.closest("tr")];
  for (const row of chosen) {
    if (input.checked) picked.add(row.dataset.id);
    else picked.delete(row.dataset.id);
  }
  drawPicked(rows());
}

async function changeMany(path, body) {
  clearLines();
  let isDone = true;
  try {
    await call("POST", path, { articles: pickedIn(rows()), ...body });
  } catch (error) {
    isDone = false;
    complain(error);
  }
  changed();
  return isDone;
}

// What is refused stays in the field.
async function tag(kind) {
  const input = find("#new-tag");
  const name = input.value;
  input.focus();
  if (!name.trim() || !(await changeMany("/api/tags", { [kind]: [name] }))) return;
  if (input.value === name) input.value = "";
}

const ACTIONS = [
  [".collections button", (button) => set({ only: button.value })],
  ["#add-tag", () => tag("add")],
  ["#drop-tag", () => tag("remove")],
  ["#pick-none", () => picked.clear() ?? drawPicked(rows())],
  ["#remove-many", () => changeMany("/api/removals", {})],
];

// Called with what asks only the articles of some ids.
export function startShelf(askThese) {
  const actions = [...ACTIONS, ["#ask-many", () => askThese(pickedIn(rows()))]];
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".shelf-bar button");
    if (button) actions.find(([selector]) => button.matches(selector))?.[1](button);
  });
  document.addEventListener("input", ({ target }) => {
    if (target.id === "shelf-words") set({ words: target.value });
    if (target.id === "shelf-order") set({ order: target.value });
    if (target.matches?.("#shelf input[type=checkbox]")) pick(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.id !== "new-tag") return;
    event.preventDefault();
    tag("add");
  });
}
