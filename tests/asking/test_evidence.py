"""The figures of a passage that its probability is computed from."""

from dataclasses import replace
from math import log

import pytest

from rag.asking.confidence import Features
from rag.asking.evidence import Compared, features_of, leads_of, stands_out
from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.late_interaction import Interaction
from rag.asking.ranking.query import Query
from rag.asking.ranking.reranking import Judged, Read, Reranked
from rag.text.terms import find_terms
from rag.types import Passage, Span
from tests.asking.making import floats, passage, query

SEA = replace(passage("Low. 7 high."), context="Sea")
QUERY = query("How high is it?")
SECOND = replace(QUERY, is_second=True)
NEAR = Compared(cosines=[0.3, 0.7], word_share=0.5, lead=0.1)
COMPARED = Interaction(0.4, floats(0.2, 0.6), floats())
FOUND = Candidate(0, SEA, 0.0, (), COMPARED, floats(0), level=0.125)


def judged(answers: float | None, start: int = 5) -> Judged:
    """Make a passage that a reader read, or didn't; it marked one character."""
    read = None if answers is None else Read(answers, Span(start, start + 1))
    return Judged(FOUND, Reranked(0.5, floats(0), read))


def features(
    asked: Query, found: Passage, read: Read, near: Compared = NEAR
) -> Features:
    """Gather the figures of a passage that was read so."""
    pair = Judged(replace(FOUND, passage=found), Reranked(0.5, floats(0), read))
    (gathered,) = features_of(asked, [pair], [near], 1)
    return gathered


def test_by_the_first_model_there_is_no_score_nor_margin() -> None:
    """Its other figures are the best of sentences, and of passage and sentences."""
    (found,) = features_of(QUERY, [judged(None)], [NEAR], 8)
    assert found.sentence_maxsim == pytest.approx(0.6)
    assert (found.cosine, found.word_share) == (0.7, 0.5)
    assert found.log_searched == log(8)
    assert (found.score, found.margin, found.answers) == (0.0, 0.0, None)


def test_by_the_second_model_score_and_margin_are_those_of_the_passage() -> None:
    """Half of 0.4 and 0.6 are 0.5; its own 0.3 is 0.175 above the level of 0.125."""
    (found,) = features_of(SECOND, [judged(None)], [NEAR], 8)
    assert found.score == pytest.approx(0.5)
    assert found.margin == pytest.approx(0.175)
    assert found.lead == 0.1


def test_how_much_a_question_says_and_lacks_counts_by_the_second_model() -> None:
    """Tokens that weigh 1.5 and 0.5 say the logarithm of 3; by the first, nothing."""
    known = replace(NEAR, lacks_name=0.5)
    for one, expected in ((SECOND, (log(3), 0.5)), (QUERY, (0.0, 0.0))):
        asked = replace(one, token_weights=floats(1.5, 0.5))
        (found,) = features_of(asked, [judged(None)], [known], 8)
        assert (found.says, found.lacks_name) == pytest.approx(expected)


def of_article(name: str, maxsim: float) -> Judged:
    """Make a passage of an article; it and its only sentence have this MaxSim."""
    found = replace(
        FOUND,
        passage=replace(SEA, article_id=name),
        interaction=Interaction(maxsim, floats(maxsim), floats()),
    )
    return Judged(found, Reranked(maxsim, floats(0)))


def test_the_lead_is_over_the_best_of_another_article() -> None:
    """Scores of 0.9, 0.8 and 0.75: the second is of the first one's article."""
    three = [of_article("a", 0.9), of_article("a", 0.8), of_article("b", 0.75)]
    assert leads_of(SECOND, three) == pytest.approx([0.15, 0.05, -0.15])


def test_far_ahead_is_no_further_ahead_than_clearly() -> None:
    """A lead of 0.6 counts hardly more than one of 0.3, one of 0.1 much less."""
    for lead, expected in ((0.1, 0.762), (0.3, 0.995), (0.6, 1.0), (-0.1, -0.762)):
        known = replace(NEAR, lead=lead)
        (found,) = features_of(SECOND, [judged(None)], [known], 8)
        assert found.lead == lead
        assert found.clear_lead == pytest.approx(expected, abs=0.001)


