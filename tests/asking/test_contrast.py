"""Two articles that tell one thing with two numbers, and those that only seem to."""

import re
from collections.abc import Iterator
from typing import cast

import pytest

from rag.asking.agreeing.contrast import answers_same, contrast
from rag.asking.agreeing.phrasing import read_phrasing
from rag.asking.agreeing.quoted import Quoted
from rag.library.generation.generation import Generation
from rag.types import Article, Hit, Passage, Sentence, Span

OSWICK = "Flood at Oswick"
LATER = "What went wrong at Oswick"
BEGINS = "A dyke broke on the river at Oswick."
EVACUATED = "How many people were evacuated?"
SOUNDED = "When did the siren sound?"
LONG = "How long was the gap?"


class Shelf:
    """Articles by number, as an index gives them."""

    def __init__(self, *articles: tuple[str, str], language: str = "en") -> None:
        self._articles = articles
        self._language = language

    def title(self, article_id: str) -> str:
        """Give an article's title."""
        return self._articles[int(article_id)][0]

    def article(self, article_id: str) -> Article:
        """Give an article that has nothing but its text."""
        title, text = self._articles[int(article_id)]
        return Article(article_id, title, text, (), language=self._language)


def quoted(
    shelf: Shelf,
    number: int,
    sentence: str,
    section: str | None,
    probability: float = 0.9,
) -> Quoted:
    """Quote a sentence, of which the words in brackets are marked."""
    text, start = sentence.replace("[", "").replace("]", ""), sentence.find("[")
    whole = Sentence(0, len(text), 1)
    passage = Passage(str(number), 0, len(text), text, "", section, (whole,))
    words = Span(start, sentence.index("]") - 1) if start >= 0 else None
    return Quoted(
        Hit(passage, whole, 1.0, words=words, probability=probability),
        cast("Generation", shelf),
    )


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("On 31 December 2020, not on January 1, 2021.", [1]),
        ("On 5 December 2020, not on 5 Jan. 2021.", [31]),
        ("On 1 March 2024, not on 1 February 2024.", [-29]),
        ("On 1 March 2024, not on 1 March 2023.", [-366]),
        # No month, no such year, and a day that isn't there.
        ("On 1 March 2024, not on 1 Mist 2024, nor on 1 March 0000.", []),
        ("On 28 February 2023, not on 31 February 2023, or in May 2023.", []),
    ],
)
def test_days_are_counted_over_months_and_years(text: str, apart: list[int]) -> None:
    """Both ways of writing a date count."""
    first, *others = quoted(Shelf((OSWICK, text)), 0, "It broke.", None).days
    assert [other - first for other in others] == apart


@pytest.mark.parametrize(
    ("words", "is_second"), [(Span(4, 6), True), (Span(2, 3), False), (None, False)]
)
def test_a_quote_of_two_sentences_is_the_one_with_the_words(
    words: Span | None, is_second: bool
) -> None:
    """Where nothing stands between them the second begins where the first ends."""
    text = "\u4e0b\u96e8\u4e86\u3002\u5b83\u505c\u4e86\u3002"
    sentences = Sentence(0, 4, 1), Sentence(4, 8, 1)
    passage = Passage("0", 0, 8, text, "", None, sentences)
    hit = Hit(passage, Sentence(0, 8, 1), 1.0, words=words)
    found = Quoted(hit, cast("Generation", Shelf((OSWICK, text)))).sentence
    expected = sentences[int(is_second)] if words else hit.sentence
    assert found == expected


