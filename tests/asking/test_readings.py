"""Which reading of a question wins over the question as it stands."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.asking.confidence import Features
from rag.asking.readings import best_reading, is_better
from rag.asking.retrieved import Retrieved
from rag.asking.wording.followups import FollowUp, Sense
from rag.types import Hit, Passage, Sentence, Span

WHOLE = Sense("reading", "reading")


def found(confidence: float, *matched: str, related: float | None = None) -> Retrieved:
    """Make what a search found: one hit with these matched words."""
    sentence = Sentence(0, 1, 1)
    passage = Passage("a", 0, 1, "x", "", None, (sentence,))
    hit = Hit(
        passage,
        sentence,
        score=1.0,
        matched_terms=matched,
        probability=confidence,
        row=0,
    )
    related = confidence if related is None else related
    return Retrieved((hit,), Features(0.0, 0.0, 0.0, 0.0), related, ())


def leaning(
    own: Sequence[str],
    *,
    incomplete: bool,
    lacks_verb: bool = False,
    names_alone: bool = False,
) -> FollowUp:
    """Make a follow-up with these own words."""
    return FollowUp((WHOLE,), frozenset(own), incomplete, lacks_verb, names_alone)


def beats(
    reading: Retrieved,
    literal: Retrieved,
    question: FollowUp,
    subject: str | None = None,
    *,
    is_across: bool = False,
) -> bool:
    """Tell whether a whole reading of a question wins."""
    sense = replace(WHOLE, subject=subject)
    return is_better(reading, literal, question, sense, is_across=is_across)


def about(retrieved: Retrieved, text: str, context: str = "") -> Retrieved:
    """Have the first hit's passage say this."""
    hit = retrieved.hits[0]
    passage = replace(hit.passage, text=text, context=context)
    return replace(retrieved, hits=(replace(hit, passage=passage),))


def test_incomplete_question_needs_any_gain():
    """More is better; as much is not."""
    question = leaning(["fast"], incomplete=True)
    literal = found(0.5)
    assert beats(found(0.501), literal, question)
    assert not beats(found(0.5), literal, question)


def test_short_question_needs_a_clear_gain():
    """A reading must beat what is found without it by more than a tenth."""
    question = leaning(["fast"], incomplete=False)
    literal = found(0.5)
    assert beats(found(0.61, "Fast"), literal, question)
    assert not beats(found(0.59, "Fast"), literal, question)


@pytest.mark.parametrize(
    ("own", "matched", "incomplete", "wins"),
    [
        (["park", "small"], ["park"], False, False),
        (["park", "small"], ["park", "small"], False, True),
        (["park"], ["park", "train"], False, True),
        (["park", "small"], ["park"], True, True),
        (["park", "small"], ["train"], True, False),
        (["small"], ["train"], True, True),
        ([], ["train"], True, True),
    ],
)
def test_own_words_must_be_found(
    own: list[str], matched: list[str], incomplete: bool, wins: bool
):
    """All of a short question, some of an incomplete one unless it has only one."""
    question = leaning(own, incomplete=incomplete)
    assert beats(found(0.9, *matched), found(0.1), question) is wins


def test_the_first_hit_has_the_own_words():
    """What stands further down is no answer to them."""
    first, second = (found(0.9, word).hits[0] for word in ("train", "park"))
    both = replace(found(0.9), hits=(first, second))
    assert not beats(both, found(0.1), leaning(["park"], incomplete=False))
    assert beats(both, found(0.1), leaning(["train"], incomplete=False))


