"""One generation of the index: a folder that is written once and then only read.

What it holds, beside `manifest.json` (see `rag.library.generation.manifest`):

- `articles.jsonl`: texts with their structure;
- `passages.jsonl`: passages with the positions of their sentences;
- what the encoder made of the passages, and in `second/` what the second model made of
  them, where there is one (see `encodings`);
- `passage_keys.npy`: hash of each passage's encoded text, to take vectors over;
- `article_rows.npy`, `sentence_rows.npy`: the first passage of each article, the first
  sentence of each passage, and the total;
- `terms.jsonl`: the terms of each passage's sentences, to take over, too;
- `starters.jsonl`: the questions to begin with of each article;
- `overviews.jsonl`: each article's key sentences;
- `passage_terms/`, `sentence_terms/`: lexical indexes (see `lexical`).
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.errors import REBUILD, ArticleNotFoundError, IndexDamagedError
from rag.library.generation.encodings import SECOND, Encodings
from rag.library.generation.lexical import LexicalIndex
from rag.library.generation.lines import (
    decode_article,
    decode_passage,
    decode_starters,
    decode_terms,
)
from rag.library.generation.manifest import Manifest, check_files, read_manifest
from rag.library.generation.nearest import VectorHome
from rag.library.generation.records import Records, mapped
from rag.library.generation.vectors import ON_DISK
from rag.library.last_ones import LastOnes
from rag.types import Article, StarterQuestion, Vectors

MAX_KEPT_CHARS = 2**22
"""So much text of articles that were quoted is kept: up to 16 MiB, for which a question
need not read them again (0.3 ms for one of 36,000 characters)."""


class Generation:
    """An opened generation; safe to read from many threads.

    Made by itself, not by `open`, it is one that isn't published yet: it can be
    searched, so that questions to begin with can be made. Ids of articles that it
    hasn't raise ArticleNotFoundError.

    Args:
        folder: The generation's folder.
        manifest: What is in it.
        starters: The questions to begin with of each article.
        overviews: The key sentences of each article.
        home: Where its vectors are searched.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        starters: Sequence[tuple[StarterQuestion, ...]] = (),
        overviews: Sequence[tuple[int, ...]] = (),
        home: VectorHome = ON_DISK,
    ) -> None:
        self.manifest = manifest
        self._titles: Mapping[str, str] = {}
        self._starters = starters
        self._overviews = overviews
        self.articles = Records(folder / "articles.jsonl", decode_article)
        self._kept = LastOnes[int, Article](MAX_KEPT_CHARS, lambda it: len(it.text))
        self.passages = Records(folder / "passages.jsonl", decode_passage)
        self.terms = Records(folder / "terms.jsonl", decode_terms)
        self.passage_keys: NDArray[np.bytes_] = mapped(folder / "passage_keys.npy")
        self.passage_terms = _lexical(folder / "passage_terms")
        self.sentence_terms = _lexical(folder / "sentence_terms")
        self._article_rows = mapped(folder / "article_rows.npy")
        self._sentence_rows = mapped(folder / "sentence_rows.npy")
        self.first = Encodings(folder, self._sentence_rows, home)
        self.second = (
            Encodings(folder / SECOND, self._sentence_rows, home)
            if manifest.second_model
            else None
        )
        self.passage_vectors = self.first.passages
        self.sentence_vectors = self.first.sentences
        self._numbers = {
            entry.id: number for number, entry in enumerate(self.manifest.articles)
        }

    @classmethod
    def open(cls, folder: Path, home: VectorHome = ON_DISK) -> "Generation":
        """Open a published generation, once its files are checked.

        Whether its vectors can be searched, `check_vectors` says, or a search.

        Raises:
            IndexDamagedError: A file is missing, cut short or changed.
            IndexMismatchError: It is of another format version.
        """
        manifest = read_manifest(folder)
        check_files(folder, manifest)
        starters = Records(folder / "starters.jsonl", decode_starters)
        overviews = Records(folder / "overviews.jsonl", tuple)
        return cls(folder, manifest, starters, overviews, home)

    def check_vectors(self) -> None:
        """See that all vectors can be searched, and are those that were written.

        Raises:
            GenerationError: Some can't be, or aren't.
        """
        for encodings in filter(None, (self.first, self.second)):
            encodings.passages.check()
            encodings.sentences.check()

    def titled(self, titles: Mapping[str, str]) -> "Generation":
        """Give this generation with other titles of articles, by their ids.

        They are shown at once; what was encoded with the earlier ones stays.
        """
        entries = tuple(
            replace(entry, title=titles.get(entry.id, entry.title))
            for entry in self.manifest.articles
        )
        if entries == self.manifest.articles:
            return self
        shown = copy(self)
        shown.manifest = replace(self.manifest, articles=entries)
        shown._titles = titles
        return shown

    def has(self, article_id: str) -> bool:
        """Tell whether an article is in this generation."""
        return article_id in self._numbers

    def article(self, article_id: str) -> Article:
        """Read an article."""
        number = self._number(article_id)
        found = self._kept.made(number, self.articles.__getitem__)
        title = self._titles.get(article_id)
        return found if title is None else replace(found, title=title)

    def passage_rows(self, article_id: str) -> range:
        """Give the rows of an article's passages."""
        number = self._number(article_id)
        return range(self._article_rows[number], self._article_rows[number + 1])

    def rows_of(self, article_ids: Iterable[str]) -> tuple[range, ...]:
        """Give the rows of some articles' passages, as few ranges, in their order.

        Articles that lie beside each other make one range.
        """
        joined: list[range] = []
        for number in sorted(set(map(self._number, article_ids))):
            start, end = self._article_rows[number : number + 2].tolist()
            if joined and joined[-1].stop == start:
                start = joined.pop().start
            joined.append(range(start, end))
        return tuple(joined)

    def sentence_rows(self, passage_row: int) -> range:
        """Give the rows of a passage's sentences."""
        starts = self._sentence_rows
        return range(starts[passage_row], starts[passage_row + 1])

    def all_sentence_rows(self, passage_rows: range) -> range:
        """Give the rows of the sentences of neighbouring passages."""
        starts = self._sentence_rows
        return range(starts[passage_rows.start], starts[passage_rows.stop])

    def passages_of_sentences(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the passage row that each sentence row belongs to."""
        found: NDArray[np.int64] = (
            np.searchsorted(self._sentence_rows, rows, side="right") - 1
        )
        return found

    def starters(self, article_id: str) -> tuple[StarterQuestion, ...]:
        """Give the questions to begin with of an article, the best first."""
        return self._starters[self._number(article_id)]

    def overview(self, article_id: str) -> tuple[int, ...]:
        """Give an article's key sentences, the most telling first, counted in it."""
        return self._overviews[self._number(article_id)]

    def vectors_of(self, article_id: str) -> Vectors:
        """Copy the vectors of an article's sentences, shape (sentences, dimension)."""
        rows = self.all_sentence_rows(self.passage_rows(article_id))
        return self.sentence_vectors.rows(rows.start, rows.stop)

    def languages_of(self, parts: Sequence[range]) -> set[str]:
        """Give the languages of the articles that some passages are of."""
        if sum(map(len, parts)) == len(self.passages):
            return {entry.code for entry in self.manifest.languages}
        ends = [(part[0], part[-1]) for part in parts]
        numbers = np.searchsorted(self._article_rows, ends, side="right") - 1
        return {
            entry.language
            for first, last in numbers.tolist()
            for entry in self.manifest.articles[first : last + 1]
        }

    def in_languages(
        self, parts: Sequence[range], codes: Container[str]
    ) -> list[range]:
        """Give those of some passages whose articles are in one of these languages."""
        known = [entry.language in codes for entry in self.manifest.articles]
        return chosen_of(parts, np.repeat(known, np.diff(self._article_rows)))

    def title(self, article_id: str) -> str:
        """Give an article's title without reading its text."""
        return self.manifest.articles[self._number(article_id)].title

    def _number(self, article_id: str) -> int:
        try:
            return self._numbers[article_id]
        except KeyError:
            raise ArticleNotFoundError(
                f"no article {article_id!r} in the index; `quotewell list` shows all"
            ) from None


def chosen_of(parts: Sequence[range], chosen: NDArray[np.bool_]) -> list[range]:
    """Give the runs of those of some passages that are chosen, shape (n,) of all.

    Example:
        >>> chosen_of([range(4)], np.array([True, True, False, True]))
        [range(0, 2), range(3, 4)]
    """
    found: list[range] = []
    for part in parts:
        # From where a run of chosen ones begins to where it ends.
        ends = np.diff(chosen[part.start : part.stop], prepend=False, append=False)
        bounds = part.start + np.flatnonzero(ends)
        found += map(range, bounds[::2].tolist(), bounds[1::2].tolist())
    return found


def _lexical(folder: Path) -> LexicalIndex | None:
    """Open a lexical index; a generation without passages has none."""
    if not folder.is_dir():
        return None
    try:
        return LexicalIndex.load(folder)
    except (OSError, ValueError, KeyError) as error:
        reason = f"{folder.name} can't be read as terms"
        raise IndexDamagedError(reason, REBUILD) from error