def differ(
    one: str,
    other: str,
    question: str = EVACUATED,
    titles: tuple[str, str] = (OSWICK, LATER),
    begins: tuple[str, str] = (BEGINS, BEGINS),
    sections: tuple[str | None, str | None] = (None, None),
    language: str = "en",
    *,
    are_near: bool = False,
) -> tuple[str, str] | None:
    """Say in which words two articles differ, which must be so in either order."""
    articles = [
        (title, f"{title}\n\n{first}\n\n{each}")
        for title, first, each in zip(titles, begins, (one, other), strict=True)
    ]
    shelf = Shelf(*articles, language=language)
    pair = [
        quoted(shelf, number, sentence, section)
        for number, (sentence, section) in enumerate(
            zip((one, other), sections, strict=True)
        )
    ]
    asked = read_phrasing(question, language)
    spans = contrast(pair[0], pair[1], asked, are_near=are_near)
    if pair[0].mark and pair[1].mark:
        back = contrast(pair[1], pair[0], asked, are_near=are_near)
        assert back == (spans and (spans[1], spans[0]))
    if spans is None:
        return None
    texts = [each.phrasing.text for each in pair]
    return (
        texts[0][spans[0].start : spans[0].end],
        texts[1][spans[1].start : spans[1].end],
    )


DIFFER = """
How many people were evacuated?
    # In other words, without a name in either sentence.
    In all {[912] people} were evacuated.
    The number of people evacuated was put at {[860]}.
    # Words for numbers.
    {[Seven] people} were evacuated.
    {[twenty-three] people} had to be evacuated.
    # Rounded, but not so far.
    Nearly {[2,400] people} were evacuated.
    {[2,860] people} were evacuated.
    # All of them, and all bounds, or a place that both have.
    In all the town {[912] people} were evacuated.
    At least one saw it: {[860] people} were evacuated.
    At the dyke {[912] people} were evacuated.
    {[860] people} were evacuated at a dyke.
    In Oswick, {[912] people} were evacuated.
    {[860] people} were evacuated from Oswick.
    # The same but for the number, and near each other by other words of one unit.
    {[Five] people} were evacuated on Monday.
    {[Six] people} were evacuated on Monday.
    # What stands before a colon is another clause.
    Nothing could be seen: {[five] people} were evacuated.
    {[Six] people} were evacuated.
    # Words that are marked with it and say nothing of what it counts.
    {[912 of the people]} were evacuated.
    {[860] people} were evacuated.
    # The first one may be the only one.
    {[912] people} were evacuated by the first team.
    {[860] people} were evacuated.
    # One day, written in another order.
    On 5 May 2019 {[912] people} were evacuated.
    In 2019, on 5 May, {[860] people} were evacuated.
    # The hour alone, far enough off; exact numbers as they stand.
    {[500] people} were evacuated.
    They said that {[510] people} were evacuated.
    # A weekday that only one has; what else happened, and when, is another clause.
    {[11] people} were evacuated on Tuesday.
    In 1912 it held, and {[nine] people} were evacuated and was closed in 1913.
    # Other words for what is asked: a reader is sure of both.
    {[912] people} were evacuated.
    {[860] people} had to leave.
    # Another number with a unit of its own, or beside the clause.
    {[860] people} were evacuated with 912 cows.
    {[912] people} were evacuated.
    By noon it was 41 people, and {[912] people} were evacuated.
    {[860] people} were evacuated.
    # A time at the beginning is no place.
    In 2019 and at night {[912] people} were evacuated.
    {[860] people} were evacuated by 2019.
    # Per cent, in two words and in one.
    {[60 per cent]} of them were evacuated.
    {[70 percent]} were evacuated.
How many houses were damaged?
    # Rounded, but not so far.
    About {[210] houses} are damaged.
    {[263] houses} were damaged.
How many were evacuated?
    # A number of another kind, and one behind the comma.
    Three died and {[11]} were evacuated.
    {[Nine]} were evacuated, 20 more had fled.
When did the siren sound?
    # Times of day in all ways.
    The siren sounded at {[5:31] a.m.} on the north side.
    At {[5.10am]} the siren sounded.
    The siren sounded at {[17:10]}.
    The siren sounded at {[6 p.m.]} and broke.
    The siren sounded at about {[4:40 a.m.]}.
    The siren sounded at {[4:25 a.m.]}, it was found.
    # Dates.
    The siren sounded on {[Monday]}.
    It was on {[Tuesday]} that the siren sounded.
    # The hour alone, far enough off; exact numbers as they stand.
    The siren sounded at {[5 a.m.]}.
    The siren sounded at {[5:40 a.m.]} then.
How long was the gap?
    # The unit that a reader left out, the dimension, and another dimension.
    The gap was {[85] metres} long and up to 14 metres deep.
    There was a gap about {[60 metres long]} in it.
What was the flow?
    # A rate is no ordinal.
    The flow was {[710] cubic metres} a second.
    They put the flow at {[750 cubic metres a second]}.
What did repair cost?
    # Money, with its sign or word.
    Repair cost {[£31 million]}.
    Repair cost {[34 million pounds]} in all.
When was the wall finished?
    # Dates.
    The wall was finished in {[1961]}.
    They finished the wall in {[March 1962]}.
How many houses will be pulled down?
    # Both are planned.
    {[41] houses} will be pulled down.
    They will have {[44] houses} pulled down.
"""
"""Two sentences each: what is marked in them, and in braces what is shown."""


