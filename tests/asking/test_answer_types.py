"""Whether marked words could be the kind of answer that is asked for."""

import pytest

from rag.asking.wording.answer_types import (
    fits,
    fits_at,
    fits_heading,
    is_open,
    wants_figure,
)
from rag.types import Span


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When was it built?", "1889"),
        ("When was it built?", "in 1066 and later on"),
        ("When was it built?", "around 476"),
        ("When does it open?", "in spring"),
        ("And when is it dark?", "by nine at night"),
        ("In which year did it open?", "two years ago"),
        ("What year is she in?", "the second"),
        ("What date was it?", "the 14th"),
        ("In what century did they live?", "300 BC"),
        ("When does it leave?", "5:30"),
        ("When does it leave?", "at 18.10"),
        ("When does it leave?", "6.10 and 18.30"),
        ("When does it leave?", "6.10 to 18.30"),
        ("When does it leave?", "18h30."),
        ("When does it leave?", "18 h"),
        ("When does it leave?", "six o'clock"),
        ("When does it leave?", "six o’clock"),
        ("At what time does it leave?", "5:30"),
        ("What time is it?", "9 pm"),
        ("On what day does it leave?", "Monday, 5:30"),
        ("When was it built?", "in 476"),
        ("When are they open?", "Wednesdays"),
        ("When was it built?", "Jan 15"),
        ("When was it built?", "15 jan."),
        ("When was it built?", "1/19"),
        ("What is her e-mail?", "ada@lima.pe"),
        ("When was it open?", "if it rained"),
        ("When does it fail?", "where noise is above 95 dB"),
        ("When may it be used?", "under a roof"),
        ("And when is it closed?", "in case of storm"),
        ("How long is it?", "months"),
        ("How far ahead is it seen?", "months"),
        ("How far in advance is it seen?", "months"),
        ("How large is it?", "three"),
        ("What is the top speed of it?", "450 km/h"),
        ("What's the population of Lima?", "nine million"),
        ("What is the speed limit?", "none but caution"),
        ("Which company built it?", "Lima Steel"),
        ("Which orchestra does Ada play in?", "a brass orchestra"),
        ("Which way is it, up or down?", "down"),
        ("Which orchestras did Ada play in?", "orchestras"),
        ("Which one has orchestras?", "orchestras"),
        ("screen resolution of the tablet", "240 lines"),
        ("is the capacity of the hall too small?", "of no use"),
        ("Describe the capacity of the hall", "wide"),
        ("capacity of the hall?", "tiny"),
        ("Which company in Lima built it?", "a son of Lima, Ada Holm,"),
        ("From which city is it?", "Lima"),
        ("Which European city is it?", "Lima"),
        ("Which city of Peru is it?", "the oldest"),
        ("Which cities are large?", "all by the sea"),
        ("which city is it?", "lima"),
        ("How fast is it?", "450 km/h"),
        ("How fast is it?", "over 5G"),
        ("How many came?", "several"),
        ("At night, how long does it take?", "a few hours"),
        ("What percentage is grown here?", "nearly all"),
        ("What population has it?", "Seven million"),
        ("How much is it?", "free for children"),
        ("What does it cost?", "12 euros"),
        ("What would it cost?", "about 30"),
        ("What did it cost him?", "his sleep"),
        ("Who built it?", "a company from Lima"),
        ("For whom was it built?", "Lima 2"),
        ("Where is it?", "李"),
        ("Where is it?", "12 km"),
        ("Who saw it?", "12 km from Lima, Ada"),
        ("Who built it?", "the 40 masons"),
        ("Who built it?", "4 of the masons"),
        ("Where was it built?", "12 miles off"),
        ("How old is he?", "in his forties"),
        ("Why did it stop?", "frost"),
        ("Why is it hard to say how many came?", "nobody counted"),
        ("Why did Bo stop?", "Ada was too slow"),
        ("How long did it last?", "until 1979"),
        ("How long did it last?", "1979-1983"),
        ("How long did it last?", "four years from 1979"),
        ("How long has it been there?", "1979"),
        # Words of the question that may be it, all the same.
        ("Who won, Bo or Ada?", "Ada"),
        ("When did the fire of May begin?", "in May"),
        ("Who is it?", "It is he"),
        ("Who built the dam?", "people of Lima"),
        ("Who came for Holm?", "Captain Ada Lee"),
        ("Who came for Ada Holm?", "Bo Holm"),
        ("Who came for Holm Lee?", "Ada Holm"),
        ("Who came for Holm?", "Ada Holm and others"),
        ("Who came to Holm's house?", "Ada Holm"),
        ("And who is the captain Holm?", "Captain Ada Holm"),
        ("Where does Holm live?", "at New Holm"),
        ("What is a ferry?", "a ferry"),
        # Whose kind isn't told.
        ("It was 39 who came?", "39"),
        ("How is it built?", "of steel"),
        ("When they met, what did she say?", "nothing new"),
        ("Wann wurde es gebaut?", "450 km/h"),
        ("How long was it?", "4 May to 9 June"),
        ("How long was it?", "4 miles"),
    ],
)
def test_words_of_the_kind_fit(question: str, words: str) -> None:
    """A time for "when", a figure for "how many", a word for "who", else anything."""
    assert fits(question, words)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When will it enter service?", "450 km/h"),
        ("When will it enter service?", "400 km per hour"),
        ("When was it built?", "18.75"),
        ("When was it built?", "24.10"),
        ("When was it built?", "£18.10"),
        ("When was it built?", "18.10 metres"),
        ("When was it built?", "18.10 %"),
        ("When was it built?", "4.18.10"),
        ("When was it built?", "18.10.4"),
        ("When was it built?", "18.105"),
        ("When was it built?", "18 hours"),
        ("When was it built?", "steel"),
        ("When was it built?", "where noise is above 95 dB"),
        ("When does it fail?", "noise"),
        ("When was it built?", "2900"),
        ("When was it built?", "8,412"),
        ("On what day does it leave?", "5:30"),
        ("On which day does it leave?", "9 pm"),
        ("At what time does it leave?", "track 2"),
        ("In which year did it open?", "Lima"),
        ("In which year did it open?", "nine years"),
        ("Since when is it there?", "of steel"),
        ("What was the year of his birth?", "Lima"),
        ("How heavy is it?", "suspended"),
        ("How heavy is it?", "the PM01"),
        ("How many people live there?", "monorails"),
        ("What share of it is steel?", "steel"),
        ("And how old is it?", "suspended"),
        ("How fast is it?", "3 tons"),
        ("What does it cost?", "450 km/h"),
        ("What did it cost?", "a lot of sleep"),
        ("What did it cost to build?", "a lot of sleep"),
        ("How large is it?", "months"),
        ("How far away is it?", "months"),
        ("What is the top speed of it?", "years of work"),
        ("What's the population of Lima?", "fishermen"),
        ("Which company built it?", "robotic arms"),
        ("Which orchestra does Ada play in?", "an orchestra"),
        ("In which orchestra does Ada play?", "an orchestra"),
        ("screen resolution of the tablet", "tiny but sharp"),
        ("the capacity of the hall", "grown"),
        ("Which company built it?", "Robotic arms"),
        ("Which company in Lima built it?", "the Lima firm"),
        ("And which city is it?", "the oldest"),
        ("Which European city is it?", "the oldest"),
        ("Who is the oldest?", "39"),
        ("Who built it?", "450 km/h"),
        ("Who built it?", "61,000 stones and earth"),
        ("And whose is it?", "200 years ago"),
        ("Who won?", "nine"),
        ("Who won?", "the fourth"),
        ("Who won?", "fourth with 57"),
        ("Who won?", "17th"),
        ("To whom was it sold?", "$2,900"),
        ("Where is it?", "2 % (3_4)"),
        ("How long did it last?", "the strike of 1979"),
        ("How long was it?", "4 May 1837"),
        ("How long was it?", "the 4th of May"),
        ("How long was it?", "May 4th, 1837"),
        # No more than the question says.
        ("Who inspected the dams?", "the dam was inspected"),
        ("Where is the dam?", "at the dam"),
        ("And who came for Holm?", "Captain Ada Holm"),
        ("When was the dam built?", "when it was built"),
        # Who did it, or when, is no reason.
        ("Why did Bo stop?", "Ada Moen"),
        ("And why did Bo stop?", "Ada and the Moens"),
        ("Why did it stop?", "the first 14 months"),
    ],
)
def test_words_of_another_kind_do_not(question: str, words: str) -> None:
    """A figure with a unit is no time, a thing no figure, and a figure no name."""
    assert not fits(question, words)


