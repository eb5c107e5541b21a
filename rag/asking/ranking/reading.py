"""The reader's part in the order: it reads the best few passages with the question.

Late interaction compares words; a reader knows that "when" wants a date, and that a
passage on the right subject may not answer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from rag.asking.ranking.answer_words import (
    answer_in_headings,
    answers_by_sentence,
    of_text,
    readings_of,
)
from rag.asking.ranking.beside import beside_of, points_to_asked
from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.discourse import answers_in, as_read_on
from rag.asking.ranking.elsewhere import elsewhere
from rag.asking.ranking.late_interaction import Floats
from rag.asking.ranking.marking import form_of
from rag.asking.ranking.query import Query
from rag.asking.ranking.reranking import (
    LateInteractionReranker,
    Read,
    Reranked,
    with_read,
)
from rag.asking.ranking.second_reading import SecondReading
from rag.asking.ranking.sections import asks_for_section
from rag.asking.ranking.sentence_gains import (
    MISFIT_SHARE,
    ROLE_SHARE,
    SENTENCE_SHARE,
    own_gains,
)
from rag.asking.wording.answer_types import (
    fits_at,
    fits_heading,
    is_dated,
)
from rag.asking.wording.as_written import whole, written_in
from rag.asking.wording.cells import cell_asked, labels_of
from rag.asking.wording.contacts import find_contact
from rag.asking.wording.lives import find_life
from rag.asking.wording.names import find_holder
from rag.asking.wording.opposites import names_deputy, repeats_error
from rag.asking.wording.rhetorical_roles import plays_role
from rag.asking.wording.what_is_on import beside_time, is_under_time
from rag.roles import Reader, Reading
from rag.text.passages.contexts import TRAIL_SEPARATOR
from rag.types import Passage, Span

READ = 3
"""How many passages are read at most. More find no more: of 2,088 questions of squad2,
xquad_en, nq_gold and covidqa hit@1 and sentence@1 are on average 0.899 and 0.784 with
three, and from 0.898 and 0.784 to 0.899 and 0.785 with four, five and eight."""

ROWS = 2
"""So many of these may be rows of one table: of 198 questions to tables as many have
the right row first as without a limit (`python -m bench.tables`)."""

REACH = 0.15
"""A passage that is farther behind the first isn't read, unless all nearer ones are
doubted. Reading puts another first for 7 of 100 answerable questions, and 95 of 100 of
those are nearer than 0.11."""

DOUBTED = -2.0
"""With lower log-odds of answering a passage is doubted: what is like the question may
stand behind a title that is more so. With 0 covidqa loses two of 323 right sentences,
with -2 it is as without."""

ORDER_SHARE = 0.04
"""How much the log-odds that a passage answers adds to its score."""

SECTION_SHARE = 0.1
"""What a passage gains whose heading is what is asked for: in a list of changes "What
was removed in 4.1?" is as like what stands under "Deprecated" as under "Removed"."""

TRUSTED = 0.5
"""From this trust on the reader is asked: it has the encoder's vocabulary."""


class ReadingReranker:
    """Orders by late interaction, and the best few passages by what they answer, too.

    Args:
        reader: The model that reads.
        second: What reads where the second model answers; None: nothing does.
    """

    def __init__(self, reader: Reader, second: Reader | None = None) -> None:
        self._reader = reader
        self._second = SecondReading(second) if second else None
        self._compare = LateInteractionReranker()

    def judge(self, query: Query, candidates: Sequence[Candidate]) -> list[Reranked]:
        """Judge by what was compared already, then read what came out best."""
        judged = self._compare.judge(query, candidates)
        known = self._reader.languages
        if query.is_second:
            return (
                self._second.add(query, candidates, judged) if self._second else judged
            )
        if query.trust < TRUSTED or (known and query.language not in known):
            return judged
        _raise_asked(query, candidates, judged)
        order = sorted(range(len(judged)), key=lambda place: -judged[place].score)
        order = _but_other_rows(order, [each.passage for each in candidates])
        near = [p for p in order if judged[order[0]].score - judged[p].score <= REACH]
        first = near[:READ]
        read = self._read(query, candidates, judged, first)
        further = order[len(first) : READ]
        if further and all(
            one.read is None or one.read.answers < DOUBTED for one in read.values()
        ):
            read |= self._read(query, candidates, judged, further)
        ordered = with_read(judged, read)
        if others := elsewhere(query, candidates, ordered):
            for place, new in self._read(query, candidates, judged, others).items():
                # They are read for what may be named beside the best, not to be it.
                ordered[place] = replace(new, score=ordered[place].score)
        return ordered

    def _read(
        self,
        query: Query,
        candidates: Sequence[Candidate],
        judged: Sequence[Reranked],
        places: Sequence[int],
    ) -> dict[int, Reranked]:
        """Read some candidates with the question, and judge them by it, too."""
        passages = [candidates[place].passage for place in places]
        readings = readings_of(self._reader, query.text, passages)
        return {
            place: _read(query, judged[place], passage, reading)
            for place, passage, reading in zip(places, passages, readings, strict=True)
        }


