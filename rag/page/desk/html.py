"""The desk on the page: what is pinned, with its note, place and what to do with it.

Pure functions to HTML; whatever comes from an article or a person passes through
`escape`.
"""

from collections.abc import Sequence
from html import escape

from rag.page.desk.entries import DeskEntry
from rag.page.quotes.quote_html import in_lines, language_attributes
from rag.page.words.below import place_parts
from rag.page.words.saying import N_, _, date_html
from rag.text.line_breaks import in_one_line, unwrapped
from rag.types import Place

EXPORTS = (
    (N_("For writing"), (("docx", "Word"), ("html", "HTML"), ("markdown", "Markdown"))),
    (N_("Bibliography"), (("bibtex", "BibTeX"), ("ris", "RIS"), ("csl", "CSL-JSON"))),
    (
        N_("Evidence"),
        (
            ("evidence-html", "HTML"),
            ("evidence-markdown", "Markdown"),
            ("evidence-json", "JSON"),
        ),
    ),
)
HOW_TO_PIN = N_(
    "Press “Pin” at a quote of an answer, or select words of a source and press “Pin” "
    "beside them. What you pin stays here, word for word, with your notes."
)


def shell_html() -> str:
    """Give what stands around the list: finding, exporting, and what is told."""
    groups = "".join(
        f'<div role="group" aria-label="{_(label)}"><span>{_(label)}</span>'
        f"{''.join(_export_html(_(label), *each) for each in forms)}</div>"
        for label, forms in EXPORTS
    )
    return (
        f'<section class="desk" aria-label="{_("Desk")}"><div class="desk-bar" hidden>'
        f"<label><span>{_('Find')}</span>"
        '<input id="desk-words" type="search" maxlength="200" '
        f'autocomplete="off"></label><div class="desk-exports">{groups}</div></div>'
        '<p class="desk-said" role="status"></p>'
        '<div id="pins" tabindex="-1"></div></section>'
    )


def _export_html(group: str, form: str, label: str) -> str:
    return (
        f'<a href="/api/pins/export?form={form}" download '
        f'aria-label="{label}: {group.lower()}">{label}</a>'
    )


def desk_html(entries: Sequence[DeskEntry]) -> str:
    """List what is on the desk, or say how it gets there."""
    if not entries:
        return (
            f'<div class="blank"><p>{_("Nothing is pinned yet.")}</p>'
            f"<p>{_(HOW_TO_PIN)}</p></div>"
        )
    last = len(entries) - 1
    items = "".join(
        _item_html(entry, is_first=at == 0, is_last=at == last)
        for at, entry in enumerate(entries)
    )
    return f"<ol>{items}</ol>"


def _item_html(entry: DeskEntry, *, is_first: bool, is_last: bool) -> str:
    pin = entry.pin
    words = in_lines(escape(unwrapped(pin.quote.quote)))
    short = escape(in_one_line(pin.quote.quote))
    note = f'<p class="note">{escape(pin.note)}</p>' if pin.note else ""
    label = _("Edit note") if pin.note else _("Add a note")
    acts = (
        _button("up", _("Up"), short, is_off=is_first),
        _button("down", _("Down"), short, is_off=is_last),
        _button("edit", label, short),
        _button("remove", _("Remove"), short),
    )
    return (
        f'<li class="pin" data-id="{pin.id}" data-words="{short}">'
        f"<blockquote{language_attributes(entry.language)}>{words}</blockquote>"
        f"{_where_html(entry)}{note}{_from_html(entry)}"
        f'<p class="acts">{"".join(acts)}</p></li>'
    )


def _where_html(entry: DeskEntry) -> str:
    parts = (entry.work.title, *place_parts(entry.place))
    where = " · ".join(f"<bdi>{escape(part)}</bdi>" for part in parts)
    # Other words stand where these stood: the article opens at its top.
    place = entry.place if entry.holds else Place(entry.place.article_id, 0, 0, 0)
    author, day = entry.work.author, entry.work.date
    by = f"<span>{escape(author)}</span>" if author else ""
    by += f"<span>{date_html(day)}</span>" if day else ""
    link = f'<a class="source" href="{escape(place.permalink)}">{where}</a>'
    if entry.gone:  # there is nothing to be opened
        link = f'<span class="source">{where}</span>'
    look = "verbatim" if entry.holds else "changed"
    return (
        f'<p class="where">{link}{by}<span class="{look}">{escape(_(entry.state))}'
        "</span></p>"
    )


def _from_html(entry: DeskEntry) -> str:
    """Say when a quote was pinned, and at which question."""
    pin = entry.pin
    asked = f"“{escape(pin.question)}”" if pin.question else ""
    if asked and pin.conversation:
        asked = (
            f'<a class="talk" href="/?c={escape(pin.conversation)}" '
            f'data-question="{escape(pin.question)}" '
            f'data-href="{escape(entry.place.permalink)}">{asked}</a>'
        )
    when = date_html(pin.created)
    said = _("Pinned {when}", when=when)
    if asked:
        said = _("Pinned {when} at {question}", when=when, question=asked)
    return f'<p class="from">{said}</p>'


def _button(kind: str, label: str, words: str, *, is_off: bool = False) -> str:
    off = " disabled" if is_off else ""
    return (
        f'<button type="button" class="{kind}" aria-label="{label}: {words}"{off}>'
        f"{label}</button>"
    )
