// The map: Gradio draws the plot; here its points get a card, a click, and a list.
import { element, find, isPlain } from "/style/common.js";
import { openPlace } from "/style/sources.js";
import { _, isolated } from "/style/words.js";

const PLOT = "#map-plot .js-plotly-plot";
const EDGE_PX = 12;

const isShown = () => find("#map")?.offsetParent;

// Each point carries its address, title, place and first words.
const toSpot = ([href, title, place, excerpt]) => ({ href, title, place, excerpt });

// Plotly watches the window alone; beside a source there is less room. What is around the
// plot stays when it is drawn anew, and is watched once.
const room = new ResizeObserver(() => dispatchEvent(new Event("resize")));

// Gradio may draw the plot anew at any time; each one is prepared once.
function prepare() {
  const plot = find(`${PLOT}:not([data-ready])`);
  if (!plot?.on) return;
  plot.dataset.ready = "";
  plot.tabIndex = -1;
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", find("#map-beside .beside")?.dataset.label ?? _("Map"));
  room.observe(plot.parentElement);
  plot.on("plotly_hover", ({ points, event }) => showCard(topmost(points[0]), event));
  plot.on("plotly_unhover", hideCard);
  plot.on("plotly_click", ({ points }) => visit(topmost(points[0]).href, PLOT));
  // A finger that is drawn over the plot scrolls the page.
  if (matchMedia("(pointer: coarse)").matches) window.Plotly.relayout(plot, { dragmode: false });
  fill(find("#map-beside .as-list"));
}

// A citation covers the point of its passage, which Plotly prefers for being smaller.
function topmost({ x, y, customdata }) {
  const cited = find(PLOT).data.find(({ meta }) => meta === "citations");
  const at = cited?.x.findLastIndex((each, n) => each === x && cited.y[n] === y) ?? -1;
  return toSpot(at < 0 ? customdata : cited.customdata[at]);
}

// Titles and excerpts are set as text: whatever an article has in them is shown.
function showCard({ title, place, excerpt }, event) {
  const card = find("#map-card") ?? element("div", { id: "map-card" });
  card.replaceChildren(...[title, place, excerpt].map((text) => element("p", {}, text)));
  find("#map").append(card);
  const { width, height } = card.getBoundingClientRect();
  const left = event.clientX + EDGE_PX;
  const top = event.clientY + EDGE_PX;
  card.style.left = `${Math.max(0, Math.min(left, innerWidth - width - EDGE_PX))}px`;
  card.style.top = `${top + height > innerHeight ? event.clientY - height - EDGE_PX : top}px`;
}

const hideCard = () => find("#map-card")?.remove();

// Read a passage beside the map; the way back leads to where it was opened.
function visit(href, from) {
  hideCard();
  openPlace(href, () => setTimeout(() => find(from)?.focus()), _("Back to the map"));
}

function onClick(event) {
  const link = event.target.closest?.("#map-beside a.spot");
  if (!link || !isPlain(event)) return; // a modified click opens the permalink
  event.preventDefault();
  const href = link.getAttribute("href");
  const list = link.closest("ol.spots") ? "ol.spots" : ".as-list";
  visit(href, `#map-beside ${list} a[href="${href}"]`);
}

function onKey(event) {
  if (!isShown() || !isPlain(event)) return;
  if (event.key === "Escape") hideCard();
  if (event.target.closest?.("input, textarea, select")) return;
  if (/^[1-9]$/.test(event.key)) find(`ol.spots li:nth-child(${event.key}) a`)?.click();
}

// All points as links, by article; written when it is first opened, once they are there.
const onToggle = ({ target }) => target.matches?.("#map-beside .as-list") && fill(target);
function fill(list) {
  const plot = find(`${PLOT}[data-ready]`);
  if (!plot || !list?.open || list.children.length > 1) return;
  const passages = plot.data.filter(({ meta }) => meta === "passages");
  const spots = passages.flatMap(({ customdata }) => customdata.map(toSpot));
  const titles = new Set(spots.map(({ title }) => title));
  for (const title of titles)
    list.append(element("h3", {}, title), listOf(spots.filter((spot) => spot.title === title)));
}

function listOf(spots) {
  const link = ({ href, place, excerpt }) =>
    element("a", { className: "spot", href }, `${place} · ${isolated(excerpt)}`);
  return element("ul", {}, ...spots.map((spot) => element("li", {}, link(spot))));
}

// What is drawn is drawn anew when the library has changed.
let version = null;
export function showMap({ shelf }) {
  if (version !== null && version !== shelf && isShown()) find("#map-redraw").click();
  version = shelf;
}

export function startMap() {
  document.body.style.setProperty("--drawing", JSON.stringify(_("Drawing…")));
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("toggle", onToggle, true);
  new MutationObserver(prepare).observe(document.body, { childList: true, subtree: true });
  prepare(); // a quick person may have opened the map before this script came
}
