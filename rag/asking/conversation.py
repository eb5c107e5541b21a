"""A question in a conversation: searched as it stands, or as it was meant.

The question itself is always searched, and where a word of it is misspelt, what that
may be (`rag.asking.spelling`). What it may mean after the questions before it
(`rag.asking.wording.followups`) is searched only where that could win, and wins only
when it makes an answer more probable without losing the question's own words.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rag.asking.front import STATED
from rag.asking.readings import Understood, best_reading, gain_needed
from rag.asking.retrieval import Retriever
from rag.asking.retrieved import Retrieved
from rag.asking.sources import OfSource, nowhere, without_source
from rag.asking.spelling.misspelt import search_spelled
from rag.asking.wording.cells import row_name
from rag.asking.wording.english import MARKS, capital
from rag.asking.wording.followups import follow_up
from rag.asking.wording.front_questions import FrontQuestion, front_question
from rag.asking.wording.parts import AskedPart, parts_of
from rag.asking.wording.persons import (
    THING,
    asked_before,
    is_called_otherwise,
    named_in,
)
from rag.asking.wording.pronouns import POSSESSIVE, find_pronoun
from rag.asking.wording.reported import mentioned_in, without_article
from rag.asking.wording.superlatives import superlative_of
from rag.asking.wording.talk import OPENING
from rag.text.languages import choose_language
from rag.text.terms import content_terms
from rag.types import Hit, Turn

_WHICH = re.compile(r"(?:which|what)\s+(?!(?:is|are|was|were)\b)", re.IGNORECASE)
_DETERMINER = re.compile(r"\A(?:an?|the|any|some|other)\s+(?=\S)", re.IGNORECASE)


Turns = tuple[Turn, ...]
SearchAgain = Callable[[Turns], Retrieved]
"""Searches for the last of some questions, in the article that it was asked of."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How the questions of a conversation are searched.

    Args:
        retriever: Searches.
        languages: ISO 639-1 codes of the articles' languages.
        top_k: How many passages at most.
        articles: Search only the articles of these ids; None searches all.
        literal: Take questions letter for letter, whatever was asked before.
        sources: Finds the article that a part of a question names as its source.
    """

    retriever: Retriever
    languages: Sequence[str]
    top_k: int
    articles: Sequence[str] | None = None
    literal: bool = False
    sources: Callable[[str], OfSource | None] = nowhere

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
        words = self.retriever.dictionary(self.articles)
        spelled = search_spelled(self.search, words, question, self.retriever.is_word)
        literal, plain = spelled.found, Understood(spelled.found, spelled.read_as)
        if not history:
            return plain
        is_across = bool(literal.language) and literal.language not in self.languages
        spoken = [literal.language] if is_across else self.languages
        # "Why?" alone does not tell a language.
        both = f"{history[-1].question} {spelled.question}"
        language = choose_language(both, spoken)
        turns = tuple(map(without_source, history))
        again = cache(self._search_again)  # each costs a retrieval
        answered = _answered(asked_before(spelled.question, turns), turns, again)

        def is_other(name: str, call: str) -> bool:
            article = self.retriever.article_of(again(turns).hits[0])
            return is_called_otherwise(name, call, article.text)

        leaning = follow_up(spelled.question, turns, language, answered, is_other)
        if leaning is None:
            return plain
        if leaning.incomplete and not leaning.lacks_verb:
            literal = self._where_talked(spelled.question, literal, turns, again)
            plain = replace(plain, found=literal)
        # No answer is more probable than 1, so no reading could win: none is searched.
        if literal.confidence + gain_needed(leaning) >= 1:
            return plain
        tried = [(sense, self.search(sense.searched)) for sense in leaning.readings]
        return best_reading(tried, literal, leaning, is_across=is_across) or plain

    def _where_talked(
        self, question: str, found: Retrieved, history: Turns, again: SearchAgain
    ) -> Retrieved:
        """Search the article that was talked of for "it", if another one answers.

        What is "it" there is something else. Which one it was tells the last question
        that needed no other.
        """
        if not self.retriever.is_of_several(self.articles):
            return found
        whole = [n for n, turn in enumerate(history, 1) if not _leans(turn)]
        before = again(history[: whole[-1]]) if whole else None
        if before is None or before.status == "not_found":
            return found
        talked, now = (one.hits[0].passage.article_id for one in (before, found))
        return found if now == talked else self._within(talked).search(question)

    def _within(self, article: str) -> "Asking":
        return replace(self, articles=[article])

    def about(self, asked: FrontQuestion | None, history: Sequence[Turn]) -> "Asking":
        """Ask who wrote "it" of the article that answered the question before.

        Args:
            asked: The question, where it asks for title, author or date.
            history: The turns before it, oldest first.

        Raises:
            ArticleNotFoundError: No article has one of the ids.
        """
        is_one = self.articles is not None and len(self.articles) == 1
        if not history or is_one or asked is None or asked.subject:
            return self
        article = self._search_again(history).hits[0].passage.article_id
        return self._within(article)

    def in_parts(self, question: str) -> list[tuple[AskedPart, Retrieved]]:
        """Search for each thing that a question asks; empty where it is one.

        Raises:
            ArticleNotFoundError: No article has one of the ids.
        """
        parts = parts_of(question, choose_language(question, self.languages))
        if not parts:
            return []
        first, *later = parts
        found = self._search_part(first)
        if row := _row_found(first.question, found):
            later = [replace(p, question=_of_row(p, row)) for p in later]
        return [(first, found), *((part, self._search_part(part)) for part in later)]

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
        if asked and _has_only_others(found[1], asked):
            found.pop()
        # Without the words for the article comes first: it may have "name" or "text" in
        # another sense.
        answered = [one for one in found if one.status == "answered"]
        best = answered[0] if answered else max(found, key=lambda one: one.confidence)
        # The words for the article are none that it lacks, however it was asked.
        best = replace(best, missing_terms=found[0].missing_terms)
        topic = mentioned_in(question) if asked else None
        return mentioning(best, topic) if topic else best

    def _search_of(self, question: str) -> Retrieved:
        """Search for a question in the source that it names, if it names one."""
        source = self.sources(question)
        if source is None:
            return self.search(question)
        return self._within(source.article_id).search(source.asked)

    def _search_again(self, history: Sequence[Turn]) -> Retrieved:
        """Search for the last question before, in the article that it was asked of."""
        *before, last = history
        said = last.read_as or last.question
        return self.about(front_question(said), before)._search_of(said)

    def _search_part(self, part: AskedPart) -> Retrieved:
        if not part.describes or self.sources(part.question):
            return self._search_of(part.question)
        return self.retriever.search(
            part.question, self.top_k, self.articles, form="description"
        )


def _row_found(question: str, found: Retrieved) -> str | None:
    """Give which row of a table answers "Which is the longest?", by its first cell."""
    asks = superlative_of(question) or _WHICH.match(question)
    if not asks or found.status != "answered":
        return None
    hit = found.hits[0]
    return row_name(hit.passage.quote(hit.sentence))


def _of_row(part: AskedPart, row: str) -> str:
    """Ask "who teaches it" of the row that answers the part before."""
    pronoun = find_pronoun(part.written)
    if pronoun is None or pronoun.text.lower() not in THING:
        return part.question
    own = "'s" if pronoun.text.lower() in POSSESSIVE else ""
    before, behind = part.written[: pronoun.start], part.written[pronoun.end :]
    return f"{capital(before)}{row}{own}{behind.rstrip(MARKS)}?"


def _has_only_others(found: Retrieved, asked: str) -> bool:
    """Tell whether of a question's words only those for the article were found.

    "Which firms are named?" is answered by no "as the name suggests".
    """
    words = {term.text.lower() for term in content_terms(asked, "en")}
    matched = {term.lower() for term in found.hits[0].matched_terms}
    return bool(words and matched) and words.isdisjoint(matched)


def _leans(turn: Turn) -> bool:
    """Tell whether a question stood for itself only with those before it."""
    said = OPENING.sub("", turn.read_as or turn.question)
    return turn.read_as == turn.question or find_pronoun(said) is not None


def _answered(asked: str | None, history: Turns, again: SearchAgain) -> str | None:
    """Give whom or what an earlier question's answer named, if it did."""
    if asked is None:
        return None
    said = [turn.read_as or turn.question for turn in history]
    last = max(n for n, each in enumerate(said) if each.endswith(asked))
    found = again(history[: last + 1])
    hit = found.hits[0]
    if found.status != "answered" or hit.words is None:
        return None
    return named_in(hit.passage.quote(hit.words), asked)


