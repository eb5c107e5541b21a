"""From a question to ranked hits in one opened generation, and how sure they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from math import log

import numpy as np

from rag.asking.confidence import RELATED, Features
from rag.asking.evidence import leads_of
from rag.asking.front import MAX_ARTICLES, STATED, stated_hits
from rag.asking.hits import RankedPassages
from rag.asking.lists.asked import with_whole_list
from rag.asking.lists.nearest import nearest_list, with_nearest_list
from rag.asking.lists.rows_asked import rows_meeting
from rag.asking.ranking.asides import without_asides
from rag.asking.ranking.candidates import find_candidates
from rag.asking.ranking.marking import Form, form_of
from rag.asking.ranking.query import Query, prepare, prepare_second
from rag.asking.ranking.question_words import QuestionWords
from rag.asking.ranking.reranking import Judged, LateInteractionReranker, Reranker
from rag.asking.retrieved import Retrieved, joined
from rag.asking.spelling.dictionary import Dictionary
from rag.asking.tables.most import most_of_table
from rag.asking.tables.named import named_first
from rag.asking.tables.ranges import row_in_range
from rag.asking.wording.front_questions import (
    FrontQuestion,
    as_of_article,
    front_question,
)
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import LanguageEntry
from rag.library.generation.nearest import each_row
from rag.models.files import DEFAULT_SHA256
from rag.roles import ModelIdentity, QuestionEncoder
from rag.text.asides import is_aside
from rag.text.languages import DEFAULT_LANGUAGE, possible_languages
from rag.text.passages.contexts import stated
from rag.text.question_language import question_language
from rag.text.terms import content_stems, index_terms
from rag.types import Article, Hit

TRUSTED = 0.95
"""From this trust on the first model reads the articles in a language alone. The
default one does so in English only, which it has learned: of XQuAD's languages German
has 0.88, Spanish 0.86, and a single article in any may have 1.0."""

DEFAULT_TRUSTED = 0.5
"""The same for `DEFAULT_LANGUAGE`, in which models are trained: of the same English
articles, each a library of its own, single ones have 0.69 and 0.83."""

_WRITING = r"\b(?:writ\w*|wrote|author\w*|publish\w*|draft\w*|compil\w*|commission\w*"
_OF_WRITING = re.compile(rf"{_WRITING}|sa(?:id|ys)|by|from|on)\b|\d", re.IGNORECASE)
"""What a sentence has that says who made a text."""

_OF_ISSUING = re.compile(
    rf"{_WRITING}|issu\w*|appear\w*|releas\w*|print\w*|post(?:ed|s)|dated|updated"
    r"|revised)\b",
    re.IGNORECASE,
)
"""What one has that says when; of what else happened then there may be many."""


class Retriever:
    """Finds the passages that answer a question, and the best sentence of each.

    Args:
        generation: The index to search, of one article at least.
        encoder: The model that made it.
        reranker: Gives the final order.
        second: The second model, if it made the generation's second vectors.
    """

    def __init__(
        self,
        generation: Generation,
        encoder: QuestionEncoder,
        reranker: Reranker | None = None,
        second: QuestionEncoder | None = None,
    ) -> None:
        self._generation = generation
        self._encoder = encoder
        self._second = second
        self._reranker = reranker or LateInteractionReranker()

    def search(
        self,
        question: str,
        top_k: int,
        articles: Sequence[str] | None = None,
        form: Form | None = None,
    ) -> Retrieved:
        """Find passages, best first; for title, author or date the lines that state it.

        Args:
            question: The question as it is to be searched for.
            top_k: How many passages at most.
            articles: Search only the articles of these ids, at least one.
            form: What kind of answer is wanted; None tells by the question.

        Raises:
            ArticleNotFoundError: No article has one of the ids.
        """
        asked = front_question(question)
        if asked and (lines := self._stated(asked, top_k, articles)):
            return lines
        generation = self._generation
        parts: Sequence[range] = [range(len(generation.passages))]
        if articles is not None:
            parts = generation.rows_of(articles)
        form = form or form_of(question)
        found = [
            self._searched(query, form, parts, own, top_k)
            for query, own in self._ways(question, parts)
        ]
        retrieved = joined(found, top_k)
        for by_table in (most_of_table, row_in_range, rows_meeting):
            retrieved = by_table(question, retrieved, generation)
        # "The report" is the article itself, unless the article says who wrote one.
        among = generation.manifest.articles if articles is None else articles
        is_alone = len(among) == 1
        asked = front_question(as_of_article(question, is_alone=is_alone))
        if asked and (
            retrieved.status != "answered" or _means_article(asked, retrieved.hits[0])
        ):
            return self._stated(asked, top_k, articles) or retrieved
        return retrieved

    def _ways(
        self, question: str, parts: Sequence[range]
    ) -> Iterator[tuple[Query, Sequence[range]]]:
        """Choose how passages are searched, and which of these parts in each way.

        The first model reads the articles in the question's language, if it is trusted
        with that; the second one, where there is one, all others.
        """
        languages = self._generation.languages_of(parts)
        entries = self._by_words(question, parts)
        codes = [entry.code for entry in entries if entry.code in languages]
        if self._second is None or self._generation.second is None:
            yield prepare(question, self._encoder, entries), parts
            return
        language = question_language(question, codes)
        model = self._generation.manifest.model
        trusted = [entry.code for entry in entries if is_trusted(entry, model)]
        first = [code for code in codes if code == language and code in trusted]
        second = [code for code in codes if code not in first]
        those_in = partial(self._generation.in_languages, parts)
        if first:
            query = prepare(question, self._encoder, entries)
            yield query, those_in(first) if second else parts
        if second:
            query = prepare_second(question, self._second, language, second)
            yield query, those_in(second) if first else parts

    def _by_words(
        self, question: str, parts: Sequence[range]
    ) -> Sequence[LanguageEntry]:
        """Put the languages first whose articles have most of a question's words.

        It is taken for the first that it may be in: "Heron" may be in any.
        """
        terms = self._generation.passage_terms
        entries = self._generation.manifest.languages
        assert terms is not None  # there is a passage
        if len(possible_languages(question, [entry.code for entry in entries])) == 1:
            return entries

        def found(entry: LanguageEntry) -> int:
            own = each_row(self._generation.in_languages(parts, [entry.code]))
            stems = content_stems(question, entry.code)
            return sum(bool(np.isin(terms.rows_with(s), own).any()) for s in stems)

        return sorted(entries, key=found, reverse=True)

    def _searched(
        self,
        query: Query,
        form: Form,
        parts: Sequence[range],
        own: Sequence[range],
        top_k: int,
    ) -> Retrieved:
        """Search in one way its own passages, of all the parts that are searched."""
        generation = self._generation
        assert generation.passage_terms is not None  # there is a passage
        candidates = find_candidates(query, generation, own)
        candidates = without_asides(query, candidates, generation.passage_terms)
        # All are judged before any is left out: the first stage's order isn't the last.
        judgements = self._reranker.judge(query, candidates)
        judged = [Judged(*each) for each in zip(candidates, judgements, strict=True)]
        # A stable sort: of equals the first stage's better one stays before the other.
        judged.sort(key=lambda one: one.judgement.score, reverse=True)
        judged = named_first(query.text, judged)
        leads = leads_of(query, judged)
        words = QuestionWords(query, generation.passage_terms)
        rows = [one.candidate.row for one in judged]
        nearest = nearest_list(query, form, generation, rows, self._encoder)
        shown = [*range(min(top_k, len(judged)))]
        if nearest and nearest.row not in rows[:top_k]:
            shown.append(rows.index(nearest.row))
        ranked = RankedPassages(
            query,
            generation,
            [judged[place] for place in shown],
            words,
            parts,
            [leads[place] for place in shown],
        )
        found = ranked.retrieved(form)
        if nearest:
            listed = with_nearest_list(query, form, found, nearest, ranked.is_beside)
            if listed:
                return replace(listed, hits=listed.hits[:top_k])
            found = replace(found, hits=found.hits[:top_k])
        return with_whole_list(query, form, found, generation)

    def is_of_several(self, articles: Sequence[str] | None) -> bool:
        """Tell whether more than one article is asked."""
        return len(articles or self._generation.manifest.articles) > 1

    def article_of(self, hit: Hit) -> Article:
        """Give the article that a hit is of."""
        return self._generation.article(hit.passage.article_id)

    def dictionary(self, articles: Sequence[str] | None = None) -> Dictionary:
        """Give the words of the articles of these ids, or of all."""
        return Dictionary(self._generation, articles)

    def is_word(self, text: str) -> bool:
        """Tell whether an encoder has a word as it stands, and not in pieces.

        Its vocabulary are the words that are common: a misspelt one isn't among them.
        The first model's are English; where that isn't trusted, the second's count too.
        """
        encoders = [self._encoder]
        manifest = self._generation.manifest
        if self._second is not None and not all(
            is_trusted(entry, manifest.model) for entry in manifest.languages
        ):
            encoders.append(self._second)
        return any(_has_whole(encoder, text) for encoder in encoders)

    def _stated(
        self, asked: FrontQuestion, top_k: int, articles: Sequence[str] | None
    ) -> Retrieved | None:
        """Quote what articles state of themselves; None where none does."""
        found = [
            hit
            for each in self._articles_on(asked.subject, articles)
            for hit in stated_hits(self._generation.article(each), asked.fields)
        ]
        if not found:
            return None
        features = Features(1.0, 1.0, 1.0, log(len(self._generation.passages)))
        return Retrieved(tuple(found[:top_k]), features, STATED, ())

    def _articles_on(
        self, subject: str | None, articles: Sequence[str] | None
    ) -> Sequence[str]:
        """Choose the articles that are asked of; without a subject it may be any."""
        if subject is not None:
            found = self.search(subject, 1, articles)
            is_one = found.related >= RELATED
            return [hit.passage.article_id for hit in found.hits if is_one]
        if articles is not None:
            return articles[:MAX_ARTICLES]
        every = self._generation.manifest.articles[:MAX_ARTICLES]
        return [article.id for article in every]


def _means_article(asked: FrontQuestion, hit: Hit) -> bool:
    """Tell whether "the paper on whales" is the article, though something else answers.

    Its title has the subject then, and its references are of other papers on that; or
    what is quoted speaks of nobody's writing: "Editor: Bo Sun".
    """
    passage = hit.passage
    of_it = _OF_ISSUING if asked.fields == ("date",) else _OF_WRITING
    if asked.subject is None and not of_it.search(passage.quote(hit.sentence)):
        return True
    title = set(index_terms(stated(passage.context), DEFAULT_LANGUAGE))
    subject = set(index_terms(asked.subject or "", DEFAULT_LANGUAGE))
    return subject <= title and is_aside(passage.text, passage.section)


def _has_whole(encoder: QuestionEncoder, word: str) -> bool:
    encoded = encoder.encode_question(word)
    pieces = np.count_nonzero(encoded.offsets[:, 1] > encoded.offsets[:, 0])
    return bool(pieces == 1 and encoded.known.all())


def is_trusted(entry: LanguageEntry, model: ModelIdentity) -> bool:
    """Tell whether the first model, this one, reads articles in a language alone."""
    if entry.code == DEFAULT_LANGUAGE:
        return entry.trust >= DEFAULT_TRUSTED
    return model.sha256 != DEFAULT_SHA256 and entry.trust >= TRUSTED