def _but_other_rows(order: Sequence[int], passages: Sequence[Passage]) -> list[int]:
    """Leave out the rows of a table of which `ROWS` go before them.

    Rows are like each other, and would leave no text to be read beside them.
    """
    before: Counter[object] = Counter()
    kept = []
    for place in order:
        passage = passages[place]
        labels = labels_of(passage.text) if len(passage.sentences) == 1 else ()
        table = (passage.article_id, passage.section, labels)
        if not labels or before[table] < ROWS:
            kept.append(place)
        before[table] += 1
    return kept


def _raise_asked(
    query: Query, candidates: Sequence[Candidate], judged: list[Reranked]
) -> None:
    """Add to the scores of passages that say or head what is asked for.

    Nothing else of "What happens at 14:00?" is in what stands there, so that goes
    before all that is like the question.
    """
    highest = max((each.score for each in judged), default=0.0)
    for place, each in enumerate(candidates):
        if asks_for_section(query, each.passage):
            is_at_time = is_under_time(query.text, each.passage.section)
            score = highest if is_at_time else judged[place].score
            judged[place] = replace(judged[place], score=score + SECTION_SHARE)
        if any(plays_role(query.text, quote) for quote in each.passage.quotes()):
            score = judged[place].score
            judged[place] = replace(judged[place], score=score + ROLE_SHARE)


def _read(
    query: Query, compared: Reranked, passage: Passage, reading: Reading
) -> Reranked:
    """Add what a reader says, as far as it is trusted, to what the comparison said."""
    fits = partial(fits_at, query.text, passage.text)
    found = answers_by_sentence(of_text(reading, passage), passage, fits)
    trust = query.trust
    asking = answers_in(query.text, passage)
    own = own_gains(query.text, passage, found, asking)
    # Who "he" is stands before. Of what lists and reasons ask for, several are marked.
    is_one = form_of(query.text) == "fact"
    gains = as_read_on(passage, own) if is_one else own
    sentences: Floats = (compared.sentences + trust * gains).astype(np.float32)
    if is_under_time(query.text, passage.section):
        sentences[0] = sentences.max()  # it goes on from the heading
    best = int(np.argmax(sentences))
    beside = 0
    if is_before := points_to_asked(query.text, passage, best):
        beside = -1
    elif is_one:
        beside = beside_of(query.text, passage, own, best, found.spans[best])
        beside = -1 if gains[best] != own[best] else beside
    quoted = {best, best + beside} - {*asking} or {best}
    saying = best - 1 if is_before else max(quoted, key=own.__getitem__)
    exact = _exactly(query.text, passage, best)
    words = exact or found.spans[saying]
    if words is None:
        return compared  # a passage of signs that the reader has no tokens for
    words = written_in(query.text, passage, words)
    said = passage.text[words.start : words.end]
    is_said = exact or is_dated(query.text, said)
    above = None if is_said else _above(query.text, passage, reading, own[saying])
    score = compared.score + ORDER_SHARE * trust * reading.answers
    quote = passage.quote(passage.sentences[best])
    if repeats_error(query.text, quote) or names_deputy(query.text, quote):
        score -= MISFIT_SHARE
    return Reranked(score, sentences, Read(reading.answers, words, beside, above))


def _above(
    question: str, passage: Passage, reading: Reading, own: np.float32
) -> Span | None:
    """Give the words of a heading that answer, where no sentence's are better.

    In a history or a programme the time stands over what happened.
    """
    if is_under_time(question, passage.section):
        return _beside_time(passage.section or "")
    found = answer_in_headings(reading, passage)
    if found is None or SENTENCE_SHARE * found.score <= own:
        return None
    words = whole(passage.section or "", found.words)
    said = passage.said_over(words)
    return words if fits_heading(question, said) else None


def _beside_time(section: str) -> Span | None:
    """Find what the last heading says is on at its time."""
    heading = section.rpartition(TRAIL_SEPARATOR)[2]
    words, first = beside_time(heading), len(section) - len(heading)
    return words.moved(first) if words else None


def _exactly(question: str, passage: Passage, best: int) -> Span | None:
    """Give what a rule finds in a sentence: a date of a life, an address, a cell."""
    sentence = passage.sentences[best]
    quote, at = passage.quote(sentence), sentence.start - passage.start
    cell = cell_asked(question, quote)
    found = find_life(question, quote) or find_contact(question, quote)
    found = found or find_holder(question, quote) or (cell.place if cell else None)
    return found.moved(at) if found else None
