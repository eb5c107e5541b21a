"""The form in which a person says who wrote an article, when, and where it is."""

from html import escape

from rag.library.details import MAX_ADDRESS_CHARS, MAX_AUTHOR_CHARS
from rag.page.library.catalogue import ShelfEntry
from rag.page.words.saying import N_, _

HINT = N_(
    "Several authors: Moon, Ada; Sun, Bo. A date is 2026, 2026-03 or 2026-03-18. What "
    "is empty is as the file says."
)


def details_form_html(entry: ShelfEntry) -> str:
    """Write the form; what nobody said shows what the file says."""
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
        f'{"".join(fields)}<p class="hint">{_(HINT)}</p>'
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
