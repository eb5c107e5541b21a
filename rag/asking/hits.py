"""From judged passages to hits: what each says of a question, and how surely."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rag.asking.confidence import (
    Features,
    answer_probability,
    related_probability,
)
from rag.asking.evidence import Compared, beside_point, features_of
from rag.asking.names_asked import NamesAsked
from rag.asking.ranking.announcing import announced_by, is_item
from rag.asking.ranking.beside import concludes_at
from rag.asking.ranking.candidates import encodings_for
from rag.asking.ranking.discourse import as_answered
from rag.asking.ranking.marking import (
    LOOKED_AT,
    Doubles,
    Form,
    Sentences,
    choose,
    evidence_of,
)
from rag.asking.ranking.query import Query
from rag.asking.ranking.question_words import QuestionWords
from rag.asking.ranking.reranking import Judged, compared_sentences
from rag.asking.ranking.sections import asks_for_section
from rag.asking.retrieved import Retrieved
from rag.asking.second_confidence import (
    second_answer_probability,
    second_probability,
    second_threshold,
)
from rag.asking.wording.answer_types import is_open
from rag.asking.wording.contacts import names_contact
from rag.asking.wording.what_is_on import time_asked
from rag.library.generation.generation import Generation
from rag.types import Hit, Passage, Sentence, Span


@dataclass(frozen=True, slots=True)
class RankedPassages:
    """What one way of searching found, best first, at least one passage.

    Args:
        query: What was searched for.
        generation: The index that was searched.
        judged: The passages, and what the reranker says of each.
        words: The question's words in the passages of the index.
        parts: The passages that were searched.
        leads: How clearly each stands out, as `leads_of` says of them.
    """

    query: Query
    generation: Generation
    judged: Sequence[Judged]
    words: QuestionWords
    parts: Sequence[range]
    leads: Sequence[float]

    def retrieved(self, form: Form) -> Retrieved:
        """Give the hits, with the sentences that such a form of answer has marked."""
        query = self.query
        rows = [one.candidate.row for one in self.judged]
        found = self.words.in_passages(rows)
        shares = self.words.shares(rows, found)
        near = zip(self.judged, found, shares, self.leads, strict=True)
        compared = [self._compared(*each) for each in near]
        features = features_of(query, self.judged, compared, self._searched)
        hits = [
            self._hit(*each) for each in zip(self.judged, features, found, strict=True)
        ]
        evidence = self._evidence(compared) if self._is_several(form) else ()
        return Retrieved(
            hits=_marked(hits, evidence, self.judged[0].best, form),
            features=features[0],
            related=_related(query, features[0]),
            missing_terms=self.words.nowhere(self._unindexed_title, self._among),
            language=query.language,
            own_threshold=second_threshold(
                is_across=query.is_across, is_read=features[0].answers is not None
            )
            if query.is_second
            else None,
            evidence=evidence,
        )

    def is_beside(self, passage: Passage, quote: str) -> bool:
        """Tell whether a quote of a passage that nothing read isn't what is asked for.

        By its words, or as it is on other names or another year.
        """
        is_other = beside_point(self.query, passage, quote)
        return is_other or NamesAsked(self.query, self.generation).are_of_others(
            passage, quote
        )

    @property
    def _searched(self) -> int:
        return sum(map(len, self.parts))

    @property
    def _among(self) -> Sequence[range] | None:
        """The passages whose words count as the articles', None where all do."""
        is_all = self._searched == len(self.generation.passages)
        return None if is_all else self.parts

    @property
    def _unindexed_title(self) -> str:
        """The title of an only article, which the index of words leaves out."""
        articles = self.generation.manifest.articles
        return articles[0].title if len(articles) == 1 else ""

    def _is_several(self, form: Form) -> bool:
        """Tell whether several sentences may be marked.

        The second model's cosines are on a scale of their own, which nothing is fitted
        on. What is on at a time stands in several passages, of which each is shown.
        """
        if time_asked(self.query.text):
            return False
        return (form != "fact" or self._is_of_list) and not self.query.is_second

    @property
    def _is_of_list(self) -> bool:
        """Tell whether items are announced, and no figure is wanted."""
        passage = self.judged[0].passage
        announced = announced_by(passage, self.judged[0].best)
        items = [n for n in announced if is_item(passage.quote(passage.sentences[n]))]
        return is_open(self.query.text) and (len(items) > 1 or self._is_headed)

    @property
    def _is_headed(self) -> bool:
        """Tell whether the best passage's heading is what is asked for."""
        return asks_for_section(self.query, self.judged[0].passage)

    def _evidence(self, compared: Sequence[Compared]) -> tuple[Doubles, ...]:
        """Gather what is known of the sentences of the best passages."""
        encodings, lead = encodings_for(self.query, self.generation), self.judged[0]
        vector = encodings.encoded(lead.candidate.row).sentences[lead.best]
        near = [
            Sentences(
                passage=one.passage,
                cosines=as_answered(
                    self.query.text, one.passage, np.array(known.cosines[1:])
                ),
                likeness=np.array(encodings.cosines(one.candidate.row, vector)[1:]),
                gains=one.judgement.sentences
                - compared_sentences(self.query, one.candidate)
                if one.read
                else None,
            )
            for one, known in zip(
                self.judged[:LOOKED_AT], compared[:LOOKED_AT], strict=True
            )
        ]
        return tuple(evidence_of(near, lead.best, self._is_headed))

    def _compared(
        self, judged: Judged, found: NDArray[np.bool_], share: float, lead: float
    ) -> Compared:
        """Compare a passage with the question once more, by vectors and words."""
        encodings, query = encodings_for(self.query, self.generation), self.query
        lacks_name = self.words.lacks_name(found)
        return Compared(
            cosines=encodings.cosines(judged.candidate.row, query.encoded.vector),
            word_share=share,
            lead=lead,
            lacks_name=lacks_name,
            has_rest=self.words.has_all(found, names_contact),
            names_absent=(lacks_name > 0 or query.is_second)
            and NamesAsked(query, self.generation).are_absent(judged),
        )

    def _hit(self, judged: Judged, features: Features, terms: NDArray[np.bool_]) -> Hit:
        candidate, judgement, query = judged.candidate, judged.judgement, self.query
        matched, missing = self.words.matched_and_missing(candidate, terms)
        return Hit(
            passage=judged.passage,
            sentence=judgement.quoted(judged.passage),
            score=judgement.score,
            words=_words(judged),
            above=judged.read.above if judged.read else None,
            ranks=candidate.ranks,
            matched_terms=matched,
            missing_terms=missing,
            probability=second_answer_probability(features, is_across=query.is_across)
            if query.is_second
            else answer_probability(features, query.trust),
            row=candidate.row,
        )


