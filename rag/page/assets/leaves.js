// The pages of a PDF in the source panel: pictures, with their words unseen above them.
// Only what is near the view is drawn.
import { all, element, find, send, whyNot } from "/style/common.js";
import { openThumbs, showThumb, startThumbs } from "/style/thumbs.js";
import { _ } from "/style/words.js";

const WIDTHS = [600, 900, 1200, 1800, 2400]; // as the server draws them
const ZOOMS = [1, 1.25, 1.5, 2, 3];
const VIEW = "quotewell-view";
const SVG = "http://www.w3.org/2000/svg";

// What is open: { region, wanted, near: watches which leaves are, found: places }.
let open = null;
let zoom = 1;

export const wantsPages = () => localStorage.getItem(VIEW) !== "text";
const region = () => find("#sources .leaves");

// Fill the panel's room for pages. Gives what is wrong where there are none, or "".
export async function openLeaves(wanted) {
  open?.near.disconnect();
  const own = region();
  open = null;
  if (!own) return "";
  const response = await send("POST", `/pages/${own.dataset.id}`, wanted);
  if (own !== region()) return ""; // another source was opened meanwhile
  if (!response.ok) return whyNot(response);
  const given = await response.json();
  const near = new IntersectionObserver(onNear, { root: own, rootMargin: "75% 0px" });
  open = { region: own, wanted, near, page: given.page, found: [] };
  own.replaceChildren(...given.sizes.map(leaf));
  own.style.setProperty("--zoom", zoom);
  find("#sources .page-count").textContent = _("of {count}", { count: given.sizes.length });
  own.addEventListener("scroll", () => requestAnimationFrame(onScroll));
  openThumbs(own, given.sizes, (page) => goTo(page));
  [...own.children].forEach((each) => near.observe(each));
  return "";
}

function leaf([width, height], index) {
  const made = element("div", { className: "leaf" });
  made.dataset.page = index + 1;
  made.style.aspectRatio = `${width} / ${height}`;
  return made;
}

function onNear(entries) {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) fill(target);
    else if (!target.contains(getSelection().anchorNode)) target.replaceChildren();
  }
}

const filling = new WeakMap(); // leaf -> until its words are there
function fill(leaf) {
  if (leaf.firstChild) draw(leaf);
  else filling.set(leaf, write(leaf));
  return filling.get(leaf);
}

async function write(leaf) {
  const { region, wanted } = open;
  leaf.classList.remove("drawn"); // its words are seen until its picture is there
  const picture = element("img", { alt: "", onload: () => leaf.classList.add("drawn") });
  leaf.replaceChildren(picture);
  draw(leaf);
  const response = await send("POST", `/pages/${region.dataset.id}/${leaf.dataset.page}`, wanted);
  const words = await response.text();
  if (!response.ok || !picture.isConnected || !open) return; // scrolled away meanwhile
  picture.insertAdjacentHTML("afterend", words);
  markFoundOn(leaf);
}

// The next width above what the screen shows: sharp, and drawn once for many sizes.
function draw(leaf) {
  const wanted = leaf.clientWidth * devicePixelRatio;
  const width = WIDTHS.find((each) => each >= wanted) ?? WIDTHS.at(-1);
  const source = `/pages/${open.region.dataset.id}/${leaf.dataset.page}.png?width=${width}`;
  const picture = find("img", leaf);
  if (picture && picture.getAttribute("src") !== source) picture.src = source;
}

const leafOf = (page) => open?.region.children[page - 1];

// Go to a page, and to what a selector finds on it.
export async function goTo(page, selector) {
  const leaf = leafOf(page);
  if (!leaf) return;
  const { region } = open;
  scroll(region, leaf, 0);
  if (!find("svg", leaf)) await fill(leaf);
  const there = selector && find(selector, leaf);
  if (there && region === open?.region) scroll(region, there, region.clientHeight / 4);
  onScroll();
}

function scroll(region, element, above) {
  const own = region.getBoundingClientRect();
  const there = element.getBoundingClientRect();
  const left = there.left - own.left < 0 || there.right > own.right;
  region.scrollTo({
    top: region.scrollTop + there.top - own.top - above,
    left: left ? region.scrollLeft + there.left - own.left - 24 : region.scrollLeft,
    behavior: "instant",
  });
}

