"""Articles to passages, and passages to what fits the model's window.

A passage is what is found, cited and read: a paragraph, whole unless it is long. The
encoder reads a passage in one window, or in several where the language takes many
tokens. Nothing is cut off: what is too long is divided at the ends of sentences, or
else between words, or else between characters.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from rag.contexts import (
    Context,
    CountTokens,
    Window,
    authorship,
    fit_contexts,
    trail_of,
    with_context,
)
from rag.sentences import cut_point, split_sentences, trimmed
from rag.types import Article, Paragraph, Passage, Sentence, Span

MIN_WINDOW_TOKENS = 16

SHORT_TOKENS = 50
"""A paragraph under this (about 40 English words) may join its short neighbours."""

MERGED_SHARE = 0.5
"""Short paragraphs are joined up to this share of the window."""

WHOLE_CHARS = 1_500
"""A paragraph up to this stays whole, however many windows it takes. Divided at 256
tokens, Russian and Arabic paragraphs fall into three or four parts, and the right one
is found first by 18 points less (BM25, xquad_ru and xquad_ar)."""

FILLED_SHARE = 0.9
"""The parts of a long paragraph are planned to fill this share of the window."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A passage in the making; `tokens` include the context (0: not counted yet)."""

    sentences: tuple[Sentence, ...]
    section: str | None
    context: Context
    tokens: int = 0

    @property
    def start(self) -> int:
        return self.sentences[0].start

    @property
    def end(self) -> int:
        return self.sentences[-1].end

    @property
    def own_tokens(self) -> int:
        return max(1, self.tokens - self.context.tokens)


def split_passages(
    article: Article, count_tokens: CountTokens, max_tokens: int
) -> list[Passage]:
    """Divide an article into passages.

    A paragraph is a passage of its own; consecutive short ones of one section are
    joined; one over the window and over `WHOLE_CHARS` is divided evenly at the ends of
    sentences. A front that states author or date makes the first passage, with a
    sentence a line.

    Args:
        article: The article.
        count_tokens: Counts the model's tokens in each text, special ones included.
        max_tokens: The model's window, at least `MIN_WINDOW_TOKENS`.

    Returns:
        Passages in the order of the text. Each character of each paragraph but white
        space is in exactly one of them.

    Raises:
        ValueError: The window is too small.

    Example:
        An article of two long paragraphs makes two passages, a list of ten short
        items one.
    """
    if max_tokens < MIN_WINDOW_TOKENS:
        message = f"a window of {max_tokens} tokens is under {MIN_WINDOW_TOKENS}"
        raise ValueError(message)
    window = Window(count_tokens, max_tokens)
    pieces = _fit(_pieces(article, window), article.text, window, WHOLE_CHARS)
    merged = _merge(pieces, article.text, int(max_tokens * MERGED_SHARE))
    counted = _counted(merged, article.text, window)
    return [_passage(piece, article) for piece in counted]


def reading_windows(
    passages: Sequence[Passage], count_tokens: CountTokens, max_tokens: int
) -> list[list[Span]]:
    """Divide each passage into what the encoder can read at a time.

    Args:
        passages: Any passages.
        count_tokens: Counts the model's tokens in each text, special ones included.
        max_tokens: The model's window, at least `MIN_WINDOW_TOKENS`.

    Returns:
        For each passage its windows as ranges in its article's text, in order: one
        that is the passage, or several that leave out nothing but white space. With
        the passage's context before it, none exceeds `max_tokens`.

    Example:
        A passage of 400 tokens, to be read 256 at a time, gives two windows.
    """
    window = Window(count_tokens, max_tokens)
    costs = window.costs([passage_input(passage) for passage in passages])
    return [
        [Span(passage.start, passage.end)]
        if cost <= max_tokens
        else _windows(passage, cost, window)
        for passage, cost in zip(passages, costs, strict=True)
    ]


def _windows(passage: Passage, tokens: int, window: Window) -> list[Span]:
    """Divide one passage that exceeds the window."""
    shift = passage.start
    sentences = tuple(
        replace(s, start=s.start - shift, end=s.end - shift) for s in passage.sentences
    )
    context = Context(passage.context, *window.costs([passage.context]))
    piece = _Piece(sentences, passage.section, context, tokens)
    fitted = _fit([piece], passage.text, window)
    return [Span(part.start + shift, part.end + shift) for part in fitted]


def passage_input(passage: Passage) -> str:
    """Give what the encoder reads for a passage: its context, then its text."""
    return with_context(passage.context, passage.text)


