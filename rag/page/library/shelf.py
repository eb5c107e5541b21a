"""The library page as HTML: the articles, the job, the ways to add.

Pure functions to HTML; whatever comes from an article, a file or a folder passes
through `escape`.
"""

import json
from collections.abc import Sequence
from html import escape

from rag.library.details import MAX_ADDRESS_CHARS, MAX_AUTHOR_CHARS
from rag.library.followed import FollowedFolder
from rag.page.library.catalogue import Facts, ShelfEntry
from rag.page.quotes.buttons import act_html, button_html
from rag.page.quotes.welcome import overview_link_html, question_links_html
from rag.page.words.below import articles_said, listed
from rag.page.words.reasons import said
from rag.page.words.saying import N_, _, date, date_html, name_of, ngettext, number


def shelf_html(
    entries: Sequence[ShelfEntry], leaving: Sequence[ShelfEntry] = ()
) -> str:
    """List the articles in a table, or say how to get the first one.

    Args:
        entries: The articles.
        leaving: Those that were removed, but still answer.
    """
    if not entries and not leaving:
        how = _("Drop a file into the box, and ask about it a moment later.")
        return (
            f'<div class="blank"><p>{_("The library is empty.")}</p><p>{how}</p></div>'
        )
    count = articles_said(len(entries))
    rows = "".join(_row_html(entry, at) for at, entry in enumerate(entries))
    rows += "".join(map(_leaving_html, leaving))
    return (
        f"<table><caption>{count}</caption><thead><tr>"
        '<th scope="col"><input type="checkbox" id="pick-all" '
        f'aria-label="{_("Choose all that are listed")}"></th>'
        f'<th scope="col">{_("Title")}</th>'
        f'<th scope="col" class="figure">{_("Passages")}</th>'
        f'<th scope="col" class="figure">{_("Words")}</th>'
        f'<th scope="col">{_("Added")}</th>'
        f'<th scope="col"><span class="hidden">{_("Actions")}</span></th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _leaving_html(entry: ShelfEntry) -> str:
    """Say of an article that was removed that the index still has it."""
    title = escape(entry.title)
    removed = _(
        "Removed “{title}”. It answers until the index is built.",
        title=f"<bdi>{title}</bdi>",
    )
    back = _("Put back {title}", title=title)
    return (
        f'<tr class="gone" data-id="{escape(entry.stored.id)}"><td colspan="6"><span>'
        f"{removed}</span> {button_html('restore', _('Put back'), back)}</td></tr>"
    )


def _row_html(entry: ShelfEntry, at: int) -> str:
    stored, summary = entry.stored, entry.summary
    title = escape(entry.title)
    # Only what is indexed can be read at its address.
    if summary:
        name = f'<a class="title" href="/articles/{escape(stored.id)}">{title}</a>'
        counts = (number(summary.passages), number(summary.words))
        ask = act_html("ask-only", _("Ask"), title)
        overview = ask + overview_link_html(entry.title)
    else:
        name = f'<span class="title">{title}</span>'
        counts, overview = ("–", "–"), ""
    return (
        f'<tr data-id="{escape(stored.id)}" data-at="{at}" '
        f'data-words="{summary.words if summary else 0}" '
        f'data-in="{escape(json.dumps(entry.collections))}">'
        f'<td class="picking"><input type="checkbox" class="pick" '
        f'aria-label="{_("Choose {title}", title=title)}"></td><th scope="row">{name}'
        f'<span class="details">{_line_html(entry)}</span></th>'
        f'<td class="figure">{counts[0]}</td><td class="figure">{counts[1]}</td>'
        f'<td class="date">{date_html(stored.added)}</td>'
        f'<td class="actions">{overview}'
        f"{act_html('facts', _('Details'), title)}"
        f"{act_html('rename', _('Rename'), title)}"
        f"{act_html('remove', _('Remove'), title)}</td></tr>"
    )


def _line_html(entry: ShelfEntry) -> str:
    """Write the line below a title: the file, and the little that tells it apart."""
    parts = [f"<bdi>{escape(entry.stored.name)}</bdi>"]
    summary = entry.summary
    if entry.set_aside:
        why = escape(_("set aside: {why}", why=said(entry.set_aside)))
        parts.append(f'<span class="pending">{why}</span>')
    elif summary is None:
        parts.append(f'<span class="pending">{_("not searchable yet")}</span>')
    else:
        if entry.author:
            parts.append(f"<bdi>{escape(entry.author)}</bdi>")
        if entry.date:
            parts.append(date_html(entry.date))
        if language := name_of(summary.language):
            parts.append(escape(language))
    if entry.is_gone:
        gone = _("its file is gone from the folder")
        parts.append(f'<span class="pending">{gone}</span>')
    parts += [f'<span class="tag">{escape(tag)}</span>' for tag in entry.stored.tags]
    return " · ".join(parts)


def facts_html(facts: Facts) -> str:
    """List all that is known of an article, with its file to be saved."""
    stored, summary = facts.entry.stored, facts.entry.summary
    link = f"/api/articles/{escape(stored.id)}/original"
    size = ngettext("{n} byte", "{n} bytes", stored.size_bytes)
    download = _("Download {name}", name=escape(stored.name))
    original = listed((f'<a href="{link}" download>{download}</a>', size))
    rows: list[tuple[str, str | int | None]] = [
        (_("Format"), facts.form and _(facts.form)),
        (_("Added"), date(stored.added)),
    ]
    if summary is not None:
        rows += [
            (_("Author"), facts.entry.author),
            (_("Date"), facts.entry.date and date(facts.entry.date)),
            (_("Address"), stored.details.address),
            (_("Language"), name_of(summary.language)),
            (_("Words"), summary.words),
            (_("Sentences"), facts.sentences),
            (_("Paragraphs"), summary.paragraphs),
            (_("Passages"), summary.passages),
            (_("Pages"), facts.pages),
        ]
    pairs = [(name, _value_html(value)) for name, value in rows if value is not None]
    if asked := question_links_html(summary.questions if summary else ()):
        pairs.append((_("Questions to begin with"), asked))
    pairs += [(_("Original"), original), ("SHA-256", f"<code>{stored.sha256}</code>")]
    items = "".join(
        f"<div><dt>{name}</dt><dd>{html}</dd></div>" for name, html in pairs
    )
    return f'<dl class="known">{items}</dl>{_details_form_html(facts.entry)}'


def _value_html(value: str | int) -> str:
    return number(value) if isinstance(value, int) else escape(value)


DETAILS_HINT = N_(
    "Several authors: Moon, Ada; Sun, Bo. A date is 2026, 2026-03 or 2026-03-18. What "
    "is empty is as the file says."
)


def _details_form_html(entry: ShelfEntry) -> str:
    """Ask who wrote an article, when, and where it is, beside what its file says."""
    said, summary = entry.stored.details, entry.summary
    read = (summary.author, summary.date) if summary else (None, None)
    fields = (
        _field_html("author", _("Author"), said.author, read[0], MAX_AUTHOR_CHARS),
        _field_html("date", _("Date"), said.date, read[1], 10),
        _field_html("address", _("Address"), said.address, None, MAX_ADDRESS_CHARS),
    )
    return (
        '<details class="way"><summary>'
        f"{_('Author, date and address, for citations')}</summary>"
        f'<form class="details" data-id="{escape(entry.stored.id)}">'
        f'{"".join(fields)}<p class="hint">{_(DETAILS_HINT)}</p>'
        f'<button type="submit" class="plain">{_("Save")}</button>'
        '<p class="failed" role="status"></p></form></details>'
    )


def _field_html(
    name: str, label: str, said: str | None, read: str | None, most: int
) -> str:
    hint = f' placeholder="{escape(read)}"' if read else ""
    return (
        f'<label>{label} <input name="{name}" value="{escape(said or "")}"{hint} '
        f'maxlength="{most}" autocomplete="off"></label>'
    )


TAKEN_IN = N_(
    "New and changed files are taken in when you look again, or rebuild the index."
)


def folders_html(folders: Sequence[FollowedFolder]) -> str:
    """List the folders that are followed, each to be looked into again."""
    if not folders:
        return ""
    rows = "".join(_folder_html(folder) for folder in folders)
    return (
        f'<section class="folders"><h2>{_("Followed folders")}</h2><p class="lead">'
        f"{_(TAKEN_IN)}</p><ul>{rows}</ul></section>"
    )


def _folder_html(folder: FollowedFolder) -> str:
    path = escape(folder.path)
    state = ngettext("{n} file", "{n} files", folder.files)
    if not folder.is_there:
        state = _("{files}, but the folder is not there now", files=state)
    again = _("Look again in {path}", path=path)
    buttons = button_html("look-again", _("Look again"), again)
    if folder.gone:
        state = ngettext(
            "{files}, of which {n} is gone",
            "{files}, of which {n} are gone",
            folder.gone,
            files=state,
        )
        said = _("Remove the articles of files that are gone from {path}", path=path)
        buttons += button_html("prune", _("Remove their articles"), said)
    stop = _("Stop following {path}", path=path)
    buttons += button_html("unfollow", _("Stop following"), stop)
    return (
        f'<li data-path="{path}"><code>{path}</code> <span class="state">{state}</span>'
        f"{buttons}</li>"
    )