def two_numbers() -> Iterator[tuple[str, str, str]]:
    """Give each two sentences with their question."""
    question, lines = "", iter(re.sub(r" *# .*\n", "", DIFFER).strip().splitlines())
    for line in lines:
        if line.startswith(" "):
            yield question, line.strip(), next(lines).strip()
        else:
            question = line


@pytest.mark.parametrize(("question", "one", "other"), [*two_numbers()])
def test_one_thing_with_two_numbers(one: str, other: str, question: str):
    """All words of the question are in both, and the titles name one place."""
    shown = [re.sub(r".*\{|[][]|\}.*", "", each) for each in (one, other)]
    plain = [re.sub(r"[{}]", "", each) for each in (one, other)]
    assert differ(*plain, question) == tuple(shown)


SEEM = {
    EVACUATED: [
        # Bounds agree with what they leave open.
        ("More than [150] people were evacuated.", "[263] people were evacuated."),
        ("[Up to 11] people were evacuated.", "[Nine] people were evacuated."),
        ("[50] or more people were evacuated.", "[63] people evacuated."),
        # Rounded.
        ("About [260] people were evacuated.", "[263] people evacuated."),
        ("About [250] people were evacuated.", "[295] people evacuated."),
        ("About [12] people were evacuated.", "[13] people evacuated."),
        ("[2 million] people were evacuated.", "[2,120,000] people evacuated."),
        ("[2] Million people were evacuated.", "[2,120,000] people evacuated."),
        ("[41,000] people were evacuated.", "[41,200] people evacuated."),
        ("[2.5] people were evacuated.", "[2.54] people evacuated."),
        # Another year, day, time or number in a row.
        (
            "In 2019 [912] people were evacuated.",
            "In 2020 [860] people were evacuated.",
        ),
        ("In 2019 [912] people were evacuated.", "[860] people were evacuated."),
        ("[912] people were evacuated in 2019.", "[860] people were evacuated."),
        (
            "On Monday [912] people were evacuated.",
            "On Friday [860] people were evacuated.",
        ),
        (
            "In the morning [912] people were evacuated.",
            "By night [860] people were evacuated.",
        ),
        (
            "In the second flood [912] people were evacuated.",
            "[860] people were evacuated.",
        ),
        (
            "Flood; Velden: [912] people evacuated; Jinan: 3",
            "[860] people were evacuated.",
        ),
        # Old and new of one report, a range, a share, a part.
        (
            "The number of people evacuated rose from 3 to [5].",
            "[3] people were evacuated.",
        ),
        (
            "[Seven] people were evacuated, up from five.",
            "[Five] people were evacuated.",
        ),
        ("Between 3 and [5] people were evacuated.", "[9] people were evacuated."),
        ("[450] of 500 people were evacuated.", "[420] people were evacuated."),
        (
            "We met many people, of which [41] were evacuated.",
            "[44] people were evacuated.",
        ),
        ("Another [41] people were evacuated.", "[44] people evacuated."),
        ("Of all, which about [41] were evacuated.", "[44] were evacuated."),
        (
            "[912] people were evacuated in March and in 2019.",
            "[860] people were evacuated in March.",
        ),
        ("In Velden [two] people were evacuated.", "[Seven] people were evacuated."),
        # Planned, denied, or of one of many.
        ("[41] people will be evacuated.", "[44] people were evacuated."),
        ("[41] people were not evacuated.", "[44] people were evacuated."),
        (
            "Of people in tent 3 [912] were evacuated.",
            "In tent 4 [860] people were evacuated.",
        ),
        ("In total [912] people were evacuated.", "[860] people were evacuated."),
        ("[41] people were evacuated.", "A proposal was [44] people."),
        # A part of another kind.
        ("[Two] others were evacuated.", "[2,860 cows] were evacuated."),
        # Nobody read it, and it has two numbers or no unit.
        (
            "[912] people were evacuated.",
            "14 people died and 20 people were evacuated.",
        ),
        ("Evacuated were [912] people.", "People evacuated: 14."),
        (
            "On 3 May [912] people were evacuated.",
            "On 9 May [860] people were evacuated.",
        ),
        # Of one place, or of the park alone.
        ("At sea [912] people were evacuated.", "[860] people were evacuated."),
        ("At the mouth [912] people were evacuated.", "[860] people were evacuated."),
        (
            "At the very mouth [912] people were evacuated.",
            "[860] people were evacuated.",
        ),
        ("[912] people alone were evacuated.", "[860] people evacuated."),
    ],
    LONG: [
        # Another time.
        ("At 4:40 a.m. the gap was [30 metres] long.", "The gap was [85 metres] long."),
        # Planned, or of another time.
        ("It is designed for a gap of [85 metres].", "It has a gap of [60 metres]."),
        ("The gap is now [64] metres.", "The gap was [97] metres."),
        # Another unit or dimension.
        ("The gap was [85 feet].", "The gap was [60 metres]."),
        ("The gap was [85 metres long].", "The gap was [22 metres deep]."),
    ],
    SOUNDED: [
        # Rounded.
        ("The siren sounded at about [4:40].", "The siren sounded at [4:32]."),
        ("The siren sounded at about [4:35].", "The siren sounded at [4:39]."),
        ("The siren sounded at about [4:30].", "The siren sounded at [4:42]."),
        ("The siren sounded at about [5 am].", "The siren sounded at [5:50 am]."),
        ("The siren sounded at [5 am].", "The siren sounded at [5:20 am]."),
        ("The siren sounded at [5:10].", "The siren sounded at [17:10]."),
        # A number is no time.
        ("The siren sounded at [4:40].", "The siren sounded at [9]."),
        # A month leaves the day open, a weekday the date.
        ("The siren sounded on [18 March].", "The siren sounded in [March 2024]."),
        ("The siren sounded on [Tuesday].", "The siren sounded on [14 March]."),
        # Nobody read it, and it has no unit.
        ("The siren sounded in [1961].", "In 1962 the siren sounded."),
        # Another thing may have been on another day.
        ("The siren sounded on [Monday].", "It was mended on [Tuesday]."),
        # A model's number.
        ("The siren sounded by [Boeing 737].", "The siren sounded by [Boeing 747]."),
    ],
    "What was the flow?": [
        ("The peak flow was [710] litres.", "The flow was [600] litres."),
    ],
    "What did repair cost?": [
        # Another unit, and none that is known.
        ("Repair cost [\u00a35].", "Repair cost [$6]."),
        ("Repair cost [\u00a35].", "Repair cost [6]."),
    ],
}


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [(asked, *each) for asked, some in SEEM.items() for each in some],
)
def test_what_only_seems_to_differ(one: str, other: str, question: str):
    """Both may be right, or nothing says that they are about one thing."""
    assert differ(one, other, question) is None


