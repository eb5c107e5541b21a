// Ways through an open source: find words in it, and go to a heading of its outline.
import { all, call, find, sentence } from "/style/common.js";
import { goTo, markFound } from "/style/leaves.js";
import { rangeIn } from "/style/selection.js";
import { _ } from "/style/words.js";

const PAUSE_MS = 150;

// What was looked for: { id: the article's, words, places, now: index or -1, come: when
// the places are there }.
let search = null;
let readOn = null;
let timer;

const form = () => find("#sources form.find");
const source = () => find("#sources .text");
const isPages = () => source()?.matches(".leaves");

function open(isOpen) {
  form().hidden = !isOpen;
  find("#sources .find-open").setAttribute("aria-expanded", isOpen);
}

function toggle(isOpen) {
  open(isOpen);
  if (isOpen) return find("input", form()).select();
  clearTimeout(timer);
  search = null;
  find(".count", form()).textContent = "";
  show();
  source().focus({ preventScroll: true });
}

function look() {
  const words = find("input", form()).value;
  const { id } = source().dataset;
  if (search?.words !== words || search.id !== id) {
    search = { id, words, places: [], now: -1 };
    search.come = bringPlaces(search);
  }
  return search.come;
}

async function bringPlaces(asked) {
  const wanted = { words: asked.words, pages: isPages() };
  let refused = null;
  const places = await call("POST", `/find/${asked.id}`, wanted).catch((why) => (refused = why));
  if (search !== asked) return; // other words were typed meanwhile
  if (refused) {
    search = null; // the next key asks again
    find(".count", form()).textContent = sentence(refused.message);
    return;
  }
  search.places = places;
  say();
  show();
}

function say() {
  const { places, now, words } = search;
  const count = places.length === 1000 ? "1000+" : places.length;
  const said =
    now < 0 ? _("{count} found", { count }) : _("{place} of {count}", { place: now + 1, count });
  find(".count", form()).textContent = words.trim() ? said : "";
}

async function step(by) {
  clearTimeout(timer);
  await look();
  const { length } = search?.places ?? [];
  if (!length) return;
  search.now = search.now < 0 ? first(by) : (search.now + by + length) % length;
  const { paragraph } = search.places[search.now];
  if (!isPages() && !find(`#p${paragraph}`, source())) await readOn(paragraph);
  say();
  show();
}

// The first place after the one that is read, or the last before it.
function first(by) {
  const reading = find("mark.active", source())?.closest("[data-start]")?.dataset.start ?? 0;
  const next = search.places.findIndex(({ start }) => start >= Number(reading));
  const { length } = search.places;
  return (Math.max(0, next) + (by < 0 ? length - 1 : 0)) % length;
}

function show() {
  const places = search?.places ?? [];
  const now = search?.now ?? -1;
  if (isPages()) return markFound(places, now);
  const shown = blocks();
  const current = rangesOf(places[now], shown);
  if (!CSS.highlights) return bring(current[0]);
  const ranges = places.flatMap((place) => rangesOf(place, shown));
  CSS.highlights.set("found", new Highlight(...ranges));
  CSS.highlights.set("found-now", new Highlight(...current));
  bring(current[0]);
}

function bring(range) {
  if (!range) return;
  const own = source().getBoundingClientRect();
  const there = range.getBoundingClientRect();
  if (there.top > own.top + 8 && there.bottom < own.bottom - 8) return;
  const top = source().scrollTop + there.top - own.top - own.height / 4;
  source().scrollTo({ top, behavior: "instant" });
}

// What of a place stands in the blocks that are shown.
function rangesOf(place, shown) {
  if (!place) return [];
  const { start, end } = place;
  return shown
    .slice(Math.max(0, before(start + 1, shown) - 1), before(end, shown))
    .map(({ block }) => rangeIn(block, start, end))
    .filter((range) => range && !range.collapsed)
    .map(seen);
}

// What isn't seen, as the name of a column that stands above it, is its cell's.
function seen(range) {
  const cell = range.startContainer.parentElement.closest("td");
  if (cell && !range.getClientRects().length) range.selectNodeContents(cell);
  return range;
}

// How many blocks begin before a place: a library's longest articles have thousands.
function before(place, shown) {
  let [least, most] = [0, shown.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if (shown[middle].start < place) least = middle + 1;
    else most = middle;
  }
  return least;
}

// The blocks that are shown, in the order of the text.
const blocks = () =>
  all("[data-start]:is(.para, .heading)", source())
    .map((block) => ({ block, start: Number(block.dataset.start) }))
    .sort((one, other) => one.start - other.start);

// What is typed to be found, which may be nothing yet; null where nothing is looked for.
export const typedToFind = () =>
  form() && !form().hidden ? find("input", form()).value : null;

// After the panel was drawn anew: the same article is searched on.
export function keepFinding(typed) {
  if (source()?.dataset.id !== search?.id) search = null;
  if (!form() || (!search && typed === null)) return;
  open(true);
  find("input", form()).value = typed ?? search.words;
  if (!search) return;
  const { now } = search;
  search = { ...search, words: null }; // its pages have boxes, its text has none
  return look().then(() => {
    if (!search) return;
    search.now = Math.min(now, search.places.length - 1);
    say();
    show();
  });
}

async function toHeading(button) {
  const { start, paragraph, page } = button.dataset;
  button.closest("details").open = false;
  if (isPages()) {
    await goTo(Number(page), `[data-start="${start}"]`);
    return source().focus({ preventScroll: true });
  }
  const heading = () => find(`.heading[data-start="${start}"]`, source());
  if (!heading()) await readOn(Number(paragraph));
  const there = heading() ?? find(`#p${paragraph}`, source());
  there.scrollIntoView({ block: "start", behavior: "instant" });
  there.focus({ preventScroll: true });
}

function onClick(event) {
  const at = (selector) => event.target.closest?.(`#sources ${selector}`);
  if (at(".find-open")) return toggle(form().hidden);
  if (at(".find-close")) return toggle(false);
  if (at(".find-back")) return step(-1);
  if (at(".to-heading")) return toHeading(at(".to-heading"));
  const outline = find("#sources .outline[open]");
  if (outline && !outline.contains(event.target)) outline.open = false;
}

// Before the page's own keys: Esc closes what is open, before it leaves the source.
function onKey(event) {
  if (!find("#sources")?.contains(event.target)) return;
  const outline = find("#sources .outline[open]");
  const isFinding = event.target.closest("form.find");
  if (event.key === "Escape" && (outline || isFinding)) {
    event.stopPropagation();
    if (!outline) return toggle(false);
    outline.open = false;
    return find("summary", outline).focus();
  }
  if (isFinding && event.key === "Enter" && event.shiftKey) {
    event.preventDefault();
    return step(-1);
  }
  if (event.key === "/" && form() && !event.target.closest("input")) {
    event.preventDefault();
    toggle(true);
  }
}

// `read` shows a long article around another paragraph.
export function startFinding(read) {
  readOn = read;
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("input", (event) => {
    if (!event.target.closest?.("form.find")) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches?.("form.find")) return;
    event.preventDefault();
    step(1);
  });
}
