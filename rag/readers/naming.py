"""Names for articles: titles from file names, and ids from titles."""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote

DEFAULT_TITLE = "Untitled"
DEFAULT_SLUG = "article"

_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[-_.]?[01]\d[-_.]?[0-3]\d(?!\d)")
_ID = re.compile(
    r"(?<![^\W_])(?:\d{6,}|(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,})(?![^\W_])",
    re.IGNORECASE,
)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def file_name(name: str) -> str:
    """Give the last part of a path or address.

    Example:
        >>> file_name("notes/june.txt")
        'june.txt'
    """
    return PurePosixPath(name.replace("\\", "/")).name


def title_from_name(name: str) -> str:
    """Make a file's name readable: no extension, dates, ids, hyphens, underscores.

    Args:
        name: A file name, path or address.

    Returns:
        A title, never empty.

    Example:
        >>> title_from_name("2025-03-18_new-quality-productive-forces.txt")
        'New quality productive forces'
    """
    # Addresses are file names, too, and come with escapes.
    stem = _SUFFIX.sub("", unquote(file_name(name))).strip()
    # Hyphens join words only where no spaces part them: "My notes - final".
    joint = " " if " " in stem else "-"
    bare = _ID.sub(joint, _DATE.sub(joint, stem))
    # A name of nothing but a date keeps it.
    words = _words(bare, joint) or _words(stem, joint)
    return words[:1].upper() + words[1:] or DEFAULT_TITLE


def slug(title: str) -> str:
    """Write a title in lower-case ASCII letters, digits and hyphens.

    Returns:
        At least one character; "article" for a title that has no such letters.

    Example:
        >>> slug("Café: the 2nd")
        'cafe-the-2nd'
    """
    letters = unicodedata.normalize("NFKD", title.casefold())
    plain = letters.encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", plain).strip("-") or DEFAULT_SLUG


def _words(stem: str, joint: str) -> str:
    """Put spaces for underscores, and for hyphens where these join the words."""
    return " ".join(re.sub(rf"[_+{joint}]+", " ", stem).strip(" -.").split())