@pytest.mark.parametrize(
    ("question", "is_one"),
    [
        ("What is it good for?", True),
        ("Why is it so?", True),
        ("How many are there?", False),
        ("How large is it?", False),
        ("When does it fail?", False),
        ("Who built it?", False),
    ],
)
def test_an_open_question_wants_no_kind(question: str, is_one: bool) -> None:
    """No time, number or name."""
    assert is_open(question) is is_one


@pytest.mark.parametrize(
    ("behind", "is_one"),
    [(" days, and more", False), ("-day", False), (" who sang", True), ("", True)],
)
def test_what_stands_behind_a_number_tells_what_it_is_of(behind, is_one) -> None:
    """Were it of days, it would be no number of people; many have no unit."""
    question, before = "How many came?", "It rained and rained and rained and rained. "
    assert fits(question, "two", behind) is is_one
    words = Span(len(before), len(before) + 3)
    assert fits_at(question, f"{before}two{behind}", words) is is_one


@pytest.mark.parametrize(
    ("question", "text", "fits_there"),
    [
        ("How many people live there?", "He lived there from 1946 on.", False),
        ("How much came?", "Since 1946 it came.", False),
        ("How many people live there?", "It has 1946 people.", True),
        ("How many people met there?", "It was visited by 1946 people.", True),
        ("How many people met there?", "It was visited by 1946 peoples.", False),
        ("How many?", "It was visited by 1946 people.", False),
        ("How many people live there?", "It fell to one of 1946.", False),
        ("How many people live there?", "It fell from then on to 1946.", True),
        ("How long was it there?", "It was there until 1946.", True),
        ("How tall is it?", "It was built in 1946.", False),
        ("What is the height of it?", "It was built in 1946.", False),
        ("How tall is it?", "It has 1946 feet.", True),
        ("Who lived there?", "It was built in 1946.", False),
        ("Where was it?", "It was built in 1946.", False),
    ],
)
def test_since_when_is_no_number(question: str, text: str, fits_there: bool) -> None:
    """Nor a name. Of 3,473 annotated answers to "how many" none is such a year."""
    start = text.index("1946")
    assert fits_at(question, text, Span(start, start + 4)) is fits_there


