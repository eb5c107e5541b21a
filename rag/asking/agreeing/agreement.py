"""Articles that say the same, and those that differ in a number or a date.

What several articles say takes one place among the citations: the best quote leads, and
the others are named behind it. Two that differ in a number stand side by side. Neither
is claimed unless both sentences are about the same thing: by their vectors, which know
the title and the sentences around them, and by a name that both have.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from rag.asking.agreeing.contrast import answers_same, contrast, says_same
from rag.asking.agreeing.phrasing import read_phrasing
from rag.asking.agreeing.quoted import Quoted
from rag.asking.composing import Composed
from rag.library.generation.generation import Generation
from rag.types import Disagreement, Hit, Span, Vectors

ALIKE = 0.7
"""Cosine of two sentences' vectors from which on they may be about the same thing. Of
57 pairs of one sentence in the real article, in a copy of it in another order and in
an excerpt, each with a title of its own, 54 are so near, the others from 0.63 on; of 12
pairs of one sentence ("It has a school.") on four towns none, the nearest 0.67."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Hits without those that say what another article's says.

    `hits` are best first, but one that differs from a better one stands behind that.
    `same` has for each those that say the same, best first, and is empty where nothing
    was taken together; `differences` number the hits from 1.
    """

    hits: tuple[Hit, ...]
    same: tuple[tuple[Hit, ...], ...] = ()
    differences: tuple[Disagreement, ...] = ()


def say_difference(each: Iterable[tuple[str, str, int]]) -> str:
    """Say what differs, given for each its words, its article's title and its number.

    >>> say_difference([("450 km/h", "Trains", 1), ("420 km/h", "Rails", 2)])
    'These differ: 450 km/h in “Trains” [1], 420 km/h in “Rails” [2].'
    """
    said = (f"{words} in “{title}” [{number}]" for words, title, number in each)
    return f"These differ: {', '.join(said)}."


def agree_on(
    composed: Composed,
    found: Sequence[Hit],
    generation: Generation,
    question: str,
    top_k: int,
) -> Agreed:
    """Take together what says the same of what an answer shows; its parts stand apart.

    Args:
        composed: What it shows.
        found: All that was found, best first.
        generation: The index that it was found in.
        question: The question, as it was read.
        top_k: How many hits to keep.
    """
    shown = composed.hits
    if composed.parts:
        return Agreed(shown[: max(top_k, len(composed.parts))])
    # The quote of all parts may be one that the whole question didn't find.
    if shown[0] not in found:
        found = (*shown, *(hit for hit in found if hit not in shown))
    # Lines that state an article's date may differ from another's: they are its own.
    if any(hit.row is None for hit in found):
        return Agreed(shown[:top_k])
    groups = _Groups(found, generation, question)
    for place in range(len(found)):
        groups.take_in(place)
    # Others are only where they differ from one that is shown.
    return groups.agreed(top_k, [n for n, hit in enumerate(found) if hit in shown])


@dataclass(slots=True)
class _Group:
    """A hit, those that say the same, and those that differ in a number.

    One that differs from a better one is a side of that, and has none of its own.
    """

    lead: int
    is_side: bool = False
    same: list[int] = field(default_factory=list)
    words: Span | None = None
    others: dict[int, Span] = field(default_factory=dict)


class _Groups:
    """Hits in groups, each led by its best.

    Args:
        hits: What was found, best first.
        generation: The index that it was found in.
        question: The question, as it was read.
    """

    def __init__(
        self, hits: Sequence[Hit], generation: Generation, question: str
    ) -> None:
        self._hits = hits
        self._groups: list[_Group] = []
        self._quoted = [Quoted(hit, generation) for hit in hits]
        languages = {each.language for each in self._quoted}
        self._asked = {each: read_phrasing(question, each) for each in languages}
        self._cosines = _cosines(self._quoted, generation)

    def take_in(self, place: int) -> None:
        """Put the next hit into the group that it belongs to, or one of its own."""
        alike = [g for g in self._groups if self._may_be_same(g.lead, place)]
        own = self._quoted[place]
        for group in alike:
            lead = self._quoted[group.lead]
            if answers_same(lead, own, self._asked[own.language]) or (
                self._are_near(group.lead, place)
                and says_same(lead.phrasing, own.phrasing)
            ):
                group.same.append(place)
                return
        self._groups.append(new := _Group(place))
        for group in alike:
            if group.is_side:
                continue
            words = contrast(
                self._quoted[group.lead],
                own,
                self._asked[own.language],
                are_near=self._are_near(group.lead, place),
            )
            # All that differ from a quote do so in one place of it.
            if words and group.words in (None, words[0]):
                group.words = words[0]
                group.others[place] = words[1]
                new.is_side = True
                return

    def agreed(self, top_k: int, shown: Sequence[int]) -> Agreed:
        """Give what is kept: the first, with those that differ from each behind it."""
        each = [
            place
            for group in self._groups
            if group.lead in shown
            for place in (group.lead, *group.others)
        ]
        order = list(dict.fromkeys(each))[:top_k]
        groups = {group.lead: group for group in self._groups}
        return Agreed(
            hits=tuple(self._hits[place] for place in order),
            same=tuple(
                tuple(self._hits[place] for place in groups[lead].same)
                for lead in order
            ),
            differences=tuple(
                difference
                for lead in order
                if (difference := self._difference(groups[lead], order))
            ),
        )

    def _difference(self, group: _Group, order: Sequence[int]) -> Disagreement | None:
        """Say what differs in a group, if two of it are kept."""
        others = {p: words for p, words in group.others.items() if p in order}
        if group.words is None or not others:
            return None
        each = {group.lead: group.words} | others
        return Disagreement(
            numbers=tuple(order.index(place) + 1 for place in each),
            words=tuple(each.values()),
            said=tuple(
                self._hits[place].passage.quote(words) for place, words in each.items()
            ),
        )

    def _may_be_same(self, one: int, other: int) -> bool:
        first, second = self._hits[one].passage, self._hits[other].passage
        return (
            first.article_id != second.article_id
            and self._quoted[one].language == self._quoted[other].language
        )

    def _are_near(self, one: int, other: int) -> bool:
        return bool(self._cosines[one, other] >= ALIKE)


def _cosines(quoted: Sequence[Quoted], generation: Generation) -> Vectors:
    """Compare the sentences of hits by their vectors: (hits, hits)."""
    vectors = np.stack([_vector(each, generation) for each in quoted])
    cosines: Vectors = vectors @ vectors.T
    return cosines


def _vector(quoted: Quoted, generation: Generation) -> Vectors:
    hit = quoted.hit
    assert hit.row is not None  # those were left alone
    rows = generation.sentence_rows(hit.row)
    # Where no reader marked words, two sentences may be quoted: then the second's.
    ends = [sentence.end for sentence in hit.passage.sentences]
    row = rows.start + ends.index(quoted.sentence.end)
    vector: Vectors = generation.sentence_vectors.rows(row, row + 1)[0]
    return vector
