// What every open page does: watch the server, and hand clicks and keys to their parts.
import { clearTold, newKey, showAdded } from "/style/adding.js";
import { all, element, find, isPlain } from "/style/common.js";
import { ask, asked, notAsked, noteAsked, showConversation, showWelcome, startAsking } from "/style/conversation.js";
import { startCopying } from "/style/copying.js";
import { startJudging } from "/style/judging.js";
import { startLibrary, showLive as showLibrary } from "/style/library.js";
import { showMap, startMap } from "/style/map.js";
import { showPins, startPins } from "/style/pins.js";
import { go, note, noted, place, selectTab } from "/style/place.js";
import { startScope, ask as askOnly, renameScope } from "/style/scope.js";
import { arrange } from "/style/shelf.js";
import { showTalks, startTalks } from "/style/talks.js";
import { drawSourceAnew, leaveSource, showNoted, startSources } from "/style/sources.js";
import { _ } from "/style/words.js";

const BUSY_MS = 400;
const CALM_MS = 2000;
// What was just asked for may be there in a moment.
const SOON_MS = 100;
const SOON_FOR_MS = 3000;
const MODEL = { loading: _("Loading the model…"), ready: "", failed: _("No model: ") };

let next = 0;
let changedAt = -Infinity;
async function watch() {
  clearTimeout(next);
  let pause = CALM_MS;
  if (document.visibilityState === "visible") pause = await look();
  if (pause === BUSY_MS && performance.now() - changedAt < SOON_FOR_MS) pause = SOON_MS;
  clearTimeout(next); // another look may have come meanwhile
  next = setTimeout(watch, pause);
}

function onChanged() {
  changedAt = performance.now();
  watch();
}

async function look() {
  const line = find(".masthead .live");
  if (!line) return BUSY_MS;
  try {
    const response = await fetch("/live");
    if (response.status === 401) return askToSignIn(line);
    if (!response.ok) throw new Error(response.status); // a proxy's own answer
    const live = await response.json();
    say(line, MODEL[live.model] + live.message, live.model === "failed");
    showLibrary(live);
    showAdded(live);
    showMap(live);
    drawAnew(live);
    showTalked(live);
    showPins(live).catch(() => {}); // it is tried again
    showDesk(live);
    return live.busy || live.model === "loading" ? BUSY_MS : CALM_MS;
  } catch {
    drawn = AWAY;
    notAsked();
    say(line, _("Quotewell has stopped: start it again."), true);
    return CALM_MS;
  }
}

// The session has ended, here or in another window.
function askToSignIn(line) {
  const link = find("a", line) ?? element("a", {}, _("Sign in again"));
  link.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
  if (!link.isConnected) line.replaceChildren(`${_("Signed out.")} `, link);
  drawn = AWAY;
  line.classList.add("failed");
  return CALM_MS;
}

// With another index a quote may have changed or gone, and the questions to begin with are
// others; an article may have another title. What was asked for while the server was away
// has not come.
const AWAY = "away";
let drawn = null;
function drawAnew({ index, model, titles }) {
  const before = drawn;
  drawn = `${index} ${model} ${titles}`;
  if (!before || before === drawn) return;
  if (!before.endsWith(titles)) renameScope();
  showConversation(true);
  drawSourceAnew();
}

// Scripts that come when they are first wanted.
let desk = null;
function showDesk(live) {
  if (place().tab !== "desk") return;
  desk ??= import("/style/desk.js");
  desk.then((its) => its.showDesk(live)).catch(() => (desk = null));
}
document.addEventListener("submit", async (event) => {
  if (!event.target.matches?.("form.details")) return;
  event.preventDefault();
  const { saveDetails } = await import("/style/details.js");
  saveDetails(event.target);
});

// What was asked, named or deleted on any page.
let talked = null;
function showTalked({ conversations }) {
  if (talked !== null && talked !== conversations) {
    showConversation();
    showTalks();
  }
  talked = conversations;
}

// Only a change is written, so that a screen reader says it once.
function say(line, text, failed) {
  if (line.textContent !== text) line.textContent = text;
  line.classList.toggle("failed", failed);
}

// Keys that an input method takes are not for the page: Enter and Escape choose among what
// it proposes. Safari says so by a number alone.
function onComposing(event) {
  if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
}

