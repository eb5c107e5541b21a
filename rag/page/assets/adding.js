// Adding to the library: files, an address, a text. Each has a line that says how far it
// is: waiting, uploading, being read, waiting for the index, searchable, or why not.
import { all, answered, answerTo, call, element, find, holding, sentence } from "/style/common.js";
import { _, heard, ngettext, number } from "/style/words.js";
const MAX_BYTES = 20 * 2 ** 20;
const AT_ONCE = 2;
const PENDING = _("waiting for the index");
const NOT_YET = _("not searchable yet"); // and no build is under way
const isWaiting = (state) => [PENDING, NOT_YET].includes(state);
const SEARCHABLE = _("searchable");
const KNOWN = _("already in the library");
const REFUSED = _("refused");
const STOPPING = _("stopping");
const UPLOADING = "uploading"; // for this script alone
const LOOK_MS = 1000;
const MOST_CHARS = 500;

// The server has something new: whoever watches it looks at once.
export const changed = () => document.dispatchEvent(new Event("quotewell:changed"));

// Ask and Library have a box each; what is added is told in the one that is seen.
const boxes = () => all(".adding");
const box = () => boxes().find((each) => each.offsetParent) ?? find("#library .adding");

// What is still at work keeps its line, so that its outcome is told.
export function clearLines() {
  for (const line of all(".adding .outcomes li:not([data-busy])")) line.remove();
  count();
}

// A question that is asked ends what is told of adding above it, once all of it is over.
export function clearTold() {
  const lines = all("#scope .outcomes li");
  if (lines.some((line) => "busy" in line.dataset || isWaiting(line.dataset.state))) return;
  for (const line of lines) line.remove();
  count();
}

export function say(text, state, failed = false) {
  const line = element("li", {}, element("span", {}, text), element("span"));
  find(".outcomes", box()).append(line);
  tell(line, state, failed);
  return line;
}

// Say of what is at work, until it is `added` or `refuse`d.
function begin(text, state) {
  const line = say(text, state);
  line.dataset.busy = "";
  return line;
}

// Of something else that was tried, until that or another thing is done.
export function complain(error) {
  clearLines();
  say("", sentence(error.message), true).classList.add("complaint");
}

export function clearComplaint() {
  find(".adding .complaint")?.remove();
  count();
}

function tell(line, state, failed = false, kind = state) {
  line.children[1].textContent = state;
  for (const button of all("button", line)) button.remove();
  line.className = failed ? "failed" : "";
  const isThere = line.dataset.id && !failed && !isWaiting(state);
  if (isThere) line.append(askButton(line.dataset.id));
  line.dataset.state = failed ? REFUSED : kind;
  count();
  if (failed) line.scrollIntoView({ block: "nearest" });
}

function refuse(line, error) {
  delete line.dataset.busy;
  const name = line.firstChild.textContent;
  // Most reasons have the name already.
  if (error.message.includes(name)) line.firstChild.textContent = "";
  tell(line, error.message, true);
}

// One sentence for all of a box; a screen reader is told this, not each step.
function count() {
  for (const each of boxes()) {
    const lines = all(".outcomes li", each);
    const sum = find(".sum", each);
    const text = lines.length > 1 ? tally(lines) : outcome(lines[0]);
    if (sum.textContent !== text) sum.textContent = text;
    sum.classList.toggle("hidden", lines.length < 2);
    find(".outcomes", each).hidden = !lines.length;
  }
}

// What has just come can be asked by itself at once.
function askButton(id) {
  const kind = { type: "button", className: "ask-only" };
  const button = element("button", kind, _("Ask only this"));
  button.dataset.id = id;
  return button;
}

function tally(lines) {
  const said = [SEARCHABLE, PENDING, NOT_YET, KNOWN, REFUSED]
    .map((state) => [lines.filter((line) => line.dataset.state === state).length, state])
    .filter(([many]) => many)
    .map(([many, state]) => _("{many} {state}", { many, state }));
  const each = said.join(_(", "));
  return each && _("Of {all}: {each}", { all: lines.length, each });
}

function outcome(line) {
  if (!line || line.dataset.state === UPLOADING) return "";
  return `${line.firstChild.textContent} ${line.children[1].textContent}`;
}

function added(line, answer) {
  delete line.dataset.busy;
  line.dataset.id = answer.id;
  // An archive, a message or a list in JSON.
  if (answer.more.length) {
    const many = answer.more.length + 1;
    line.firstChild.textContent += ` (${ngettext("{n} article", "{n} articles", many)})`;
  }
  for (const reason of answer.refused) say("", heard(reason), true);
  tell(line, answer.known ? KNOWN : PENDING);
  changed();
}

