"""The article that a question names as its source, where that is one and no other.

What an article is called stands in its title, and where it says who wrote it, where
and as what: in its front, the headings and the short line over its first paragraph, in
its file's name, in its tags and in what a person said of it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import PurePath

import numpy as np
from numpy.typing import NDArray

from rag.asking.front import stated_hits
from rag.asking.wording.english import capital
from rag.asking.wording.front_questions import front_question
from rag.asking.wording.named_sources import (
    KINDS,
    PLAIN_NOUNS,
    THE_ARTICLE,
    NamedSource,
    content_words,
    named_sources,
    of_any,
)
from rag.asking.wording.overview_questions import plain
from rag.asking.wording.parts import parts_of
from rag.asking.wording.reported import without_article, without_frame
from rag.asking.wording.talk import OPENING
from rag.library.generation.generation import Generation
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.text.languages import fold, without_accents
from rag.text.terms import count_words
from rag.types import Span, Turn

MAX_FRONTS = 30
"""So many articles' fronts are read for a question: reading one takes up to 1 ms."""

KICKER_WORDS = 15
"""A first line of so many words may say where it is from: "The Daily Tide, 12 May"."""

PREFIX = 3
"""So many letters at the front of a word its stem has in common with it."""


@dataclass(frozen=True, slots=True)
class OfSource:
    """A question that names its source: the article, and what is asked of it.

    `title` is None where no other article could be meant, and no question before.
    """

    article_id: str
    asked: str
    title: str | None

    def read_as(self, read: str | None) -> str | None:
        """Say how the question was read, with the source's title.

        Args:
            read: How `asked` was read, None where as it stands.
        """
        if self.title is None:
            return read
        said = read or self.asked
        ended = f"{said.rstrip(' ?.')}, according to “{self.title}”?"
        return ended if (named := self.with_title(said)) == said else named

    def with_title(self, said: str) -> str:
        """Put the title, if it is to be said, in the place of "the article"."""
        title = self.title and f"“{self.title}”"
        # By a function: a title's backslashes would be read as a template's.
        return re.sub(THE_ARTICLE, lambda at: title or at[0], said, count=1, flags=re.I)


def nowhere(_: str) -> OfSource | None:
    """Find no source of a question."""
    return None


def without_source(turn: Turn) -> Turn:
    """Leave the source's title out of how a turn was read: the talk is not of that.

    Example:
        >>> read = "Does “Tides” mention Lima?"
        >>> without_source(Turn("Does the tide paper mention Lima?", read)).read_as
        'What about Lima?'
    """
    named = re.sub("“[^”]*”", THE_ARTICLE, turn.read_as or "", count=1)
    left = without_article(named) if named != turn.read_as else None
    return replace(turn, read_as=left) if left else turn