@pytest.mark.parametrize(
    ("question", "fits_there"),
    [
        ("When did Moen first paint?", False),
        ("What year did Moen paint?", False),
        ("When was Moen born?", True),
        ("What number did Moen paint?", True),
    ],
)
def test_a_date_of_birth_is_no_other(question: str, fits_there: bool) -> None:
    """A sentence on a person has it, whatever else happened when."""
    text = "Moen, born in Oslo in 1920, paints boats."
    assert fits_at(question, text, Span(22, 26)) is fits_there


@pytest.mark.parametrize(
    ("question", "words", "could"),
    [
        ("When did it burn?", "9 May 1958", True),
        ("When is it too loud?", "1958", True),
        ("When is it too loud?", "With care", False),
        ("When did it burn?", "Fires", False),
        ("When did it burn?", "9. Fires", False),
        ("When did it burn?", "9:30 Fires", True),
        ("On what day did it burn?", "9:30 Fires", False),
        ("On what day did it burn?", "9 May", True),
        ("When did it burn?", "Later fires", False),
        ("When did it burn?", "In the evening", True),
        ("In which version did it come?", "4.9", True),
        ("In which version did it come?", "News", False),
        ("Who drew it?", "Ada Moen", True),
        ("Who drew it?", "The plan that was drawn twice", False),
        ("At which station is it?", "Holm", True),
        ("Which station is it?", "Station 9", False),
        ("Who drew it?", "9", False),
        ("How many drew it?", "9 drawings", False),
        ("What is it?", "Ada Moen", False),
    ],
)
def test_a_heading_could_say_when_and_who(question: str, words: str, could: bool):
    """A time, a version, or a name that the question hasn't; it says nothing else."""
    assert fits_heading(question, words) is could


@pytest.mark.parametrize(
    ("question", "words", "is_fitting"),
    [
        ("What is the average rent in Lima?", "a flat near the mill", False),
        ("What is the average rent in Lima?", "300 dollars", True),
        ("What was the fare?", "a seat in the bow", False),
        ("What was the fare?", "nothing: it was free", True),
        ("What are the fees for it?", "quite affordable", True),
        ("What's the price of a boat?", "a sail and oars", False),
        ("What's the price of a boat?", "the highest of all", True),
        ("What is the daily wage now?", "bread", False),
        ("What is the salary per month?", "the same as his", True),
        ("What is the toll by night?", "a bell", False),
        # Not asked for as a figure.
        ("What is the fare policy?", "no boats", True),
        ("What is the rent strike about?", "a flat near the mill", True),
        ("What does the fare pay for?", "a seat in the bow", True),
    ],
)
def test_a_price_is_a_figure_or_said_to_be_high_or_low(
    question: str, words: str, is_fitting: bool
) -> None:
    """Or free; what is bought for it is none."""
    assert fits(question, words) is is_fitting


