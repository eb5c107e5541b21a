"""A question in a conversation: searched as it stands, or as it was meant.

The question itself is always searched, and where a word of it is misspelt, what that
may be (`rag.asking.spelling`). What it may mean after the questions before it
(`rag.asking.wording.followups`) is searched only where that could win, and wins only
when it makes an answer more probable without losing the question's own words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.asking.retrieval import Retriever
from rag.asking.retrieved import Retrieved
from rag.asking.spelling.misspelt import search_spelled
from rag.asking.wording.followups import FollowUp, follow_up
from rag.asking.wording.front_questions import front_question
from rag.asking.wording.parts import AskedPart, parts_of
from rag.asking.wording.reported import without_article
from rag.text.languages import choose_language
from rag.types import Hit, Turn

GAIN_IF_INCOMPLETE = 0.0
GAIN_IF_SHORT = 0.1
"""By how much a reading must raise the probability of an answer, for a question that
can't stand alone by its form, and for one that is only short. Measured on the
conversations of mtrag: smaller gains misread questions that stand alone, larger ones
find less."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was found, and how the question was read; None is as it stands, alone.

    Read together with those before it, though no whole question says how, it is the
    question itself.
    """

    found: Retrieved
    read_as: str | None


@dataclass(frozen=True, slots=True)
class Asking:
    """How the questions of a conversation are searched.

    Args:
        retriever: Searches.
        languages: ISO 639-1 codes of the articles' languages.
        top_k: How many passages at most.
        articles: Search only the articles of these ids; None searches all.
        literal: Take questions letter for letter, whatever was asked before.
    """

    retriever: Retriever
    languages: Sequence[str]
    top_k: int
    articles: Sequence[str] | None = None
    literal: bool = False

    def understand(self, question: str, history: Sequence[Turn]) -> Understood:
        """Search for a question as it stands or, if that finds more, as it is meant.

        Args:
            question: The question.
            history: The turns before it, oldest first.

        Raises:
            ArticleNotFoundError: No article has one of the ids.
        """
        if self.literal:
            return Understood(self.search(question), None)
        spelled = search_spelled(
            self.search, self.retriever.dictionary, question, self.retriever.is_word
        )
        literal, plain = spelled.found, Understood(spelled.found, spelled.read_as)
        is_across = self._is_across(literal)
        spoken = [literal.language] if is_across else self.languages
        leaning = _leaning(spelled.question, history, spoken)
        # No answer is more probable than 1, so no reading could win: none is searched.
        if leaning is None or literal.confidence + _gain(leaning) >= 1:
            return plain
        tried = (
            Understood(self.search(sense.searched), sense.plain)
            for sense in leaning.readings
        )
        better = [
            one
            for one in tried
            if is_better(one.found, literal, leaning, is_across=is_across)
        ]
        if not better:
            return plain
        # Of equals the first, which is the plainest.
        best = max(better, key=lambda one: one.found.confidence)
        hits = _with_sentences_of(literal.hits, best.found.hits, leaning)
        return replace(best, found=replace(best.found, hits=hits))

    def about(self, question: str, history: Sequence[Turn]) -> "Asking":
        """Ask who wrote "it" of the article that answered the question before.

        Raises:
            ArticleNotFoundError: No article has one of the ids.
        """
        asked = front_question(question)
        is_one = self.articles is not None and len(self.articles) == 1
        if not history or is_one or asked is None or asked.subject:
            return self
        before = self.search(history[-1].read_as or history[-1].question)
        return replace(self, articles=[before.hits[0].passage.article_id])

    def in_parts(self, question: str) -> list[tuple[AskedPart, Retrieved]]:
        """Search for each thing that a question asks; empty where it is one.

        Raises:
            ArticleNotFoundError: No article has one of the ids.
        """
        parts = parts_of(question, choose_language(question, self.languages))
        return [(part, self._search_part(part)) for part in parts]

    def search(self, question: str) -> Retrieved:
        """Search for a question as it stands, and for what it asks the article to say.

        Raises:
            ArticleNotFoundError: No article has one of the ids.
        """
        asked = without_article(question) if not self.literal else None
        found = [
            self.retriever.search(one, self.top_k, self.articles)
            for one in (asked, question)
            if one is not None
        ]
        # Thresholds may differ by language, so an answer comes before none.
        return max(found, key=lambda one: (one.status == "answered", one.confidence))

    def _is_across(self, found: Retrieved) -> bool:
        """Tell whether a question is in another language than all articles."""
        return bool(found.language) and found.language not in self.languages

    def _search_part(self, part: AskedPart) -> Retrieved:
        if not part.is_side:
            return self.search(part.question)
        return self.retriever.search(
            part.question, self.top_k, self.articles, form="description"
        )


def is_better(
    found: Retrieved,
    literal: Retrieved,
    leaning: FollowUp,
    *,
    is_across: bool = False,
) -> bool:
    """Tell whether a reading of a question finds more than the question itself.

    The words taken from the question before are found easily where that one was. So
    the question's own words must be found too: all of a short question's, one at least
    of an incomplete one's, which may have a single word that is missing ("How is it
    calculated?").

    Args:
        found: What the reading finds.
        literal: What the question finds as it stands.
        leaning: The question.
        is_across: It is in another language than the articles, which have none of its
            words: only one that can't stand alone is read otherwise.
    """
    if found.confidence <= literal.confidence + _gain(leaning):
        return False
    if is_across:
        return leaning.incomplete
    matched = {word.lower() for hit in found.hits[:1] for word in hit.matched_terms}
    if not leaning.incomplete:
        return leaning.own_words <= matched
    return len(leaning.own_words) <= 1 or not matched.isdisjoint(leaning.own_words)


def _leaning(
    question: str, history: Sequence[Turn], languages: Sequence[str]
) -> FollowUp | None:
    if not history:
        return None
    # "Why?" alone does not tell a language.
    language = choose_language(f"{history[-1].question} {question}", languages)
    return follow_up(question, history, language)


def _gain(leaning: FollowUp) -> float:
    return GAIN_IF_INCOMPLETE if leaning.incomplete else GAIN_IF_SHORT


def _with_sentences_of(
    literal: Sequence[Hit], hits: Sequence[Hit], leaning: FollowUp
) -> tuple[Hit, ...]:
    """Mark the sentences that the question's own words chose, where they found any.

    The words taken from the question before say which passage, and would draw the mark
    to the sentence that answered that question.
    """
    if not leaning.own_words:
        return tuple(hits)
    chosen = {(hit.passage.article_id, hit.passage.start): hit for hit in literal}
    marks = (
        chosen.get((hit.passage.article_id, hit.passage.start), hit) for hit in hits
    )
    return tuple(
        replace(
            hit,
            sentence=mark.sentence,
            words=mark.words,
            marks=mark.marks,
            is_chosen=mark.is_chosen,
        )
        for hit, mark in zip(hits, marks, strict=True)
    )