// Called with what the server tells all pages: what waits may be searchable by now, and
// what was added undone.
let seen = null;
export async function showAdded({ shelf, busy }) {
  const lines = all(".outcomes li").filter((line) => line.dataset.id);
  const now = `${shelf} ${busy}`;
  if (!lines.length || seen === now) return;
  const response = await fetch("/api/articles");
  if (!response.ok) return;
  seen = now;
  const known = new Map((await response.json()).map((article) => [article.id, article]));
  for (const line of lines) {
    const article = known.get(line.dataset.id);
    if (!article) line.remove();
    if (!article || !isWaiting(line.dataset.state)) continue;
    const { passages, set_aside: why } = article;
    if (why) tell(line, _("set aside: {why}", { why: heard(why) }), true);
    else if (passages) tell(line, SEARCHABLE);
    else tell(line, busy ? PENDING : NOT_YET); // cancelled, for one
  }
  count();
}

// 128 bits at random: who has them may ask how far it is, and stop it.
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

// While something is read, its line says how far that is, and has a button to stop it.
// `work` is given a key for it.
async function watching(line, work) {
  let over = false;
  const key = newKey();
  const path = `/api/adding/${key}`;
  const look = async () => {
    const step = over ? null : await call("GET", path).catch(() => null);
    if (over) return;
    if (step?.total && line.dataset.state !== STOPPING) {
      const said = saidOf(step);
      if (line.children[1].textContent !== said) line.children[1].textContent = said;
      if (!find(".stop", line)) line.append(stopButton(line, path));
    }
    setTimeout(look, LOOK_MS);
  };
  setTimeout(look, LOOK_MS);
  try {
    return await work(key);
  } finally {
    over = true;
  }
}

// Do what has a line of its own, which says why where it fails.
async function inLine(line, work) {
  try {
    await work(line);
  } catch (error) {
    refuse(line, error);
  }
}

function inNewLine(name, state, work) {
  clearLines();
  return inLine(begin(name, state), work);
}

// The API speaks English: "page 7 of 40 of fax.pdf", or the name of a step.
const PAGE = /^page (?<page>[\d,]+) of (?<total>[\d,]+)(?: of (?<file>.*))?$/;
function saidOf({ said }) {
  const { groups } = said.match(PAGE) ?? {};
  if (!groups) return _(said);
  if (!groups.file) return _("page {page} of {total}", groups);
  return _("page {page} of {total} of {file}", groups);
}

function stopButton(line, path) {
  const ariaLabel = _("Stop reading {name}", { name: line.firstChild.textContent });
  const onclick = () => {
    line.parentElement.focus(); // the button goes
    tell(line, STOPPING);
    call("DELETE", path).catch(() => null);
  };
  return element("button", { type: "button", className: "stop", ariaLabel, onclick }, _("Stop"));
}

// XMLHttpRequest, since fetch doesn't tell how much of a body has gone.
function upload(file, line, key) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/articles?name=${encodeURIComponent(file.name)}&key=${key}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => {
      const percent = Math.floor((100 * loaded) / (total || 1));
      tell(line, _("uploading, {percent} %", { percent }), false, UPLOADING);
    };
    request.upload.onload = () => tell(line, _("being read"));
    request.onload = () =>
      request.status === 201
        ? resolve(request.response)
        : reject(new Error(why(request)));
    request.onerror = () =>
      reject(new Error(_("the server can't be reached, or the file read")));
    request.send(file);
  });
}

function why({ response, status }) {
  return response ? heard(response.message) : answered(status);
}

async function addFile(file, line) {
  if (file.isFolder) throw new Error(_("a folder: add it with `quotewell add DIR`"));
  if (file.size > MAX_BYTES) throw new Error(_("over the limit of 20 MB"));
  added(line, await watching(line, (key) => upload(file, line, key)));
}

