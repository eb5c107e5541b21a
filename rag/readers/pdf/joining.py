"""Runs of a PDF joined into lines, and lines into text with the words they divide."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rag.readers.pdf.runs import HYPHEN, Run, is_beside
from rag.readers.pdf.stretches import GAP_EMS
from rag.readers.plain.lines import width
from rag.text.line_breaks import ITEM_SIGNS

_DIVIDED = re.compile(rf"(?<!\w)(\w++)( ?)[-\u2010{HYPHEN}]$")
_SECOND = re.compile(
    "based|driven|free|friendly|funded|level|like|made|old|oriented|related|scale|sized"
    "|specific|term|wide|year"
)
"""These are joined to a word by a hyphen that belongs there: "web-based"."""

_PARTED = re.compile(
    "care|child|city|cor|country|county|de|dis|life|mid|nation|state|thresh|un|war"
    "|world",
    re.IGNORECASE,
)
"""But with these they are one word: "correlated", "threshold", "worldwide"."""

_ADDRESS = re.compile(r"(?:https?:|www\.)\S*$|\w@$", re.IGNORECASE)
_OPEN_ADDRESS = re.compile(r"(?:://|www\.|[@=&_-])$")
_PATH = re.compile(r"\w+[./_=&%?-]\w")
_DOMAIN = re.compile(r"(?:com|edu|gov|html?|net|org|pdf)\b|[a-z]+/")
"""How the rest of an address begins: "b.html", "gov/a"."""

_WORD = re.compile(r"\w+(?:-\w+)*")
_AND = frozenset({"and", "bis", "bzw", "eller", "oder", "och", "or", "und"})
"""Before these a hyphen stands for what follows: "pre- and post-war"."""

_TIED = re.compile(r"\w[–—]$")
"""What has no space before a dash has none behind it: "2019–2021"."""

MIN_INITIAL_SIZE = 1.5
"""A large letter that a text begins with is so much larger than what follows it."""

_LONE = frozenset("AIOYÀÉÈ")
"""Letters that may be words, before others that have a vowel."""

_VOWEL = re.compile(r"[aeiouyäöüáàâéèêíóôú]", re.IGNORECASE)


def in_lines(block: Sequence[Run]) -> list[list[Run]]:
    """Put the runs of a block that stand on one line together, from left to right.

    Args:
        block: Runs from the top down.
    """
    lines: list[list[Run]] = []
    for run in block:
        is_alone = run.table or (lines and lines[-1][-1].table)
        if lines and not is_alone and is_beside(lines[-1][-1], run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x0) for line in lines]


def lines_of(block: Sequence[Run]) -> list[Run]:
    """Join the runs of a block that stand on one line, with the size of the longest.

    Bold is what most of its characters are.

    Args:
        block: Runs from the top down.
    """
    return list(map(_joined, in_lines(block)))


def _joined(line: list[Run]) -> Run:
    longest = max(line, key=lambda run: len(run.text))
    # A bullet may be higher than the line that it is on.
    worded = [run for run in line if run.text not in ITEM_SIGNS] or line
    bold = sum(len(run.text) for run in line if run.is_bold)
    return replace(
        longest,
        text="".join(_parted(line)),
        x0=line[0].x0,
        x1=max(run.x1 for run in line),
        top=min(run.top for run in worded),
        bottom=max(run.bottom for run in worded),
        is_bold=2 * bold > sum(len(run.text) for run in line),
        drawn=tuple(number for run in line for number in run.drawn),
        is_item=line[0].is_item,
        bold_chars=_bold_chars(line),
        gaps=tuple(_gaps(line)),
    )


def _parted(line: list[Run]) -> Iterator[str]:
    """Give the texts of a line with spaces, but none behind a dropped initial."""
    yield line[0].text
    for one, other in pairwise(line):
        yield other.text if _is_initial(one, other) else f" {other.text}"


def _is_initial(run: Run, following: Run) -> bool:
    """Tell whether a run is the large first letter of a word, over several lines."""
    is_letter = len(run.text) == 1 and run.text.isupper()
    is_dropped = run.bottom - following.bottom > following.size / 2
    is_near = following.x0 - run.x1 <= GAP_EMS * following.size
    if not (is_letter and is_dropped and is_near and following.text[0].isalpha()):
        return False
    word = following.text.split()[0]
    is_word = run.text in _LONE and _VOWEL.search(word) is not None
    return run.size >= MIN_INITIAL_SIZE * following.size and not is_word


def _gaps(line: list[Run]) -> Iterator[tuple[float, float]]:
    """Find the wide gaps of a line: behind a raised figure a run may end, too."""
    right = line[0].x1
    for run in line:
        if run.x0 - right > GAP_EMS * run.size:
            yield right, run.x0
        right = max(right, run.x1)


def _bold_chars(line: list[Run]) -> int:
    """Count the bold characters that a line begins with."""
    count = 0
    for run in line:
        count += run.bold_chars
        if run.bold_chars < len(run.drawn):
            break
    return count


class LineJoiner:
    """Joins lines as the words of their document tell.

    Args:
        lines: All lines of the document.
    """

    def __init__(self, lines: Iterable[Run]) -> None:
        self._known = Counter(
            _small(word) for line in lines for word in _WORD.findall(line.text)
        )

    def words(self, lines: Sequence[Run]) -> str:
        """Join words that were divided at line ends, and other lines by a space."""
        parts = [lines[0].text]
        for above, line in pairwise(lines):
            if _is_in_address(above.text, line.text):
                pass
            elif kept := self._undivided(above.text, line.text):
                parts[-1] = kept
            # Chinese and Japanese have no spaces between words.
            elif not (
                _TIED.search(above.text)
                or width(above.text[-1]) == width(line.text[0]) == 2
            ):
                parts.append(" ")
            parts.append(line.text)
        return "".join(parts).replace(HYPHEN, "")

    def _undivided(self, line: str, following: str) -> str | None:
        """Give a line as the next follows it at once; None where a space is between."""
        divided, right = _DIVIDED.search(line), _WORD.match(following)
        if not (divided and right):
            return None
        # What is numbered keeps its hyphen: "mid-2024", "1914-1918".
        if not following[0].isalpha():
            return None if divided[2] else f"{line[: divided.end(1)]}-"
        left, start = divided[1], line[: divided.start() + len(divided[1])]
        if divided[2]:
            # Where lines are justified, a gap may be before the hyphen; so it may be
            # before a dash, unless the document has the word as a whole.
            return start if self._known[_small(left + right[0])] else None
        if right[0] in _AND and not self._known[_small(left + right[0])]:
            return f"{start}- "
        return start if self._is_one_word(left, right[0]) else f"{start}-"

    def _is_one_word(self, left: str, right: str) -> bool:
        """Tell whether a hyphen only divides a word."""
        words = left + right, f"{left}-{right}"
        whole, hyphenated = (self._known[_small(word)] for word in words)
        if whole != hyphenated:
            return whole > hyphenated
        # A hyphen that divides a word looks like one that belongs to it.
        second = right.partition("-")[0]  # of "year-old"
        is_compound = _SECOND.fullmatch(second) and not _PARTED.fullmatch(left)
        return right[0].islower() and not is_compound


def _is_in_address(line: str, following: str) -> bool:
    """Tell whether an address of the web or of mail goes on below.

    Example:
        >>> _is_in_address("at www.example.org/a/", "b.html for more")
        True
    """
    return _ADDRESS.search(line) is not None and (
        _OPEN_ADDRESS.search(line) is not None
        or (line.endswith("/") and _PATH.match(following) is not None)
        or (line.endswith(".") and _DOMAIN.match(following) is not None)
    )


def _small(word: str) -> str:
    """Write a word as it is amid a sentence."""
    return word[:1].lower() + word[1:]
