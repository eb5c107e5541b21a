"""Passages in the making: dividing what is too long, joining what is short."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from rag.text.passages.contexts import Context, Window, with_context
from rag.text.sentences import QUESTION_MARKS, cut_point, table_lines, trimmed
from rag.text.terms import find_terms
from rag.types import Sentence

SHORT_TOKENS = 50
"""A paragraph under this (about 40 English words) may join its short neighbours."""

SHORT_CHARS = 150
"""So is a question under this, whose letters may each be a token of an encoder that
doesn't know them: English of so many characters has fewer tokens."""

ALONE_TOKENS = 15
"""A paragraph under this (about 12 English words) says too little to be alone."""

FILLED_SHARE = 0.9
"""The parts of what is divided are planned to fill this share of the limit."""

_FULL_STOPS = frozenset(".!?\u3002\uff01\uff1f\u061f\u06d4\u0964")
_LEADING = (":", "\uff1a")
_CAPTION = re.compile(
    r"tab(?:le|\.)\s+\w{1,4}(?:\.\w{1,2})?\s?[:.–—-]\s", re.IGNORECASE
)
_CLOSING = " \"'\u201d\u2019\u00bb)]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage in the making; `tokens` include the context (0: not counted yet).

    A table's row (`is_row`) stays alone: what the next one says is of something else.
    """

    sentences: tuple[Sentence, ...]
    section: str | None
    context: Context
    tokens: int = 0
    is_row: bool = False

    @property
    def start(self) -> int:
        """Where its first sentence starts."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where its last sentence ends."""
        return self.sentences[-1].end

    @property
    def own_tokens(self) -> int:
        """Tokens without those of the context, at least one."""
        return max(1, self.tokens - self.context.tokens)


def fit(
    pieces: list[Piece], text: str, window: Window, whole_chars: int = 0
) -> list[Piece]:
    """Divide the pieces that are too long, until none is left.

    Args:
        pieces: Pieces of one text.
        text: That text.
        window: The model's window.
        whole_chars: A piece up to this many characters stays whole, even over the
            window.

    Returns:
        Pieces in order that hold all the sentences, or the fragments of such as alone
        are too long. Each is within the window or within `whole_chars`.

    Raises:
        ValueError: A context leaves no room for a single character.

    Example:
        A piece of eight sentences of 12 tokens, in a window of 64: two pieces of four.
    """

    def fits(piece: Piece) -> bool:
        is_short = piece.end - piece.start <= whole_chars
        return is_short or piece.tokens <= window.max_tokens

    # Parts may again be too long, as tokens aren't spread evenly over characters. All
    # are counted in one call a round, which is what takes the time.
    while True:
        pieces = _counted(pieces, text, window)
        if all(map(fits, pieces)):
            return pieces
        pieces = [
            part
            for piece in pieces
            for part in (
                (piece,) if fits(piece) else _divided(piece, text, window, whole_chars)
            )
        ]


def merge(pieces: list[Piece], text: str, limit: int, language: str) -> list[Piece]:
    """Join consecutive short pieces of one section and page that belong together.

    A short paragraph that asks goes with the one behind it, however long that is, and
    not with the one before it: so an interview's answers stay with their questions. So
    does one that ends with a colon, which says what the next one is: whose words, and
    of what.

    Args:
        pieces: Counted pieces of one text, in order.
        text: That text.
        limit: So many tokens may a joined piece have, its context included.
        language: The text's, ISO 639-1.

    Returns:
        The pieces, some of them joined.

    Example:
        Ten items of a list, of five tokens each, make one piece.
    """
    merged: list[Piece] = []
    total = 0
    was_short = False
    for piece in pieces:
        is_short = piece.own_tokens < SHORT_TOKENS
        total += piece.own_tokens
        are_short = is_short and was_short and total <= limit
        if (
            merged
            and _are_neighbours(merged[-1], piece, text)
            and (
                ((was_short or total <= limit) and _leads_up(merged[-1], piece, text))
                or _go_together(merged[-1], piece, text, language, are_short=are_short)
            )
        ):
            both = merged[-1].sentences + piece.sentences
            # Left uncounted: nothing asks for the tokens of what is joined.
            merged[-1] = replace(piece, sentences=both, tokens=0)
        else:
            merged.append(piece)
            total = piece.own_tokens + piece.context.tokens  # one context for all
        was_short = is_short
    return merged


def _counted(pieces: list[Piece], text: str, window: Window) -> list[Piece]:
    """Count the pieces that are not counted yet, all in one batch."""
    new = [piece for piece in pieces if not piece.tokens]
    costs = window.costs(
        [with_context(p.context.text, text[p.start : p.end]) for p in new]
    )
    fresh = iter(costs)
    return [p if p.tokens else replace(p, tokens=next(fresh)) for p in pieces]


