// What a person says of an article for citations. This comes when it is first said.
import { changed, clearLines, say } from "/style/adding.js";
import { all, call, find, focusLater, sentence } from "/style/common.js";
import { _ } from "/style/words.js";

export async function saveDetails(form) {
  const { id } = form.dataset;
  const said = find("[role=status]", form);
  const focus = focusLater();
  try {
    await call("PUT", `/api/articles/${id}/details`, Object.fromEntries(new FormData(form)));
  } catch (error) {
    said.textContent = sentence(error.message);
    return;
  }
  for (const input of all("input", form)) input.defaultValue = input.value;
  const row = find(`#shelf tr[data-id="${id}"]`);
  // The list is drawn anew, and what has the focus there keeps it.
  focus(find("button.facts", row));
  clearLines();
  say(find(".title", row).textContent, _("details kept"));
  changed();
}