class LibrarySources:
    """A library's sources as it is: what they are called is read when asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: tuple[Generation, int, Sources] | None = None

    def of(
        self,
        generation: Generation,
        question: str,
        articles: Sequence[str] | None = None,
        history: Sequence[Turn] = (),
    ) -> OfSource | None:
        """Find the article that a question names as its source.

        Args:
            generation: What is asked; it has an article.
            question: The question.
            articles: The ids of those that are asked; None for all.
            history: The turns before it, oldest first.

        Returns:
            None where it names none, or what may be several articles or something
            that articles speak of, or one for each of its parts.
        """
        found = self._named(generation, question, articles, history)
        parts = parts_of(question, "en") if found else ()
        each = [self._named(generation, part.question, articles) for part in parts]
        return None if len({one.article_id for one in each if one}) > 1 else found

    def _named(
        self,
        generation: Generation,
        question: str,
        articles: Sequence[str] | None,
        history: Sequence[Turn] = (),
    ) -> OfSource | None:
        named = list(named_sources(question))
        if not named:
            return None
        sources = self._sources(generation)
        scope = sources.scope(articles)
        for source in named:
            number = sources.find(source, scope)
            if number is not None and sources.states(source, number):
                entry = generation.manifest.articles[number]
                # Else the question before would be answered, and nothing say so.
                is_said = len(scope) > 1 or (source.is_all and history)
                title = entry.title if is_said else None
                return OfSource(entry.id, _asked_of(source, history), title)
        return None

    def _sources(self, generation: Generation) -> "Sources":
        edition = self._library.edition()
        known = self._known
        if known is None or known[0] is not generation or known[1] != edition:
            sources = Sources(generation, self._library.articles())
            self._known = known = generation, edition, sources
        return known[2]


class Sources:
    """The articles of a generation, by what a question may call them.

    Args:
        generation: What is asked; it has an article.
        stored: What the library knows of its articles.
    """

    def __init__(self, generation: Generation, stored: Iterable[StoredArticle]) -> None:
        self._generation = generation
        entries = generation.manifest.articles
        known = {each.id: each for each in stored}
        self._ids = [entry.id for entry in entries]
        self._titles = [entry.title for entry in entries]
        self._folded = [without_accents(fold(title)) for title in self._titles]
        self._said = [_said_of(known.get(each)) for each in self._ids]
        self._starts = np.array([generation.passage_rows(i).start for i in self._ids])

    def scope(self, articles: Sequence[str] | None) -> Sequence[int]:
        """Give the numbers of the articles that are asked."""
        if articles is None:
            return range(len(self._ids))
        wanted = set(articles)
        return [n for n, id_ in enumerate(self._ids) if id_ in wanted]

    def find(self, source: NamedSource, scope: Sequence[int]) -> int | None:
        """Give the number of the only article of a scope that a source may be."""
        if source.title is not None:
            title = plain(source.title)
            return _only([n for n in scope if plain(self._titles[n]) == title])
        if not source.is_text:
            return self._by_name(source, scope)
        bare = source.words - PLAIN_NOUNS
        topic = bare - KINDS
        # "The paper" may be any, so no article is called just that.
        wanted = dict.fromkeys((source.words, bare, topic) if bare else ())
        for words in filter(None, wanted):
            # A recipe says "25 minutes": what a file is called, or tagged, goes before.
            said = [n for n in scope if words <= self._said[n]]
            found = self._titled(words, scope) or said or self._called(words, scope)
            if found:
                return _only(found)
        return _only(self._saying(topic, scope) if source.is_on and topic else ())

    def states(self, source: NamedSource, number: int) -> bool:
        """Tell whether an article states who wrote it or when, where that is asked.

        Else its byline was not known for one, and is found by the source's own name.
        """
        asked = front_question(source.asked)
        if asked is None:
            return True
        article = self._generation.article(self._ids[number])
        return bool(stated_hits(article, asked.fields))

    def _by_name(self, source: NamedSource, scope: Sequence[int]) -> int | None:
        """Find the article that is by someone, of whom no other article speaks.

        Whom a title names may be anybody that the article is about, and "the committee"
        anybody who acts in it, unless its file or author is called so.
        """
        words = source.words
        number = _only(self._called(words, scope))
        if number is None or words <= content_words(self._titles[number]):
            return None
        is_name = source.written != source.written.lower()
        if not (is_name or words <= self._said[number]):
            return None
        return number if set(self._saying(words, scope)) <= {number} else None

    def _titled(self, words: frozenset[str], scope: Sequence[int]) -> list[int]:
        """Give the articles with all of some words in their titles."""
        starts = [word[:PREFIX] for word in words]
        # Nearly all are left out before their words are cut down to stems.
        near = [n for n in scope if all(map(self._folded[n].__contains__, starts))]
        return [n for n in near if words <= content_words(self._titles[n])]

    def _called(self, words: frozenset[str], scope: Sequence[int]) -> list[int]:
        """Give the articles that all of some words are said of, wherever it is."""
        found = set(scope)
        for word in words:
            rows = self._rows_with(word)
            fronts = set(np.flatnonzero(np.isin(self._starts, rows)).tolist())
            found = {n for n in found if n in fronts or word in self._said[n]}
        # Of so many none is meant.
        if len(found) > MAX_FRONTS:
            return sorted(found)
        return [n for n in sorted(found) if words <= self._words(n)]

    def _words(self, number: int) -> frozenset[str]:
        """Read what an article says of itself."""
        article = self._generation.article(self._ids[number])
        first = article.paragraphs[0]
        line = article.text[first.start : first.end]
        front = article.front or Span(0, 0)
        said = (
            self._titles[number],
            article.author or "",
            article.text[front.start : front.end],
            first.section or "",
            line if count_words(line) <= KICKER_WORDS else "",
        )
        return self._said[number] | content_words("\n".join(said))

    def _saying(self, words: frozenset[str], scope: Sequence[int]) -> list[int]:
        """Give the articles of which a passage has all of some words, at least one."""
        rows = reduce(np.intersect1d, map(self._rows_with, words))
        found = np.searchsorted(self._starts, rows, side="right") - 1
        return sorted(set(found.tolist()) & set(scope))

    def _rows_with(self, word: str) -> NDArray[np.int64]:
        terms = self._generation.passage_terms
        return np.empty(0, np.int64) if terms is None else terms.rows_with(word)


def _asked_of(source: NamedSource, history: Sequence[Turn]) -> str:
    """Say what is asked of a source: what was asked before, if it is all that is named.

    "According to the article" is in no article, and is left out.
    """
    if source.is_all and history:
        before = without_source(history[-1])
        return of_any(before.read_as or before.question)
    asked = OPENING.sub("", source.asked)
    return without_frame(asked) or capital(asked)


def _only(numbers: Sequence[int]) -> int | None:
    return numbers[0] if len(numbers) == 1 else None


def _said_of(stored: StoredArticle | None) -> frozenset[str]:
    """Give the words of a file's name, and of what a person said of the article."""
    if stored is None:
        return frozenset()
    name = PurePath(stored.name).stem
    return content_words("\n".join((name, *stored.tags, stored.details.author or "")))
