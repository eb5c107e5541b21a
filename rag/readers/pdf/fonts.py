"""Which lines of a PDF are headings, by what is usual in its document."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median

from rag.readers.draft import MAX_LEVEL
from rag.readers.pdf.runs import Run
from rag.readers.plain.headings import looks_like_heading
from rag.readers.plain.lines import ends_sentence, is_list_item, width

HEADING_SIZE = 1.12
"""How much larger than the body's a heading's font is, at least."""

MIN_HEADING_SIZE = 0.67
"""How much of the body's size its own is, at least: in smaller ones are labels."""

MAX_PDF_HEADING_CHARS = 200
"""Only its font tells it: a longer one is a paragraph in large letters."""

MIN_SENTENCE_WORDS = 10
"""With a full stop, so many are no heading: a company's name may end with one, too."""

MIN_LONE_LINES = 5
WIDE_EMS = 1.7
"""Lines farther from each other may be items of a list whose bullets are drawn."""

MIN_BOLD_SHARE = 0.8
"""Of a bold heading that much is bold from its beginning on, if that is."""

MAX_LABEL_CHARS = 40
"""Of a label in front of its text, without spaces: a sentence has more."""

MAX_WORDS = 2
"""Beside the large figure of a fact: "38 months", "3 of 7"."""

BELOW_POINTS = 2.0
"""What explains it begins that near to it, or has its middle there."""

_AMOUNT = re.compile(r"[£$€¥~<>≈+−-]*\d[\d.,:/]*(?<![.:])(?:[a-z%‰°]{1,2})?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})++\.?\s+")
_ROMAN = re.compile(r"[IVX]+\.\s+[A-Z]")
_NAMED = re.compile(
    r"abstract|acknowledge?ments?|appendix|bibliography|conclusions?|references",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)|table|chart|map|plate|abb(?:ildung|\.)|tab(?:elle|leau|\.)"
    r"|figura|tabla)\s*(?:[A-Z]?\d+(?:[.-]\d+)*+|[IVX]+)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u9fff]")


def is_caption(text: str) -> bool:
    """Tell whether text begins as what is written to a figure or a table.

    Example:
        >>> is_caption("Figure 2. The pier"), is_caption("Figures of 2024")
        (True, False)
    """
    return _CAPTION.match(text) is not None


def is_label(line: Run) -> bool:
    """Tell whether a line is the beginning of a caption alone: "Figure 2"."""
    found = _CAPTION.match(line.text)
    return found is not None and not line.text[found.end() :].strip(" .:")


def is_numbered_title(text: str) -> bool:
    """Tell whether text is a title with a number of several parts.

    Example:
        >>> is_numbered_title("2.1. Old lamps"), is_numbered_title("2.1 of 3 lamps.")
        (True, False)
    """
    number = _NUMBER.match(text)
    if not number or ends_sentence(text):
        return False
    title = text[number.end() :]
    return title[:1].isupper() and looks_like_heading(title)


def is_large_figure(text: str) -> bool:
    """Tell whether text is a figure, with two small words at most: no heading is.

    Example:
        >>> is_large_figure("38 months"), is_large_figure("2 Months")
        (True, False)
    """
    amount, *words = text.split()
    is_amount = _AMOUNT.fullmatch(amount) and not _YEAR.fullmatch(amount)
    is_small = not any(word[0].isupper() for word in words)
    return bool(is_amount) and is_small and sum(map(str.isalpha, words)) <= MAX_WORDS


def explains(above: Run, line: Run) -> bool:
    """Tell whether a line says what a large figure right above it is."""
    edges = (above.x0 - line.x0, (above.x0 + above.x1 - line.x0 - line.x1) / 2)
    return (
        line.size * HEADING_SIZE <= above.size
        and is_large_figure(above.text)
        and 2 * abs(line.top - above.bottom) <= above.size
        and min(map(abs, edges)) <= BELOW_POINTS
    )


def has_word(line: Run) -> bool:
    """Tell whether a line has more than numbers and signs."""
    return _LETTERS.search(line.text) is not None


def is_wide(above: Run, line: Run) -> bool:
    """Tell whether a line stands as far below another as in double spacing."""
    return above.page == line.page and line.top - above.top > WIDE_EMS * line.size


def begins_bold(line: Run) -> bool:
    """Tell whether the first words of a line are bold, as a label is."""
    letters = line.text.replace(" ", "")
    is_short = 0 < line.bold_chars <= MAX_LABEL_CHARS
    return is_short and line.bold_chars < len(letters) and not letters[0].islower()


def has_label(line: Run) -> bool:
    """Tell whether a line begins with a label in bold, as "Costs: none" may."""
    if not begins_bold(line):
        return False
    letters = line.text.replace(" ", "")
    # The sign may be bold, too, or not.
    return any(c in ".:" for c in letters[line.bold_chars - 1 : line.bold_chars + 1])


