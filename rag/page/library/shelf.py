"""The library page as HTML: the articles, the job, the ways to add.

Pure functions to HTML; whatever comes from an article, a file or a folder passes
through `escape`.
"""

import json
from collections.abc import Sequence
from html import escape

from rag.library.followed import FollowedFolder
from rag.page.library.catalogue import Facts, ShelfEntry
from rag.page.library.details import details_form_html
from rag.page.quotes.answer import overview_link_html, question_links_html
from rag.readers.formats import FORMATS, SUFFIXES
from rag.text.language_names import language_name

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
  <details class="way">
   <summary>Add by address</summary>
   <form id="address">
    <label>Address of a page <input name="url" inputmode="url" maxlength="2000"
     required autocomplete="off" aria-describedby="address-hint"></label>
    <p class="hint" id="address-hint">The page is fetched once, from that address.
    Nothing else that you do here ever leaves this machine.</p>
    <button type="submit" class="plain">Fetch and add</button>
   </form>
  </details>
  <details class="way">
   <summary>Paste text</summary>
   <form id="paste">
    <label>Title <input name="title" maxlength="200" required></label>
    <label>Text <textarea name="text" rows="6" required></textarea></label>
    <button type="submit" class="plain">Add</button>
   </form>
  </details>
  <details class="way">
   <summary>Follow a folder</summary>
   <form id="folder">
    <label>Its path on this machine <input name="path" maxlength="4096" required
     autocomplete="off" spellcheck="false" aria-describedby="folder-hint"></label>
    <p class="hint" id="folder-hint">Its files become articles; those that are new or
    changed are taken in when you look again. From another machine, use
    <code>quotewell add DIR</code>.</p>
    <button type="submit" class="plain">Follow</button>
   </form>
  </details>
  <div class="adding">
   <p class="sum" role="status"></p>
   <ul class="outcomes" tabindex="0" aria-label="What became of each" hidden></ul>
  </div>
  <div class="job" role="status"></div>
  <div class="job-buttons">
   <button type="button" id="cancel-rebuild" class="plain" hidden>Cancel</button>
   <button type="button" id="rebuild" class="plain">Rebuild the index</button>
   <button type="button" id="undo" class="plain" hidden>Undo</button>
   <button type="button" id="redo" class="plain" hidden>Redo</button>
   <button type="button" id="compact" class="plain">Free space…</button>
  </div>
 </div>
 <div>
  <div class="shelf-bar" hidden>
   <div class="finding"><label><span>Find</span>
    <input id="shelf-words" type="search" maxlength="200" autocomplete="off"></label>
   <label><span>Sort</span><select id="shelf-order">
    <option value="added">Oldest first</option>
    <option value="newest">Newest first</option>
    <option value="title">By title</option>
    <option value="longest">Longest first</option>
   </select></label></div>
   <div class="collections" role="group" aria-label="Collections" hidden></div>
   <div class="many" role="group" aria-label="Articles that are chosen" hidden>
    <span class="how-many" role="status"></span>
    <button type="button" id="ask-many" class="plain">Ask only these</button>
    <input id="new-tag" aria-label="Tag" placeholder="Tag" maxlength="40"
     list="known-tags" autocomplete="off"><datalist id="known-tags"></datalist>
    <button type="button" id="add-tag" class="plain">Add tag</button>
    <button type="button" id="drop-tag" class="plain">Remove tag</button>
    <button type="button" id="remove-many" class="plain">Remove articles</button>
    <button type="button" id="pick-none" class="plain">Choose none</button>
   </div>
  </div>
  <div class="shelf" id="shelf" tabindex="-1"></div><div id="judged"></div>
 </div>
 <dialog id="compacting" aria-labelledby="compacting-title">
  <h2 id="compacting-title">Free space</h2>
  <p class="plan"></p>
  <div class="job-buttons">
   <button type="button" id="keep" class="plain">Keep everything</button>
   <button type="button" id="compact-now" class="plain danger">Delete for good</button>
  </div>
 </dialog>
