"""Rich text (RTF): its words, paragraphs, title, author and date."""

import re

from striprtf.striprtf import rtf_to_text

from rag.readers.builder import with_metadata
from rag.readers.draft import Draft
from rag.readers.text import read_text

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
    source = data.decode("latin-1")  # RTF is ASCII; other bytes are in its code page
    lines = (line.replace("|", " | ").strip() for line in _plain(source).splitlines())
    draft = read_text("\n\n".join(filter(None, lines)))
    info = source[:INFO_CHARS]
    created = _CREATED.search(info)
    date = "{}-{:0>2}-{:0>2}".format(*created.groups()) if created else None
    return with_metadata(
        draft, title=_field(_TITLE, info), author=_field(_AUTHOR, info), date=date
    )


def _field(pattern: re.Pattern[str], info: str) -> str | None:
    match = pattern.search(info)
    return _plain("{\\rtf1 " + match[1] + "}").strip() if match else None


def _plain(source: str) -> str:
    return str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
