"""Rich text (RTF): its words, paragraphs, title, author and date."""

import re

from striprtf.striprtf import rtf_to_text

from rag.readers.builder import with_metadata
from rag.readers.draft import Draft
from rag.readers.text import read_text

NOTE = r"{\footnote"

_BRACE = re.compile(r"\\[{}\\]|[{}]")
_BARE_BINARY = re.compile(r"\\bin(?!\d)")  # without its length it says nothing
_TITLE = re.compile(r"\{\\title\s+([^{}]*)\}")
_AUTHOR = re.compile(r"\{\\author\s+([^{}]*)\}")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
INFO_CHARS = 100_000
"""How far from the start a file says what it is."""


def read(data: bytes) -> Draft:
    """Read a rich text file.

    Args:
        data: An RTF file.

    Returns:
        A draft with a paragraph for each of the file's; headings are found as in plain
        text, for RTF has no word for them.
    """
    # RTF is ASCII; a byte beyond it is in the code page that the file names.
    source = _with_notes_last(_BARE_BINARY.sub("", data.decode("latin-1")))
    lines = (line.replace("|", " | ").strip() for line in _plain(source).splitlines())
    draft = read_text("\n\n".join(filter(None, lines)))
    info = source[:INFO_CHARS]
    created = _CREATED.search(info)
    date = "{}-{:0>2}-{:0>2}".format(*created.groups()) if created else None
    return with_metadata(
        draft, title=_field(_TITLE, info), author=_field(_AUTHOR, info), date=date
    )


def _with_notes_last(source: str) -> str:
    r"""Move footnotes behind the text: where they stand they would divide sentences.

    Example:
        >>> _with_notes_last(r"{\rtf1 One{\footnote Note.} two.}")
        '{\\rtf1 One two.\\par { Note.}}'
    """
    kept: list[str] = []
    notes: list[str] = []
    start = 0
    while (found := source.find(NOTE, start)) >= 0:
        end = _group_end(source, found)
        kept.append(source[start:found])
        notes.append("\\par {" + source[found + len(NOTE) : end])
        start = end
    body = "".join(kept) + source[start:]
    last = body.rfind("}")
    return body[:last] + "".join(notes) + body[last:] if notes else body


def _group_end(source: str, start: int) -> int:
    """Find the end of the group that starts here: of the whole, if it never ends."""
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += (brace[0] == "{") - (brace[0] == "}")
        if not depth:
            return brace.end()
    return len(source)


def _field(pattern: re.Pattern[str], info: str) -> str | None:
    match = pattern.search(info)
    return _plain("{\\rtf1 " + match[1] + "}").strip() if match else None


def _plain(source: str) -> str:
    return str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