class Fonts:
    """What is usual in a document: the body's font, the distance of its lines.

    Args:
        lines: All lines of the document.
    """

    def __init__(self, lines: Sequence[Run]) -> None:
        chars: Counter[float] = Counter()
        bold_chars = 0
        for line in lines:
            chars[_rounded(line.size)] += len(line.text)
            bold_chars += len(line.text) * line.is_bold
        self.body_size = max(chars, key=chars.__getitem__)
        self.is_body_bold = bold_chars > sum(chars.values()) / 2
        large = {_rounded(line.size) for line in lines if self._is_large(line)}
        self._levels = {
            size: min(rank, MAX_LEVEL)
            for rank, size in enumerate(sorted(large, reverse=True), 1)
        }
        distances = [
            (line.top - above.top) / line.size
            for above, line in pairwise(lines)
            if above.page == line.page and above.top < line.top
        ]
        # Most lines stand within paragraphs, so the median is the distance there.
        self.leading = median(distances) if distances else inf
        self.has_lone_lines = self._has_lone_lines(lines)
        words = (word for line in lines for word in _WORD.findall(line.text))
        self._small_words = {word for word in words if word.islower()}

    def _has_lone_lines(self, lines: Sequence[Run]) -> bool:
        """Tell whether lines far below others begin anew, as on slides.

        In a typescript most go on with a sentence, in small letters, or in signs that
        are neither small nor capital.
        """
        below = [line for above, line in pairwise(lines) if is_wide(above, line)]
        firsts = [line.text[0] for line in below]
        small = sum(first.islower() or width(first) == 2 for first in firsts)
        return len(below) >= MIN_LONE_LINES and 2 * small < len(below)

    def _is_large(self, line: Run) -> bool:
        return (
            not line.is_turned
            and line.size >= HEADING_SIZE * self.body_size
            and len(line.text) <= MAX_PDF_HEADING_CHARS
            and has_word(line)
            and not is_large_figure(line.text)
        )

    def _is_tiny(self, line: Run) -> bool:
        return line.size < MIN_HEADING_SIZE * self.body_size

    def begins_with_name(self, line: Run) -> bool:
        """Tell whether a line begins with a word that is never written small."""
        found = _WORD.match(line.text)
        word = found[0] if found else ""
        return word[:1].isupper() and word.lower() not in self._small_words

    def is_of_body(self, line: Run) -> bool:
        """Tell whether a line is set in the size of most of the text."""
        return _rounded(line.size) == self.body_size

    def level(self, group: Sequence[Run]) -> int:
        """Give the level of a heading, 0 of a paragraph.

        It is large, or short and bold, numbered in Roman figures or one that every
        paper has; what is turned is written beside the text.

        Args:
            group: The lines of one of them.
        """
        # A paragraph may have thousands of lines, and is asked at each.
        if len(group) > MAX_PDF_HEADING_CHARS:
            return 0
        text = " ".join(line.text for line in group)
        # A numbered heading begins as an item does, but ends without a full stop.
        is_over = ends_sentence(text)
        is_text = is_over and (is_list_item(text) or _is_sentence(text))
        is_aside = group[0].is_turned or is_caption(text) or is_large_figure(text)
        is_aside = is_aside or any(map(_has_amounts, group)) or self._is_tiny(group[0])
        if len(text) > MAX_PDF_HEADING_CHARS or is_text or is_aside:
            return 0
        # The last line of a title may be a mere number.
        worded = [line for line in group if has_word(line)]
        if worded and all(map(self._is_large, worded)):
            return self._levels[_rounded(worded[0].size)]
        # Where all is bold, bold tells nothing.
        is_bold = not self.is_body_bold and all(
            line.is_bold
            and not (_names_columns(line) or has_label(line) or _ends_plain(line))
            for line in group
        )
        is_named = _ROMAN.match(text) or _NAMED.fullmatch(text)
        is_heading = (is_bold or is_named) and looks_like_heading(text)
        return min(len(self._levels) + 1, MAX_LEVEL) if is_heading else 0


def _ends_plain(line: Run) -> bool:
    """Tell whether the words behind the first bold ones are plain, as of a source.

    A mark of a note may be plain behind a heading, and a number before one.
    """
    letters = "".join(line.text.split())
    return 0 < line.bold_chars < MIN_BOLD_SHARE * len(letters)


def _is_sentence(text: str) -> bool:
    return text.rstrip('”"').endswith(".") and len(text.split()) >= MIN_SENTENCE_WORDS


def _has_amounts(line: Run) -> bool:
    """Tell whether a line is a row of a table: in parts, and two amounts at its end."""
    words = [word.strip("()$€£¥") for word in line.text.split()]
    last = list(filter(None, words))[-2:]
    amounts = [w for w in last if _AMOUNT.fullmatch(w) and not _YEAR.fullmatch(w)]
    return bool(line.gaps) and len(amounts) > 1


def _names_columns(line: Run) -> bool:
    """Tell whether a line in parts is the head of a table.

    A heading may have its number before a gap, or the years of what it names behind.
    """
    words = line.text.split()
    is_numbered = any(map(str.isdigit, words[0] + words[-1]))
    return line.pieces > 2 or (line.pieces == 2 and not is_numbered)


def _rounded(size: float) -> float:
    return round(2 * size) / 2