def pair(
    one: str, other: str, surely: tuple[float, float] = (0.9, 0.9), language: str = "en"
) -> tuple[Quoted, Quoted]:
    """Quote a sentence each of two articles on one flood."""
    texts = [re.sub(r"[][]", "", each) for each in (one, other)]
    articles = [
        (title, f"{title}\n\n{BEGINS}\n\n{text}")
        for title, text in zip((OSWICK, LATER), texts, strict=True)
    ]
    shelf = Shelf(*articles, language=language)
    first, second = (
        quoted(shelf, number, sentence, None, probability)
        for number, (sentence, probability) in enumerate(
            zip((one, other), surely, strict=True)
        )
    )
    return first, second


@pytest.mark.parametrize(
    ("surely", "told"),
    [((0.58, 0.58), True), ((0.57, 0.9), False), ((0.9, 0.57), False)],
)
def test_what_differs_would_be_an_answer_alone(
    surely: tuple[float, float], told: bool
) -> None:
    """What only may answer says something else too often."""
    asked = read_phrasing(EVACUATED, "en")
    one, other = pair("[912] people were evacuated.", "[860] people had to go.", surely)
    assert (contrast(one, other, asked, are_near=False) is not None) is told


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # One number: exact, rounded, in other words, of another thing, or left open.
        ("[912] people were evacuated.", "They evacuated [912].", True),
        ("[912] people were evacuated.", "They evacuated [913].", False),
        ("[41,200] people were evacuated.", "Some [41,000] had to leave.", True),
        ("[41,200] people were evacuated.", "[41,000] houses are empty.", False),
        ("[Twelve] people were evacuated.", "They got [12 farmers] out.", True),
        ("More than [900] people were evacuated.", "They evacuated [900].", True),
        ("More than [900] people were evacuated.", "They evacuated [912].", False),
        ("[900] people were evacuated.", "They evacuated up to [912].", False),
        # One date, though one leaves the year open; a year alone is of many days.
        ("It broke on [14 May 2019].", "[14 May] is when it broke.", True),
        ("It broke on [14 May 2019].", "It broke in [May 2019].", True),
        ("It broke on [14 May 2019].", "It broke in [2019].", False),
        ("It broke in [2019].", "[2019] is when it broke.", True),
        ("It broke on [14 May 2019].", "It broke on [15 May 2019].", False),
        ("It broke in [2019].", "It broke [912] times.", False),
        # The same words, but for small ones; more of them, or none that say anything.
        ("It was [the mayor Ann Lee].", "[Mayor Ann Lee] said so.", True),
        ("It was [Ann Lee].", "[Mayor Ann Lee] said so.", False),
        ("It was [him].", "[They] said so.", False),
        ("It was [Ann Lee].", "It was 912.", False),
        ("It was 912.", "It was [Ann Lee].", False),
        ("It was [Ann Lee].", "[912] of them.", False),
    ],
)
def test_answers_that_are_the_same(one: str, other: str, same: bool) -> None:
    """In whatever words the sentences are, and in either order."""
    asked, both = read_phrasing(EVACUATED, "en"), pair(one, other)
    assert answers_same(*both, asked) is same
    assert answers_same(*reversed(both), asked) is same