def test_what_the_second_model_finds_needs_one_word_of_the_question():
    """Or none, where it has none; the gain that is needed stays."""
    question = leaning(["schwer", "alt"], incomplete=False)
    weaker, stronger = (
        replace(found(confidence, "alt"), own_threshold=0.6, language="de")
        for confidence in (0.59, 0.61)
    )
    without = replace(found(0.61), own_threshold=0.6, language="de")
    assert not beats(without, found(0.5), question)
    assert beats(without, found(0.5), leaning([], incomplete=False))
    assert beats(stronger, found(0.5), question)
    assert not beats(weaker, found(0.5), question)
    by_words = replace(stronger, own_threshold=None)
    assert not beats(by_words, found(0.5), question)
    # What has a word of it is not given up for what was talked of before.
    assert not beats(stronger, found(0.5, "schwer"), question)
    has_word = replace(found(0.61, "schwer"), own_threshold=0.6, language="de")
    assert beats(has_word, found(0.5, "schwer"), question)
    # A number that is asked for need not have the word that asks.
    asked, kilos = (
        Sense("Wie oft fährt er (Kahn)?", "Wie oft?"),
        about(without, "9"),
    )
    assert is_better(kilos, found(0.5), question, asked, is_across=False)
    # An English one, answered from an article in another language.
    assert not beats(replace(stronger, language="en"), found(0.5), question)


def test_across_languages_no_word_is_asked_for():
    """The articles have none of the question's; only one that leans is read so."""
    for incomplete in (True, False):
        question = leaning(["park", "small"], incomplete=incomplete)
        won = beats(found(0.9), found(0.1), question, is_across=True)
        assert won is incomplete
    question = leaning(["park"], incomplete=True)
    assert not beats(found(0.5), found(0.5), question, is_across=True)


@pytest.mark.parametrize(
    ("literal", "reading", "matched", "won"),
    [
        (0.9, 0.8, ["sea", "owls"], True),
        (0.9, 0.8, ["sea"], False),
        (0.9, 0.2, ["sea", "owls"], False),
        (0.1, 0.2, ["sea", "owls"], True),
        (0.1, 0.2, ["sea"], False),
        (0.1, 0.1, ["sea", "owls"], False),
    ],
)
def test_a_question_without_a_verb_answers_nothing_by_itself(
    literal: float, reading: float, matched: list[str], won: bool
):
    """However sure it is; but a reading must have all its words."""
    question = leaning(["sea", "owls"], incomplete=True, lacks_verb=True)
    assert beats(found(reading, *matched), found(literal), question) is won


@pytest.mark.parametrize(
    ("sense", "names_alone", "won"),
    [
        (WHOLE, True, True),
        (WHOLE, False, True),
        (Sense("Goats (sea)", "Goats"), True, True),
        (Sense("Goats (sea)", "Goats"), False, False),
    ],
)
def test_words_to_search_for_are_only_read_with_others_if_that_is_surer(
    sense: Sense, names_alone: bool, won: bool
):
    """What a whole question or a name alone asks, it doesn't ask by itself."""
    question = leaning(
        ["goats"], incomplete=True, lacks_verb=True, names_alone=names_alone
    )
    less, more = found(0.8, "goats"), found(0.95, "goats")
    assert is_better(less, found(0.9), question, sense, is_across=False) is won
    assert is_better(more, found(0.9), question, sense, is_across=False)


@pytest.mark.parametrize(
    ("text", "subject", "won"),
    [
        ("Ada Moen came.", "Ada Moen", True),
        ("Mr Moen came.", "Ada Moen", True),
        ("Mr Lund came.", "Ada Moen", False),
        ("Ada Moen came.", None, False),
    ],
)
def test_a_reading_on_the_subject_wins_over_nothing(
    text: str, subject: str | None, won: bool
):
    """Even without the question's own words."""
    question = leaning(["came", "home"], incomplete=True)
    alone = about(found(0.1), "Moen has another home.")
    assert beats(about(found(0.9), text), alone, question, subject) is won


@pytest.mark.parametrize(
    ("literal", "reading", "won"),
    [
        (found(0.1), found(0.2, related=0.6), True),  # near
        (found(0.1), found(0.2), False),
        (found(0.2), found(0.2, related=0.6), False),
        (found(0.2, related=0.6), found(0.9), False),
    ],
)
def test_nothing_is_found_by_the_question_alone(
    literal: Retrieved, reading: Retrieved, won: bool
):
    """And something by the reading, though near may be all that it is."""
    question = leaning(["came", "home"], incomplete=True)
    reading, literal = about(reading, "Ada Moen"), about(literal, "Ada Moen")
    assert beats(reading, literal, question, "Ada Moen") is won


