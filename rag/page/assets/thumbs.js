// Small pictures of a PDF's pages beside them: one is where one is, a click goes to
// another. Only those in view are drawn.
import { element, find } from "/style/common.js";
import { _ } from "/style/words.js";
const WIDTH = 160; // as the server draws them, a dozen at once
const SHOWN = "quotewell-thumbs";
const WIDE = matchMedia("(min-width: 861px)");

let strip = null;
let go = () => {};

const isWanted = () => (localStorage.getItem(SHOWN) ?? String(WIDE.matches)) === "true";

// `leaves` are the pages, `sizes` those of each, `goTo` goes to one.
export function openThumbs(leaves, sizes, goTo) {
  strip = null;
  const button = find("#sources .thumbs-open");
  button.hidden = sizes.length < 2;
  if (button.hidden) return;
  go = goTo;
  strip = element("div", { className: "thumbs", role: "group", ariaLabel: _("Thumbnails") });
  const seen = new IntersectionObserver(onSeen, { root: strip, rootMargin: "50% 0px" });
  for (const thumb of sizes.map((size, index) => thumbOf(leaves.dataset.id, size, index + 1))) {
    strip.append(thumb);
    seen.observe(thumb);
  }
  leaves.before(strip);
  draw();
  showThumb(1);
}

function thumbOf(id, [width, height], page) {
  const picture = element("img", { alt: "" });
  picture.style.aspectRatio = `${width} / ${height}`;
  picture.dataset.src = `/pages/${id}/${page}.png?width=${WIDTH}`;
  const ariaLabel = _("Page {page}", { page });
  const properties = { type: "button", value: page, tabIndex: -1, ariaLabel };
  return element("button", properties, picture, String(page));
}

function onSeen(entries) {
  for (const { target, isIntersecting } of entries) {
    const picture = find("img", target);
    if (isIntersecting && !picture.src) picture.src = picture.dataset.src;
  }
}

function draw() {
  strip.hidden = !isWanted();
  find("#sources .thumbs-open").setAttribute("aria-pressed", String(!strip.hidden));
}

// Show where one is; that one alone is reached by Tab, the others by arrows from it.
export function showThumb(page) {
  const thumb = strip?.isConnected && strip.children[page - 1];
  if (!thumb || thumb.hasAttribute("aria-current")) return;
  const before = find("[aria-current]", strip);
  before?.removeAttribute("aria-current");
  if (before) before.tabIndex = -1;
  thumb.setAttribute("aria-current", "page");
  thumb.tabIndex = 0;
  const top = thumb.offsetTop - (strip.clientHeight - thumb.clientHeight) / 2;
  strip.scrollTo({ top, behavior: "instant" });
}

const STEPS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

function onKey(event) {
  const by = STEPS[event.key];
  const thumb = event.target.closest?.(".thumbs button");
  if (!by || !thumb) return;
  event.preventDefault();
  const next = by < 0 ? thumb.previousElementSibling : thumb.nextElementSibling;
  next?.focus({ preventScroll: true });
  if (next) go(Number(next.value));
}

export function startThumbs() {
  document.addEventListener("click", (event) => {
    const thumb = event.target.closest?.(".thumbs button");
    if (thumb) go(Number(thumb.value));
    if (!event.target.closest?.(".thumbs-open") || !strip) return;
    localStorage.setItem(SHOWN, String(!isWanted()));
    draw();
  });
  document.addEventListener("keydown", onKey);
}