def test_in_one_article_the_lead_is_over_the_mean_of_the_others() -> None:
    """Over 0.9 and 0.7; a passage alone leads clearly, as no other can be meant."""
    three = [of_article("a", each) for each in (0.95, 0.9, 0.7)]
    assert leads_of(SECOND, three)[0] == pytest.approx(0.15)
    assert leads_of(SECOND, three[:1]) == [0.1]


def test_by_the_first_model_nothing_leads() -> None:
    """Its probability knows no lead."""
    two = [of_article("a", 0.9), of_article("b", 0.5)]
    assert leads_of(QUERY, two) == [0.0, 0.0]


def test_what_was_not_read_answers_as_little_as_the_worst_that_was() -> None:
    """Two were read, with log-odds of 2 and -1; the third has -1, and never over 0."""
    for worst, unread in ((-1.0, -1.0), (1.0, 0.0)):
        three = [judged(2.0), judged(worst), judged(None)]
        found = features_of(QUERY, three, [NEAR] * 3, 1)
        assert [each.answers for each in found] == [2.0, worst, unread]


@pytest.mark.parametrize(
    ("question", "share", "answers"),
    [
        ("tower height", 1.0, [2.0, 0.0]),
        ("tower height", 0.9, [2.0, -1.0]),
        ("how high", 1.0, [2.0, -1.0]),
    ],
)
def test_keywords_ask_nothing(question: str, share: float, answers: list[float]):
    """What has them all is not held to be no answer."""
    asked = replace(QUERY, terms=tuple(find_terms(question, "en")))
    near = replace(NEAR, word_share=share)
    found = features_of(asked, [judged(2.0), judged(-1.0)], [near] * 2, 1)
    assert [each.answers for each in found] == answers


@pytest.mark.parametrize(
    ("question", "section", "answers"),
    [
        ("What is ebb?", "Ebb", 0.0),
        ("What is ebb?", "Flood", -1.0),
        ("When is ebb?", "Ebb", -1.0),
    ],
)
def test_a_thing_is_what_stands_under_its_name(question, section, answers) -> None:
    """A reader misses the thing there; a time that is asked for it would find."""
    under = replace(SEA, context=f"Sea › {section}", section=section)
    asked = replace(query(question), terms=tuple(find_terms(question, "en")))
    found = features(asked, under, Read(-1.0, Span(5, 6)))
    assert (found.answers, found.is_stated) == (answers, answers == 0.0)


@pytest.mark.parametrize(
    ("text", "has_rest", "stated"),
    [("Call 555 0142.", True, 1), ("Call 555 0142.", False, 0), ("Call.", True, 0)],
)
def test_a_number_that_is_asked_for_is_stated(text, has_rest, stated) -> None:
    """In a passage that has the question's other words, whatever a reader says."""
    asked, near = query("What is the phone number?"), replace(NEAR, has_rest=has_rest)
    found = features(asked, passage(text), Read(-1.0, Span(0, 1)), near)
    assert found.is_stated == stated
    assert found.answers == (0.0 if stated else -1.0)


def test_a_number_is_what_a_how_high_asks_for() -> None:
    """The 7 fits, the L does not; the sentence has the 7 in either case."""
    found = features_of(QUERY, [judged(1.0), judged(1.0, 0)], [NEAR] * 2, 1)
    assert [each.misfit for each in found] == [0.0, 1.0]
    assert [each.beside_point for each in found] == [0.0, 0.0]


def test_a_reason_is_told_by_a_sentence_whatever_of_it_is_marked() -> None:
    """A name alone is none to a "why", and the sentence around it may be."""
    found = features(query("Why is it L?"), SEA, Read(1.0, Span(0, 1)))
    assert found.misfit == 0.0


def test_what_is_quoted_with_the_sentence_before_has_its_kind() -> None:
    """The words are in the first, so that both are; alone the second has none."""
    two = replace(FOUND, passage=passage("In 1902", "it L."))
    both, alone = (
        Judged(
            two,
            Reranked(0.5, floats(0, 0.1), Read(1.0, Span(start, start + 4), beside)),
        )
        for start, beside in ((3, -1), (8, 0))
    )
    found = features_of(QUERY, [both, alone], [NEAR] * 2, 1)
    assert [each.beside_point for each in found] == [0.0, 1.0]


