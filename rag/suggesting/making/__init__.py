"""Questions that an article answers, made from its sentences, headings and names.

No language model takes part: a question keeps the article's own words, and where these
can't stand alone there is none. `propose` makes questions of sentences by their
patterns, `propose_topics` those that need no grammar, `propose_title` the last resort.
"""

import re
from collections.abc import Iterator, Sequence

from rag.asking.wording.english import capital
from rag.suggesting.making.definitions import ask_definition
from rag.suggesting.making.english import ask_english
from rag.suggesting.making.proposal import KINDS, Proposal
from rag.suggesting.making.topics import propose_title, propose_topics
from rag.suggesting.making.wording import Wording, words_of
from rag.types import Article, Passage

__all__ = ["KINDS", "Proposal", "propose", "propose_title", "propose_topics"]

MIN_WORDS, MAX_WORDS = 3, 18
MIN_SENTENCE_WORDS, MAX_SENTENCE_WORDS = 6, 50
MAX_SENTENCE_CHARS = 1_000
"""The patterns of sentences take up to the square of a sentence's length."""

MAX_PASSAGES = 4_000
"""Of a longer article (2 MB, a shelf of novels) every second passage is read, or every
third: of all its questions four are kept."""


# White space is looked at from its first character alone, not from each in turn.
_BRACKETS = re.compile(r"(?:(?<!\s)\s++)?(?:\([^()]*+\)|\[[^\[\]]*+\])")
_OPENING = re.compile(
    r"(?:However|Moreover|Furthermore|In addition|Additionally|Indeed|Today|Therefore"
    r"|Thus|For example|For instance|In fact|In general|Generally|Historically), "
)
_SPACE = re.compile(r"\s+")
_ASKS = re.compile(
    r"(?:Who|What|When|Where|Why|How|Which|Whose|Is|Are|Was|Were|Do|Does|Did|Can|Could"
    r"|Should|Will) [^?!.:;]+\?"
)
_LEANS = re.compile(r"\b(?:it|they|this|that|these|those|you|your|we|us|our|I|my)\b")


def propose(article: Article, passages: Sequence[Passage]) -> Iterator[Proposal]:
    """Make questions from an article's headings and sentences, in their order.

    Args:
        article: The article.
        passages: Its passages.
    """
    wording = Wording(article.title, article.text)
    # That a heading asks, and stands alone, is told by English words.
    if article.language == "en":
        yield from _of_headings(article, wording)
    for passage in passages[:: 1 + len(passages) // MAX_PASSAGES]:
        for sentence in passage.sentences:
            text = _plain(passage.quote(sentence))
            if not _is_moderate(text):
                continue
            for kind, question in _ask(text, article, wording):
                yield Proposal(
                    question, sentence.start, sentence.end, kind, sentence.paragraph
                )


def _is_moderate(text: str) -> bool:
    if len(text) > MAX_SENTENCE_CHARS:
        return False
    return MIN_SENTENCE_WORDS <= len(words_of(text)) <= MAX_SENTENCE_WORDS


def _ask(text: str, article: Article, wording: Wording) -> Iterator[tuple[str, str]]:
    if article.language != "en":
        if question := ask_definition(text, article.language, article.title):
            yield "what", question
        return
    for kind, question in ask_english(text, wording):
        if _is_good(question, wording):
            yield kind, question


def _is_good(question: str, wording: Wording) -> bool:
    is_moderate = MIN_WORDS <= len(question.split()) <= MAX_WORDS
    return is_moderate and wording.is_specific(question)


def _of_headings(article: Article, wording: Wording) -> Iterator[Proposal]:
    """Take the headings that ask a question which stands alone."""
    starts = [heading.start for heading in article.headings] + [len(article.text)]
    for heading, end in zip(article.headings, starts[1:], strict=True):
        text = article.text[heading.start : heading.end].strip("# \n")
        leans = _ASKS.fullmatch(text) is None or _LEANS.search(text) is not None
        if not leans and _is_good(text, wording):
            yield Proposal(text, heading.end, end, "heading", 0)


def _plain(text: str) -> str:
    """Take out what stands in brackets, line breaks, and an opening as "However, "."""
    text = _SPACE.sub(" ", _BRACKETS.sub("", text)).strip()
    # What followed the opening began small.
    return capital(_OPENING.sub("", text))
