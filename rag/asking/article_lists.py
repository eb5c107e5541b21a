"""The lists and tables of an article, item by item, and what stands over them.

In an index each long item, and each row, is a passage of its own.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile

from rag.asking.ranking.discourse import announces
from rag.asking.tables.columns import table_at
from rag.library.generation.generation import Generation
from rag.readers.plain.lines import ends_sentence, is_list_item
from rag.text.passages.contexts import TRAIL_SEPARATOR
from rag.types import Hit, Paragraph, Sentence

MOST_ITEMS = 40
"""Of a longer list those are quoted that are like the question."""

MOST_BETWEEN = 3
"""So many paragraphs may stand between one step and the next."""

MOST_BESIDE = 4
"""So many lists on each side of one are looked at."""

_NUMBERED = re.compile(r"\W*(?P<number>\d{1,3})[.)]\s")
# What may be done is another list than what may not.
_DENIES = re.compile(
    r"\b(?:not|no|never|cannot|nobody|nothing|none|without)\b|n['’]t\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ArticleList:
    """A list's items, at least two, with their texts, and what stands over them.

    `lead` is the sentence that announces them, and `announces` its words; `over` are
    the words of its paragraph, of the heading, and of a table's columns, and `first` is
    the number of the paragraph that it begins with.
    """

    items: Sequence[Paragraph]
    texts: Sequence[str]
    lead: Sentence | None
    announces: str
    over: str
    first: int

    @property
    def denies(self) -> bool:
        """Whether it has what isn't so, by what announces it or stands over it."""
        return denies(self.announces or self.over)

    @property
    def is_numbered(self) -> bool:
        """Whether its items are counted, as steps are."""
        return _NUMBERED.match(self.texts[0]) is not None

    @property
    def section(self) -> str | None:
        """The headings over it."""
        return self.items[0].section


def denies(text: str) -> bool:
    """Tell whether a text says what isn't so.

    >>> denies("The firm doesn't pay for:"), denies("The firm pays for:")
    (True, False)
    """
    return _DENIES.search(text) is not None