@pytest.mark.parametrize(("context", "beside"), [("Sea", 1.0), ("West Avalon", 0.0)])
def test_a_quote_on_another_is_beside_the_point(context: str, beside: float) -> None:
    """Unless the headings have what is asked for."""
    east = replace(passage("Lima is in East Avalon."), context=context)
    for question, expected in (
        ("Which city is in West Avalon?", beside),
        ("Which city is not in East Avalon?", 1.0),
    ):
        found = features(query(question), east, Read(1.0, Span(0, 4)))
        assert found.beside_point == expected


@pytest.mark.parametrize(
    ("question", "context", "text", "beside"),
    [
        ("How many came to Oslo?", "Sea", "So 7 came to Lima.", 1.0),
        ("How many came to Oslo?", "To Oslo", "So 7 came to Lima.", 0.0),
        ("How many came to Oslo?", "Sea", "So by it 7 came to Lima.", 0.0),
        ("How many came to Oslo?", "Sea", "So 7 came to Lima by it.", 1.0),
        ("How many came?", "Sea", "So 7 came to Lima.", 0.0),
        ("What came to Oslo?", "Sea", "So 7 came to Lima.", 0.0),
        ("What is a two-mast ship?", "Sea", "So 7 had a one-mast ship.", 1.0),
        ("What is a two-mast ship?", "Two-mast", "So 7 had a one-mast ship.", 0.0),
        ("What came in 1902?", "Sea", "So 7 came in 1901.", 1.0),
        ("What came in 1902?", "In 1902", "So 7 came in 1901.", 0.0),
        ("What came?", "Sea", "An earlier version of this page said 7.", 1.0),
    ],
)
def test_a_figure_of_others_or_of_another_year_is_beside_the_point(
    question: str, context: str, text: str, beside: float
) -> None:
    """Unless what stands around it has what the question names."""
    read = Read(3.0, Span(text.index("7"), text.index("7") + 1))
    found = features(query(question), replace(passage(text), context=context), read)
    assert found.beside_point == beside


@pytest.mark.parametrize(("text", "stated"), [("We found 7.", 1.0), ("It was 7.", 0.0)])
def test_what_a_study_found_is_told_by_its_form(text: str, stated: float) -> None:
    """Whatever the reader makes of it."""
    read = Read(-3.0, Span(0, 1))
    found = features(query("What did the study find?"), passage(text), read)
    assert (found.is_stated, found.beside_point) == (stated, 0.0)


@pytest.mark.parametrize(
    ("question", "text", "beside"),
    [
        ("What method was used?", "Method", 1.0),
        ("What method was used?", "Method 9", 0.0),
        ("How does it sway?", "It sways.", 0.0),
        ("Is it open?", "Open", 0.0),
    ],
)
def test_a_heading_alone_answers_nothing(
    question: str, text: str, beside: float
) -> None:
    """It has no more than the question, and is no sentence."""
    found = features(query(question), passage(text), Read(3.0, Span(0, 1)))
    assert found.beside_point == beside


@pytest.mark.parametrize(
    ("question", "beside"), [("What is kelp?", 1.0), ("What has kelp?", 0.0)]
)
def test_a_list_defines_nothing(question: str, beside: float) -> None:
    """It has the thing, and says nothing of it."""
    listed = passage("They sell salt, kelp and cod.")
    found = features(query(question), listed, Read(3.0, Span(0, 4)))
    assert found.beside_point == beside


@pytest.mark.parametrize(
    ("text", "beside"), [("Lima came in 1902.", 1.0), ("Lima (1902-1987) ruled.", 0.0)]
)
def test_a_year_is_not_when_somebody_was_born(text: str, beside: float) -> None:
    """Unless it is said that it is."""
    year = Read(1.0, Span(text.index("1902"), text.index("1902") + 4))
    found = features(query("When was Lima born?"), passage(text), year)
    assert (found.misfit, found.beside_point) == (0.0, beside)