def _passage(piece: _Piece, article: Article) -> Passage:
    return Passage(
        article_id=article.id,
        start=piece.start,
        end=piece.end,
        text=article.text[piece.start : piece.end],
        context=piece.context.text,
        section=piece.section,
        sentences=piece.sentences,
    )


def _pieces(article: Article, window: Window) -> list[_Piece]:
    """Make a piece of the front, where it states something, and of each paragraph."""
    parts = [
        (_sentences(article, p), p.section, _topic(article, p))
        for p in article.paragraphs
    ]
    front = article.front
    if front and (stated := authorship(article, article.text[front.start : front.end])):
        parts.insert(0, (_front_sentences(article, front), None, stated))
    trails = {topic: trail_of(article.title, topic) for _, _, topic in parts}
    contexts = fit_contexts(trails.values(), window)
    return [
        _Piece(sentences, section, contexts[trails[topic]])
        for sentences, section, topic in parts
    ]


def _topic(article: Article, paragraph: Paragraph) -> str | None:
    """Give a paragraph's section; of a closing line on the author, that it is this."""
    is_last = paragraph.number == len(article.paragraphs)
    line = article.text[paragraph.start : paragraph.end]
    if is_last and article.author and line.startswith(article.author):
        return authorship(article, article.author)
    return paragraph.section


def _sentences(article: Article, paragraph: Paragraph) -> tuple[Sentence, ...]:
    text = article.text[paragraph.start : paragraph.end]
    return tuple(
        Sentence(
            paragraph.start + span.start,
            paragraph.start + span.end,
            paragraph.number,
            paragraph.page,
        )
        for span in split_sentences(text, article.language)
    )


def _front_sentences(article: Article, front: Span) -> tuple[Sentence, ...]:
    """Make a sentence of each line."""
    page = article.paragraphs[0].page if article.paragraphs else None
    sentences: list[Sentence] = []
    start = front.start
    for line in article.text[front.start : front.end].splitlines(keepends=True):
        spans = trimmed(article.text, start, start + len(line))
        sentences.extend(Sentence(s.start, s.end, 0, page) for s in spans)
        start += len(line)
    return tuple(sentences)


def _fit(
    pieces: list[_Piece], text: str, window: Window, whole_chars: int = 0
) -> list[_Piece]:
    """Divide the pieces over the window and over `whole_chars`, until none is left."""

    def fits(piece: _Piece) -> bool:
        is_short = piece.end - piece.start <= whole_chars
        return is_short or piece.tokens <= window.max_tokens

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


def _counted(pieces: list[_Piece], text: str, window: Window) -> list[_Piece]:
    """Count the pieces that are not counted yet, all in one batch."""
    new = [piece for piece in pieces if not piece.tokens]
    costs = window.costs(
        [with_context(p.context.text, text[p.start : p.end]) for p in new]
    )
    fresh = iter(costs)
    return [p if p.tokens else replace(p, tokens=next(fresh)) for p in pieces]


def _divided(
    piece: _Piece, text: str, window: Window, whole_chars: int
) -> list[_Piece]:
    """Divide a piece evenly between sentences, or its only sentence between words."""
    room = (window.max_tokens - piece.context.tokens) * FILLED_SHARE
    needed = piece.own_tokens / room
    if whole_chars:
        needed = min(needed, (piece.end - piece.start) / (whole_chars * FILLED_SHARE))
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


def _merge(pieces: list[_Piece], text: str, limit: int) -> list[_Piece]:
    """Join consecutive short pieces of one section and page, to a limit of tokens."""
    merged: list[_Piece] = []
    total = 0
    was_short = False
    for piece in pieces:
        is_short = piece.own_tokens < SHORT_TOKENS
        total += piece.own_tokens
        if (
            is_short
            and was_short
            and total <= limit
            and _are_neighbours(merged[-1], piece, text)
        ):
            both = merged[-1].sentences + piece.sentences
            merged[-1] = replace(piece, sentences=both, tokens=0)
        else:
            merged.append(piece)
            total = piece.own_tokens + piece.context.tokens
        was_short = is_short
    return merged


def _are_neighbours(left: _Piece, right: _Piece, text: str) -> bool:
    """Tell whether two pieces are of one section and page with nothing in between."""
    last, first = left.sentences[-1], right.sentences[0]
    return (
        left.section == right.section
        and left.context == right.context
        and last.page == first.page
        and 0 not in (last.paragraph, first.paragraph)
        and not text[last.end : first.start].strip()
    )
