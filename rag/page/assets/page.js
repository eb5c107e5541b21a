// What every open page does: watch the server, and hand clicks and keys to their parts.
import { startCopying } from "/style/copying.js";
import { startJudging } from "/style/judging.js";
import { startLibrary, showLive as showLibrary } from "/style/library.js";
import { showMap, startMap } from "/style/map.js";
import { drawSourceAnew, leaveSource, startSources } from "/style/sources.js";

const BUSY_MS = 400;
const CALM_MS = 2000;
const MODEL = { loading: "Loading the model…", ready: "", failed: "No model: " };

async function watch() {
  let pause = CALM_MS;
  if (document.visibilityState === "visible") pause = await look();
  setTimeout(watch, pause);
}

async function look() {
  const line = document.querySelector(".masthead .live");
  if (!line) return BUSY_MS;
  try {
    const response = await fetch("/live");
    if (response.status === 401) return askToSignIn(line);
    const live = await response.json();
    say(line, MODEL[live.model] + live.message, live.model === "failed");
    showLibrary(live);
    showMap(live);
    drawAnew(live);
    return live.busy || live.model === "loading" ? BUSY_MS : CALM_MS;
  } catch {
    say(line, "Quotewell has stopped: start it again.", true);
    return CALM_MS;
  }
}

// The session has ended, here or in another window.
function askToSignIn(line) {
  const link = document.createElement("a");
  link.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = "Sign in again";
  if (!line.querySelector("a")) line.replaceChildren("Signed out. ", link);
  line.classList.add("failed");
  return CALM_MS;
}

// With another index a quote may have changed or gone, and the questions to begin with
// are others.
let drawn = null;
function drawAnew({ index, model }) {
  const before = drawn;
  drawn = `${index} ${model}`;
  if (!before || before === drawn) return;
  document.querySelector("#redraw").click();
  drawSourceAnew();
}

// Only a change is written, so that a screen reader says it once.
function say(line, text, failed) {
  if (line.textContent !== text) line.textContent = text;
  line.classList.toggle("failed", failed);
}

// A link that asks works by itself; with script it asks without loading the page anew.
function ask(question, box) {
  const area = document.querySelector(`${box} textarea`);
  area.value = question;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => document.querySelector(`${box} .submit-button`).click());
}

document.addEventListener("quotewell:changed", look);
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[role=tab]")) setTimeout(look, 50);
  if (event.target.closest?.(".to-library")) document.querySelector("#tab-library-button").click();
  const link = event.target.closest?.("a.example, a.literally");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const question = new URL(link.href).searchParams.get("q");
  if (link.matches(".literally")) return ask(question, "#literally");
  document.querySelector("#tab-ask-button").click();
  if (link.closest("#sources")) leaveSource();
  ask(question, "#question");
});

// The theme is kept in a cookie too: for the pages without script, and to be here before
// Gradio has restored the settings.
const THEME = "quotewell-theme";
function setTheme(theme) {
  const system = matchMedia("(prefers-color-scheme: dark)").matches;
  const dark = theme === "dark" || (theme === "system" && system);
  document.body.classList.toggle("dark", dark);
  document.cookie = `${THEME}=${theme}; path=/; max-age=31536000; samesite=lax`;
}

// For the events of Gradio's own parts, whose scripts can only reach the window.
window.quotewell = {
  setTheme,
  saveFile(file) {
    const { name, text } = JSON.parse(file);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  },
};

setTheme(document.cookie.match(`${THEME}=(light|dark|system)`)?.[1] ?? "system");
startSources();
startJudging();
startCopying();
startLibrary();
startMap();
watch();