@pytest.mark.parametrize(
    ("alone", "context", "reading", "won"),
    [
        ("Lund knew it.", "", found(0.2, "knew", "it", related=0.6), True),
        ("Lund knew it.", "", found(0.2, "knew", "it"), False),
        ("Lund knew it.", "", found(0.2, "knew", related=0.6), False),
        ("Moen knew it.", "", found(0.2, "knew", "it", related=0.6), False),
        ("He knew it.", "Of Moen", found(0.2, "knew", "it", related=0.6), False),
    ],
)
def test_a_reading_on_the_subject_wins_over_what_is_said_of_others(
    alone: str, context: str, reading: Retrieved, won: bool
):
    """It has as many of the question's words, and need not be as sure."""
    question = leaning(["knew", "it", "then"], incomplete=True)
    literal = about(found(0.9, "knew", "it"), alone, context)
    reading = about(reading, "Ada Moen was told.")
    assert beats(reading, literal, question, "Ada Moen") is won


def test_of_equal_readings_the_plainest_wins():
    """The first of two that find as much; a third finds less than the question."""
    tried = [(Sense("less", "less"), found(0.4))]
    question = leaning(["tide"], incomplete=True)
    assert best_reading(tried, found(0.5), question, is_across=False) is None
    tried += [(Sense(name, name), found(0.9)) for name in ("plain", "longer")]
    best = best_reading(tried, found(0.5), question, is_across=False)
    assert best is not None
    assert best.read_as == "plain"


def read_with(reading: Hit, literal: Hit, question: FollowUp | None = None) -> Hit:
    """Give the hit of a question that is read so, beside that of its own words."""
    best = best_reading(
        [(WHOLE, replace(found(0.9), hits=(reading,)))],
        replace(found(0.1), hits=(replace(literal, probability=0.1),)),
        question or leaning(["park"], incomplete=True),
        is_across=False,
    )
    assert best is not None
    return best.found.hits[0]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        (leaning(["park"], incomplete=True), 2),
        (leaning([], incomplete=True), 0),
        (leaning(["park"], incomplete=True, names_alone=True), 0),
        (leaning(["park"], incomplete=True, lacks_verb=True), 0),
    ],
)
def test_the_sentence_is_the_one_that_the_own_words_chose(
    question: FollowUp, place: int
):
    """Of the same passage; not without own words, by names alone or in a whole one."""
    (hit,) = found(0.9, "park").hits
    other = replace(hit, sentence=Sentence(2, 3, 1))
    assert read_with(hit, other, question).sentence.start == place


def test_the_own_words_choose_where_others_stand_in_brackets():
    """What is searched for then is no question that chooses a sentence."""
    (hit,) = found(0.9, "park").hits
    other = replace(hit, sentence=Sentence(2, 3, 1), probability=0.1)
    best = best_reading(
        [(Sense("reading (topic)", "reading"), replace(found(0.9), hits=(hit,)))],
        replace(found(0.1), hits=(other,)),
        leaning(["park"], incomplete=True, lacks_verb=True),
        is_across=False,
    )
    assert best is not None
    assert best.found.hits[0].sentence.start == 2


SAID, OTHER = (Span(2, 3), None), (Span(0, 1), None)
OVER, NOWHERE = (None, Span(0, 1)), (None, None)


@pytest.mark.parametrize(
    ("own", "readings", "place", "answer"),
    [
        (SAID, OTHER, 2, SAID),
        (SAID, NOWHERE, 2, SAID),
        (NOWHERE, OTHER, 0, OTHER),
        (SAID, OVER, 2, SAID),
        (OVER, NOWHERE, 2, OVER),
        (OVER, SAID, 2, OVER),
        (NOWHERE, OVER, 0, OVER),
    ],
)
def test_an_answer_goes_with_its_sentence(
    own: tuple[Span | None, ...],
    readings: tuple[Span | None, ...],
    place: int,
    answer: tuple[Span | None, ...],
):
    """In a heading, too; where only the reading has one, that is the sentence."""
    words, above = readings
    hit = replace(found(0.9, "park").hits[0], words=words, above=above)
    words, above = own
    mark = replace(hit, sentence=Sentence(2, 3, 1), words=words, above=above)
    first = read_with(hit, mark)
    assert (first.sentence.start, (first.words, first.above)) == (place, answer)