// Go to the quote, once it can be seen; with `focus` keys scroll its page.
export function revealLeaf(focus) {
  if (focus) region()?.focus({ preventScroll: true });
  if (open) return goTo(open.page, ".marks .active rect");
}

function onScroll() {
  const field = find("#sources .page-number");
  if (!field || !open) return;
  const page = pageInView();
  if (document.activeElement !== field) field.value = page;
  showThumb(page);
}

function pageInView() {
  const { region } = open;
  return pageAt(region.getBoundingClientRect().top + region.clientHeight / 3);
}

function pageAt(height) {
  const { region } = open;
  const passed = (leaf) => leaf.getBoundingClientRect().top <= height;
  return Number([...region.children].findLast(passed)?.dataset.page ?? 1);
}

// Mark places: [{ page, boxes }], the one at `now` above all.
export function markFound(places, now) {
  if (!open) return;
  open.found = places.map((place, index) => ({ ...place, isNow: index === now }));
  [...open.region.children].forEach(markFoundOn);
  const place = places[now];
  if (place) return goTo(place.page, ".found-now");
}

function markFoundOn(leaf) {
  const words = find("svg", leaf);
  if (!words) return;
  const made = document.createElementNS(SVG, "g");
  made.setAttribute("class", "found");
  made.setAttribute("aria-hidden", "true");
  const here = open.found.filter((place) => place.page === Number(leaf.dataset.page));
  made.append(...here.flatMap((place) => place.boxes.map((box) => rectangle(box, place.isNow))));
  find(".found", words)?.remove();
  find(".marks", words).after(made);
}

function rectangle({ left, top, right, bottom }, isNow) {
  const made = document.createElementNS(SVG, "rect");
  const place = { x: left, y: top, width: right - left, height: bottom - top };
  for (const [name, value] of Object.entries(place)) made.setAttribute(name, value);
  if (isNow) made.setAttribute("class", "found-now");
  return made;
}

// What is marked in view, or else the view's middle, stays at its height in the middle.
function setZoom(by) {
  const { region } = open;
  const [x, y] = markInView() ?? middleOf(region);
  const leaf = leafOf(pageAt(y));
  const before = leaf.getBoundingClientRect();
  zoom = ZOOMS[Math.min(Math.max(ZOOMS.indexOf(zoom) + by, 0), ZOOMS.length - 1)];
  region.style.setProperty("--zoom", zoom);
  const after = leaf.getBoundingClientRect();
  const grown = after.width / before.width;
  const left = after.left + (x - before.left) * grown - middleOf(region)[0];
  const top = after.top + (y - before.top) * grown - y;
  region.scrollBy({ left, top, behavior: "instant" });
  onScroll();
  [...region.children].filter((leaf) => leaf.firstChild).forEach(draw);
}

function middleOf(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

function markInView() {
  const { left, top, right, bottom } = open.region.getBoundingClientRect();
  const isSeen = ([x, y]) => left < x && x < right && top < y && y < bottom;
  return all(".found-now, .marks .active", open.region).map(middleOf).find(isSeen);
}

// `redraw` shows the source again, as text or as pages.
export function startLeaves(redraw) {
  startThumbs();
  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest?.(`#sources ${selector}`);
    if (at(".view")) {
      localStorage.setItem(VIEW, at(".view").dataset.view);
      return redraw(at(".view").dataset.view);
    }
    if (!open) return;
    if (at(".page-back")) return goTo(Math.max(1, pageInView() - 1));
    if (at(".page-on")) return goTo(Math.min(open.region.children.length, pageInView() + 1));
    if (at(".zoom-out")) return setZoom(-1);
    if (at(".zoom-in")) return setZoom(1);
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("#sources .page-number") || !open) return;
    const last = open.region.children.length;
    const page = Math.min(Math.max(1, parseInt(event.target.value) || pageInView()), last);
    event.target.value = page;
    goTo(page);
  });
}
