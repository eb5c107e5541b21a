"""Questions to begin with: made of an article, kept if retrieval answers them with it.

A question is kept only if asking it, in its article and in the whole library, gives an
answer whose first quote is the sentence that the question was made from, or for a name
or heading one that has the name or stands under the heading. That holds when the
article is indexed: one that stays as it was keeps its questions.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest

from rag.asking.retrieval import Retriever
from rag.errors import QuotewellError
from rag.library.generation.generation import Generation
from rag.models.second import second_of
from rag.roles import EncodedText, Encoder, QuestionEncoder
from rag.suggesting.making import (
    KINDS,
    Proposal,
    propose,
    propose_title,
    propose_topics,
)
from rag.types import Article, Passage, StarterQuestion

log = logging.getLogger(__name__)

_Text = tuple[Article, Sequence[Passage]]
_Make = Callable[[Article, Sequence[Passage]], Iterator[Proposal]]

MAX_KEPT = 4
ROUNDS: tuple[tuple[_Make, int], ...] = (
    (propose, MAX_KEPT),
    (propose_topics, 3),
    (propose_title, 1),
)
"""What makes questions, the best first; each is asked while an article has fewer."""

PASSAGES_A_QUESTION = 2
"""An article gets one question, and one more for so many passages."""

CHECKS_A_QUESTION = 3
"""For each question that is lacking so many may be checked: a check takes about a fifth
of the time that encoding a passage does."""

ARTICLES_AT_ONCE, QUESTIONS_AT_ONCE = 64, 8
"""Of so many articles the questions of like length are encoded together: each by itself
takes up to thrice the time, and among longer ones nearly twice."""

MIXED_ARTICLES = 40
"""A library's questions are those of so many articles: reading all takes time."""

REPEATED_KIND = 4.0
REPEATED_PARAGRAPH = 3.0
"""How many places in `KINDS` a question loses for each chosen one that is like it."""


def make_starters(
    texts: Iterable[_Text],
    generation: Generation,
    encoder: Encoder,
) -> Iterator[tuple[StarterQuestion, ...]]:
    """Make articles' questions.

    Args:
        texts: The articles, with their passages.
        generation: The index that they are in, whole but for these questions.
        encoder: The model that the index was made with.

    Returns:
        For each article up to `MAX_KEPT` questions, the best first.
    """
    left = iter(texts)
    while some := list(islice(left, ARTICLES_AT_ONCE)):
        kept: list[list[StarterQuestion]] = [[] for _ in some]
        for make, most in ROUNDS:
            lacking = [
                _wanted(most, passages) - len(have)
                for (_, passages), have in zip(some, kept, strict=True)
            ]
            chosen = [
                choose(_proposed(make, text), CHECKS_A_QUESTION * lacks)
                if lacks > 0
                else []
                for text, lacks in zip(some, lacking, strict=True)
            ]
            ahead = _encode_ahead(chosen, encoder)
            retriever = Retriever(generation, ahead, second=second_of(encoder))
            for number, (article, _) in enumerate(some):
                found = (_checked(p, article.id, retriever) for p in chosen[number])
                # One by one, so that nothing more is checked once enough are kept.
                kept[number] += islice(filter(None, found), max(0, lacking[number]))
        yield from map(tuple, kept)


def _proposed(make: _Make, text: _Text) -> list[Proposal]:
    """Make questions of an article; one that fails at it has none, and is searched."""
    try:
        return list(make(*text))
    except Exception:  # whatever a text can bring about
        log.warning("no questions of %s", text[0].id, exc_info=True)
        return []


def _checked(
    proposal: Proposal, article_id: str, retriever: Retriever
) -> StarterQuestion | None:
    """Ask a question; one that fails at it isn't kept, and the build goes on."""
    try:
        return _found(proposal, article_id, retriever)
    except QuotewellError:  # the index or its engine fails, and would at the next
        raise
    except Exception:  # whatever a question can bring about
        log.warning("not asked: %s", proposal.question, exc_info=True)
        return None