</section>"""


def shelf_html(
    entries: Sequence[ShelfEntry], leaving: Sequence[ShelfEntry] = ()
) -> str:
    """List the articles in a table, or say how to get the first one.

    Args:
        entries: The articles.
        leaving: Those that were removed, but still answer.
    """
    if not entries and not leaving:
        return (
            '<div class="blank"><p>The library is empty.</p><p>Drop a file into the '
            "box, and ask about it a moment later.</p></div>"
        )
    count = f"{len(entries)} article{'' if len(entries) == 1 else 's'}"
    rows = "".join(_row_html(entry, number) for number, entry in enumerate(entries))
    rows += "".join(map(_leaving_html, leaving))
    return (
        f"<table><caption>{count}</caption><thead><tr>"
        '<th scope="col"><input type="checkbox" id="pick-all" '
        'aria-label="Choose all that are listed"></th>'
        '<th scope="col">Title</th><th scope="col" class="figure">Passages</th>'
        '<th scope="col" class="figure">Words</th><th scope="col">Added</th>'
        '<th scope="col"><span class="hidden">Actions</span></th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _leaving_html(entry: ShelfEntry) -> str:
    """Say of an article that was removed that the index still has it."""
    title = escape(entry.title)
    return (
        f'<tr class="gone" data-id="{escape(entry.stored.id)}"><td colspan="6"><span>'
        f"Removed “{title}”. It answers until the index is built.</span> "
        '<button type="button" class="restore" '
        f'aria-label="Undo the removal of {title}">Undo</button></td></tr>'
    )


def _row_html(entry: ShelfEntry, number: int) -> str:
    stored, summary = entry.stored, entry.summary
    title = escape(entry.title)
    # Only what is indexed can be read at its address.
    if summary:
        name = f'<a class="title" href="/articles/{escape(stored.id)}">{title}</a>'
        counts = (f"{summary.passages:,}", f"{summary.words:,}")
        ask = _button("ask-only", "Ask", title, stored.id)
        overview = ask + overview_link_html(entry.title)
    else:
        name = f'<span class="title">{title}</span>'
        counts, overview = ("–", "–"), ""
    return (
        f'<tr data-id="{escape(stored.id)}" data-at="{number}" '
        f'data-words="{summary.words if summary else 0}" '
        f'data-in="{escape(json.dumps(entry.collections))}">'
        f'<td class="picking"><input type="checkbox" class="pick" '
        f'aria-label="Choose {title}"></td><th scope="row">{name}'
        f'<span class="details">{_line_html(entry)}</span></th>'
        f'<td class="figure">{counts[0]}</td><td class="figure">{counts[1]}</td>'
        f'<td class="date"><time datetime="{escape(stored.added)}">'
        f"{escape(stored.added[:10])}</time></td>"
        f'<td class="actions">{overview}'
        f"{_button('facts', 'Details', title)}"
        f"{_button('rename', 'Rename', title)}{_button('remove', 'Remove', title)}"
        "</td></tr>"
    )


def _line_html(entry: ShelfEntry) -> str:
    """Write the line below a title: the file, and the little that tells it apart."""
    parts = [escape(entry.stored.name)]
    summary = entry.summary
    if entry.set_aside:
        why = escape(entry.set_aside)
        parts.append(f'<span class="pending">set aside: {why}</span>')
    elif summary is None:
        parts.append('<span class="pending">not searchable yet</span>')
    else:
        known = (entry.author, entry.date, language_name(summary.language))
        parts += [escape(part) for part in known if part]
    if entry.is_gone:
        parts.append('<span class="pending">its file is gone from the folder</span>')
    parts += [f'<span class="tag">{escape(tag)}</span>' for tag in entry.stored.tags]
    return " · ".join(parts)


def _button(name: str, label: str, title: str, id_: str = "") -> str:
    state = ' aria-expanded="false"' if name == "facts" else ""
    names = f' data-id="{escape(id_)}"' if id_ else ""
    return (
        f'<button type="button" class="{name}"{state}{names} '
        f'aria-label="{label} {title}">{label}</button>'
    )


def facts_html(facts: Facts) -> str:
    """List all that is known of an article, with its file to be saved."""
    stored, summary = facts.entry.stored, facts.entry.summary
    link = f"/api/articles/{escape(stored.id)}/original"
    original = (
        f'<a href="{link}" download>Download {escape(stored.name)}</a>, '
        f"{stored.size_bytes:,} bytes"
    )
    rows: list[tuple[str, str | int | None]] = [
        ("Format", facts.form),
        ("Added", f"{stored.added[:10]}, {stored.added[11:16]} UTC"),
    ]
    if summary is not None:
        rows += [
            ("Author", facts.entry.author),
            ("Date", facts.entry.date),
            ("Address", stored.details.address),
            ("Language", language_name(summary.language)),
            ("Words", summary.words),
            ("Sentences", facts.sentences),
            ("Paragraphs", summary.paragraphs),
            ("Passages", summary.passages),
            ("Pages", facts.pages),
        ]
    pairs = [(name, _value_html(value)) for name, value in rows if value is not None]
    if asked := question_links_html(summary.questions if summary else ()):
        pairs.append(("Questions to begin with", asked))
    pairs += [("Original", original), ("SHA-256", f"<code>{stored.sha256}</code>")]
    items = "".join(
        f"<div><dt>{name}</dt><dd>{html}</dd></div>" for name, html in pairs
    )
    return f'<dl class="known">{items}</dl>{details_form_html(facts.entry)}'


def _value_html(value: str | int) -> str:
    return f"{value:,}" if isinstance(value, int) else escape(value)


def folders_html(folders: Sequence[FollowedFolder]) -> str:
    """List the folders that are followed, each to be looked into again."""
    if not folders:
        return ""
    rows = "".join(_folder_html(folder) for folder in folders)
    return (
        '<section class="folders"><h2>Followed folders</h2><p class="lead">New and '
        "changed files are taken in when you look again, or rebuild the index."
        f"</p><ul>{rows}</ul></section>"
    )


def _folder_html(folder: FollowedFolder) -> str:
    path = escape(folder.path)
    files = f"{folder.files:,} file{'' if folder.files == 1 else 's'}"
    state = files if folder.is_there else f"{files}, but the folder is not there now"
    buttons = [("look-again", "Look again", f"Look again in {path}")]
    if folder.gone:
        verb = "is" if folder.gone == 1 else "are"
        state += f", of which {folder.gone:,} {verb} gone"
        said = f"Remove the articles of files that are gone from {path}"
        buttons.append(("prune", "Remove their articles", said))
    buttons.append(("unfollow", "Stop following", f"Stop following {path}"))
    written = "".join(
        f'<button type="button" class="{name}" aria-label="{said}">{label}</button>'
        for name, label, said in buttons
    )
    return (
        f'<li data-path="{path}"><code>{path}</code> <span class="state">{state}</span>'
        f"{written}</li>"
    )