def mentioning(retrieved: Retrieved, topic: str) -> Retrieved:
    """Put the first sentence before all that has a topic, as it is written.

    Whatever else it says, it answers whether that is mentioned, and what is said of it.

    Args:
        retrieved: What was found for the topic.
        topic: What may be mentioned, as the question writes it.

    Returns:
        The same where it answers as it is, or nothing that was found has the topic.
    """
    # "It" is in any article.
    if retrieved.status == "answered" or not content_terms(topic, "en"):
        return retrieved
    has = _naming_it(topic)
    for hit in retrieved.hits:
        if (found := _naming(hit, has)) is not None:
            rest = (other for other in retrieved.hits if other is not hit)
            return replace(retrieved, hits=(found, *rest))
    return retrieved


def _naming_it(topic: str) -> re.Pattern[str]:
    """Find a topic as it is written, one or several of it where it is no name."""
    *words, last = map(re.escape, _DETERMINER.sub("", topic).split())
    number = rf"{last.removesuffix('s')}(?:e?s)?" if last.islower() else last
    said = r"\s+".join((*words, number))
    return re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE)


def _naming(hit: Hit, has: re.Pattern[str]) -> Hit | None:
    """Quote the sentence of a passage that has the topic, its own before others."""
    quote = hit.passage.quote
    for sentence in (hit.sentence, *hit.passage.sentences):
        if has.search(quote(sentence)):
            kept = hit if sentence == hit.sentence else replace(hit, words=None)
            return replace(kept, sentence=sentence, probability=STATED)
    return None
