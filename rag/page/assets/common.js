// What several of the page's scripts do.
import { _, heard, isolated } from "/style/words.js";

const TOLD_MS = 4000;

export const find = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// "Removed X. Put back", where X stood.
export function goneRow(name, id, title) {
  const ariaLabel = _("Put back {title}", { title });
  const kind = { type: "button", className: "restore", ariaLabel };
  const putBack = element("button", kind, _("Put back"));
  const said = [`${_("Removed “{title}”.", { title: isolated(title) })} `, putBack];
  const inside = name === "tr" ? [element("td", { colSpan: 6 }, ...said)] : said;
  const row = element(name, { className: "gone" }, ...inside);
  row.dataset.id = id;
  return row;
}

// Name what has the focus in a list, so that it is there again after that is drawn anew.
export function focusedIn(list, kinds) {
  const at = document.activeElement?.closest(kinds);
  const row = at?.closest("tr[data-id], li[data-id], p[data-id], li[data-path]");
  if (!row || !list.contains(row)) return null;
  const { id, path } = row.dataset;
  const name = id ? `[data-id="${id}"]` : `[data-path="${CSS.escape(path)}"]`;
  const kind = at.classList[0] ? `.${at.classList[0]}` : "";
  return `${name} ${at.tagName}${kind}`;
}

// Where nothing comes back, it is an answer without a status.
export function send(method, path, body) {
  const headers = body === undefined ? {} : { "content-type": "application/json" };
  const sent = fetch(path, { method, headers, body: JSON.stringify(body) });
  return sent.catch(() => Response.error());
}

export const call = (method, path, body) => answerTo(send(method, path, body));

// What comes back in JSON. Where nothing does, or a refusal, it is said why.
export async function answerTo(sent) {
  const response = await sent.catch(() => Response.error());
  if (!response.ok) throw new Error(await whyNot(response));
  return response.json().catch(() => null);
}

// The server says it in JSON; a proxy before it doesn't.
export async function whyNot(response) {
  if (!response.status) return _("the server can't be reached");
  const refusal = await response.json().catch(() => null);
  return refusal?.message ? heard(refusal.message) : answered(response.status);
}

export const answered = (status) => _("the server answered {status}", { status });

// A reason that stands by itself, of no line's name, is a sentence.
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// Say something in the place of a button's label, for a while from the last time on.
const telling = new Map(); // button -> { label, timer }
export function tell(button, text, ms = TOLD_MS) {
  const { label = button.textContent, timer } = telling.get(button) ?? {};
  clearTimeout(timer);
  button.textContent = text;
  const back = () => telling.delete(button) && (button.textContent = label);
  telling.set(button, { label, timer: setTimeout(back, ms) });
}

// While something is at work its button can't be pressed; then it has its focus again.
export async function holding(button, work) {
  const had = document.activeElement === button;
  button.disabled = true;
  try {
    return await work();
  } finally {
    button.disabled = false;
    if (had && document.activeElement === document.body) button.focus({ preventScroll: true });
  }
}

// Gives what moves the focus when something has come: who types elsewhere meanwhile goes
// on there.
export function focusLater() {
  const from = document.activeElement;
  return (there) => {
    const now = document.activeElement;
    if (now === from || !now.matches("input, textarea, select")) there?.focus();
  };
}

// Whether a button in it is being pressed: drawn anew meanwhile, it would miss the click.
export const isPressed = (box) => box.matches(":active");

// What is seen to have changed is said to a screen reader.
export const announce = (text) => (find(".masthead .spoken").textContent = text);

export const isPlain = (event) =>
  !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
