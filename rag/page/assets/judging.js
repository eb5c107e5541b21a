// Verdicts: calling a quote right or wrong, or naming the right one in its source.
import { announce, answerTo, call, find, send, tell } from "/style/common.js";
import { selection } from "/style/selection.js";
import { showConversation } from "/style/conversation.js";
import {
  drawSourceAnew,
  idOf,
  meantBy,
  openedCite,
  openNamed,
  reference,
} from "/style/sources.js";
import { _, number } from "/style/words.js";

const MARK = _("The answer is here");
const PIN = _("Pin");
const GAP_PX = 6;

function onClick(event) {
  const button = event.target.closest?.("#chat .judge, #sources .mark-here");
  // The second press of a double click takes nothing back.
  if (button && event.detail < 2) attempt(button, button.matches(".judge") ? judge : markHere);
}

// What its answer is now; an overview says nothing of it.
const stateOf = (turn) => find(".state .verdict", turn)?.textContent;

// A verdict that isn't recorded says why, in the place of the button's label.
async function attempt(button, work) {
  try {
    const turn = button.closest(".turn") ?? openedCite().closest(".turn");
    const before = stateOf(turn);
    await work(button);
    await showConversation(true);
    if (stateOf(turn) !== before) announce(stateOf(turn));
    // A mark may have become bright, or no longer be. What was named opens by itself.
    if (work === judge) drawSourceAnew();
  } catch (error) {
    tell(button, error.message);
  }
}

async function judge(button) {
  const { id } = button.dataset; // of the verdict that a pressed one stands for
  if (id) return takeBack(id);
  const question = meantBy(button.closest("[data-testid=bot]"));
  const quoted = button.closest("blockquote");
  const kind = ["right", "wrong", "none"].find((name) => button.classList.contains(name));
  const quote = kind === "none" ? "" : reference(find("a.cite", quoted));
  return call("POST", "/api/verdicts", { question, kind, quote });
}

// Another page may have done so, or have judged anew what is taken back here.
async function takeBack(id) {
  const sent = send("DELETE", `/api/verdicts/${id}`);
  if ((await sent).status !== 404) await answerTo(sent);
}

async function markHere() {
  const cite = openedCite();
  const { paragraph, start, end } = selection();
  const quote = `${idOf(cite)}:${paragraph}:${start}-${end}`;
  const question = meantBy(cite.closest("[data-testid=bot]"));
  await call("POST", "/api/verdicts", { question, kind: "here", quote });
  openNamed(quote);
  getSelection().removeAllRanges();
}

function onSelection() {
  const box = find("#sources .at-selection");
  if (!box) return;
  const place = selection();
  const most = Number(box.dataset.most);
  const fits = !place || place.end - place.start <= most;
  const [mark, pin] = [find(".mark-here", box), find(".pin-here", box)];
  const tooMuch = _("Select at most {most} characters", { most: number(most) });
  box.hidden = !place;
  mark.hidden = !openedCite(); // what was asked for nothing can't be answered
  mark.disabled = pin.disabled = !fits;
  mark.textContent = fits ? MARK : tooMuch;
  pin.textContent = fits || !mark.hidden ? PIN : tooMuch;
  if (place) moveTo(box, getSelection().getRangeAt(0).getBoundingClientRect());
}

// Beside what was selected: below its end, or above it where there is no room.
function moveTo(box, { left, top, bottom }) {
  const panel = find("#sources").getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const below = bottom + GAP_PX + height < panel.bottom ? bottom + GAP_PX : top - height - GAP_PX;
  box.style.left = `${Math.max(panel.left + GAP_PX, Math.min(left, panel.right - width - GAP_PX))}px`;
  box.style.top = `${Math.max(panel.top, below)}px`;
}

export function startJudging() {
  find("#sources").addEventListener("scroll", onSelection, true);
  document.addEventListener("selectionchange", onSelection);
  document.addEventListener("click", onClick);
}