class ArticleLists:
    """The lists and tables of one article.

    Args:
        generation: The index.
        article_id: The article.

    Raises:
        ArticleNotFoundError: The index has no article of that id.
    """

    def __init__(self, generation: Generation, article_id: str) -> None:
        self._article = generation.article(article_id)
        self._generation = generation

    @property
    def subject(self) -> str:
        """The first sentence of the article, which says what that is on."""
        (first, *_) = self._sentences_of(self._article.paragraphs[0])
        return self._article.text[first.start : first.end]

    def at(self, number: int) -> ArticleList | None:
        """Find the list that a paragraph is an item of, or leads up to."""
        own = self._article.paragraph(number)
        if own is None:
            return None
        items, columns = self._items_of(own)
        before = self._lead_of(items) if items else None
        if len(items) < 2 or own not in [*items, before]:
            return None
        over = [(own.section or "").rpartition(TRAIL_SEPARATOR)[2], *columns]
        over += [self._text(before)] if before else []
        lead = self._sentences_of(before)[-1] if before else None
        return ArticleList(
            items,
            [*map(self._text, items)],
            lead,
            self._article.text[lead.start : lead.end] if lead else "",
            "\n".join(over),
            (before or items[0]).number,
        )

    def joined(self, lists: Sequence[ArticleList]) -> ArticleList:
        """Make one list of several: the leads of further ones are items of it, too."""
        first, *others = lists
        items = [*first.items]
        for other in others:
            items += self._article.paragraphs[other.first - 1 : other.items[-1].number]
        over = "\n".join(each.over for each in lists)
        return replace(first, items=items, texts=[*map(self._text, items)], over=over)

    def quoted(self, listed: ArticleList, hit: Hit) -> Hit:
        """Put a whole list in the place of one of its items, in one passage.

        No words of one item are the answer's own.
        """
        first = listed.lead or self._sentences_of(listed.items[0])[0]
        last = self._sentences_of(listed.items[-1])[-1]
        quote = replace(first, end=last.end)
        rows = self._rows_of(quote.start, listed.items[-1].end)
        passages = [self._generation.passages[row] for row in rows]
        start, end = passages[0].start, passages[-1].end
        whole = replace(
            passages[0],
            end=end,
            text=self._article.text[start:end],
            sentences=tuple(chain(*(each.sentences for each in passages))),
        )
        return replace(
            hit,
            passage=whole,
            sentence=quote,
            words=None,
            marks=(),
            is_chosen=True,
            row=rows.start,
        )

    def with_beside(self, listed: ArticleList) -> list[ArticleList]:
        """Give a list and those right before and right behind it, in their order."""
        found = [listed]
        for step in (-1, 1):
            for _ in range(MOST_BESIDE):
                edge = found[0].first if step < 0 else found[-1].items[-1].number
                beside = self.at(edge + step)
                if beside is None or beside.section != listed.section:
                    break
                found.insert(0 if step < 0 else len(found), beside)
        return found

    def _items_of(self, own: Paragraph) -> tuple[list[Paragraph], list[str]]:
        """Give the items of the list or the table at a paragraph, and its columns."""
        items = self._items_at(own)
        row = own if own.is_row or items else self._article.paragraph(own.number + 1)
        if row is None or not row.is_row:
            return items, []
        table = table_at(self._article, row.number) if self._items_at(row) else []
        rows = [self._article.paragraphs[each.paragraph - 1] for each in table]
        return rows, [*table[0].cells] if table else []

    def _items_at(self, own: Paragraph) -> list[Paragraph]:
        """List the items, or rows, beside one, or behind what stands before them.

        None are given of a list that is longer than may be quoted.
        """
        every, number = self._article.paragraphs, own.number

        def goes_on(other: Paragraph) -> bool:
            if other.is_row != own.is_row or other.section != own.section:
                return False
            return own.is_row or is_list_item(self._text(other))

        near = slice(max(number - 1 - MOST_ITEMS, 0), number - 1)
        before = [*takewhile(goes_on, reversed(every[near]))]
        after = [*takewhile(goes_on, every[number : number + MOST_ITEMS + 1])]
        items = [*reversed(before), own, *after] if goes_on(own) else after
        items = self._with_other_steps(items)
        return items if len(items) <= MOST_ITEMS else []

    def _with_other_steps(self, items: list[Paragraph]) -> list[Paragraph]:
        """Take in the steps before and behind that an explanation parts from these."""
        every = self._article.paragraphs
        while items and len(items) <= MOST_ITEMS:
            first, last = items[0], items[-1]
            before = every[max(first.number - 2 - MOST_BETWEEN, 0) : first.number - 1]
            behind = every[last.number : last.number + MOST_BETWEEN + 1]
            further = self._up_to(behind, self._step(last) + 1, last.section)
            earlier = self._up_to(before[::-1], self._step(first) - 1, first.section)
            if not further and not earlier:
                break
            items = [*earlier[::-1], *items, *further]
        return items

    def _up_to(
        self, near: Sequence[Paragraph], step: int, section: str | None
    ) -> Sequence[Paragraph]:
        """Give the paragraphs up to a step, none where it isn't among them."""
        if step < 1:
            return ()
        steps = (
            place
            for place, each in enumerate(near, 1)
            if self._step(each) == step and each.section == section
        )
        return near[: next(steps, 0)]

    def _step(self, paragraph: Paragraph) -> int:
        """Give the number that an item has, -1 for any other paragraph."""
        found = _NUMBERED.match(self._text(paragraph))
        return int(found["number"]) if found else -1

    def _text(self, paragraph: Paragraph) -> str:
        return self._article.text[paragraph.start : paragraph.end]

    def _lead_of(self, items: Sequence[Paragraph]) -> Paragraph | None:
        """Give the paragraph before a list, if it announces something or goes on in it.

        "The ferry has", and then what it has.
        """
        before = self._article.paragraph(items[0].number - 1)
        if before is None or before.section != items[0].section or before.is_row:
            return None
        last = self._sentences_of(before)[-1]
        said = self._article.text[last.start : last.end]
        return before if announces(said) or not ends_sentence(said) else None

    def _sentences_of(self, paragraph: Paragraph) -> list[Sentence]:
        """Give the sentences of a paragraph, at least one."""
        return [
            sentence
            for row in self._rows_of(paragraph.start, paragraph.end)
            for sentence in self._generation.passages[row].sentences
            if sentence.paragraph == paragraph.number
        ]

    def _rows_of(self, start: int, end: int) -> range:
        """Give the rows of the passages that a part of the article is in."""
        rows = self._generation.passage_rows(self._article.id)

        def begins(row: int) -> int:
            return self._generation.passages[row].start

        first = bisect_right(rows, start, key=begins) - 1
        return rows[first : bisect_left(rows, end, key=begins)]