def test_a_year_is_no_price() -> None:
    """Nor does who rents a flat say what it costs."""
    asked, said = "What is the rent in Lima?", "They have let it since 1999."
    assert not fits_at(asked, said, Span(23, 27))
    assert fits_at(asked, "They have let it for 1999.", Span(21, 25))
    assert wants_figure(asked)


def fits_marked(question: str, marked: str) -> bool:
    """Tell whether the words between brackets fit."""
    before, _, rest = marked.partition("[")
    said, _, behind = rest.partition("]")
    text, first = f"{before}{said}{behind}", len(before)
    return fits_at(question, text, Span(first, first + len(said)))


@pytest.mark.parametrize(
    ("question", "marked", "fits_there"),
    [
        ("How often does it sail?", "It sails [daily] in May.", True),
        ("How often does it sail?", "It sails every [two weeks].", True),
        ("How often is it cleaned?", "It is cleaned after [100 hours].", True),
        ("How often does it sail?", "It sails for [two days each] week.", True),
        ("How often does it sail?", "It sails for [two days] a week.", True),
        ("How often do they meet?", "They meet for [one week annually].", True),
        ("How often do they meet?", "They meet for [a day, monthly].", True),
        ("How often does it sail?", "It did not sail for [47 days].", False),
        ("How frequently does it sail?", "It took another [47 days].", False),
        ("What time does it open?", "It has sold ice [since 1934].", False),
        ("At what time does it open?", "It has sold ice since [1934].", False),
        ("What time does it open?", "It opens [after lunch] since 1934.", True),
        ("By what time was it sold?", "It was sold in [2009].", True),
        ("How old is the mill?", "The mill is [200 years] old.", True),
        ("How old was she?", "She led it at [40], for 20 years.", True),
        ("How old is the mill?", "It has stood for [200 years].", True),
        ("How old is the mill?", "It is in use for [over 200 years now].", False),
        ("How old is Ada?", "Ada has run it for about [22 years].", False),
        ("How old is Ada?", "Ada has run it for the last [22] years.", False),
        ("How old are they?", "It is a school for [6 to 12 year olds].", True),
        ("How old are they?", "It is a school for [over 18s].", True),
        ("How old was Ada when it burned?", "It burned in [1568].", False),
        ("How old was Ada when it burned?", "It burned when she was [56].", True),
        ("At what age did she sail?", "She sailed in [1568].", False),
        ("How old is the mill?", "It was built in [1568].", True),
        ("How old are they?", "It is a school for [12 years old] ones.", True),
        ("What age is she?", "It took [22 years].", False),
        ("How old is Ada?", "Her father did it for [30], and his son too.", False),
        ("How old is Ada?", "Her father did it for [30].", False),
        ("How old is Ada?", "Ada, who spent [17 years] at sea, came.", False),
        ("How old is Ada?", "She looks for 20, and is [30], they say.", True),
        ("How old is Ada Moen?", "Ada and the [forty-year]-old Per came.", False),
        ("How old is Per Lund?", "Ada and the [forty-year]-old Per came.", True),
        # A difference is no amount, unless one is asked for.
        ("How long do they sleep?", "They slept [47 minutes] longer.", False),
        ("How much did it cost?", "It cost [£9] more than a boat.", False),
        ("How many came?", "[Nine] fewer came.", False),
        ("How many came?", "[Nine] came, and less cargo.", True),
        ("How much did it rise?", "It cost [£9] more than a boat.", True),
        ("How much longer do they sleep?", "They slept [47 minutes] longer.", True),
        ("How much is it than before?", "It cost [£9] more.", True),
        ("How long did she run it?", "Ada has run it for [22 years].", True),
    ],
)
def test_how_often_when_and_of_what_age(
    question: str, marked: str, fits_there: bool
) -> None:
    """How long something took is neither, and a year no time of the day."""
    assert fits_marked(question, marked) is fits_there
