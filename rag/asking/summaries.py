"""The articles that can be asked, as lists show them."""

import threading
from dataclasses import dataclass, replace

from rag.library.generation.generation import Generation
from rag.text.terms import count_words


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article as the index holds it, for lists; `questions` are to begin with."""

    id: str
    title: str
    paragraphs: int
    passages: int
    words: int
    language: str
    date: str | None
    author: str | None
    questions: tuple[str, ...] = ()


class Summaries:
    """The summaries of the generation in use; safe to use from many threads.

    Each takes its article's whole text to make. So they are kept, about 1 KB an
    article, until another generation is in use.
    """

    def __init__(self) -> None:
        self._made: tuple[int, list[ArticleSummary]] | None = None
        self._making = threading.Lock()

    def of(self, generation: Generation) -> list[ArticleSummary]:
        """Give a published generation's summaries, with its articles' titles of now."""
        number, entries = generation.manifest.number, generation.manifest.articles
        # Made under a lock, so that two who list at once read the library once.
        with self._making:
            if self._made is None or self._made[0] != number:
                made = [_summary(generation, row) for row in range(len(entries))]
                self._made = number, made
            made = self._made[1]
        return [
            replace(summary, title=entry.title)
            for summary, entry in zip(made, entries, strict=True)
        ]


def _summary(generation: Generation, row: int) -> ArticleSummary:
    article = generation.articles[row]
    entry = generation.manifest.articles[row]
    return ArticleSummary(
        id=entry.id,
        title=entry.title,
        paragraphs=len(article.paragraphs),
        passages=entry.passages,
        words=count_words(article.text),
        language=article.language,
        date=article.date,
        author=article.author,
        questions=tuple(each.question for each in generation.starters(entry.id)),
    )