def test_a_line_that_states_it_has_all_that_is_asked():
    """“Who wrote the mayor?” says nothing of who wrote what the mayor is named in."""
    question = leaning(["wrote"], incomplete=True)
    (line,) = found(0.97).hits
    stated = replace(found(0.97), hits=(replace(line, row=None),))
    for matched, won in ((["mayor"], False), (["mayor", "wrote"], True)):
        reading = about(found(0.9, *matched), "The mayor said so.")
        assert beats(reading, stated, question, "the mayor") is won


TOLD = "Ada Moen measured the tide. She was told of Lund."
OF_MOEN, OF_LUND = Sentence(0, 27, 1), Sentence(28, 49, 1)


def chosen(
    sense: Sense, own: Sentence, literal: float, words: Span | None, text: str = TOLD
) -> Sentence:
    """Give the sentence of two that is shown, where the question alone had the other.

    What it finds first is in another passage.
    """
    other = OF_LUND if own == OF_MOEN else OF_MOEN
    reading = replace(
        about(found(0.9, "tide"), text).hits[0], sentence=own, words=words
    )
    alone = replace(
        reading, sentence=other, probability=literal, words=Span(other.start, other.end)
    )
    first = replace(found(0.1).hits[0], passage=replace(alone.passage, start=100))
    best = best_reading(
        [(sense, replace(found(0.9), hits=(reading,)))],
        replace(found(0.1), hits=(first, alone)),
        leaning(["tide"], incomplete=True),
        is_across=False,
    )
    assert best is not None
    return best.found.hits[0].sentence


@pytest.mark.parametrize(
    ("subject", "own", "literal", "kept"),
    [
        ("Dr Moen", OF_MOEN, 0.8, True),
        ("Dr Moen", OF_MOEN, 0.9, True),
        ("Dr Moen", OF_MOEN, 0.91, False),  # the pronoun finds it surer
        (None, OF_MOEN, 0.8, False),
        ("Berg", OF_MOEN, 0.8, False),  # neither sentence has that name
        ("Berg", OF_LUND, 0.8, False),
        ("Lund", OF_LUND, 0.8, True),
        ("Lund", OF_MOEN, 0.8, False),
    ],
)
def test_what_a_pronoun_chose_gives_way_to_a_sentence_on_whom_it_stands_for(
    subject: str | None, own: Sentence, literal: float, *, kept: bool
):
    """Where that is as sure and answers, and the other has no such name."""
    sense = replace(WHOLE, subject=subject)
    assert (chosen(sense, own, literal, Span(0, 3)) == own) is kept


def test_what_a_pronoun_chose_stays_where_the_name_alone_drew_the_mark():
    """Without an answer in its sentence, in brackets, or where both have the name."""
    named, words = replace(WHOLE, subject="Moen"), Span(0, 3)
    assert chosen(named, OF_MOEN, 0.8, words) == OF_MOEN
    assert chosen(named, OF_MOEN, 0.8, None) == OF_LUND
    bracketed = Sense("reading (Moen)", "reading", "Moen")
    assert chosen(bracketed, OF_MOEN, 0.8, words) == OF_LUND
    both = TOLD.replace("Lund", "Moen")
    assert chosen(named, OF_MOEN, 0.8, words, both) == OF_LUND


@pytest.mark.parametrize(
    ("sense", "own", "reading", "won"),
    [
        (WHOLE, [], found(0.2, related=0.6), True),  # near
        (WHOLE, [], found(0.2), False),
        (WHOLE, ["tide"], found(0.2, "tide", related=0.6), False),
        (Sense("Why (tide)?", "Why?"), [], found(0.2, related=0.6), False),
        (replace(WHOLE, subject="Moen"), [], found(0.2, related=0.6), False),
    ],
)
def test_what_says_nothing_anew_asks_nothing_by_itself(
    sense: Sense, own: list[str], reading: Retrieved, *, won: bool
):
    """However sure it is: "Why?", completed, wins with anything near."""
    question = leaning(own, incomplete=True)
    assert is_better(reading, found(0.9), question, sense, is_across=False) is won
