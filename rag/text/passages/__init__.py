"""Articles to passages, and passages to what fits the model's window.

A passage is what is found, cited and read: a paragraph, whole unless it is long. The
encoder reads a passage in one window, or in several where the language takes many
tokens. Nothing is cut off: what is too long is divided at the ends of sentences, or
else between words, or else between characters.
"""

from collections.abc import Sequence
from dataclasses import replace

from rag.text.passages.contexts import (
    HINT_SEPARATOR,
    Context,
    CountTokens,
    Window,
    authorship,
    fit_contexts,
    trail_of,
    with_context,
)
from rag.text.passages.pieces import Piece, fit, merge
from rag.text.sentences import split_sentences, trimmed
from rag.types import Article, Paragraph, Passage, Sentence, Span

MIN_WINDOW_TOKENS = 16  # a quarter for the context, and some words beside it

MERGED_SHARE = 0.5
"""Short paragraphs are joined up to this share of the window."""

WHOLE_CHARS = 1_500
"""A paragraph up to this stays whole, however many windows it takes. Divided at 256
tokens, Russian and Arabic paragraphs fall into three or four parts, and the right one
is found first by 18 points less (BM25, xquad_ru and xquad_ar)."""


def split_passages(
    article: Article, count_tokens: CountTokens, max_tokens: int
) -> list[Passage]:
    """Divide an article into passages.

    A paragraph is a passage of its own. Consecutive short ones of one section are
    joined where they belong together, but not the rows of tables: of 144 questions on
    48 such tables in Markdown the first quote had the right row and cell for 97 with
    several rows in a passage, and for all with each row alone. One over the window and
    over `WHOLE_CHARS` is divided evenly at the ends of sentences, until each part is
    under one of the two. A front that states author or date makes the first passage,
    with a sentence a line.

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
    pieces = fit(_pieces(article, window), article.text, window, WHOLE_CHARS)
    # Divided first: only counted pieces tell which are short.
    limit = int(max_tokens * MERGED_SHARE)
    merged = merge(pieces, article.text, limit, article.language)
    return [_passage(piece, article) for piece in merged]


def reading_windows(
    passages: Sequence[Passage], count_tokens: CountTokens, max_tokens: int
) -> list[list[Span]]:
    """Divide each passage into what the encoder can read at a time.

    Args:
        passages: Passages whose contexts leave room, as those split for this window.
        count_tokens: Counts the model's tokens in each text, special ones included.
        max_tokens: The model's window.

    Returns:
        For each passage its windows as ranges in its article's text, in order: one
        that is the passage, or several that leave out nothing but white space. With
        the passage's context before it, none exceeds `max_tokens`. Each begins with a
        sentence, or inside one that is too long for a window.

    Raises:
        ValueError: A context leaves no room for a single character.

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
    # Pieces count from the start of their text, sentences from that of the article.
    shift = passage.start
    sentences = tuple(
        replace(s, start=s.start - shift, end=s.end - shift) for s in passage.sentences
    )
    context = Context(passage.context, *window.costs([passage.context]))
    piece = Piece(sentences, passage.section, context, tokens)
    fitted = fit([piece], passage.text, window)
    return [Span(part.start + shift, part.end + shift) for part in fitted]


def passage_input(passage: Passage) -> str:
    """Give what the encoder reads for a passage: its context, then its text."""
    return with_context(passage.context, passage.text)


def _passage(piece: Piece, article: Article) -> Passage:
    return Passage(
        article_id=article.id,
        start=piece.start,
        end=piece.end,
        text=article.text[piece.start : piece.end],
        context=piece.context.text,
        section=piece.section,
        sentences=piece.sentences,
    )


def _pieces(article: Article, window: Window) -> list[Piece]:
    """Make a piece of the front, where it states something, and of each paragraph."""
    turns = article.page_turns()
    parts = [
        (
            paragraph_sentences(article, p, turns),
            p.section,
            _trail(article, p),
            p.is_row,
        )
        for p in article.paragraphs
    ]
    front = article.front
    if front and (hint := authorship(article, article.text[front.start : front.end])):
        trail = trail_of(article.title, hint, HINT_SEPARATOR)
        # A front is found by what it states: nobody asks for it in its own words.
        parts.insert(0, (front_sentences(article, front), None, trail, False))
    # All at once: most paragraphs share theirs with others.
    contexts = fit_contexts((trail for _, _, trail, _ in parts), window)
    return [
        Piece(sentences, section, contexts[trail], is_row=is_row)
        for sentences, section, trail, is_row in parts
    ]


def _trail(article: Article, paragraph: Paragraph) -> str:
    """Give a paragraph's headings; of a closing line on the author, that it is this."""
    is_last = paragraph.number == len(article.paragraphs)
    line = article.text[paragraph.start : paragraph.end]
    if is_last and article.author and line.startswith(article.author):
        hint = authorship(article, article.author)
        return trail_of(article.title, hint, HINT_SEPARATOR)
    return trail_of(article.title, paragraph.section)


def paragraph_sentences(
    article: Article, paragraph: Paragraph, turns: Sequence[tuple[int, int]]
) -> tuple[Sentence, ...]:
    """Divide a paragraph into its sentences; a table's row is one.

    Args:
        article: Its article.
        paragraph: The paragraph.
        turns: The article's `page_turns`.
    """
    text = article.text[paragraph.start : paragraph.end]
    spans = (
        trimmed(text, 0, len(text))
        if paragraph.is_row
        else split_sentences(text, article.language)
    )
    return tuple(
        Sentence(
            paragraph.start + span.start,
            paragraph.start + span.end,
            paragraph.number,
            paragraph.page_of(paragraph.start + span.start, turns),
            paragraph.time_s,
        )
        for span in spans
    )


def front_sentences(article: Article, front: Span) -> tuple[Sentence, ...]:
    """Make a sentence of each line of an article's front."""
    page = article.paragraphs[0].page  # no front is over nothing
    sentences: list[Sentence] = []
    start = front.start
    for line in article.text[front.start : front.end].splitlines(keepends=True):
        spans = trimmed(article.text, start, start + len(line))
        sentences.extend(Sentence(s.start, s.end, 0, page) for s in spans)
        start += len(line)
    return tuple(sentences)
