"""Names of styles that office programs give what is no text of its own."""

import re

_CONTENTS = re.compile(
    r"(?:toc|index) (?:\d|heading)|table of (?:figures|authorities)"
    r"|WPSOffice手动目录 \d",
    re.IGNORECASE,
)


def is_contents(name: str) -> bool:
    """Tell whether a style is that of a table of contents, or of an index.

    Its lines are headings further down, each with its page.

    Example:
        >>> is_contents("toc 1"), is_contents("heading 1")
        (True, False)
    """
    return _CONTENTS.fullmatch(name) is not None
