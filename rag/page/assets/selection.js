// What a person has selected in the source: a place in the text of one or more
// paragraphs. Positions count code points, as the server does.

// { paragraph: its number, start, end }, or null where no paragraph's text is selected.
export function selection() {
  const selected = getSelection();
  if (!selected.rangeCount || selected.isCollapsed) return null;
  const range = selected.getRangeAt(0);
  const parts = [...document.querySelectorAll("#sources .para")]
    .filter((paragraph) => range.intersectsNode(paragraph))
    .map((paragraph) => part(paragraph, range))
    .filter(({ start, end }) => start < end); // a triple click touches the next one
  if (!parts.length) return null;
  return { ...parts[0], end: parts.at(-1).end };
}

// What of a paragraph lies in a range, without white space around it.
function part(paragraph, range) {
  const inside = document.createRange();
  inside.selectNodeContents(paragraph);
  const before = inside.cloneRange();
  if (inside.compareBoundaryPoints(Range.START_TO_START, range) < 0)
    inside.setStart(range.startContainer, range.startOffset);
  if (inside.compareBoundaryPoints(Range.END_TO_END, range) > 0)
    inside.setEnd(range.endContainer, range.endOffset);
  takeName(inside);
  before.setEnd(inside.startContainer, inside.startOffset);
  const text = textOf(inside);
  const skipped = count(textOf(before)) + count(text) - count(text.trimStart());
  const start = Number(paragraph.dataset.start) + skipped;
  const number = paragraph.dataset.paragraph ?? paragraph.id.slice(1);
  return { paragraph: number, start, end: start + count(text.trim()) };
}

// Where several cells of a row are selected, their columns' names are, too, which are not
// seen in it; before the first of them nothing can be selected.
function takeName(range) {
  const from = range.startContainer;
  const cell = (from.closest ? from : from.parentElement).closest("td, th");
  if (!cell || cell.contains(range.endContainer)) return;
  const before = range.cloneRange();
  before.setStart(cell, 0);
  before.setEnd(from, range.startOffset);
  if (!textOf(before, "sup, .unseen").trim()) range.setStart(cell, 0);
}

// The other way round: what of an element's text lies between two places of the article;
// null where nothing does.
export function rangeIn(element, start, end) {
  const range = document.createRange();
  let at = Number(element.dataset.start);
  if (at >= end) return null;
  let begun = false;
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node.parentElement.closest("sup")) continue;
    const after = at + count(node.data);
    if (!begun && start < after) {
      range.setStart(node, units(node.data, Math.max(0, start - at)));
      begun = true;
    }
    if (begun) range.setEnd(node, units(node.data, Math.min(end, after) - at));
    if (end <= after) break;
    at = after;
  }
  return begun ? range : null;
}

// How many 16-bit units so many code points take.
const units = (text, points) => [...text].slice(0, points).join("").length;

const count = (text) => [...text].length;

// The numbers set into a paragraph are none of its text.
function textOf(range, none = "sup") {
  const content = range.cloneContents();
  content.querySelectorAll(none).forEach((each) => each.remove());
  return content.textContent;
}