def _marked(
    hits: Sequence[Hit], evidence: Sequence[Doubles], lead: int, form: Form
) -> tuple[Hit, ...]:
    """Mark the sentences of hits that are chosen, where there is evidence to choose."""
    if not evidence:
        return tuple(hits)
    chosen = choose(evidence, lead)
    chosen += [[]] * (len(hits) - len(chosen))
    return tuple(_with_marks(*each, form) for each in zip(hits, chosen, strict=True))


def _with_marks(hit: Hit, chosen: Sequence[int], form: Form) -> Hit:
    """Quote the first of the chosen sentences, and mark the others; none may be."""
    if not chosen:
        return replace(hit, is_chosen=False)
    sentences, lead = hit.passage.sentences, chosen[0]
    start = end = lead
    # "There are three reasons." alone answers nothing.
    if lead + 1 in chosen and lead + 1 in announced_by(hit.passage, lead):
        end += 1
    # Nor does what only follows from the reason that is asked for.
    if form == "reason" and concludes_at(hit.passage, lead):
        start -= 1
    quote = replace(sentences[start], end=sentences[end].end)
    # The reader's words may be in another sentence, or in one that answers nothing.
    is_told = start == lead and _holds(sentences[end], hit.words)
    return replace(
        hit,
        sentence=quote,
        words=hit.words if is_told else None,
        marks=tuple(sentences[n] for n in sorted(chosen) if not start <= n <= end),
        is_chosen=True,
    )


def _holds(sentence: Sentence, words: Span | None) -> bool:
    return words is not None and sentence.start <= words.start < sentence.end


def _related(query: Query, features: Features) -> float:
    if query.is_second:
        return second_probability(features, is_across=query.is_across)
    return related_probability(features, query.trust)


def _words(judged: Judged) -> Span | None:
    """Find the answer's own words in the article, where a reader marked them there."""
    if judged.read is None or judged.read.above or not judged.read.is_sure:
        return None
    return judged.read.words.moved(judged.passage.start)
