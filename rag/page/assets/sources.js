import { all, element, find, isPlain, send, sentence, whyNot } from "/style/common.js";
import { keepFinding, startFinding, typedToFind } from "/style/finding.js";
import { openLeaves, revealLeaf, startLeaves, wantsPages } from "/style/leaves.js";
import { startLinks } from "/style/links.js";
import { note, noted, place } from "/style/place.js";
import { _ } from "/style/words.js";

// The source beside the conversation, the library or the map. All state is in the links
// of the answers: a citation of any turn opens, however old.
const LINK = /\/articles\/([^?]+)\?p=(\d+)&s=(\d+-\d+)/;
const NARROW = matchMedia("(max-width: 860px)");
const MOST_EARLIER = 500; // as many as the server takes, of long conversations

const answers = () => all("#chat [data-testid=bot]");
const cites = (answer) => (answer ? all("a.cite", answer) : []);

// The citation that the panel shows. It is found anew each time, since the conversation
// may have been drawn anew.
let at = null; // { answer: index, href }
// Where the panel shows what is no citation: { href, back: goes to where it was opened,
// label: says so }.
let visit = null;
let next = null; // the one that is on its way into it
const citeAt = (at) =>
  at && cites(answers()[at.answer]).find((cite) => reference(cite) === placeOf(at.href));
export const openedCite = () => citeAt(at);

// What the panel is asked for: "ID:4:120-246", read out of a citation's link.
export const reference = (cite) => placeOf(cite.getAttribute("href"));
function placeOf(href) {
  const [, id, paragraph, place] = href.match(LINK);
  return `${decodeURIComponent(id)}:${paragraph}:${place}`;
}

export const idOf = (cite) => reference(cite).split(":")[0];

async function open(cite, focus, around) {
  const answer = cite.closest("[data-testid=bot]");
  const list = cites(answer);
  const wanted = {
    quotes: list.map(reference),
    active: list.indexOf(cite),
    earlier: earlier(idOf(cite), list),
    question: meantBy(answer),
    around,
    marks: cite.dataset.marks?.split(" "),
  };
  const here = { answer: answers().indexOf(answer), href: cite.getAttribute("href") };
  const { tab } = place();
  note({ at: here }); // not after it is drawn: somebody may be elsewhere by then
  next = here;
  const panel = await draw(wanted).finally(() => next === here && (next = null));
  if (!panel) return;
  panel.classList.toggle("nearest", find(".refusal", answer) !== null);
  at = here;
  point();
  if (!isStill(tab)) return;
  if (focus) bringCard(cite);
  if (focus || visit) enter();
  reveal(panel, focus);
}

