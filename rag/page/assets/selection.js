// What a person has selected in the source.

// The place, as "4:120-246" (paragraph, start, end); null unless inside one paragraph.
export function selection() {
  const selected = getSelection();
  if (!selected.rangeCount || selected.isCollapsed) return null;
  const range = selected.getRangeAt(0).cloneRange();
  const paragraph = range.startContainer.parentElement?.closest("#sources .para");
  if (!paragraph) return null;
  // A triple click ends before the first letter of what follows.
  if (!paragraph.contains(range.endContainer) && range.endOffset === 0)
    range.setEnd(paragraph, paragraph.childNodes.length);
  if (!paragraph.contains(range.endContainer)) return null;
  const first = offset(paragraph, range.startContainer, range.startOffset);
  const last = offset(paragraph, range.endContainer, range.endOffset);
  return first < last ? `${paragraph.id.slice(1)}:${first}-${last}` : null;
}

// Positions count code points; the numbers set into the text are none of it.
function offset(paragraph, node, at) {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, at);
  const text = before.cloneContents();
  text.querySelectorAll("sup").forEach((number) => number.remove());
  return Number(paragraph.dataset.start) + [...text.textContent].length;
}