// The browser asks before what is being written is lost: a text to add, a note, details.
const WRITTEN = "#paste :is(input, textarea), #pins form textarea, .pin-note input, form.details input";
const isUnsaved = ({ value, defaultValue }) => value !== defaultValue;
addEventListener("beforeunload", (event) => {
  if (all(WRITTEN).some(isUnsaved)) event.preventDefault();
});

addEventListener("keydown", onComposing, true);
document.addEventListener("quotewell:changed", onChanged);
document.addEventListener("click", (event) => {
  const tab = event.target.closest?.("[role=tab]")?.id.match(/^tab-(\w+)-button$/)?.[1];
  if (tab) showTab(tab);
  if (event.target.closest?.(".to-library")) selectTab("library");
  const only = event.target.closest?.(".ask-only");
  if (only) askThese([only.closest("[data-id]").dataset.id]);
  const spoken = event.target.closest?.("#languages a");
  if (spoken) keepPlace(spoken);
  // It works by itself; with script it asks without loading the page anew.
  const link = event.target.closest?.("a.example, a.literally");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  const question = new URL(link.href).searchParams.get("q");
  if (link.matches(".literally")) return ask(question, true);
  selectTab("ask");
  if (link.closest("#sources")) leaveSource();
  // The link goes, and with it the focus of who pressed a key on it.
  if (!event.detail) focusQuestion();
  ask(question);
});

// Ask only these from now on.
function askThese(names) {
  selectTab("ask");
  askOnly(names);
  focusQuestion();
}

// Gradio shows a tab a moment later, and what isn't shown can't have the focus.
const focusQuestion = () => setTimeout(() => find("#question textarea").focus());

// Another language says the same conversation, and asks the same articles.
function keepPlace(link) {
  const there = new URLSearchParams(location.search);
  there.set("lang", new URLSearchParams(link.search).get("lang"));
  link.search = there;
}

// Each tab has its address, so that Back and Reload find it, and where it was read.
function showTab(tab) {
  if (tab !== place().tab) go({ tab });
  document.body.dataset.tab = tab;
  setTimeout(look, 50);
}

function onPop() {
  const { tab } = place();
  if (document.body.dataset.tab !== tab) selectTab(tab);
  showConversation().then(showNoted);
  arrange();
  // Once the tab is shown.
  setTimeout(() => scrollTo({ top: noted().scrolled ?? 0, behavior: "instant" }));
}

// The theme is kept in a cookie too: for the pages without script, and to be here before
// Gradio has restored the settings.
const THEME = "quotewell-theme";
function setTheme(theme) {
  const system = matchMedia("(prefers-color-scheme: dark)").matches;
  const dark = theme === "dark" || (theme === "system" && system);
  document.body.classList.toggle("dark", dark);
  document.cookie = `${THEME}=${theme}; path=/; max-age=31536000; samesite=lax`;
}

// What the server is told of the place that is asked from, and whether it is literally.
function toldPlace(literal = false) {
  const { c, within } = place();
  // By the key the question is known where it had to be sent to another server.
  return JSON.stringify({ c, in: within, key: newKey(), literal });
}

function beginAsking(question) {
  clearTold();
  return toldPlace(noteAsked(question));
}

// For the events of Gradio's own parts: they import this, and so wait where a person is
// faster than these scripts come.
export { asked, beginAsking, notAsked, setTheme, toldPlace };

setTheme(document.cookie.match(`${THEME}=(light|dark|system)`)?.[1] ?? "system");
// Gradio draws the page after this script has come.
async function start() {
  if (!find("#question textarea") || !find("#chat [role=log]")) return setTimeout(start, 20);
  history.scrollRestoration = "manual";
  document.body.dataset.tab = place().tab;
  startAsking();
  startSources();
  startJudging();
  startPins();
  startCopying();
  startLibrary(askThese);
  startMap();
  startTalks();
  startScope(showWelcome);
  addEventListener("popstate", onPop);
  addEventListener("scrollend", () => note({ scrolled: scrollY }));
  if (place().tab !== "ask") selectTab(place().tab);
  watch();
  const wanted = new URLSearchParams(location.search);
  await showConversation();
  if (wanted.get("q")?.trim()) ask(wanted.get("q"), wanted.get("literal") === "1");
}
start();