def _wanted(most: int, passages: Sequence[Passage]) -> int:
    return min(most, 1 + len(passages) // PASSAGES_A_QUESTION)


def mix_starters(
    generation: Generation, count: int, articles: Sequence[str] | None = None
) -> list[str]:
    """Mix the questions of a library: the best of each of the articles added last.

    Args:
        generation: The index in use.
        count: How many questions at most.
        articles: Ids of those that are asked; None asks all.

    Returns:
        The questions; where few articles have any, the second best of each follow.
    """
    newest = (entry.id for entry in reversed(generation.manifest.articles))
    asked = newest if articles is None else filter(set(articles).__contains__, newest)
    groups = [generation.starters(id_) for id_ in islice(asked, MIXED_ARTICLES)]
    ordered = (each for row in zip_longest(*groups) for each in row if each)
    return list(islice(dict.fromkeys(each.question for each in ordered), count))


def choose(proposals: Sequence[Proposal], limit: int) -> list[Proposal]:
    """Choose questions of many kinds, from all over the article.

    Args:
        proposals: What was made of the article, in its order.
        limit: How many to choose at most.

    Returns:
        The chosen ones, best first, no question twice.

    Example:
        Of two numbers and a reason the second chosen is the reason.
    """
    # Two sentences may make the same question.
    left = list({proposal.question: proposal for proposal in proposals}.values())
    kinds: Counter[str] = Counter()
    paragraphs: Counter[int] = Counter()

    def cost(proposal: Proposal) -> float:
        return (
            KINDS.index(proposal.kind)
            + REPEATED_KIND * kinds[proposal.kind]
            + REPEATED_PARAGRAPH * paragraphs[proposal.paragraph]
        )

    chosen: list[Proposal] = []
    while left and len(chosen) < limit:
        best = min(left, key=cost)
        left.remove(best)
        chosen.append(best)
        kinds[best.kind] += 1
        paragraphs[best.paragraph] += 1
    return chosen


def _found(
    proposal: Proposal, article_id: str, retriever: Retriever
) -> StarterQuestion | None:
    """Give a question with the sentence that answers it, if that is the right one."""
    # The article first: what fails there is not asked of the whole library.
    for only in ([article_id], None):
        found = retriever.search(proposal.question, 1, only)
        # Asked by a person, it would be refused.
        if found.status != "answered":
            return None
        passage, sentence = found.hits[0].passage, found.hits[0].sentence
        inside = proposal.start <= sentence.start < sentence.end <= proposal.end
        # The range of a name's question is the whole article: only the name itself
        # tells that the sentence is about it.
        carries = proposal.carries.casefold() in passage.quote(sentence).casefold()
        if passage.article_id != article_id or not inside or not carries:
            return None
    return StarterQuestion(proposal.question, sentence.start, sentence.end)


def _encode_ahead(groups: Iterable[Sequence[Proposal]], encoder: Encoder) -> "_Ahead":
    questions = sorted({each.question for group in groups for each in group}, key=len)
    encoded: dict[str, EncodedText] = {}
    for start in range(0, len(questions), QUESTIONS_AT_ONCE):
        some = questions[start : start + QUESTIONS_AT_ONCE]
        encoded.update(zip(some, encoder.encode_questions(some), strict=True))
    return _Ahead(encoded, encoder)


class _Ahead:
    """Questions that were encoded together, as a `QuestionEncoder`."""

    def __init__(
        self, encoded: Mapping[str, EncodedText], encoder: QuestionEncoder
    ) -> None:
        self._encoded = encoded
        self._encoder = encoder

    def encode_question(self, question: str) -> EncodedText:
        """Give what was encoded ahead; what is asked on the way is encoded now.

        "Who wrote the article on tides?" looks for the article by its "tides".
        """
        known = self._encoded.get(question)
        return self._encoder.encode_question(question) if known is None else known