@pytest.mark.parametrize(
    ("question", "text", "beside"),
    [
        ("Why was the lock shut?", "The lock was shut in May.", 1.0),
        ("When was the lock shut?", "The lock was shut in May.", 0.0),
        ("Who accused Lima?", "Lima was accused of theft.", 1.0),
        ("Who accused Lima?", "A clerk accused Lima of theft.", 0.0),
        ("rent of the mill", "The mill is by the sea.", 1.0),
        ("rent of the mill", "The mill is let for 90 euros.", 0.0),
    ],
)
def test_what_leaves_out_what_is_asked_is_beside_the_point(
    question: str, text: str, beside: float
) -> None:
    """Though it has all the words."""
    found = features(query(question), passage(text), Read(3.0, Span(0, 3)))
    assert found.beside_point == beside


def test_a_reason_is_given_by_what_is_quoted() -> None:
    """And where one is asked for."""
    text = passage("It was shut because of rust.")
    read = Read(1.0, Span(0, 2))
    assert features(query("Why was it shut?"), text, read).gives_reason == 1.0
    assert features(query("When was it shut?"), text, read).gives_reason == 0.0
    text = passage("It was shut.")
    assert features(query("Why was it shut?"), text, read).gives_reason == 0.0


@pytest.mark.parametrize(
    ("question", "words", "misfit"),
    [
        ("What does the pulley cost?", "Pulley", 0.0),
        ("What does the pulley cost?", "Weight", 0.0),
        ("What does the pulley cost?", "2 kg", 1.0),
        ("How hot is the pulley?", "Pulley", 1.0),
        ("When was the pulley sold?", "Pulley", 1.0),
    ],
)
def test_a_figure_of_a_row_stands_behind_its_name(question, words, misfit) -> None:
    """The row has it, whichever of its names a reader marked."""
    row = passage("Part: Pulley; Weight: 2 kg; Price: £5")
    start = row.text.index(words)
    read = Read(1.0, Span(start, start + len(words)))
    assert features(query(question), row, read).misfit == misfit


@pytest.mark.parametrize(
    ("above", "misfit", "beside"), [(None, 1.0, 1.0), (Span(0, 4), 0.0, 0.0)]
)
def test_a_heading_has_what_is_asked_for(above, misfit: float, beside: float) -> None:
    """No number stands in the sentence, and none need stand there."""
    bare = replace(SEA, text="Low or high.", section="9 ft")
    found = features(QUERY, bare, Read(1.0, Span(0, 3), 0, above))
    assert (found.misfit, found.beside_point) == (misfit, beside)


@pytest.mark.parametrize(
    ("section", "beside"), [("Low tide", 1.0), ("High tide", 0.0), (None, 0.0)]
)
def test_a_heading_may_exclude(section: str | None, beside: float) -> None:
    """What stands under "Low tide" is no answer for high tide."""
    context = " › ".join(filter(None, ("Sea", section)))
    listed = replace(passage("It is 7."), context=context, section=section)
    found = features(query("How high is high tide?"), listed, Read(1.0, Span(6, 7)))
    assert found.beside_point == beside


@pytest.mark.parametrize(
    ("section", "beside"), [("Do not take it", 0.0), ("Take it", 1.0), (None, 1.0)]
)
def test_a_heading_may_deny(section: str | None, beside: float) -> None:
    """What stands in a list is what its heading says of it."""
    listed, asked = passage("- The young."), query("Who should not take it?")
    found = features(asked, replace(listed, section=section), Read(1.0, Span(2, 5)))
    assert found.beside_point == beside


ROW = "Line: Ost; Cars: 5; Year: 7"


