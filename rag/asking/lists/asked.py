"""A whole list, where a question asks for all that one has.

Long items and the rows of a table are passages of their own, and the best may be any of
them. Where nothing that is asked tells them apart, all of them answer, in their order.
In English what is asked, and what items say, is told more narrowly than elsewhere.
"""

import re
from dataclasses import replace
from itertools import compress

from rag.asking.confidence import MOST_BESIDE_POINT
from rag.asking.lists.article_lists import ArticleList, ArticleLists, is_within
from rag.asking.lists.items import MOST_ITEMS
from rag.asking.ranking.marking import Form
from rag.asking.ranking.query import Query
from rag.asking.ranking.sections import asked_of
from rag.asking.retrieved import Retrieved
from rag.asking.tables.conditions import ALLOWS
from rag.asking.tables.most import ANYBODY
from rag.asking.wording.answer_types import is_open, wants_figure, wants_time
from rag.asking.wording.english import AUX, BEFORE, DO, HAVE, MODAL, denies
from rag.asking.wording.predicates import predicate_stems
from rag.asking.wording.several_asked import asks_for_several
from rag.asking.wording.superlatives import superlative_of
from rag.library.generation.generation import Generation
from rag.readers.plain.lines import ends_sentence
from rag.settings import MAX_QUOTE_CHARS
from rag.text.terms import content_stems
from rag.types import Hit

