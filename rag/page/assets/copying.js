// Buttons that copy: the quotes of an answer, what asks it again, and the open place.
import { all, element, find, tell } from "/style/common.js";
import { questionOf } from "/style/sources.js";
import { _ } from "/style/words.js";

const TOLD_MS = 1500;
const TEXTS = {
  ".copy-quotes": quotes,
  ".copy-link": askLink,
  ".copy-place": () => find("#sources .perma").href,
};

function quotes(answer) {
  return all("blockquote", answer)
    .map((quote) => {
      const said = find(".said", quote);
      const cite = find("a.cite", quote);
      if (!said || !cite) return "";
      const also = all("a.also", quote).map(
        (link) => `${_("also in {links}", { links: link.textContent })}\n${link.href}`,
      );
      const words = all(".said, .marked", quote).map((part) => `“${part.innerText}”`);
      return [...words, cite.title, cite.href, ...also].join("\n");
    })
    .filter(Boolean)
    .join("\n\n");
}

function askLink(answer) {
  const literal = find(".literal", answer) ? "&literal=1" : "";
  const names = JSON.parse(find(".within", answer)?.dataset.names ?? "[]");
  const within = names.map((name) => `&in=${encodeURIComponent(name)}`).join("");
  return `${location.origin}/?q=${encodeURIComponent(questionOf(answer))}${literal}${within}`;
}

// Browsers keep their clipboard from pages that come over plain HTTP from elsewhere, or that
// may not write to it: what is selected can be copied even there. Tells whether it was.
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const had = document.activeElement;
    const area = element("textarea", { className: "hidden", value: text });
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    had.focus();
    return isCopied;
  }
}

async function onClick(event) {
  const button = event.target.closest?.(Object.keys(TEXTS).join());
  if (!button) return;
  const [, text] = Object.entries(TEXTS).find(([selector]) => button.matches(selector));
  const isCopied = await write(text(button.closest("[data-testid=bot]")));
  tell(button, isCopied ? _("Copied") : _("The browser allows no copying"), TOLD_MS);
}

export function startCopying() {
  document.addEventListener("click", onClick);
}
