"""Which reading of a question wins over the question as it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rag.asking.retrieved import Retrieved
from rag.asking.wording.figures_asked import states_asked
from rag.asking.wording.followups import FollowUp, Sense
from rag.asking.wording.talk import says
from rag.text.languages import DEFAULT_LANGUAGE
from rag.types import Hit

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


def gain_needed(leaning: FollowUp) -> float:
    """Give by how much a reading of a question must raise the probability."""
    return GAIN_IF_INCOMPLETE if leaning.incomplete else GAIN_IF_SHORT


def best_reading(
    tried: Iterable[tuple[Sense, Retrieved]],
    literal: Retrieved,
    leaning: FollowUp,
    *,
    is_across: bool,
) -> Understood | None:
    """Choose among readings; None where the question itself is as good.

    Args:
        tried: The readings and what each finds, the plainest first.
        literal: What the question finds as it stands.
        leaning: The question.
        is_across: It is in another language than all articles.
    """
    better = [
        (sense, found)
        for sense, found in tried
        if is_better(found, literal, leaning, sense, is_across=is_across)
    ]
    if not better:
        return None
    # Of equals the first, which is the plainest.
    sense, found = max(better, key=lambda one: one[1].confidence)
    # A name says nothing of which sentence is meant, nor does "And of Oslo?" or "today"
    # that was made a whole question.
    if not leaning.names_alone and not (leaning.lacks_verb and sense.is_whole):
        # What stands in brackets is in whatever sentence was found by it.
        subject = sense.subject if sense.is_whole else None
        hits = _with_sentences_of(literal.hits, found.hits, leaning, subject)
        found = replace(found, hits=hits)
    return Understood(found, sense.plain)


def is_better(
    found: Retrieved,
    literal: Retrieved,
    leaning: FollowUp,
    sense: Sense,
    *,
    is_across: bool,
) -> bool:
    """Tell whether a reading of a question finds more than the question itself.

    The words taken from the question before are found easily where that one was. So
    the question's own words must be found too: all of a short question's, one at least
    of an incomplete one's, which may have a single word that is missing ("How is it
    calculated?"). A reading that names what a pronoun stands for needs none where the
    question alone finds nothing, and no gain where that finds something else. "Why?"
    has none, asks nothing by itself, and is read as the whole question that it ends.
    In other languages one will do (`_tells_more`).

    Args:
        found: What the reading finds.
        literal: What the question finds as it stands.
        leaning: The question.
        sense: The reading.
        is_across: It is in another language than the articles, which have none of its
            words: only one that can't stand alone is read otherwise.
    """
    gains = found.confidence > literal.confidence + gain_needed(leaning)
    if is_across:
        return gains and leaning.incomplete
    if found.own_threshold is not None and found.language != DEFAULT_LANGUAGE:
        return gains and _tells_more(found, literal, leaning, sense)
    if not leaning.own_words and sense.is_whole and sense.subject is None:
        return gains or found.status != "not_found"
    own = _own_words(found, leaning)
    if leaning.lacks_verb:
        # By itself it asks nothing, so that its own probability says little; but "What
        # about goats?" has words to search for, and what is in brackets adds to them.
        is_asked = sense.is_whole or leaning.names_alone
        is_answer = gains or (is_asked and found.status == "answered")
        return is_answer and own == leaning.own_words
    if sense.subject and found.status != "not_found" and _names(found, sense.subject):
        # What the question finds by itself may be nothing, or said of something else.
        has_own = own >= _own_words(literal, leaning)
        if (gains and literal.status == "not_found") or (
            has_own and not _names(literal, sense.subject)
        ):
            return True
    if not leaning.incomplete:
        return gains and own == leaning.own_words
    has_own = len(leaning.own_words) <= 1 or bool(own)
    return gains and has_own and not _is_elsewhere(found, literal, sense)


def _tells_more(
    found: Retrieved, literal: Retrieved, leaning: FollowUp, sense: Sense
) -> bool:
    """Tell whether what the second model found is on more than what was talked of.

    It has a word of the question, or the number or time that this asks for, as "How
    fast is it?" does; and what the question found by its own words isn't lost.
    """
    own, hit = _own_words(found, leaning), found.hits[0]
    has_own = bool(own) or not leaning.own_words
    is_told = states_asked(sense.searched, hit.passage.quote(hit.sentence))
    return (has_own or is_told) and own >= _own_words(literal, leaning)


def _own_words(found: Retrieved, leaning: FollowUp) -> frozenset[str]:
    """Give the question's own words that the first hit has.

    A line that states who wrote "it" has them all, whatever it says.
    """
    if found.hits[0].row is None:
        return leaning.own_words
    matched = map(str.lower, found.hits[0].matched_terms)
    return leaning.own_words.intersection(matched)


def _is_elsewhere(found: Retrieved, literal: Retrieved, sense: Sense) -> bool:
    """Tell whether a reading led to an article that doesn't name what was talked of.

    One that only exchanges a word of the question before ("And in June?") may do so.
    """
    if sense.subject is None and sense.is_whole:
        return False
    article, other = (one.hits[0].passage.article_id for one in (found, literal))
    is_named = sense.subject is not None and _names(found, sense.subject)
    return article != other and not is_named


def _names(found: Retrieved, thing: str) -> bool:
    """Tell whether the first hit has the last of a thing's words: "Mr Moen"."""
    passage = found.hits[0].passage
    return says(f"{passage.context} {passage.text}", thing.split()[-1])


def _with_sentences_of(
    literal: Sequence[Hit],
    hits: Sequence[Hit],
    leaning: FollowUp,
    subject: str | None,
) -> tuple[Hit, ...]:
    """Mark the sentences that the question's own words chose, where they found any.

    The words taken from the question before say which passage, and would draw the mark
    to the sentence that answered that question.
    """
    if not leaning.own_words:
        return tuple(hits)
    # A whole list is another passage than the first of those that it is in.
    chosen = {_place(hit): hit for hit in literal}
    return tuple(
        _with_sentence_of(chosen.get(_place(hit), hit), hit, subject) for hit in hits
    )


def _place(hit: Hit) -> tuple[str, int, int]:
    passage = hit.passage
    return passage.article_id, passage.start, passage.end


def _with_sentence_of(mark: Hit, hit: Hit, subject: str | None) -> Hit:
    # What was asked for may be told by the reading alone, and what "her" chose be said
    # of another.
    is_told = mark.words or mark.above
    if (hit.words or hit.above) and (not is_told or _is_of(subject, hit, mark)):
        return hit
    return replace(
        hit,
        sentence=mark.sentence,
        words=mark.words,
        above=mark.above,
        marks=mark.marks,
        is_chosen=mark.is_chosen,
    )


def _is_of(subject: str | None, hit: Hit, mark: Hit) -> bool:
    """Tell whether a hit's sentence, as sure as another, alone names a subject."""
    if subject is None or hit.probability < mark.probability:
        return False
    name = subject.split()[-1]
    own, other = (one.passage.quote(one.sentence) for one in (hit, mark))
    return says(own, name) and not says(other, name)