// The card of the quote comes along, whichever way its source was opened.
function bringCard(cite) {
  cite.closest("blockquote")?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

// What the conversation has quoted of an article, other than in one answer.
function earlier(id, except) {
  const cites = all("#chat a.cite").filter((each) => !except.includes(each));
  const places = cites.filter((each) => idOf(each) === id).map(reference);
  return [...new Set(places)].slice(-MOST_EARLIER);
}

// Gives the panel, or null where another source was asked for meanwhile: that one is
// shown, whichever comes last.
let shownSource = null; // what the panel was asked for last
let drawnSource = null; // what it shows
async function draw(wanted, view) {
  shownSource = wanted;
  const given = { ...wanted, pages: view ? view === "pages" : wantsPages() };
  const response = await send("POST", "/panel", given);
  const isPanel = response.ok || isGone(response);
  const said = await (isPanel ? response.text() : whyNot(response));
  if (shownSource !== wanted) return null;
  const panel = find("#sources .panel");
  const isSame = drawnSource === wanted;
  const [focus, note] = isSame ? [focusIn(panel), find(".pin-note", panel)] : [];
  const typed = isSame ? typedToFind() : null;
  drawnSource = wanted;
  if (isPanel) panel.innerHTML = said;
  else panel.replaceChildren(barBack(), blank(sentence(said)));
  const button = find(".back", panel);
  if (visit && button) button.textContent = visit.label;
  if (note) find(".tools", panel)?.append(note);
  const failed = await openLeaves(given);
  if (shownSource !== wanted) return null;
  if (failed) return drawWithoutPages(wanted, failed);
  keepFinding(typed);
  if (focus) find(focus, panel)?.focus({ preventScroll: true });
  return panel;
}

// Name what has the focus, so that it is there again after the same source is drawn anew.
function focusIn(panel) {
  const at = document.activeElement;
  if (!panel.contains(at)) return null;
  const form = at.closest("form.find, form.pin-note");
  if (form) return `.${form.className} input`;
  return at.id ? `#${at.id}` : ".text";
}

// An article that is not there has a panel that says so; other refusals come in JSON.
const isGone = ({ status, headers }) =>
  status < 500 && headers.get("content-type")?.startsWith("text/html");

function barBack() {
  const kind = { type: "button", className: "back" };
  const button = element("button", kind, _("Back to the answer"));
  return element("header", { className: "bar" }, button);
}

const blank = (text) => element("div", { className: "blank" }, element("p", {}, text));

async function drawWithoutPages(wanted, message) {
  const panel = await draw(wanted, "text");
  if (!panel) return null;
  const kind = { className: "no-pages", role: "status" };
  find(".bar", panel).append(element("p", kind, message));
  return panel;
}

async function showAs(view) {
  const panel = await draw(shownSource, view);
  if (!panel) return;
  reveal(panel, false);
  find(`.view[data-view=${view}]`, panel)?.focus();
}

// Show it again as the library is now, at the place that was read.
export async function drawSourceAnew() {
  movedUnseen ||= !isShown();
  if (!shownSource) return;
  const top = find("#sources .text")?.scrollTop;
  const panel = await draw(shownSource);
  if (!panel) return;
  // Where nothing was read yet, the quote may still be on its way into view.
  if (top) find(".text", panel)?.scrollTo({ top, behavior: "instant" });
  else reveal(panel, false);
}

// What is drawn anew while another tab is open has lost the places that were read.
const isShown = () => place().tab === "ask";
let movedUnseen = false;
function onTab() {
  if (isBeside()) leaveBeside();
  if (!movedUnseen || !isShown()) return;
  movedUnseen = false;
  openedCite()?.scrollIntoView({ block: "nearest", behavior: "instant" });
  reveal(find("#sources .panel"), false);
}

// Open a citation from within the conversation or the panel.
function read(cite, focus = true) {
  visit = null;
  return open(cite, focus);
}

// Open a place beside the map or the library; `back` goes there again. Where answers
// cite just this, the newest such citation opens.
export function openPlace(href, back, label) {
  if (!isBeside()) before = at;
  visit = { href, back, label };
  const same = (cite) => cite.getAttribute("href") === href;
  const cite = all("#chat a.cite").findLast(same);
  return cite ? open(cite, true) : openAlone(href);
}

// Beside another tab the source is there only while it is read; the conversation then
// has the citation again that it had open before.
let before = null;
const isBeside = () => document.body.classList.contains("beside");
function leaveBeside() {
  document.body.classList.remove("beside", "reading");
  movedUnseen ||= !isShown();
  visit = null;
  at = before;
  if (openedCite()) read(openedCite(), false);
  else emptySource();
}

// Tells whether the tab is open where a source belongs: what is read beside a tab, beside
// that one alone, and all else beside the conversation.
function isStill(tab) {
  if (!visit || tab === "ask") {
    movedUnseen ||= !isShown();
    return isShown();
  }
  if (place().tab === tab) return true;
  leaveBeside();
  return false;
}

// Open what another article says that is the same as a citation.
function openAlso(href) {
  const link = () => all("#chat a.also").find((each) => each.getAttribute("href") === href);
  visit = { href, back: () => link()?.focus(), label: _("Back to the answer") };
  return openAlone(href);
}

async function openAlone(href, around) {
  const quote = placeOf(href);
  const quoted = earlier(quote.split(":")[0], []);
  const { tab } = place();
  const panel = await draw({ quotes: [quote], earlier: quoted, around });
  if (!panel) return;
  panel.classList.remove("nearest");
  at = null;
  point();
  if (!isStill(tab)) return;
  enter();
  reveal(panel, true);
}

// Show in the conversation which citation is open.
function point() {
  const current = openedCite();
  for (const cite of all("#chat a.cite")) {
    if (cite === current) cite.setAttribute("aria-current", "true");
    else cite.removeAttribute("aria-current");
  }
}

function reveal(panel, focus) {
  const text = find(".text", panel);
  if (text?.matches(".leaves")) return revealLeaf(focus);
  const paragraph = text && find(`#p${text.dataset.paragraph}`, text);
  if (!paragraph) return;
  const mark = find("mark.active", paragraph) ?? paragraph;
  const offset = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
  text.scrollTo({ top: text.scrollTop + offset - text.clientHeight / 4, behavior: "instant" });
  if (focus) paragraph.focus({ preventScroll: true });
}

// On a narrow window the source covers all else, and beside a tab it is there only while it
// is read: the browser's own way back leads back from it.
const isReading = () => document.body.classList.contains("reading");
function enter() {
  if ((NARROW.matches || !isShown()) && !isReading()) {
    note({ reading: false }); // it was read in this entry, and the page loaded anew
    history.pushState({ ...noted(), reading: true }, "");
  }
  const from = document.activeElement;
  document.body.classList.add("reading");
  document.body.classList.toggle("beside", !isShown());
  // What makes room may have moved it.
  if (isBeside()) from?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function back() {
  if (isReading() && history.state?.reading) history.back(); // and then `leave`
  else leave();
}

function leave() {
  document.body.classList.remove("reading");
  const from = visit;
  if (isBeside()) leaveBeside();
  if (from) return from.back();
  const target = openedCite() ?? find("#question textarea");
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

// Asked from the source for something else: its answer is to be seen.
export function leaveSource() {
  visit = null;
  if (isReading()) back();
}

// From the one that is on its way, where keys are pressed faster than sources come.
function step(by) {
  const from = next ?? at;
  const list = cites(answers()[from?.answer]);
  const cite = list[list.indexOf(citeAt(from)) + by];
  if (cite) read(cite);
}

const LINKS = "#chat a.cite, #chat a.also, #sources a.go, #sources a.tick, #sources .more a";

function onClick(event) {
  if (event.target.closest?.("[role=tab]")) return void setTimeout(onTab);
  if (event.target.closest?.(".back")) return back();
  const link = event.target.closest?.(LINKS);
  if (!link || !isPlain(event)) return; // a modified click opens the permalink
  event.preventDefault();
  event.stopPropagation();
  if (link.matches(".more a")) return readOn(Number(link.dataset.paragraph));
  if (link.matches(".also")) return openAlso(link.getAttribute("href"));
  const cite = link.matches(".cite") ? link : sameCite(link);
  if (cite) read(cite);
}

function readOn(paragraph) {
  if (openedCite()) return open(openedCite(), true, paragraph);
  return openAlone(visit.href, paragraph);
}

// The citation with the same place: in the answer that is open, or else anywhere.
function sameCite(link) {
  const own = cites(answers()[at?.answer]);
  const same = (each) => each.href === link.href;
  return own.find(same) ?? all("#chat a.cite").find(same);
}

// By how it was read a question is judged: what follows another is no question by itself.
export const meantBy = (answer) => answer.closest(".turn").dataset.meant;
export const questionOf = (answer) => all("#chat .asked")[answers().indexOf(answer)].textContent;

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("dialog")) return; // it lies over all of this
  if (event.key === "Escape" && (isShown() || isBeside())) return escape(event);
  if (!isShown()) return; // another tab is open
  if (event.target.closest?.("input, textarea, select")) return;
  if (/^[1-9]$/.test(event.key)) {
    const answer = answers()[at?.answer] ?? answers().at(-1);
    const cite = cites(answer)[Number(event.key) - 1];
    if (cite) read(cite);
  } else if (event.key === "n" || event.key === "p") {
    step(event.key === "n" ? 1 : -1);
  }
}

// Esc goes round: from the source to its citation, to the question, to the newest answer.
function escape(event) {
  const at = (selector) => event.target.closest?.(selector);
  if (at("#sources") || isBeside()) return back();
  if (at("#chat")) return find("#question textarea").focus();
  if (at("#question")) return cites(answers().at(-1))[0]?.focus();
}

// The conversation was drawn. A new answer's question goes to the top, and its best
// quote opens; one that is opened again shows what was open and read in it, or what was
// `pinned` there.
export function answersDrawn({ fresh, first, pinned }) {
  if (!fresh && !pinned) return numberAnew() ?? point();
  const kept = pinned ? pinnedAt(pinned) : first && noted().at;
  if (kept) at = kept;
  const cite = openedCite() && kept ? openedCite() : cites(answers().at(-1))[0];
  const top = first ? noted().top : undefined;
  scrollLog(all("#chat .asked").at(pinned && kept ? kept.answer : -1), top);
  if (cite && !NARROW.matches && !isBeside()) return read(cite, false);
  if (!kept) at = null;
  return point();
}

// Back in a conversation that is drawn already, what was open there opens.
export function showNoted() {
  const cite = citeAt(noted().at);
  const isElsewhere = visit || !isShown() || NARROW.matches;
  if (cite && cite !== openedCite() && !isElsewhere) read(cite, false);
}

// What was named as the answer is open once the conversation has it.
export function openNamed(quote) {
  const [id, paragraph, place] = quote.split(":");
  at = { ...at, href: `/articles/${id}?p=${paragraph}&s=${place}` };
}

// With one quote more or less the others have other numbers.
function numberAnew() {
  const list = cites(answers()[at?.answer]);
  if (!list.length || String(list.map(reference)) === String(shownSource?.quotes)) return null;
  const cite = openedCite() ?? list[0];
  bringCard(cite);
  return open(cite, false);
}

// Words that were selected to be pinned are no citation: the first one stands for them.
function pinnedAt({ question, href }) {
  const has = (answer) => cites(answer).some((cite) => cite.getAttribute("href") === href);
  const asked = answers().filter((answer) => questionOf(answer) === question);
  const answer = asked.find(has) ?? asked.at(-1);
  if (!answer) return null; // its turn is kept no longer
  const place = has(answer) ? href : cites(answer)[0]?.getAttribute("href");
  return { answer: answers().indexOf(answer), href: place };
}

function scrollLog(question, top) {
  const log = find("#chat [role=log]");
  const offset = question.getBoundingClientRect().top - log.getBoundingClientRect().top;
  log.scrollTo({ top: top ?? log.scrollTop + offset - 18, behavior: "instant" });
}

export function emptySource() {
  before = null;
  if (isBeside()) return; // what is read beside another tab is none of the conversation's
  at = visit = shownSource = null;
  const what = _("The source of each quote opens here, with the quote marked in its article.");
  find("#sources .panel").replaceChildren(blank(what));
}

export function startSources() {
  startLeaves(showAs);
  startFinding(readOn);
  startLinks(readOn);
  document.addEventListener("click", onClick, true);
  document.addEventListener("keydown", onKey);
  addEventListener("popstate", () => isReading() && !noted().reading && leave());
  const log = find("#chat [role=log]");
  log.addEventListener("scrollend", () => note({ top: log.scrollTop }));
}
