"""Which words and lines are names by their form, and what bylines say beside them."""

import re
from collections.abc import Sequence

MAX_NAME_WORDS = 12
MIN_PERSON_WORDS = 2
MAX_PERSON_WORDS = 4

# "Jo Doe1,*, Al Roe2 and Bo Sun": names with the marks of their notes.
_MARK = r"(?:\d{1,2}|[*†‡§¶#⁰¹²³⁴-⁹])"
_MARKED = re.compile(
    rf"(?P<name>[^\d*†‡§¶#⁰¹²³⁴-⁹,;]+?(?<!\s))(?P<marks>{_MARK}(?:[\s,]{{0,2}}{_MARK})*)?"
    r"(?:\s*[,;]\s*(?:(?:and|&)\s+)?|\s+(?:and|&|und|et|y|e)\s+|$)"
)
_INITIAL = re.compile(r"(?:[^\W\d_]\.[ -]?){1,3}\S")
_OF_NAMES = frozenset({
    "al", "bin", "da", "de", "del", "della", "den", "der", "di", "du", "la", "le",
    "ten", "ter", "van", "von",
})  # fmt: skip
_PARTICLES = _OF_NAMES | {"a", "after", "and", "e", "et", "of", "the", "und", "y"}
_BETWEEN = re.compile(r" ?[,;] (?:(?:and|&) )?| (?:and|&|und|et|y|e) ")
_PERSON_WORD = re.compile(
    r"(?:[^\W\d_]{1,4}\.-?+)++|[^\W\d_]++(?:['’-][^\W\d_]++)*+"  # "J.-P.", "O’Dee"
)

MAX_BIOGRAPHY_CHARS = 500
_BIOGRAPHY = re.compile(
    r"(?:The author,? )?"
    r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})"
    r"(?: (?:is|was) (?:an? |the )(?:(?:[^.]{0,80}[ -])?(?:author|writer|journalist"
    r"|reporter|correspondent|columnist|commentator|editor|analyst|researcher|fellow"
    r"|professor|lecturer|historian)\b"
    r"|[^.]{1,200}\. (?:He|She|They) (?:also )?writes?\b)"
    r"| (?:also )?writes (?:about|for|here|on)\b)[^\n]*"
)
_REPORTED = re.compile(
    r"\(?(?:Additional )?[Rr]eport(?:ing|ed) by (?P<names>[^;()\n]+?)\.?(?:[;)][^\n]*)?"
)


def is_name(text: str) -> bool:
    """Tell whether text could be the name of a person or publisher.

    Example:
        >>> is_name("The Tarn Times"), is_name("The old bridge")
        (True, False)
    """
    words = text.replace("·", " ").split()
    return (
        0 < len(words) <= MAX_NAME_WORDS
        and not any(map(str.isdigit, text))
        and all(not w[0].islower() or w.strip(",") in _PARTICLES for w in words)
        and any(w[0].isalpha() and not w[0].islower() for w in words)
        and text[-1] not in "!?:;。！？"
    )


def is_person(text: str) -> bool:
    """Tell whether text could be the name of one person: a few words, each a name's.

    Example:
        >>> is_person("J. van der Doe"), is_person("The Old Harbour")
        (True, False)
    """
    words = text.split()
    return (
        not text.startswith("The ")
        and MIN_PERSON_WORDS <= len(words) <= MAX_PERSON_WORDS
        and all(map(_PERSON_WORD.fullmatch, words))
        and all(w[0].isupper() or w in _OF_NAMES for w in words)
        and words[-1][0].isupper()
    )


def persons(text: str) -> list[str]:
    """Part a list of people's names; none where it names anything else, too.

    Example:
        >>> persons("Jo Doe, Al Roe and Bo Sun"), persons("Jo Doe and the sea")
        (['Jo Doe', 'Al Roe', 'Bo Sun'], [])
    """
    names = _BETWEEN.split(" ".join(text.split()))
    return names if all(map(is_person, names)) else []