@pytest.mark.parametrize(
    ("surely", "same"), [((0.5, 0.5), True), ((0.49, 0.9), False), ((0.9, 0.49), False)]
)
def test_what_says_the_same_is_on_the_subject(
    surely: tuple[float, float], same: bool
) -> None:
    """That both give one number is a sign itself."""
    asked = read_phrasing(EVACUATED, "en")
    both = pair("[912] people were evacuated.", "They got [912] out.", surely)
    assert answers_same(*both, asked) is same


def test_only_answers_on_what_is_named_are_the_same() -> None:
    """What is asked by its name is in both, or around them; else the answers tell."""
    both = pair("[912] people were evacuated.", "They got [912] out.")
    for question, same in ((EVACUATED, True), (f"{EVACUATED[:-1]} in Murtal?", False)):
        assert answers_same(*both, read_phrasing(question, "en")) is same


@pytest.mark.parametrize(("year", "same"), [(2021, True), (2022, False)])
def test_answers_of_two_times_are_not_the_same(year: int, same: bool) -> None:
    """Articles that begin with days a year apart are on two floods."""
    one = "On 3 May 2021 [912] people were evacuated."
    other = f"They got [912] out on 4 May {year}."
    assert answers_same(*pair(one, other), read_phrasing(EVACUATED, "en")) is same


