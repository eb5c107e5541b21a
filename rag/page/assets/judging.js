// Verdicts: calling a quote right or wrong, or naming the right one in its source.
import { selection } from "/style/selection.js";
import { drawSourceAnew, idOf, openedCite, questionOf, reference, send } from "/style/sources.js";

const find = (selector, root = document) => root.querySelector(selector);
const MARK = "The answer is here";
const TOLD_MS = 4000;

function onClick(event) {
  const button = event.target.closest?.("#chat .judge, #sources .mark-here");
  if (button) attempt(button, button.matches(".judge") ? judge : markHere);
}

// A verdict that isn't recorded says why, in the place of the button's label.
async function attempt(button, work) {
  try {
    await work(button);
    find("#redraw").click();
    // A mark may have become bright, or no longer be. What was named opens by itself.
    if (work === judge) drawSourceAnew();
  } catch (error) {
    const label = button.textContent;
    button.textContent = error.message;
    setTimeout(() => (button.textContent = label), TOLD_MS);
  }
}

// Pressing a pressed one takes it back.
async function judge(button) {
  const question = questionOf(button.closest("[data-testid=bot]"));
  const cite = button.closest("blockquote")?.querySelector("a.cite");
  const kind = ["right", "wrong", "none"].find((name) => button.classList.contains(name));
  const quote = kind === "none" ? "" : reference(cite);
  if (button.classList.contains("on")) await takeBack(question, quote);
  else await record({ question, kind, quote });
}

async function record(verdict) {
  const response = await send("POST", "/api/verdicts", verdict);
  if (!response.ok) throw new Error((await response.json()).message);
}

async function takeBack(question, quote) {
  const fold = (text) => text.toLowerCase().replace(/[\s?？!.。]+/g, " ").trim();
  const same = ({ question: asked, kind, place }) =>
    fold(asked) === fold(question) &&
    (quote ? quote === `${place.article_id}:${place.paragraph}:${place.start}-${place.end}`
      : kind === "none");
  const verdicts = await (await fetch("/api/verdicts")).json();
  const mine = verdicts.find(same);
  if (mine) await send("DELETE", `/api/verdicts/${mine.id}`);
}

async function markHere() {
  const cite = openedCite();
  const { paragraph, start, end } = selection();
  const quote = `${idOf(cite)}:${paragraph}:${start}-${end}`;
  const question = questionOf(cite.closest("[data-testid=bot]"));
  await record({ question, kind: "here", quote });
  getSelection().removeAllRanges();
}

function onSelection() {
  const button = find("#sources .mark-here");
  if (!button || !openedCite()) return;
  const place = selection();
  const most = Number(button.dataset.most);
  const fits = !place || place.end - place.start <= most;
  button.hidden = !place;
  button.disabled = !fits;
  button.textContent = fits ? MARK : `Select at most ${most.toLocaleString("en")} characters`;
}

export function startJudging() {
  document.addEventListener("selectionchange", onSelection);
  document.addEventListener("click", onClick);
}