@pytest.mark.parametrize(
    ("question", "text", "section", "lacks_name", "stated"),
    [
        ("How many cars has Ost?", ROW, None, 0.0, 1),
        ("How many cars has Ost?", ROW, None, 0.5, 0),
        ("How many cars are there?", ROW, None, 0.0, 0),
        ("How many bikes has Ost?", ROW, None, 0.0, 0),
        ("What happens at 14:00?", "Knots.", "14:00 Fair", 0.5, 1),
        ("What happens at 14:00?", "Knots.", "15:00 Fair", 0.0, 0),
        ("What happens on Monday?", "On Monday it opens.", None, 0.5, 1),
        ("What happens on Monday?", "On Friday it opens.", None, 0.0, 0),
    ],
)
def test_what_stands_where_a_question_says_is_stated(
    question: str, text: str, section: str | None, lacks_name: float, stated: int
) -> None:
    """In its row and column, or under its time; the reader knows no better."""
    there, near = passage(text), replace(NEAR, lacks_name=lacks_name)
    there, read = replace(there, section=section), Read(-1.0, Span(0, 1))
    found = features(query(question), there, read, near)
    assert found.is_stated == stated
    assert found.answers == (0.0 if stated else -1.0)


@pytest.mark.parametrize(("asked", "is_told"), [("Ada Moen", 1.0), ("Eva Moen", 0.0)])
def test_who_somebody_is_is_stated_beside_the_name(asked: str, is_told: float) -> None:
    """A reader in doubt about a sentence on something else is taken to be even."""
    found = passage("It ran well, the miller Ada Moen said.")
    of = features(query(f"Who is {asked}?"), found, Read(-1.0, Span(13, 23)))
    assert (of.is_stated, of.answers) == (is_told, 0.0 if is_told else -1.0)


def test_nobody_is_told_of_where_no_reader_read() -> None:
    """It is the reader that marks who somebody is."""
    told = replace(FOUND, passage=passage("The miller Ada Moen came."))
    pair = replace(judged(None), candidate=told)
    (of,) = features_of(query("Who is Ada Moen?"), [pair], [NEAR], 1)
    assert of.is_stated == 0.0


@pytest.mark.parametrize(
    ("asked", "quote", "beside"),
    [
        ("Wie viele Boote kamen?", "Es kamen viele Boote.", 1.0),
        ("Wie viele Boote kamen?", "Es kamen drei Boote.", 0.0),
        ("Wer kam?", "Es kamen viele Boote.", 0.0),
        ("Wann starb der Wirt?", "Der Wirt kam 1940.", 1.0),
        ("Wann starb der Wirt?", "Der Wirt starb 1940.", 0.0),
        ("Wer kam?", "Wer kam mit dem Boot?", 1.0),
        ("Wer ist der Wirt?", "- Wirt", 1.0),
        ("Wer ist der Wirt?", "- Wirt: Jo", 0.0),
        ("Wer ist der Wirt?", "Der ist der Wirt.", 0.0),
        # Keywords ask nothing.
        ("Wirt", "- Wirt", 0.0),
    ],
)
def test_where_nothing_reads_a_quote_may_say_nothing(
    asked: str, quote: str, beside: float
) -> None:
    """It asks, has no number to a "how many", or the question's own words alone."""
    second = replace(SECOND, text=asked, language="de", terms=find_terms(asked, "de"))
    pair = replace(judged(None), candidate=replace(FOUND, passage=passage(quote)))
    (found,) = features_of(second, [pair], [NEAR], 1)
    assert found.beside_point == beside
    (first,) = features_of(replace(second, is_second=False), [pair], [NEAR], 1)
    assert first.beside_point == 0.0


@pytest.mark.parametrize(
    ("text", "above", "beside"),
    [
        ("Ann came to it.", False, 1.0),
        ("Ann built it.", False, 0.0),
        ("Ann came to it.", True, 0.0),
    ],
)
def test_who_is_said_to_have_done_something_else_is_none(
    text: str, above: bool, beside: float
) -> None:
    """Unless a heading that is marked says what is asked for."""
    under = replace(passage(text), section="Built by Ann")
    read = Read(3.0, Span(0, 3), 0, Span(0, 12) if above else None)
    found = features(query("Who built it?"), under, read)
    assert found.beside_point == beside


@pytest.mark.parametrize(
    ("searched", "by_chance"), [(1, 0.0), (2, 1.177), (100, 3.035), (10**6, 3.035)]
)
def test_what_stands_out_is_above_the_best_by_chance(
    searched: int, by_chance: float
) -> None:
    """The square root of 2 ln(n), of a hundred that are ranked at most."""
    assert stands_out(3.5, searched) == pytest.approx(3.5 - by_chance, abs=1e-3)
