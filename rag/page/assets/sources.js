// The source beside the conversation. All state is in the links of the answers: a
// citation of any turn opens, however old.
const LINK = /\/articles\/([^?]+)\?p=(\d+)&s=(\d+-\d+)/;
const NARROW = matchMedia("(max-width: 860px)");
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

let opener = null; // the citation in the conversation that the panel shows

const answers = () => all("#chat [data-testid=bot]");
const cites = (answer) => (answer ? all("a.cite", answer) : []);
const plain = (event) =>
  !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);

async function open(cite, focus) {
  const list = cites(cite.closest("[data-testid=bot]"));
  const query = new URLSearchParams();
  for (const each of list) {
    const [, id, paragraph, place] = each.getAttribute("href").match(LINK);
    query.append("c", `${decodeURIComponent(id)}:${paragraph}:${place}`);
  }
  query.append("a", list.indexOf(cite));
  const response = await fetch(`/panel?${query}`);
  const panel = find("#sources .panel");
  panel.innerHTML = await response.text();
  all("#chat a.cite[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
  cite.setAttribute("aria-current", "true");
  opener = cite;
  if (focus) find("#room").classList.add("reading");
  reveal(panel, focus);
}

function reveal(panel, focus) {
  const text = find(".text", panel);
  const paragraph = text && find(`#p${text.dataset.paragraph}`, text);
  if (!paragraph) return;
  const mark = find("mark.active", paragraph) ?? paragraph;
  const offset = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
  text.scrollTo({ top: text.scrollTop + offset - text.clientHeight / 4, behavior: "instant" });
  if (focus) paragraph.focus({ preventScroll: true });
}

function back() {
  find("#room").classList.remove("reading");
  const target = opener?.isConnected ? opener : find("#question textarea");
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const list = cites(opener?.closest("[data-testid=bot]"));
  const next = list[list.indexOf(opener) + by];
  if (next) open(next, true);
}

async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  const label = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = label), 1500);
}

const quoted = (answer) =>
  all("blockquote", answer)
    .map((quote) => {
      const said = find(".said", quote);
      const cite = find("a.cite", quote);
      return said && cite ? `“${said.textContent}”\n${cite.title}\n${cite.href}` : "";
    })
    .filter(Boolean)
    .join("\n\n");

function onClick(event) {
  const target = event.target.closest?.("a.cite, a.go, .back, .copy-quotes, .copy-link");
  if (!target) return;
  const answer = target.closest("[data-testid=bot]");
  if (target.matches(".back")) return back();
  if (target.matches(".copy-quotes")) return copy(target, quoted(answer));
  if (target.matches(".copy-link")) return copy(target, askLink(answer));
  if (!plain(event)) return; // a modified click opens the permalink
  event.preventDefault();
  event.stopPropagation();
  open(target.matches(".go") ? sameCite(target) : target, true);
}

function sameCite(go) {
  const list = cites(opener.closest("[data-testid=bot]"));
  return list[all("#sources a.go").indexOf(go)];
}

function askLink(answer) {
  const asked = all("#chat .asked")[answers().indexOf(answer)];
  return `${location.origin}/?q=${encodeURIComponent(asked.textContent)}`;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return escape(event);
  if (event.target.closest?.("input, textarea, select")) return;
  if (/^[1-9]$/.test(event.key)) {
    const answer = opener?.closest("[data-testid=bot]") ?? answers().at(-1);
    const cite = cites(answer)[Number(event.key) - 1];
    if (cite) open(cite, true);
  } else if (event.key === "n" || event.key === "p") {
    step(event.key === "n" ? 1 : -1);
  }
}

// Esc goes round: from the source to its citation, to the question, to the newest answer.
function escape(event) {
  const at = (selector) => event.target.closest?.(selector);
  if (at("#sources")) return back();
  if (at("#chat")) return find("#question textarea").focus();
  if (at("#question")) return cites(answers().at(-1))[0]?.focus();
}

// A new answer: its question goes to the top of the conversation, its best quote opens.
let shown = "0:0";
function onAnswers() {
  const list = answers();
  const cite = cites(list.at(-1))[0];
  const now = `${list.length}:${cites(list.at(-1)).length}`;
  if (now === shown) return;
  shown = now;
  const log = find("#chat [role=log]");
  const question = all("#chat .asked").at(-1);
  if (log && question) {
    const offset = question.getBoundingClientRect().top - log.getBoundingClientRect().top;
    log.scrollTo({ top: log.scrollTop + offset - 18, behavior: "instant" });
  }
  if (cite && !NARROW.matches) open(cite, false);
  else opener = null;
}

export function startSources() {
  document.addEventListener("click", onClick, true);
  document.addEventListener("keydown", onKey);
  new MutationObserver(onAnswers).observe(document.body, { childList: true, subtree: true });
}
