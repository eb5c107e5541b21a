// What several of the page's scripts do.
const TOLD_MS = 4000;

export function send(method, path, body) {
  const headers = body === undefined ? {} : { "content-type": "application/json" };
  return fetch(path, { method, headers, body: JSON.stringify(body) });
}

// Say something in the place of a button's label, for a while from the last time on.
const telling = new Map(); // button -> { label, timer }
export function tell(button, text, ms = TOLD_MS) {
  const { label = button.textContent, timer } = telling.get(button) ?? {};
  clearTimeout(timer);
  button.textContent = text;
  const back = () => telling.delete(button) && (button.textContent = label);
  telling.set(button, { label, timer: setTimeout(back, ms) });
}

export const isPlain = (event) =>
  !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