def read_names(line: str) -> str | None:
    """Read a paper's authors, told from a sentence by marks of notes, or by initials.

    Example:
        >>> read_names("Jo Doe1,*, Al Roe2"), read_names("J. Doe, A. Roe")
        ('Jo Doe · Al Roe', 'J. Doe · A. Roe')
    """
    names: list[str] = []
    marked = initials = end = 0
    while end < len(line):
        found = _MARKED.match(line, end)
        if not found or " " not in found["name"] or not is_name(found["name"]):
            return None
        names.append(found["name"])
        marked += found["marks"] is not None
        initials += _INITIAL.match(found["name"]) is not None
        end = found.end()
    is_paper = 2 * marked > len(names) or initials == len(names)
    return " · ".join(names) if is_paper and len(names) > 1 else None


_PICTURED = re.compile(
    r"(?:photo(?:graph)?s?|photography|pictures?|illustrations?|graphics?|video)"
    r"(?:\s?:| by\b)\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r",\s(?:[\w'’&-]++\s){0,4}?(?:correspondents?|critics?|columnists?|editors?"
    r"|reporters?|writers?|chair(?:man|woman|person)?|presidents?|directors?|secretary"
    r"|treasurer|manager|head|principal|professor|analysts?|economist|historian)"
    r"(?=$|\s*+[,|·•–—-])",
    re.IGNORECASE,
)


_PLACE = re.compile(
    r",?\s(?:in|at|from)\s(?:the\s)?[A-Z][\w'’.-]*+(?:,?\s[A-Z][\w'’.-]*+){0,3}"
    r"(?=$|\s*+[|·•–—-])"
)


def names_photographer(line: str) -> bool:
    """Tell whether a line says who made the pictures, and nothing else.

    Example:
        >>> names_photographer("Photographs by Jo Doe")
        True
    """
    pictured = _PICTURED.fullmatch(line)
    return pictured is not None and bool(persons(pictured["names"]))


def without_role(text: str) -> str:
    """Take off what people are for whom they write, right behind their names.

    Example:
        >>> without_role("Jo Doe, arts editor, 2 May"), without_role("Tarn, an editor")
        ('Jo Doe, 2 May', 'Tarn, an editor')
    """
    return _without(_ROLE, text)


def without_place(text: str) -> str:
    """Take off where people were when they wrote, right behind their names.

    Example:
        >>> without_place("Jo Doe in New Tarn"), without_place("Boats in Tarn")
        ('Jo Doe', 'Boats in Tarn')
    """
    return _without(_PLACE, text)


def is_role(line: str) -> bool:
    """Tell whether a line says what somebody is for whom they write, alone.

    Example:
        >>> is_role("Tarn correspondent"), is_role("The editor was there")
        (True, False)
    """
    return _ROLE.fullmatch(f", {line}") is not None


def _without(behind: re.Pattern[str], text: str) -> str:
    """Take off what a pattern finds, where only names of people stand before it."""
    found = behind.search(text)
    if not found or not persons(text[: found.start()]):
        return text
    return text[: found.start()] + text[found.end() :]


def authors_over_addresses(rows: Sequence[Sequence[str]]) -> str | None:
    """Read a paper's authors, each over a column that ends with an e-mail address.

    Args:
        rows: The cells of each row of a table, from the top.

    Returns:
        Their names; None where these are no authors.

    Example:
        >>> authors_over_addresses([["Jo Doe", "Al Roe"], ["jo@a.org", "al@b.org"]])
        'Jo Doe · Al Roe'
    """
    names: list[str] = []
    is_open = False
    for cells in rows:
        # More authors may stand below the addresses of the first.
        if not is_open and all(" " in cell and is_name(cell) for cell in cells):
            names += cells
            is_open = True
        elif all("@" in cell for cell in cells):
            is_open = False
        elif not is_open:
            return None
    return " · ".join(names) if names and not is_open else None


def author_from_biography(text: str) -> str | None:
    """Read the author's name off a closing line that says what they are.

    Example:
        >>> author_from_biography("Jo Doe is a columnist in Graz.")
        'Jo Doe'
    """
    closing = text[:MAX_BIOGRAPHY_CHARS]
    if match := _BIOGRAPHY.fullmatch(closing):
        return match["name"]
    reported = _REPORTED.fullmatch(closing)
    # They may be said to report from somewhere.
    each = (
        re.sub(r" in [^,;]+?(?=,| and |$)", "", reported["names"]) if reported else ""
    )
    return " · ".join(persons(each)) or None
