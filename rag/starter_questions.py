"""Questions to begin with: made of an article, kept if retrieval answers them with it.

A question is kept only if asking it, in its article and in the whole library, gives an
answer whose first quote is a sentence that the question was made from. That holds when
the article is indexed: one that stays as it was keeps its questions.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest

from rag.confidence import THRESHOLD
from rag.generation import Generation
from rag.question_making import KINDS, Proposal, propose
from rag.retrieval import Retriever
from rag.types import Article, EncodedText, Encoder, Passage, StarterQuestion

MAX_KEPT = 4
MAX_CHECKED = 8
PASSAGES_A_CHECK = 2
"""An article may check one question and one more for so many passages, `MAX_CHECKED` at
most: a check takes about a fifth of the time that encoding a passage does."""

ARTICLES_AT_ONCE = 64
"""So many articles' questions are encoded together: each by itself takes thrice the
time."""

MIXED_ARTICLES = 40
"""A library's questions are those of so many articles: reading all takes time."""

REPEATED_KIND = 4.0
REPEATED_PARAGRAPH = 3.0
"""How many places in `KINDS` a question loses for each chosen one that is like it."""


def make_starters(
    texts: Iterable[tuple[Article, Sequence[Passage]]],
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
        chosen = [_chosen(article, passages) for article, passages in some]
        questions = list({each.question for group in chosen for each in group})
        encoded = encoder.encode_questions(questions) if questions else []
        ahead = _Ahead(dict(zip(questions, encoded, strict=True)))
        retriever = Retriever(generation, ahead)
        for (article, _), group in zip(some, chosen, strict=True):
            found = (_found(each, article.id, retriever) for each in group)
            yield tuple(islice(filter(None, found), MAX_KEPT))


def mix_starters(generation: Generation, count: int) -> list[str]:
    """Mix the questions of a library: the best of each of the articles added last.

    Args:
        generation: The index in use.
        count: How many questions at most.

    Returns:
        The questions; where few articles have any, the second best of each follow.
    """
    newest = islice(reversed(generation.manifest.articles), MIXED_ARTICLES)
    groups = [generation.starters(entry.id) for entry in newest]
    ordered = (each for row in zip_longest(*groups) for each in row if each)
    return list(islice(dict.fromkeys(each.question for each in ordered), count))


def _chosen(article: Article, passages: Sequence[Passage]) -> list[Proposal]:
    limit = min(MAX_CHECKED, 1 + len(passages) // PASSAGES_A_CHECK)
    return choose(list(propose(article, passages)), limit)


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
    for scope in (article_id, None):
        found = retriever.search(proposal.question, 1, scope)
        if found.confidence < THRESHOLD:
            return None
        passage, sentence = found.hits[0].passage, found.hits[0].sentence
        inside = proposal.start <= sentence.start < sentence.end <= proposal.end
        if passage.article_id != article_id or not inside:
            return None
    return StarterQuestion(proposal.question, sentence.start, sentence.end)


class _Ahead:
    """Questions that were encoded together, as a `QuestionEncoder`."""

    def __init__(self, encoded: Mapping[str, EncodedText]) -> None:
        self._encoded = encoded

    def encode_question(self, question: str) -> EncodedText:
        """Give what was encoded ahead."""
        return self._encoded[question]
