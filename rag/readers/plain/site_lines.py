"""Lines amid a text that its site put there: "ADVERTISEMENT", "284 comments"."""

import re

from rag.readers.plain.layout import Unit

MAX_LINE_CHARS = 120

_SITE_LINE = re.compile(
    r"advertisement|\d[\d,.]{0,8} comments?|(?:read|see) more\s?: \S.*", re.IGNORECASE
)


def is_site_line(unit: Unit) -> bool:
    """Tell whether a line that stands alone is no word of the text's author.

    What "See also" names is often the author's.
    """
    return (
        unit.is_apart
        and len(unit.text) <= MAX_LINE_CHARS
        and _SITE_LINE.fullmatch(unit.text) is not None
    )
