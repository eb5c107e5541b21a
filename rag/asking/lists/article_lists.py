"""The lists and tables of an article, item by item, and what stands over them.

In an index each long item, and each row, is a passage of its own.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rag.asking.lists.items import ListItems, is_numbered
from rag.asking.ranking.announcing import announces
from rag.asking.tables.columns import table_at
from rag.asking.wording.english import counts_to, denies
from rag.library.generation.generation import Generation
from rag.readers.plain.lines import ends_sentence
from rag.text.passages.contexts import TRAIL_SEPARATOR
from rag.text.terms import content_stems
from rag.types import Hit, Paragraph, Sentence

MOST_BESIDE = 4
"""So many lists on each side of one are looked at."""

# "The hub is home to these firms."
_POINTS_ON = re.compile(
    r"\b(?:these(?:\s+[\w-]+){1,3}|as\s+follows|below)\W*\Z", re.IGNORECASE
)
# "Table 2. Mean temperature by month."
_CAPTION = re.compile(r"\W*tab(?:le|\.)\s*(?:\d|[A-Z]\b|[IVX]+\b)", re.IGNORECASE)


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
        return is_numbered(self.texts[0])

    @property
    def is_table(self) -> bool:
        """Whether its items are the rows of a table."""
        return self.items[0].is_row

    @property
    def section(self) -> str | None:
        """The headings over it."""
        return self.items[0].section

    @property
    def title(self) -> str:
        """The last heading over it, and what announces it; one or none may be there."""
        return "\n".join(filter(None, (_last(self.section), self.announces)))


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
        self._items = ListItems(self._article)

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
        lead = self._lead_of(items, columns) if items else None
        before = self._article.paragraph(lead.paragraph) if lead else None
        if len(items) < 2 or own not in [*items, before]:
            return None
        over = [_last(own.section), *columns]
        over += [self._text(before)] if before else []
        return ArticleList(
            items,
            [*map(self._text, items)],
            lead,
            self._text(lead) if lead else "",
            "\n".join(over),
            (before or items[0]).number,
        )

    def around(self, number: int, listed: ArticleList) -> list[ArticleList]:
        """Give the list within an item, and the one that its own list is within."""
        below = self._article.paragraph(number + 1)
        inner = below if below and self._items.over(below) else None
        outer = self._items.over(listed.items[0])
        at = [self.at(each.number) for each in (inner, outer) if each]
        return [each for each in at if each]

    def rows_of(self, listed: ArticleList) -> range:
        """Give the rows of the passages that a list's items are of."""
        return self._rows_of(listed.items[0].start, listed.items[-1].end)

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
        end = self._sentences_of(listed.items[-1])[-1].end
        return self._in_one(hit, [replace(first, end=end)])

    def quoted_items(self, numbers: Sequence[int], hit: Hit) -> Hit:
        """Put items or rows in the place of a hit, in one passage: each is marked.

        Args:
            numbers: Those of their paragraphs, at least one, in their order.
            hit: What was found.
        """
        rows = [self._article.paragraphs[number - 1] for number in numbers]
        parts = [self._sentences_of(row) for row in rows]
        quotes = [replace(part[0], end=part[-1].end) for part in parts]
        return self._in_one(hit, quotes)

    def _in_one(self, hit: Hit, quotes: Sequence[Sentence]) -> Hit:
        """Quote the first of some parts, and mark the others, in one passage."""
        first, *marks = quotes
        rows = self._rows_of(first.start, quotes[-1].end)
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
            sentence=first,
            words=None,
            marks=tuple(marks),
            is_chosen=True,
            row=rows.start,
        )

    def with_beside(
        self, listed: ArticleList, *, in_siblings: bool = False
    ) -> list[ArticleList]:
        """Give a list and those right before and right behind it, in their order.

        Args:
            listed: The list.
            in_siblings: Whether they may stand under another heading of its level.
        """
        found, above = [listed], _above(listed) if in_siblings else listed.section
        for step in (-1, 1):
            for _ in range(MOST_BESIDE):
                edge = found[0].first if step < 0 else found[-1].items[-1].number
                beside = self.at(edge + step)
                if beside is None:
                    break
                if above != (_above(beside) if in_siblings else beside.section):
                    break
                found.insert(0 if step < 0 else len(found), beside)
        return found

    def _items_of(self, own: Paragraph) -> tuple[list[Paragraph], list[str]]:
        """Give the items of the list or the table at a paragraph, and its columns."""
        items = self._items.at(own)
        row = own if own.is_row or items else self._article.paragraph(own.number + 1)
        if row is None or not row.is_row:
            return items, []
        table = table_at(self._article, row.number) if self._items.at(row) else []
        rows = [self._article.paragraphs[each.paragraph - 1] for each in table]
        return rows, [*table[0].cells] if table else []

    def _text(self, part: Paragraph | Sentence) -> str:
        return self._article.text[part.start : part.end]

    def _lead_of(
        self, items: Sequence[Paragraph], columns: Sequence[str]
    ) -> Sentence | None:
        """Give the sentence before a list that announces it, or goes on in it.

        "The ferry has", and then what it has; or "She gave three reasons. One was kept
        from the press.", and then three.
        """
        over = self._items.over(items[0])
        before = over or self._article.paragraph(items[0].number - 1)
        if before is None or before.section != items[0].section or before.is_row:
            return None
        sentences = self._sentences_of(before)
        *others, last = map(self._text, sentences)
        goes_on = announces(last) > 0 or not ends_sentence(last)
        goes_on = goes_on or _POINTS_ON.search(last) is not None
        is_caption = items[0].is_row and (
            _CAPTION.match(last) is not None
            or (not others and self._names_rows(last, columns))
        )
        if over or is_caption or goes_on or self._is_bold(before):
            return sentences[-1]
        counted = [
            announces(each) == len(items)
            or (self._names_rows(each, columns) and counts_to(each, len(items)))
            for each in map(self._text, sentences)
        ]
        return sentences[counted.index(True)] if any(counted) else None

    def _names_rows(self, sentence: str, columns: Sequence[str]) -> bool:
        """Tell whether a sentence has what the rows of a table are: "Cost by term"."""
        language = self._article.language
        stems = content_stems("".join(columns[:1]), language)
        return bool(stems) and stems <= content_stems(sentence, language)

    def _is_bold(self, paragraph: Paragraph) -> bool:
        """Tell whether all of a paragraph is bold, as what stands over a list is."""
        return any(
            look.kind == "strong"
            and look.start == paragraph.start
            and look.end == paragraph.end
            for look in self._article.looks
        )

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


def is_within(hit: Hit, whole: Hit) -> bool:
    """Tell whether a hit's passage is a part of another's, of joined passages."""
    passage, joined = hit.passage, whole.passage
    return (
        passage.article_id == joined.article_id
        and joined.start <= passage.start < joined.end
    )


def _last(section: str | None) -> str:
    """Give the last of some headings."""
    return (section or "").rpartition(TRAIL_SEPARATOR)[2]


def _above(listed: ArticleList) -> str:
    """Give the headings over a list but the last."""
    return (listed.section or "").rpartition(TRAIL_SEPARATOR)[0]