async function addFiles(files) {
  clearLines();
  const waiting = files.map((file) => [file, begin(file.name, _("waiting"))]);
  const add = ([file, line]) => inLine(line, () => addFile(file, line));
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await add(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

// A folder that is dropped looks like a file that can't be read.
function dropped(transfer) {
  const folders = [...transfer.items]
    .map((item) => item.webkitGetAsEntry?.())
    .filter((entry) => entry?.isDirectory)
    .map((entry) => entry.name);
  return [...transfer.files].map((file) =>
    folders.includes(file.name) ? { name: file.name, isFolder: true } : file,
  );
}

// Gives what empties a form, unless something was typed since: that is the next one.
function emptying(form) {
  const typed = () => JSON.stringify([...new FormData(form)]);
  const sent = typed();
  return () => {
    const isSame = typed() === sent;
    if (isSame) form.reset();
    return isSame;
  };
}

function addAddress(form) {
  const typed = form.elements.url.value.trim();
  const url = /^[a-z][\w+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  const empty = emptying(form);
  const send = (key) => call("POST", `/api/addresses?key=${key}`, { url });
  return inNewLine(url, _("being fetched"), async (line) => {
    added(line, await holding(find("button", form), () => watching(line, send)));
    empty();
  });
}

// What was found in a folder.
export function sayFound(path, found, kept) {
  const { added, changed, vanished, unchanged, refused } = found;
  const parts = [
    _("{count} new", { count: added.length }),
    _("{count} changed", { count: changed.length }),
    _("{count} as before", { count: unchanged }),
  ];
  if (vanished.length) parts.push(_("{count} gone", { count: vanished.length }), kept);
  say(path, parts.join(_(", ")));
  for (const reason of refused) say("", heard(reason), true);
}

function followFolder(form) {
  const path = form.elements.path.value.trim();
  const empty = emptying(form);
  const send = (key) => call("PUT", `/api/folders?key=${key}`, { path });
  return inNewLine(path, _("being read"), async (line) => {
    const found = await holding(find("button", form), () => watching(line, send));
    line.remove();
    sayFound(path, found, _("their articles kept"));
    empty();
    changed();
  });
}

const addAs = (query, text) =>
  answerTo(fetch(`/api/articles?${query}`, { method: "POST", body: text }));

function addText(form) {
  const { title, text } = Object.fromEntries(new FormData(form));
  const empty = emptying(form);
  return inNewLine(title, _("being read"), async (line) => {
    if (!text.trim()) throw new Error(_("there is no text in it: paste some"));
    const query = new URLSearchParams({ name: "pasted.txt", title });
    added(line, await addAs(query, text));
    if (!empty()) return;
    const way = form.closest("details");
    if (way.contains(document.activeElement)) find("summary", way).focus();
    way.open = false;
  });
}

// Files that are pasted are added; a long text may be meant as an article, too.
function onPaste(event) {
  const { files = [], types = [] } = event.clipboardData ?? {};
  if (!event.target.closest?.("#room") || !files.length) return;
  // Words and cells of office programs come with a picture of themselves.
  if (["text/plain", "text/html"].every((type) => types.includes(type))) return;
  event.preventDefault();
  addFiles([...files]);
}

const question = () => find("#question textarea");
function tellIfTooLong() {
  const long = [...(question()?.value.trim() ?? "")].length;
  const line = find("#scope .too-long");
  if (!line) return;
  const said = _("A question has up to {most} characters, this one {long}.", {
    most: MOST_CHARS,
    long: number(long),
  });
  if (long <= MOST_CHARS) return line.replaceChildren();
  const kind = { type: "button", className: "add-pasted plain" };
  const add = find("button", line) ?? element("button", kind, _("Add it as an article"));
  line.replaceChildren(`${said} `, add);
}

function addPasted() {
  const area = question();
  const text = area.value;
  return inNewLine(text.trim().slice(0, 60), _("being read"), async (line) => {
    added(line, await addAs("name=pasted.txt", text));
    if (area.value !== text) return; // what was typed since
    area.value = "";
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
}

export function startAdding() {
  document.addEventListener("change", (event) => {
    if (!["files", "files-here"].includes(event.target.id)) return;
    addFiles([...event.target.files]).then(() => (event.target.value = ""));
  });
  document.addEventListener("submit", (event) => {
    const send = { address: addAddress, paste: addText, folder: followFolder }[event.target.id];
    if (!send) return;
    event.preventDefault();
    send(event.target);
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return; // words, into a field
      event.preventDefault(); // a file dropped beside the box must not replace the page
      const over = event.target.closest?.("#library, #room");
      for (const each of all("#library .drop, #room"))
        each.classList.toggle("over", name === "dragover" && Boolean(over));
      if (name === "drop" && over) addFiles(dropped(event.dataTransfer));
    });
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#add-here")) find("#files-here").click();
    if (event.target.closest?.(".add-pasted")) addPasted();
  });
  document.addEventListener("paste", onPaste);
  document.addEventListener("input", tellIfTooLong);
}