# What all items are: "Which grants ...", "What are the main aims ...", "Name the ...".
_KIND = re.compile(
    rf"\W*(?:please\s+)?(?:(?:{BEFORE}\s+)?(?:what|which)(?:\s+(?:are|were))?"
    r"|name|list|enumerate|mention|give\s+me)\s+"
    r"(?P<kind>(?:[\w'’-]+\s+){0,4}?[\w'’-]+s)\b",
    re.IGNORECASE,
)
# "How do I make soap?" asks for all steps where the article is on soap.
HOW_TO = re.compile(r"\W*how\s+(?:(?:do|can|should)\s+(?:i|we|you|one)|to)\b", re.I)
_MAKING = frozenset({"make", "prepar", "cook", "bake", "build", "instal", "use"})
# "What has the ferry's owner done since?" asks for all of it.
_DOES = re.compile(rf"\W*what\s+(?:{DO}|{HAVE}|{MODAL})\s", re.IGNORECASE)
# "What are the ingredients of the cake?" asks for those of it alone.
_OF = re.compile(
    r"\W*(?:what\s+(?:are|were)|name|list|give\s+me)\s+(?:all\s+)?the\s+.*?"
    r"\b(?:of|for|in|on|at|with)\s",
    re.IGNORECASE,
)
# What all rows of a table are, whatever they are called.
_OF_TABLES = frozenset(
    ["data", "detail", "figur", "number", "spec", "specif", "technic", "valu"]
)
_BOTH = re.compile(r"\b(?:and|or)\b|/", re.IGNORECASE)
_WHETHER = re.compile(rf"\W*(?:{AUX})\b", re.IGNORECASE)
# "Who is in the cast?" asks for all; "Do not take it if" says who must not take it.
_WHO_OR_WHEN = re.compile(r"\W*(?:who|when|where)\b", re.IGNORECASE)
_WHO_ALL = re.compile(
    r"\W*who\s+(?:are|were|(?:is|was)\s+(?:in|on|among))\b", re.IGNORECASE
)
# "Where can I eat?" asks for all places.
_WHERE_ALL = re.compile(
    rf"\W*where\s+(?:{MODAL})\s+(?:i|we|you|one|people|visitors|guests)\b", re.I
)
_SAYS_WHO_OR_WHEN = re.compile(
    r"\b(?:who|when|where|not|never|must|should|may|can)\b", re.IGNORECASE
)


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
        then, and no other is chosen; or those of its items that say what is asked of
        them. A list of what isn't so answers no question for what is, and one asked of
        what only other articles have, or none of its items, is near at most.
    """
    if query.is_second and asks_for_several(query.text):
        form = "list"
    first, *others = found.hits
    lists = ArticleLists(generation, first.passage.article_id)
    listed = lists.at(first.sentence.paragraph)
    if listed is None and form == "list":
        listed = _told_beside(query, lists, first)
    if listed is None or found.status == "not_found" or superlative_of(query.text):
        return found
    best = _most_asked(query, lists, listed, first)
    if form == "list" and is_of_another(query, found, best, lists.subject):
        doubted = min(first.probability, MOST_BESIDE_POINT)
        return replace(found, hits=(replace(first, probability=doubted), *others))
    if best.denies != denies(query.text) and not query.is_second:
        return found
    whole = _quoted(query, form, found, lists, best)
    if whole is None or whole.sentence.end - whole.sentence.start > MAX_QUOTE_CHARS:
        return found
    rest = [replace(h, is_chosen=False) for h in others if not is_within(h, whole)]
    return replace(found, hits=(whole, *rest))


def _quoted(
    query: Query, form: Form, found: Retrieved, lists: ArticleLists, listed: ArticleList
) -> Hit | None:
    """Quote the items of a list that are asked for, or all where all of it is."""
    first = found.hits[0]
    if items := items_meeting(query, form, listed, lists.subject):
        return lists.quoted_items(items, first)
    is_lead = listed.lead is not None and listed.lead.start == first.sentence.start
    is_announced = is_lead and _is_announced(query, form, listed)
    if not is_announced and not _is_asked(query, form, found, listed, lists.subject):
        return None
    whole = lists.quoted(listed, first)
    if form == "list" and is_lead and _is_said(query, found, listed, lists.subject):
        # A reader of what announces it doesn't know that its items are meant.
        return replace(whole, probability=max(first.probability, found.related))
    return whole


def _told_beside(query: Query, lists: ArticleLists, first: Hit) -> ArticleList | None:
    """Find the list right before or behind a paragraph that speaks of the same."""
    passage, number = first.passage, first.sentence.paragraph
    quoted = asked_of(query, passage, passage.quote(first.sentence)).shared
    for beside in map(lists.at, (number - 1, number + 1)):
        if beside is None or beside.section != passage.section:
            continue
        told = asked_of(query, passage, beside.announces).shared
        if told and told >= quoted:
            return beside
    return None


def _most_asked(
    query: Query, lists: ArticleLists, listed: ArticleList, first: Hit
) -> ArticleList:
    """Choose what a question is on, of lists beside one another, or join several.

    An item says little of whether it is a pro or a con; what announces it tells.
    """

    def shared(words: str) -> frozenset[str]:
        return asked_of(query, first.passage, words).shared

    def likeness(each: ArticleList) -> tuple[bool, int, int, bool]:
        over = shared(f"{each.section or ''} {each.over}")
        is_denied = each.denies == denies(query.text)
        # Of both under one heading it is the list's.
        is_list = bool(over) and not each.is_table
        return is_denied, len(shared(each.announces)), len(over), is_list

    around = lists.around(first.sentence.paragraph, listed)
    best = max([listed, *lists.with_beside(listed), *around], key=likeness)
    if not _BOTH.search(query.text):
        return best
    own = shared(best.over)
    for in_siblings in (False, True):
        beside = lists.with_beside(best, in_siblings=in_siblings)
        others = [each for each in beside if each.is_table == best.is_table]
        wanted = [each for each in others if each is best or shared(each.over) - own]
        if len(wanted) > 1:
            joined = lists.joined(wanted)
            return joined if len(joined.items) <= MOST_ITEMS else best
    return best


def _is_announced(query: Query, form: Form, listed: ArticleList) -> bool:
    """Tell whether a list answers a question that what announces it was found for.

    "The tenant may leave if:" alone answers nothing; "There are two reasons." may.
    """
    said = listed.announces
    if said.endswith((":", "：")) or not ends_sentence(said):
        return not wants_figure(query.text) or wants_time(query.text)
    return form != "fact" or is_open(query.text) or query.is_second


def _is_asked(
    query: Query, form: Form, found: Retrieved, listed: ArticleList, subject: str
) -> bool:
    """Tell whether all of a list answers a question, of which an item was found."""
    text = query.text
    asked = asked_of(query, found.hits[0].passage, listed.over)
    rest = asked.rest - content_stems(subject, query.language)
    does = _DOES.match(text)
    if does and wants_figure(text):
        return False  # "What do the boats cost?": a row has it
    if form == "list" or (listed.lead and does):
        if not asked.shared and found.status != "answered":
            return False
        # "Which grants ...?": each item is one, whether it says so or not.
        kind = _KIND.match(text) if asked.shared else None
        rest -= content_stems(kind["kind"] if kind else "", query.language)
        return rest.isdisjoint(_telling_apart(listed, query.language))
    if HOW_TO.match(text) and listed.is_numbered:
        return not rest - _MAKING
    return _is_of_all(text, form, listed) and bool(asked.shared) and not asked.rest


def is_of_another(
    query: Query, found: Retrieved, listed: ArticleList, subject: str
) -> bool:
    """Tell whether what is asked for is in articles, and not in this list or over it.

    "The ingredients of the cake" are not those of a loaf in whose article is no cake. A
    table isn't of what none of its rows and columns is called. "Which walks pass a
    café?" asks for none of a list that has no café, and of a table for all it says.
    """
    rest = _unsaid(query, found, listed, subject)
    predicate = _predicate_of(query, listed)
    unsaid = predicate & rest
    if unsaid and (listed.is_table or unsaid == predicate):
        return True
    if not _OF.match(query.text):
        return False
    if listed.is_table:
        return not rest <= _OF_TABLES
    missing = content_stems(" ".join(found.missing_terms), query.language)
    return not rest <= missing


def items_meeting(
    query: Query, form: Form, listed: ArticleList, subject: str
) -> list[int]:
    """Choose the items that have all that a question says of what it asks for.

    "Which museums have a café?" is answered by some items of the list of museums.

    Args:
        query: The question.
        form: What kind of answer it wants.
        listed: A list, or a table, whose rows are chosen by its columns.
        subject: What its article is on (`ArticleLists.subject`).

    Returns:
        The numbers of their paragraphs; empty where nothing is said, or what all items
        have, or none.
    """
    predicate = _predicate_of(query, listed)
    over = content_stems(f"{listed.over}\n{subject}", query.language)
    if form != "list" or listed.is_table or not predicate or predicate & over:
        return []
    says = [predicate <= content_stems(item, query.language) for item in listed.texts]
    return [] if all(says) else [i.number for i in compress(listed.items, says)]


def _is_said(query: Query, found: Retrieved, listed: ArticleList, subject: str) -> bool:
    """Tell whether all that a question says of what it asks for is said of a list."""
    predicate = _predicate_of(query, listed)
    return bool(predicate) and not predicate & _unsaid(query, found, listed, subject)


def _predicate_of(query: Query, listed: ArticleList) -> frozenset[str]:
    """Collect what has to be said of items, where their language is the question's."""
    if query.is_across or query.language != "en":
        return frozenset()
    predicate = predicate_stems(query.text, with_verb=listed.is_table)
    return predicate - ALLOWS - ANYBODY


def _unsaid(
    query: Query, found: Retrieved, listed: ArticleList, subject: str
) -> frozenset[str]:
    """Collect what is asked for that neither a list nor what stands over it has."""
    steps = "steps" if listed.is_numbered else ""
    said = "\n".join([listed.over, subject, steps, *listed.texts])
    return asked_of(query, found.hits[0].passage, said).rest


def _is_of_all(question: str, form: Form, listed: ArticleList) -> bool:
    """Tell whether a question can be for all that stands in a list, by its form."""
    if _WHO_ALL.match(question) or _WHERE_ALL.match(question):
        return True
    if _WHO_OR_WHEN.match(question):
        return _SAYS_WHO_OR_WHEN.search(listed.over) is not None
    return form != "fact" or (is_open(question) and not _WHETHER.match(question))


def _telling_apart(listed: ArticleList, language: str) -> frozenset[str]:
    """Give the stems of the words that some items have and others lack."""
    says = [content_stems(item, language) for item in listed.texts]
    return frozenset.union(*says) - frozenset.intersection(*says)