def _divided(piece: Piece, text: str, window: Window, whole_chars: int) -> list[Piece]:
    """Divide a piece evenly between sentences, or its only sentence between words."""
    room = max(1, window.max_tokens - piece.context.tokens) * FILLED_SHARE
    needed = piece.own_tokens / room
    if whole_chars:
        needed = min(needed, (piece.end - piece.start) / (whole_chars * FILLED_SHARE))
    # Two at least, or a piece that is hardly too long would stay as it is for ever.
    parts = max(2, ceil(needed))
    sentences = piece.sentences
    cuts: Sequence[int]
    if len(sentences) == 1:
        sentences = _fragments(sentences[0], text, parts)
        cuts = range(1, len(sentences))
    else:
        cuts = _even_cuts([s.start for s in sentences], piece.end, parts)
    groups = [sentences[i:j] for i, j in pairwise([0, *cuts, len(sentences)])]
    return [replace(piece, sentences=group, tokens=0) for group in groups]


def _even_cuts(starts: list[int], end: int, parts: int) -> list[int]:
    """Choose where to cut a run of sentences so that its parts are about as long.

    Args:
        starts: Where each sentence starts; at least two.
        end: Where the last sentence ends.
        parts: How many parts are wanted, at least two.

    Returns:
        Indices of the sentences that begin a new part: at least one, rising, none 0.

    Example:
        >>> _even_cuts([0, 10, 20, 30], 40, 2)
        [2]
    """
    length = (end - starts[0]) / parts
    # A set: two ideal cuts may fall into one long sentence.
    chosen: set[int] = set()
    for part in range(1, parts):
        ideal = starts[0] + part * length
        index = min(max(1, bisect_left(starts, ideal)), len(starts) - 1)
        before = max(1, index - 1)
        is_nearer = ideal - starts[before] < starts[index] - ideal
        chosen.add(before if is_nearer else index)
    return sorted(chosen)


def _fragments(sentence: Sentence, text: str, parts: int) -> tuple[Sentence, ...]:
    """Cut a sentence into about equal parts, between words where there are any."""
    step = ceil((sentence.end - sentence.start) / parts)
    # One character makes no two parts, so the rounds would never end.
    if step >= sentence.end - sentence.start:
        message = "a single character exceeds the model's window"
        raise ValueError(message)
    fragments: list[Sentence] = []
    start = sentence.start
    while start < sentence.end:
        upper = min(start + step, sentence.end)
        end = upper if upper == sentence.end else cut_point(text, start, upper)
        spans = trimmed(text, start, end)
        fragments += [replace(sentence, start=s.start, end=s.end) for s in spans]
        start = end
    return tuple(fragments)


def _leads_up(left: Piece, right: Piece, text: str) -> bool:
    """Tell whether a piece only says what comes in the next one.

    Under its name there may be a table that no signs tell as one.
    """
    last = left.sentences[-1].paragraph
    # What stands before its name may have been joined with it.
    start = next(each.start for each in left.sentences if each.paragraph == last)
    if _CAPTION.match(text, start, left.end):
        return table_lines(text[right.start : right.end]) != []
    ends = [text.endswith(_LEADING, p.start, p.end) for p in (left, right)]
    return ends == [True, False] and not _asks(right, text)


def _go_together(
    left: Piece, right: Piece, text: str, language: str, *, are_short: bool
) -> bool:
    """Tell whether neighbours make one passage.

    `are_short` says that each of them is short, and both are together.
    """
    if _asks(left, text) != _asks(right, text):
        return _asks(left, text)
    return are_short and _belong_together(left, right, text, language)


def _asks(piece: Piece, text: str) -> bool:
    """Tell whether a piece is short and ends with a question that isn't quoted."""
    is_short = piece.own_tokens < SHORT_TOKENS or piece.end - piece.start < SHORT_CHARS
    return is_short and text.endswith(QUESTION_MARKS, piece.start, piece.end)


def _belong_together(left: Piece, right: Piece, text: str, language: str) -> bool:
    """Tell whether a piece goes on with what the one before it is about.

    Items of a list do, and whatever says little alone. Two paragraphs that could each
    stand alone and have no word of content in common are news in brief: joined, each
    would be searched as if it were about both.
    """
    said = [text[piece.start : piece.end] for piece in (left, right)]
    if not all(map(_stands_alone, (left, right), said)):
        return True
    words = (_content(one, language) for one in said)
    return not set.isdisjoint(*words)


def _stands_alone(piece: Piece, said: str) -> bool:
    # Pieces that were joined have no count, and stand.
    is_long = not piece.tokens or piece.own_tokens >= ALONE_TOKENS
    return is_long and said.rstrip(_CLOSING)[-1:] in _FULL_STOPS


def _content(text: str, language: str) -> set[str]:
    """Give the stems of a text's words of content."""
    terms = find_terms(text, language)
    return {stem for term in terms if not term.stop for stem in term.stems}


def _are_neighbours(left: Piece, right: Piece, text: str) -> bool:
    """Tell whether two pieces are of one section and page with nothing in between."""
    last, first = left.sentences[-1], right.sentences[0]
    return (
        left.section == right.section
        and left.context == right.context
        and last.page == first.page
        and not (left.is_row or right.is_row)
        # The front (0) has a hint of its own.
        and 0 not in (last.paragraph, first.paragraph)
        and not text[last.end : first.start].strip()
    )