SAID = ("In all [912] people were evacuated.", "[860] people were evacuated.")


@pytest.mark.parametrize(
    ("titles", "begins", "told"),
    [
        ((OSWICK, LATER), (BEGINS, BEGINS), True),
        # One names it in its first sentences alone, and itself another thing or none.
        ((OSWICK, "A night in the valley"), (BEGINS, BEGINS), True),
        ((OSWICK, "A Night In The Valley"), (BEGINS, BEGINS), True),
        (
            (OSWICK, "The Murtal valley"),
            (f"{BEGINS} It is in the Murtal.", f"{BEGINS} So the Murtal is flooded."),
            True,
        ),
        # It names nothing of the other's.
        ((OSWICK, "The Murtal valley"), (BEGINS, "So the Murtal is flooded."), False),
        ((OSWICK, "The Murtal valley"), (BEGINS, f"{BEGINS} The Murtal."), False),
        (
            (OSWICK, "A night in the valley"),
            (BEGINS, f"{'So it is. ' * 40}{BEGINS}"),
            False,
        ),
        # No title names anything.
        (("A flood", "A night in the valley"), (BEGINS, BEGINS), False),
        # What is no name in one of them is none in the other.
        (
            ("The Flood", "The Flood"),
            ("Then the Flood came.", "Now, Flood is a flood."),
            False,
        ),
        # Numbers of a sort of thing; numbers of things may differ.
        ((f"{OSWICK} 5", f"{LATER} 6"), (BEGINS, BEGINS), False),
        (
            (f"{OSWICK}, first report", f"{LATER}, second report"),
            (BEGINS, BEGINS),
            False,
        ),
        ((f"{OSWICK}: five dead", f"{LATER}: six dead"), (BEGINS, BEGINS), True),
        # Siblings, of which one begins with the other.
        (
            ("The ferry Alma", "The ferry Berta"),
            ("It is a ferry: Alma.", "So Berta is like Alma."),
            False,
        ),
        # Other years in the titles; dates far from each other.
        ((f"{OSWICK} 2021", f"{LATER} 2022"), (BEGINS, BEGINS), False),
        ((f"{OSWICK} 2021", f"{LATER} 2021"), (BEGINS, BEGINS), True),
        ((OSWICK, LATER), (f"{BEGINS} 3 March 2021", f"{BEGINS} June 9, 2021"), False),
        ((OSWICK, LATER), (f"{BEGINS} 3 March 2021", f"{BEGINS} Apr. 9, 2021"), True),
        ((OSWICK, LATER), (f"{BEGINS} 3 March 2021", f"{BEGINS} 3 Horses 1921"), True),
        ((OSWICK, LATER), (f"{BEGINS} 3 March 2021", f"{BEGINS} May 4, 2021"), True),
        ((OSWICK, LATER), (f"{BEGINS} 3 March 2021", f"{BEGINS} May 5, 2021"), False),
        (
            (OSWICK, LATER),
            (f"{BEGINS} 3 March 2021", f"{BEGINS} June 9, 2022: in March 3, 2021 it"),
            True,
        ),
        (
            (OSWICK, LATER),
            (f"{BEGINS} 3 March 2021", f"{BEGINS}{' It is so.' * 60} June 9, 2022"),
            True,
        ),
    ],
)
def test_articles_of_one_thing(
    titles: tuple[str, str], begins: tuple[str, str], told: bool
):
    """Where the question names nothing, titles and beginnings do."""
    assert (differ(*SAID, titles=titles, begins=begins) is not None) is told


