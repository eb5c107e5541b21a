"""A whole list, where a question asks for all that one has.

Long items and the rows of a table are passages of their own, and the best may be any of
them. Where nothing that is asked tells them apart, all of them answer, in their order.
English only, but for what the quote itself announces.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile

from rag.asking.ranking.discourse import announces
from rag.asking.ranking.marking import Form
from rag.asking.ranking.query import Query
from rag.asking.ranking.sections import asked_of
from rag.asking.retrieved import Retrieved
from rag.asking.tables.columns import table_at
from rag.asking.wording.answer_types import is_open, wants_figure, wants_time
from rag.asking.wording.english import AUX, BEFORE, DO, HAVE, MODAL
from rag.asking.wording.superlatives import superlative_of
from rag.library.generation.generation import Generation
from rag.readers.plain.lines import ends_sentence, is_list_item
from rag.settings import MAX_QUOTE_CHARS
from rag.text.passages.contexts import TRAIL_SEPARATOR
from rag.text.terms import content_stems
from rag.types import Article, Hit, Paragraph, Sentence

MOST_ITEMS = 40
"""Of a longer list those are quoted that are like the question."""

MOST_BETWEEN = 3
"""So many paragraphs may stand between one step and the next."""

MOST_BESIDE = 4
"""So many lists on each side are looked at: seldom are there more than two."""

# What all items are: "Which grants ...", "What are the main aims ...", "Name the ...".
_KIND = re.compile(
    rf"\W*(?:please\s+)?(?:(?:{BEFORE}\s+)?(?:what|which)(?:\s+(?:are|were))?"
    r"|name|list|enumerate|mention|give\s+me)\s+"
    r"(?P<kind>(?:[\w'’-]+\s+){0,4}?[\w'’-]+s)\b",
    re.IGNORECASE,
)
# "How do I make soap?" asks for all steps where the article is on soap.
_HOW_TO = re.compile(r"\W*how\s+(?:(?:do|can|should)\s+(?:i|we|you|one)|to)\b", re.I)
_NUMBERED = re.compile(r"\W*(?P<number>\d{1,3})[.)]\s")
_MAKING = frozenset({"make", "prepar", "cook", "bake", "build", "instal", "do", "use"})
# "What has the ferry's owner done since?" asks for all of it.
_DOES = re.compile(rf"\W*what\s+(?:{DO}|{HAVE}|{MODAL})\s", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:and|or)\b|/", re.IGNORECASE)
# What may be done is another list than what may not.
_DENIES = re.compile(
    r"\b(?:not|no|never|cannot|nobody|nothing|none|without)\b|n['’]t\b", re.IGNORECASE
)
_WHETHER = re.compile(rf"\W*(?:{AUX})\b", re.IGNORECASE)
# "Who is in the cast?" asks for all; "Do not take it if" says who must not take it.
_WHO_OR_WHEN = re.compile(r"\W*(?:who|when|where)\b", re.IGNORECASE)
_WHO_ALL = re.compile(
    r"\W*who\s+(?:are|were|(?:is|was)\s+(?:in|on|among))\b", re.IGNORECASE
)
_SAYS_WHO_OR_WHEN = re.compile(
    r"\b(?:who|when|where|not|never|must|should|may|can)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _List:
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
        return _DENIES.search(self.announces or self.over) is not None

    @property
    def section(self) -> str | None:
        """The headings over it."""
        return self.items[0].section


def with_whole_list(
    query: Query, form: Form, found: Retrieved, generation: Generation
) -> Retrieved:
    """Quote a whole list where one of its items, or what announces it, is found first.

    Args:
        query: The question.
        form: What kind of answer it wants.
        found: What was found in the index for it.
        generation: The index.

    Returns:
        The same, but where all of a list is asked for: there that is the first hit's
        quote, in a passage made of all that it is in, which are no hits of their own
        then, and no other is chosen. A list of what isn't so answers no question for
        what is.
    """
    first, *others = found.hits
    lists = _Lists(generation, first)
    listed = lists.at(first.sentence.paragraph)
    if listed is None or found.status == "not_found" or superlative_of(query.text):
        return found
    best = lists.most_asked(query, listed)
    if best.denies != (_DENIES.search(query.text) is not None) and not query.is_second:
        return found
    is_lead = listed.lead is not None and listed.lead.start == first.sentence.start
    if not (is_lead and _is_announced(query, form, listed)) and not (
        _is_asked(query, form, found, best, lists.subject)
    ):
        return found
    whole = lists.quoted(best)
    if whole.sentence.end - whole.sentence.start > MAX_QUOTE_CHARS:
        return found
    rest = [replace(hit, is_chosen=False) for hit in others if not _is_in(hit, whole)]
    return replace(found, hits=(whole, *rest))


def _is_in(hit: Hit, whole: Hit) -> bool:
    passage, joined = hit.passage, whole.passage
    return (
        passage.article_id == joined.article_id
        and joined.start <= passage.start < joined.end
    )


def _is_announced(query: Query, form: Form, listed: _List) -> bool:
    """Tell whether a list answers a question that what announces it was found for.

    "The tenant may leave if:" alone answers nothing; "There are two reasons." may.
    """
    said = listed.announces
    if said.endswith((":", "：")) or not ends_sentence(said):
        return not wants_figure(query.text) or wants_time(query.text)
    return form != "fact" or is_open(query.text) or query.is_second


def _is_asked(
    query: Query, form: Form, found: Retrieved, listed: _List, subject: str
) -> bool:
    """Tell whether all of a list answers a question, of which an item was found."""
    text = query.text
    asked = asked_of(query, found.hits[0].passage, listed.over)
    rest = asked.rest - content_stems(subject, query.language)
    if form == "list" or (listed.lead and _DOES.match(text)):
        if not asked.shared and found.status != "answered":
            return False
        # "Which grants ...?": each item is one, whether it says so or not.
        kind = _KIND.match(text) if asked.shared else None
        rest -= content_stems(kind["kind"] if kind else "", query.language)
        return rest.isdisjoint(_telling_apart(listed, query.language))
    if _HOW_TO.match(text) and _NUMBERED.match(listed.texts[0]):
        return not rest - _MAKING
    return _is_of_all(text, form, listed) and bool(asked.shared) and not asked.rest


def _is_of_all(question: str, form: Form, listed: _List) -> bool:
    """Tell whether a question can be for all that stands in a list, by its form."""
    if _WHO_OR_WHEN.match(question):
        says = _WHO_ALL.match(question) or _SAYS_WHO_OR_WHEN.search(listed.over)
        return says is not None
    return form != "fact" or (is_open(question) and not _WHETHER.match(question))


def _telling_apart(listed: _List, language: str) -> frozenset[str]:
    """Give the stems of the words that some items have and others lack."""
    says = [content_stems(item, language) for item in listed.texts]
    return frozenset.union(*says) - frozenset.intersection(*says)


class _Lists:
    """The lists of the article that a hit is of."""

    def __init__(self, generation: Generation, hit: Hit) -> None:
        self._article: Article = generation.article(hit.passage.article_id)
        self._generation = generation
        self._hit = hit

    @property
    def subject(self) -> str:
        """The first sentence of the article, which says what that is on."""
        (first, *_) = self._sentences_of(self._article.paragraphs[0])
        return self._article.text[first.start : first.end]

    def at(self, number: int) -> _List | None:
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
        return _List(
            items,
            [*map(self._text, items)],
            lead,
            self._article.text[lead.start : lead.end] if lead else "",
            "\n".join(over),
            (before or items[0]).number,
        )

    def most_asked(self, query: Query, listed: _List) -> _List:
        """Choose what a question is on, of lists beside one another, or join several.

        An item says little of whether it is a pro or a con; what announces it tells.
        """
        beside = self._with_beside(listed)
        denies = _DENIES.search(query.text) is not None

        def shared(words: str) -> frozenset[str]:
            return asked_of(query, self._hit.passage, words).shared

        best = max(
            [listed, *beside],
            key=lambda each: (
                each.denies == denies,
                len(shared(each.announces)),
                len(shared(each.over)),
            ),
        )
        own = shared(best.over)
        wanted = [each for each in beside if each is best or shared(each.over) - own]
        joined = self._joined(wanted)
        is_both = len(wanted) > 1 and _BOTH.search(query.text)
        return joined if is_both and len(joined.items) <= MOST_ITEMS else best

    def _joined(self, lists: Sequence[_List]) -> _List:
        """Make one list of several: the leads of further ones are items of it, too."""
        first, *others = lists
        items = [*first.items]
        for other in others:
            items += self._article.paragraphs[other.first - 1 : other.items[-1].number]
        over = "\n".join(each.over for each in lists)
        return replace(first, items=items, texts=[*map(self._text, items)], over=over)

    def quoted(self, listed: _List) -> Hit:
        """Make one hit of the passages that a list is in, all of it the quote.

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
            self._hit,
            passage=whole,
            sentence=quote,
            words=None,
            marks=(),
            is_chosen=True,
            row=rows.start,
        )

    def _with_beside(self, listed: _List) -> list[_List]:
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
