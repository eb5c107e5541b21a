"""The map of a library: its passages as points of a plane, computed once a generation.

A question and the passages that it found are placed among them by the same plane.
"""

import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.library.generation.generation import Generation
from rag.page.engine import Engine
from rag.page.map.projection import Projection, Rows, fit_projection, spread_rows
from rag.page.quotes.cutting import Quote, reference_of
from rag.page.quotes.judged import own_quotes
from rag.page.quotes.references import Reference
from rag.page.quotes.shortening import first_words
from rag.page.quotes.turns import AskedTurn
from rag.page.words.below import place_label
from rag.types import Passage, Vectors

MAX_POINTS = 2000
"""So many passages at most are drawn: 2,000 take 0.4 MB on the way to a browser, which
draws them in about 0.1 s; more of them only cover each other."""

EXCERPT_CHARS = 110


@dataclass(frozen=True, slots=True)
class Point:
    """A passage on the map; `article` is the number of its article, from 0."""

    article: int
    x: float
    y: float
    reference: Reference
    excerpt: str

    @property
    def place(self) -> str:
        """Where it stands, said to the reader."""
        return place_label(self.reference)


@dataclass(frozen=True, slots=True)
class MappedArticle:
    """An article on the map.

    Args:
        id: Its id.
        title: Its title.
        passages: How many of its passages are drawn, 1 or more.
        alike: Number of the article whose passages, in all dimensions, are on average
            the most like its own; None where there is no other.
    """

    id: str
    title: str
    passages: int
    alike: int | None


@dataclass(frozen=True, slots=True)
class LibraryMap:
    """All that doesn't depend on a question.

    Args:
        generation: Number of the index.
        passages: How many passages the index has, drawn or not.
        articles: Those with a passage that is drawn, the largest first.
        points: The passages that are drawn, in the order of the index.
        projection: How they were placed.
    """

    generation: int
    passages: int
    articles: tuple[MappedArticle, ...]
    points: tuple[Point, ...]
    projection: Projection


@dataclass(frozen=True, slots=True)
class Spot:
    """A citation on the map; its passage may have left the library."""

    number: int
    reference: Reference
    title: str | None = None
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class AskedSpots:
    """A question on the map, and its citations."""

    turn: AskedTurn
    x: float
    y: float
    spots: tuple[Spot, ...]


class Maps:
    """Draws the map of whatever generation is in use, and keeps the last one drawn.

    Args:
        engine: Opens the index, and encodes questions.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._drawn: LibraryMap | None = None

    def current(self) -> LibraryMap:
        """Give the map of the generation in use; waits for the model.

        Raises:
            QuotewellError: There is no index, or no model.
        """
        generation = self._engine.assistant().generation()
        # However many pages ask for it, it is drawn once.
        with self._lock:
            drawn = self._drawn
            if drawn is None or drawn.generation != generation.manifest.number:
                drawn = self._drawn = draw_map(generation)
            return drawn

    def place(self, drawn: LibraryMap, turn: AskedTurn) -> AskedSpots:
        """Place a question and its citations where these stand now.

        Raises:
            QuotewellError: There is no index, or no model.
        """
        assistant = self._engine.assistant()
        vector = assistant.encoder.encode_question(turn.meant).vector
        x, y = drawn.projection.project(vector[None])[0].tolist()
        generation = assistant.generation()
        spots = tuple(
            _spot(number, item, generation, drawn)
            for number, item in enumerate(own_quotes(turn, assistant.find), start=1)
        )
        return AskedSpots(turn, x, y, spots)


def draw_map(generation: Generation, limit: int = MAX_POINTS) -> LibraryMap:
    """Place a generation's passages.

    Args:
        generation: The index.
        limit: How many passages are drawn at most, 2 or more. Of more than that, those
            at equal distances are, and the plane is found from these.
    """
    count = len(generation.passages)
    rows = spread_rows(count, limit)
    vectors = _vectors(generation, rows)
    projection = fit_projection(vectors)
    passages = [generation.passages[int(row)] for row in rows]
    sizes = Counter(passage.article_id for passage in passages)
    # In the order of the index where they are equally large.
    ids = [article_id for article_id, _ in sizes.most_common()]
    number_of = {article_id: number for number, article_id in enumerate(ids)}
    owners = np.array([number_of[passage.article_id] for passage in passages], np.int64)
    alike = most_alike(vectors, owners)
    return LibraryMap(
        generation=generation.manifest.number,
        passages=count,
        articles=tuple(
            MappedArticle(each, generation.title(each), sizes[each], alike[number])
            for number, each in enumerate(ids)
        ),
        points=tuple(
            _point(number_of[passage.article_id], passage, spot)
            for passage, spot in zip(
                passages, projection.project(vectors).tolist(), strict=True
            )
        ),
        projection=projection,
    )


def most_alike(vectors: Vectors, owners: Rows) -> list[int | None]:
    """Find for each owner the other one whose mean vector points most the same way.

    Args:
        vectors: Shape (n, dimension).
        owners: Who has each vector, shape (n,): numbers from 0 without a gap.

    >>> most_alike(np.float32([[1, 0], [0, 1], [0.1, 1]]), np.array([0, 1, 2]))
    [2, 2, 1]
    """
    if len(owners) == 0:
        return []
    count = int(owners.max()) + 1
    if count == 1:
        return [None]
    means = np.zeros((count, vectors.shape[1]), np.float32)
    np.add.at(means, owners, vectors)
    # Vectors may cancel each other out.
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    likeness = means @ means.T
    np.fill_diagonal(likeness, -np.inf)
    return [int(number) for number in likeness.argmax(axis=1)]


def _vectors(generation: Generation, rows: Rows) -> Vectors:
    index = generation.passage_vectors
    if len(rows) == len(index):
        return index.rows(0, len(index))
    return np.concatenate([index.rows(int(row), int(row) + 1) for row in rows])


def _point(article: int, passage: Passage, spot: Sequence[float]) -> Point:
    first = passage.sentences[0]
    reference = Reference(
        passage.article_id,
        first.paragraph,
        passage.start,
        passage.end,
        passage.start,
        passage.end,
        page=first.page,
    )
    return Point(
        article=article,
        x=spot[0],
        y=spot[1],
        reference=reference,
        excerpt=first_words(" ".join(passage.text.split()), EXCERPT_CHARS),
    )


def _spot(
    number: int, item: Quote | Reference, generation: Generation, drawn: LibraryMap
) -> Spot:
    if not isinstance(item, Quote) or item.gone:
        return Spot(number, reference_of(item))
    reference, title = item.reference, item.title
    row = _row_of(reference, generation) if item.verbatim else None
    if row is None:
        return Spot(number, reference, title)
    vector = generation.passage_vectors.rows(row, row + 1)
    spot = drawn.projection.project(vector)[0].tolist()
    # -1, no article's number: a citation has a look of its own.
    return Spot(number, reference, title, _point(-1, generation.passages[row], spot))


def _row_of(reference: Reference, generation: Generation) -> int | None:
    """Find the passage that a quote stands in, None where it stands in none."""
    rows = generation.passage_rows(reference.article_id)
    # Passages of an article are in the order of its text.
    after = bisect_right(
        rows, reference.start, key=lambda row: generation.passages[row].start
    )
    if after == 0:
        return None
    row = rows[after - 1]
    return row if reference.start < generation.passages[row].end else None
