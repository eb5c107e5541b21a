"""The library page as HTML: the articles, the job, where to drop files.

Pure functions to HTML; whatever comes from an article or a file passes through
`escape`.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote as percent_encoded

from rag.page.job import JobView
from rag.page.upkeep import ShelfEntry
from rag.readers import FORMATS, SUFFIXES

FILES_READ = ", ".join(form.name for form in FORMATS)
SHELL = f"""\
<section class="library">
 <div class="side">
  <label class="drop" for="files">
   <span class="drop-title">Add articles</span>
   <span class="drop-hint">Drop files here, or <span class="link">choose files</span>:
   {FILES_READ}</span>
  <input id="files" type="file" multiple accept="{",".join(SUFFIXES)}">
  </label>
  <details class="paste">
   <summary>Paste text</summary>
   <form id="paste">
    <label>Title <input name="title" maxlength="200" required></label>
    <label>Text <textarea name="text" rows="6" required></textarea></label>
    <button type="submit" class="plain">Add</button>
   </form>
  </details>
  <ul class="outcomes" aria-live="polite" aria-label="Added files"></ul>
  <div class="job" role="status"></div>
  <div class="job-buttons">
   <button type="button" id="rebuild" class="plain">Rebuild the index</button>
   <button type="button" id="undo" class="plain">Undo the last change</button>
   <button type="button" id="cancel-rebuild" class="plain" hidden>Cancel</button>
  </div>
 </div>
 <div><div class="shelf" id="shelf"></div><div id="judged"></div></div>
</section>"""


def job_html(view: JobView) -> str:
    """Show the one rebuild: a bar while it runs, a sentence when it ended."""
    if view.state == "idle":
        return ""
    if view.busy:
        label = "Preparing…" if not view.total else f"{view.done:,} of {view.total:,}"
        bar = f' value="{view.done}" max="{view.total}"' if view.total else ""
        return (
            f'<label for="bar">Indexing <span>{label}</span></label>'
            f'<progress id="bar"{bar}></progress>'
        )
    heading = {
        "done": "The index is up to date.",
        "cancelled": "Cancelled.",
        "failed": "The index could not be rebuilt.",
    }[view.state]
    said = f"<strong>{heading}</strong> {escape(view.message)}"
    return f'<p class="{view.state}">{said}</p>{_changed_html(view.changed)}'


def _changed_html(questions: Sequence[str]) -> str:
    """Name the judged questions that the rebuild answers otherwise; links ask them."""
    if not questions:
        return ""
    items = "".join(
        f'<li><a class="example" href="/?q={percent_encoded(question, safe="")}">'
        f"{escape(question)}</a></li>"
        for question in questions
    )
    return (
        '<p class="lead">These questions, which you judged, are answered otherwise '
        f"now:</p><ul>{items}</ul>"
    )


def shelf_html(entries: Sequence[ShelfEntry]) -> str:
    """List the articles in a table, or say how to get the first one."""
    if not entries:
        return (
            '<div class="blank"><p>The library is empty.</p><p>Drop a file into the '
            "box, and ask about it a moment later.</p></div>"
        )
    count = f"{len(entries)} article{'' if len(entries) == 1 else 's'}"
    rows = "".join(_row_html(entry) for entry in entries)
    return (
        f"<table><caption>{count}</caption><thead><tr>"
        '<th scope="col">Title</th><th scope="col" class="figure">Passages</th>'
        '<th scope="col" class="figure">Words</th><th scope="col">Added</th>'
        '<th scope="col"><span class="hidden">Actions</span></th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _details(entry: ShelfEntry) -> list[str]:
    stored, summary = entry.stored, entry.summary
    link = f"/api/articles/{escape(stored.id)}/original"
    details = [f'<a href="{link}" download>{escape(stored.name)}</a>']
    if summary is None:
        return [*details, '<span class="pending">not searchable yet</span>']
    known = (summary.author, summary.date, summary.language)
    return details + [escape(part) for part in known if part]


def _row_html(entry: ShelfEntry) -> str:
    stored, summary = entry.stored, entry.summary
    title = escape(entry.title)
    if summary:
        name = f'<a class="title" href="/articles/{escape(stored.id)}">{title}</a>'
        counts = (f"{summary.passages:,}", f"{summary.words:,}")
    else:
        name = f'<span class="title">{title}</span>'
        counts = ("–", "–")
    details = _details(entry)
    return (
        f'<tr data-id="{escape(stored.id)}"><th scope="row">{name}'
        f'<span class="details">{" · ".join(details)}</span></th>'
        f'<td class="figure">{counts[0]}</td><td class="figure">{counts[1]}</td>'
        f'<td class="date"><time datetime="{escape(stored.added)}">'
        f"{escape(stored.added[:10])}</time></td>"
        f'<td class="actions"><button type="button" class="rename" aria-label="Rename '
        f'{title}">Rename</button><button type="button" class="remove" '
        f'aria-label="Remove {title}">Remove</button></td></tr>'
    )
