// Links in an article: to its notes, and to elsewhere, which are opened on purpose only.
import { element, find, isPlain } from "/style/common.js";
import { _ } from "/style/words.js";

// Say where a link leads, before it does.
function ask(link) {
  const close = () => dialog.close();
  const { href } = link;
  const open = element("a", { href, target: "_blank", rel: link.rel, onclick: close }, _("Open it"));
  const stay = element("button", { type: "button", onclick: close }, _("Stay here"));
  const question = element("p", { id: "leaving-question" }, _("This link leads out of the article:"));
  const address = element("p", { className: "address" }, href);
  const dialog = element("dialog", { className: "leaving" }, question, address, open, stay);
  dialog.setAttribute("aria-labelledby", question.id);
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
  stay.focus();
}

async function toNote(link, readOn) {
  const id = link.hash.slice(1);
  const note = () => find(`#sources #${id}`);
  if (!note()) await readOn(Number(id.slice(1)));
  note()?.scrollIntoView({ block: "center", behavior: "instant" });
  note()?.focus({ preventScroll: true });
}

// `readOn` shows a long article around another paragraph.
export function startLinks(readOn) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#sources :is(a.outside, a.to-note)");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    if (link.matches(".outside")) ask(link);
    else toNote(link, readOn);
  });
}