@pytest.mark.parametrize(
    ("titles", "begins", "told"),
    [
        ((OSWICK, LATER), (BEGINS, BEGINS), True),
        ((OSWICK, "A night"), (BEGINS, BEGINS), True),
        ((OSWICK, "A night"), (BEGINS, "It was dark."), False),
        (("A day", "A night"), (BEGINS, BEGINS), True),
        ((OSWICK, "Murtal"), (BEGINS, f"{BEGINS} So is Murtal."), False),
    ],
)
def test_names_of_the_question(
    titles: tuple[str, str], begins: tuple[str, str], told: bool
):
    """What is asked by its name must be named over both sentences or around them."""
    question = "How many people were evacuated at Oswick?"
    got = differ(*SAID, question, titles=titles, begins=begins)
    assert (got is not None) is told


def test_a_name_in_the_passage_is_of_an_article_with_no_other():
    """One on Murtal that mentions Oswick says what is in Murtal."""
    question = "How many people were evacuated at Oswick?"
    far = "So it is. " * 40
    one, other = SAID
    # Of the passage is only what is quoted, too.
    named = f"Oswick: {other.lower()}"
    begins = (BEGINS, f"{far} So the Murtal is flooded.")
    assert differ(one, named, question, (OSWICK, "A night"), begins) is not None
    assert differ(one, other, question, (OSWICK, "The Murtal"), begins) is None


def test_dates_that_differ_are_told_though_articles_begin_with_them():
    """Only other dates say that it is another time."""
    one, other = "Anna was born on [3 May 1951].", "On [9 June 1961] Anna was born."
    told = differ(one, other, "When was Anna born?", ("Anna", "On Anna"), ("", ""))
    assert told == ("3 May 1951", "9 June 1961")


def test_siblings_differ_in_nothing_though_they_are_told_in_the_same_words():
    """Each has the name of the question, too, and the words of the other."""
    one = "The Velden ferry carries 450 guests in all."
    other = one.replace("450", "420")
    asked, titles = "How many are on the Velden ferry?", ("The ferry Alma", "Berta")
    begins = "Alma is a ferry.", "Berta is a ferry."
    assert differ(one, other, asked, are_near=True) is not None
    assert differ(one, other, asked, titles, begins, are_near=True) is None
    # Unless the question names it, or the other article is on it, too.
    both = f"{asked[:-1]} Berta?"
    begins = "Alma is a ferry like Berta.", "Berta is one like Alma."
    assert differ(one, other, asked, titles, begins, are_near=True) is not None
    begins = "It is a ferry like Berta.", "Berta is one."
    assert differ(one, other, both, ("A ferry", "Berta"), begins, are_near=True)
    # So do lists of two years, or with numbers, but not those of so many.
    for (first, second), told in {
        ("of 2021", "of 2022"): False,
        ("of 2021", "of then"): False,
        ("of 20", "of 30"): True,
        ("of five", "of 30"): True,
    }.items():
        titles = f"A list {first}", f"A list {second}"
        assert (differ(one, other, asked, titles, are_near=True) is not None) is told


def test_a_sentence_that_names_another_thing_is_of_that() -> None:
    """Only where it hasn't the names that are asked for, and the other knows none."""
    one, other = "In all [912] people were evacuated.", "{}[860] people evacuated."
    question = "How many people were evacuated at Oswick?"
    far = f"{BEGINS} It is far."
    for said, begins, told in (
        ("", (BEGINS, BEGINS), True),
        ("As for Murtal, ", (BEGINS, BEGINS), False),
        ("As for Murtal, ", (f"{BEGINS} So is Murtal.", far), True),
        ("Here at Oswick and Murtal, ", (BEGINS, BEGINS), True),
    ):
        found = differ(one, other.format(said), question, begins=begins)
        assert (found is not None) is told


