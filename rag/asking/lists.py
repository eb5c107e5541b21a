"""A whole list, where a question asks for all that one has.

Long items and the rows of a table are passages of their own, and the best may be any of
them. Where nothing that is asked tells them apart, all of them answer, in their order.
English only, but for what the quote itself announces.
"""

import re
from dataclasses import replace

from rag.asking.article_lists import MOST_ITEMS, ArticleList, ArticleLists, denies
from rag.asking.ranking.marking import Form
from rag.asking.ranking.query import Query
from rag.asking.ranking.sections import asked_of
from rag.asking.retrieved import Retrieved
from rag.asking.wording.answer_types import is_open, wants_figure, wants_time
from rag.asking.wording.english import AUX, BEFORE, DO, HAVE, MODAL
from rag.asking.wording.superlatives import superlative_of
from rag.library.generation.generation import Generation
from rag.readers.plain.lines import ends_sentence
from rag.settings import MAX_QUOTE_CHARS
from rag.text.terms import content_stems
from rag.types import Hit, Passage

# What all items are: "Which grants ...", "What are the main aims ...", "Name the ...".
_KIND = re.compile(
    rf"\W*(?:please\s+)?(?:(?:{BEFORE}\s+)?(?:what|which)(?:\s+(?:are|were))?"
    r"|name|list|enumerate|mention|give\s+me)\s+"
    r"(?P<kind>(?:[\w'’-]+\s+){0,4}?[\w'’-]+s)\b",
    re.IGNORECASE,
)
# "How do I make soap?" asks for all steps where the article is on soap.
_HOW_TO = re.compile(r"\W*how\s+(?:(?:do|can|should)\s+(?:i|we|you|one)|to)\b", re.I)
_MAKING = frozenset({"make", "prepar", "cook", "bake", "build", "instal", "do", "use"})
# "What has the ferry's owner done since?" asks for all of it.
_DOES = re.compile(rf"\W*what\s+(?:{DO}|{HAVE}|{MODAL})\s", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:and|or)\b|/", re.IGNORECASE)
_WHETHER = re.compile(rf"\W*(?:{AUX})\b", re.IGNORECASE)
# "Who is in the cast?" asks for all; "Do not take it if" says who must not take it.
_WHO_OR_WHEN = re.compile(r"\W*(?:who|when|where)\b", re.IGNORECASE)
_WHO_ALL = re.compile(
    r"\W*who\s+(?:are|were|(?:is|was)\s+(?:in|on|among))\b", re.IGNORECASE
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
        then, and no other is chosen. A list of what isn't so answers no question for
        what is.
    """
    first, *others = found.hits
    lists = ArticleLists(generation, first.passage.article_id)
    listed = lists.at(first.sentence.paragraph)
    if listed is None or found.status == "not_found" or superlative_of(query.text):
        return found
    best = _most_asked(query, lists, listed, first.passage)
    if best.denies != denies(query.text) and not query.is_second:
        return found
    is_lead = listed.lead is not None and listed.lead.start == first.sentence.start
    if not (is_lead and _is_announced(query, form, listed)) and not (
        _is_asked(query, form, found, best, lists.subject)
    ):
        return found
    whole = lists.quoted(best, first)
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


def _most_asked(
    query: Query, lists: ArticleLists, listed: ArticleList, passage: Passage
) -> ArticleList:
    """Choose what a question is on, of lists beside one another, or join several.

    An item says little of whether it is a pro or a con; what announces it tells.
    """
    beside = lists.with_beside(listed)
    is_denied = denies(query.text)

    def shared(words: str) -> frozenset[str]:
        return asked_of(query, passage, words).shared

    best = max(
        [listed, *beside],
        key=lambda each: (
            each.denies == is_denied,
            len(shared(each.announces)),
            len(shared(each.over)),
        ),
    )
    own = shared(best.over)
    wanted = [each for each in beside if each is best or shared(each.over) - own]
    joined = lists.joined(wanted)
    is_both = len(wanted) > 1 and _BOTH.search(query.text)
    return joined if is_both and len(joined.items) <= MOST_ITEMS else best


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
    if form == "list" or (listed.lead and _DOES.match(text)):
        if not asked.shared and found.status != "answered":
            return False
        # "Which grants ...?": each item is one, whether it says so or not.
        kind = _KIND.match(text) if asked.shared else None
        rest -= content_stems(kind["kind"] if kind else "", query.language)
        return rest.isdisjoint(_telling_apart(listed, query.language))
    if _HOW_TO.match(text) and listed.is_numbered:
        return not rest - _MAKING
    return _is_of_all(text, form, listed) and bool(asked.shared) and not asked.rest


def _is_of_all(question: str, form: Form, listed: ArticleList) -> bool:
    """Tell whether a question can be for all that stands in a list, by its form."""
    if _WHO_OR_WHEN.match(question):
        says = _WHO_ALL.match(question) or _SAYS_WHO_OR_WHEN.search(listed.over)
        return says is not None
    return form != "fact" or (is_open(question) and not _WHETHER.match(question))


def _telling_apart(listed: ArticleList, language: str) -> frozenset[str]:
    """Give the stems of the words that some items have and others lack."""
    says = [content_stems(item, language) for item in listed.texts]
    return frozenset.union(*says) - frozenset.intersection(*says)
