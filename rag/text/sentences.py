"""Where the sentences of a text lie, in any language, in linear time."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from sentencex import get_sentence_boundaries

from rag.text.abbreviations import LOOKED_AT_CHARS, goes_on
from rag.text.line_breaks import are_rows
from rag.types import Span

WINDOW_CHARS = 2_000
"""How much is looked at at once: sentencex takes quadratic time on some texts."""

QUESTION_MARKS = ("?", "？", "؟")
"""What a question ends with, in any language."""

LABEL_CHARS = 20
"""A piece up to this long without a letter ("3.", "(1)") labels what follows it."""

# So does at the top what is no more than a date or number: an entry of a log.
_TOP_LABEL = re.compile(
    r"(?:[^\W\d_]+\s\d+|\d+(?:st|nd|rd|th)?(?:\sof)?\s[^\W\d_]+)(?:,?\s\d{4})?\.\s*"
)

_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")
_UNIT = re.compile(r"/(?=[a-z]\.\s)|(?<=\d) (?=[a-z]\.\s)")
# Behind the last character of each no sentence begins.
_INNER = re.compile(
    r"\([^()]*\s(?=\w+\.?\)\s)"  # (Doe et al., 1999) Later: 1999) is no item of a list
    r"|\s(?=\(\w{1,2}\)\s?[.,;:()\[])"  # as shown (6) (7), nor is (6)
    r"|\b[A-Z]\w*[!?](?=\s(?:[a-z]|\((?:19|20)\d\d\)))"  # “Who Is It?” was, (2001) was
    r"|\b(?:al|approx|spp?)\.(?=\s[\[(\da-z])"  # Doe et al. [5] show
    r"|(?<=\d[ x])[ap]\.(?= m\.)"  # a las 5 p. m.
    r"|(?<=[A-Z]{2})\.(?=[A-Z]{2})|(?<=\w)\.(?=(?:Com|Net|Org)\b)"  # ASP.NET
    # Thai and Lao have stops behind what is cut short alone: พ.ศ. 2430
    r"|(?<![\u0e00-\u0eff])[\u0e00-\u0eff]{1,4}\."
)
# 3 May 2024, in Korean.
_DATE = re.compile(r"\b(?:1\d|20)\d\d\. \d{1,2}\. \d{1,2}\.")
# What a mark of a note stands behind: in "vol.3 The", "3.5 Million" and "doi/part.3" it
# isn't one.
_ENDED = (
    r"(\w[.?!][”\"]|\w[?!]|[%)\]]\."
    r"|(?<!\S)(?!(?:vol|fig|sec|ref|tab|art|app|eqs|nos|ver|cap|par)\.)"
    r"(?:[\w’'-]*(?:[a-z]{3}|[A-Z]{2})|[A-Z]\w*\d[a-z]|(?:19|20)\d\d)\.)"
)
_MARKS = (
    r"(\d{1,3}(?:[,–-]\s?\d{1,3})*|[⁰¹²³⁴-⁹]+(?:[,⁻–-][⁰¹²³⁴-⁹]+)*"
    r"|[*†‡§¶]+|\[[a-z]\]|(?:\[\^[^\s\]]{1,40}\])+|\(\d{1,2}(?:,\s?\d{1,2})*\))"
)
# These are marks behind whatever stands there, no decimals or versions.
_PLAIN_MARKS = (
    r"((?:\[\^[^\s\]]{1,40}\])+|[⁰¹²³⁴-⁹]+(?:[,⁻–-][⁰¹²³⁴-⁹]+)*|\[citation needed\])"
)
_MARKED = rf"(?:{_ENDED}{_MARKS}|(\w[.?!]){_PLAIN_MARKS})"
_NOTED = re.compile(rf"{_MARKED}(?=\s+[“\"(]?[A-Z])")
_ENDS_NOTED = re.compile(rf"{_MARKED}\Z")
_POINT = re.compile("[.?!]")
# sentencex takes all up to the next of these for one sentence.
_ITEM = re.compile(
    r"\s*(?:[•⁃⁌⁍■□▪▫▶▸►◆◇○●◦★☆➢➣➤]|\((?:[a-z]|\d\d?|[ivxl]+)\))(?=\s)", re.IGNORECASE
)
# Behind what is said in Chinese or Japanese stands who says it: “它很高。”王水说。
_SAID = re.compile(r"[。！？][”」』]")
_SAYS = re.compile(
    r"[^“”「」『』。！？\n]{1,30}(?:[说說道]|表示|介绍|介紹)。|と[^“”「」『』。！？\n]{1,40}。"
)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_LAST_SPACE = re.compile(r".*\s", re.DOTALL)
_ZERO_WIDTH_JOINER = "\u200d"


def split_sentences(text: str, language: str = "en") -> list[Span]:
    """Find the sentences of a paragraph.

    A sentence longer than `WINDOW_CHARS` comes in several pieces, cut between words
    where there are any; none is twice as long. Each of `table_lines` is one.

    Args:
        text: Any text.
        language: ISO 639-1 code; an unknown one is split by common rules.

    Returns:
        Ranges in order, without white space at their ends; together they hold all
        of the text but white space.

    Example:
        >>> split_sentences("It rained. We stayed in.")
        [Span(start=0, end=10), Span(start=11, end=24)]
    """
    if rows := table_lines(text):
        return rows
    # sentencex fails on an initial after white space of several bytes ("\xa0D."), and
    # takes the unit in "450 km/h. The" or "5 g. The" for one: hide both, in place.
    plain = _UNIT.sub("x", _WIDE_SPACE.sub(" ", text))
    # It takes the full stop before the mark of a note for a decimal point.
    plain = _NOTED.sub(_as_one, plain)
    plain = _INNER.sub(lambda found: found[0][:-1] + "x", plain)
    plain = _DATE.sub(lambda found: found[0].replace(".", "x"), plain)
    spans: list[Span] = []
    start = 0
    for end in _sentence_ends(plain, language):
        piece = plain[start:end]
        if _labels(piece) or (start == 0 and _TOP_LABEL.fullmatch(piece)):
            continue  # it begins what follows, or ends the text
        # No longer ones are joined: the text would be gone through again and again.
        if end - start <= WINDOW_CHARS and goes_on(
            text[start:end], text[end : end + LOOKED_AT_CHARS], language
        ):
            continue
        spans.extend(trimmed(text, start, end))
        start = end
    spans.extend(trimmed(text, start, len(text)))
    return list(_with_speakers(text, spans))


def _as_one(noted: re.Match[str]) -> str:
    """Hide where a sentence ends before the marks of its notes: it ends with them."""
    said, marks = filter(None, noted.groups())
    return _POINT.sub("x", said) + "x" * (len(marks) - 1) + "."


def _with_speakers(text: str, spans: list[Span]) -> Iterator[Span]:
    """Keep what is said and who says it behind it in one sentence."""
    joined: Span | None = None
    for span in spans:
        if joined and span.start == joined.end and _is_said_by(text, span):
            joined = Span(joined.start, span.end)
            continue
        if joined:
            yield joined
        joined = span
    if joined:
        yield joined


def _is_said_by(text: str, span: Span) -> bool:
    """Tell whether a sentence only says who has said what stands before it."""
    before, said = text[span.start - 2 : span.start], text[span.start : span.end]
    return _SAID.fullmatch(before) is not None and _SAYS.fullmatch(said) is not None


def _labels(piece: str) -> bool:
    return len(piece) <= LABEL_CHARS and not any(map(str.isalpha, piece))


def table_lines(text: str) -> list[Span]:
    r"""Find the lines of a table that no signs tell as one.

    Args:
        text: A paragraph.

    Returns:
        Where each line lies, if `are_rows` says so; else none.

    Example:
        >>> table_lines("It rained on 9 days.\nWe stayed in.")
        []
    """
    lines = [Span(*found.span()) for found in _LINE.finditer(text)]
    return lines if are_rows([text[line.start : line.end] for line in lines]) else []


def ends_noted(text: str) -> bool:
    """Tell whether text ends with a sentence and the marks of its notes.

    Example:
        >>> ends_noted("in adults.6,7"), ends_noted("in vol.3")
        (True, False)
    """
    return _ENDS_NOTED.search(text) is not None


def trimmed(text: str, start: int, end: int) -> list[Span]:
    """Give the range without white space at its ends: one range, or none.

    Example:
        >>> trimmed(" a b ", 0, 5)
        [Span(start=1, end=4)]
    """
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    return [Span(left, right)] if left < right else []


def cut_point(text: str, lower: int, upper: int) -> int:
    """Find the last place in (lower, upper] where the text can be cut.

    That is after white space; or else where no character is torn from the marks
    that combine with it; or else `upper`.

    Args:
        text: Any text.
        lower: The cut lies after this position.
        upper: The cut lies at this position or before it; above `lower`.

    Returns:
        A position above `lower` and up to `upper`.

    Example:
        >>> cut_point("one two three", 0, 9)
        8
    """
    space = _LAST_SPACE.match(text, lower, upper)
    if space:
        return space.end()
    for position in range(upper, lower, -1):
        if not _tears(text, position):
            return position
    return upper


def _tears(text: str, position: int) -> bool:
    """Tell whether a cut here would part a character from its marks."""
    if position >= len(text):
        return False
    after = text[position]
    return (
        _ZERO_WIDTH_JOINER in (text[position - 1], after)
        or unicodedata.category(after).startswith("M")
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
    )


def _sentence_ends(text: str, language: str) -> Iterator[int]:
    start = 0
    while start < len(text):
        window = text[start : start + WINDOW_CHARS]
        found = get_sentence_boundaries(language, window)
        pieces = pairwise([0, *(boundary["end_index"] for boundary in found)])
        ends = [
            first + end
            for first, last in pieces
            for end in _ends_in_item(window[first:last], language)
        ] or [len(window)]
        if start + len(window) < len(text):
            # The last one may go on beyond the window: look at it again from its start.
            ends = ends[:-1] or [cut_point(window, 0, len(window))]
        yield from (start + end for end in ends)
        start += ends[-1]


def _ends_in_item(piece: str, language: str) -> list[int]:
    """Find the ends of the sentences of an item of a list; of any other text its own.

    Example:
        >>> _ends_in_item("(a) It rained. We stayed in.", "en")
        [15, 28]
    """
    mark = _ITEM.match(piece)
    if mark is None:
        return [len(piece)]
    plain = "-" * mark.end() + piece[mark.end() :]
    return [each["end_index"] for each in get_sentence_boundaries(language, plain)]