def test_headings_name_it_too():
    """A section is on what its heading says."""
    question = "How many people were evacuated at Oswick?"
    far = "So it is. " * 40
    titles, begins = ("All floods", "A night"), (far, far)
    sections = ("Floods \u203a Oswick", "Oswick")
    assert differ(*SAID, question, titles, begins) is None
    assert differ(*SAID, question, titles, begins, sections) is not None
    years = ("Oswick \u203a 2021", "Oswick \u203a 2022")
    assert differ(*SAID, question, titles, begins, years) is None
    assert differ(*SAID, question, titles, begins, (years[0], years[0])) is not None


def test_other_languages_are_compared_only_where_all_else_is_the_same():
    """Their words for what is planned or denied aren't known."""
    one, other = "[912] kamen aus Velden an.", "Aus Velden kamen [860] an."
    question = "Wie viele kamen aus Velden?"
    assert differ(one, other, question, language="de", are_near=True) is None
    one, other = "In Velden kamen 912 an.", "In Velden kamen 860 an."
    near = differ(one, other, question, language="de", are_near=True)
    assert near == ("912", "860")


def test_the_same_but_for_a_number_is_compared_as_it_stands():
    """Nobody marked anything; what bounds it or rounds it counts there, too."""
    one = "The Velden ferry carries {} guests in all."
    said = {
        ("450", "420"): True,
        ("over 450", "over 420"): False,
        ("about 450", "about 420"): False,
        ("450", "Two"): True,
    }
    for (first, second), told in said.items():
        sentences = one.format(first), one.format(second)
        assert (differ(*sentences, "?", are_near=True) is not None) is told
        assert differ(*sentences, "?") is None
    nameless = [each.replace("Velden ", "") for each in (one.format(4), one.format(5))]
    assert differ(*nameless, "?", are_near=True) is not None
    apart = (BEGINS, "It was dark.")
    titles = (OSWICK, "A night")
    assert differ(*nameless, "?", titles, apart, are_near=True) is None


@pytest.mark.parametrize(
    ("sentence", "question", "begins", "told"),
    [
        # A name in both isn't enough: titles, beginnings and their dates must fit.
        ("By noon Velden had {} guests.", "?", ("3 May 2021", "9 May 2022"), False),
        ("By noon Velden had {} guests.", "?", ("3 May 2021", "9 May 2021"), True),
        ("By noon it had {} guests.", "?", ("3 May 2021", "9 May 2022"), False),
        ("By noon it had {} guests.", "?", ("3 May 2021", "9 May 2021"), True),
        # What is asked must be in both or around them, all of it.
        ("Velden had {} guests.", "Is Velden large?", ("3 May 2021",) * 2, True),
        (
            "Velden had {} guests.",
            "Are Velden and Murtal large?",
            ("3 May 2021",) * 2,
            False,
        ),
    ],
)
def test_the_same_but_for_a_number_is_of_one_thing(
    sentence: str, question: str, begins: tuple[str, str], told: bool
) -> None:
    """By what stands around them, and by the names that are asked for."""
    one, other = (sentence.format(many) for many in ("450", "420"))
    dated = f"{BEGINS} {begins[0]}", f"{BEGINS} {begins[1]}"
    found = differ(one, other, question, begins=dated, are_near=True)
    assert (found is not None) is told


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        ("450 km/h in a test there", "450 km/h in a test there"),
        ("450 km/h in a test over there", "450 km/h"),
        ("450", "450 km/h"),
    ],
)
def test_of_a_long_answer_the_number_is_shown(mark: str, shown: str) -> None:
    """Six words stand as they were marked, with their unit; of seven it alone does."""
    one = f"The Velden train ran at [{mark}]"
    one = one if mark.endswith("there") else f"{one} km/h in a test there"
    other = one.replace("450", "420")
    found = differ(f"{one}.", f"{other}.", "How fast?", are_near=True)
    assert found == (shown, shown.replace("450", "420"))
