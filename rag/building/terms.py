"""The lexical terms of passages: found when they are new, taken over when not."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rag.library.generation.lexical import UNSTATED, LexicalIndex
from rag.library.generation.lines import SentenceTerms
from rag.library.generation.writer import Vocabulary
from rag.text.passages.contexts import stated
from rag.text.terms import index_terms
from rag.types import Passage


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """The terms of a passage: of its context, and of each of its sentences.

    `unstated` names those of its context that only a hint has (`contexts.authorship`).
    """

    context: tuple[str, ...]
    own: SentenceTerms
    unstated: frozenset[str]


def analyse(
    passage: Passage, context: str, language: str, known: SentenceTerms | None
) -> PassageTerms:
    """Find the terms of a passage.

    Args:
        passage: The passage.
        context: What of its title and headings counts as its words.
        language: ISO 639-1 code of its article.
        known: What was found in the same text before.
    """
    if known is None or known.language != language:
        known = SentenceTerms(
            language,
            tuple(
                tuple(index_terms(passage.quote(sentence), language))
                for sentence in passage.sentences
            ),
        )
    terms = _context_terms(context, language)
    title = _context_terms(stated(context), language)
    unstated = frozenset(terms).difference(title, *known.sentences)
    return PassageTerms(terms, known, unstated)


# The passages under one heading come one after another.
@lru_cache(maxsize=1)
def _context_terms(context: str, language: str) -> tuple[str, ...]:
    return tuple(index_terms(context, language))


def make_vocabulary(terms: Sequence[PassageTerms]) -> Vocabulary:
    """Make the lexical indexes over passages and over sentences."""
    if not terms:
        return Vocabulary(None, None)
    passages = (
        [
            *t.context,
            *chain.from_iterable(t.own.sentences),
            # Found by, but not said: so it is never shown as a word that matched.
            *(UNSTATED + term for term in sorted(t.unstated)),
        ]
        for t in terms
    )
    sentences = ([*t.context, *own] for t in terms for own in t.own.sentences)
    return Vocabulary(
        passages=LexicalIndex.build(passages),
        sentences=LexicalIndex.build(sentences, presence_only=True),
    )
