"""The words of an answer as the article has them."""

import pytest

from rag.asking.wording.as_written import as_written, marks_in, written_in
from rag.types import Passage, Sentence, Span


@pytest.mark.parametrize(
    ("text", "marked", "written"),
    [
        ("Invoice 2025-0831 is due.", "2025", "2025-0831"),
        ("Invoice no. 2025-0831-7 is due.", "no. 2025", "no. 2025-0831-7"),
        ("Write to jo.doe@the-inn.example.", "inn", "jo.doe@the-inn.example"),
        (
            "Write to jo.doe@the-inn.example.",
            "Write to jo",
            "Write to jo.doe@the-inn.example",
        ),
        ("See https://inn.example/a?b=1 now.", "inn", "https://inn.example/a?b=1"),
        ("See www.inn.example.", "inn", "www.inn.example"),
        ("It weighs 1,940.50 kg.", "940", "1,940.50"),
        ("It weighs 1 940 kg.", "940", "1 940"),
        ("It weighs 1\u202f940\u202f500 kg.", "940", "1\u202f940\u202f500"),
        ("It began at 10:15.", "10", "10:15"),
        ("It was 3/4 full.", "3", "3/4"),
        ("Twenty-four came.", "four", "Twenty-four"),
        ("All thirty-one came.", "thirty", "thirty-one"),
        ("They were twenty-odd.", "twenty", "twenty"),
        ("It came in 4.9 (in May).", "4.9 (in May", "4.9 (in May)"),
        ("It came (in May) (4.9).", "(in May) (4", "(in May) (4.9)"),
        # Already whole, or two that can be meant apart.
        ("It began at 10:15.", "began", "began"),
        ("He ruled from 1903-1987 on.", "1903", "1903"),
        ("He ruled from 1903-1987 on.", "1987", "1987"),
        ("They won 4-1.", "4", "4"),
        ("In 1990 120 came.", "120", "120"),
        ("In 12 1200 came.", "12", "12"),
        ("Row 12\n120 seats", "12", "12"),
        ("A 44-year-old man.", "44", "44"),
        # Of a label alone what it is of.
        ("Time: 11:30; Room: Room 2", "Room", "Room 2"),
        ("Time: 11:30; Hall: Old", "Time", "11:30"),
        ("Time: 9\nHall: Old; Row: 3", "Hall", "Old"),
        ("They say: come", "say", "say"),
        ("Hall: Old; Depth (m): 12", "Depth", "12"),
        ("Hall: Old; Depth (m): 12", "Depth (m", "12"),
        ("Hall: Old; Depth (m): 12", "Depth (m)", "12"),
        ("Hall: Old; Depth (m): 12", "m): 12", "12"),
        ("Hall: Old; Depth (m): 12", "Depth (m): 12", "Depth (m): 12"),
        ("Hall:", "Hall", "Hall"),
        ("Hall:  ; Row: 3", "Hall", "Hall"),
        ("Time: 11:30; Hall: Old", "Old", "Old"),
        ("Time: 11:30; Hall: Old", "Hall: Old", "Hall: Old"),
        ("Old price: 5", "Old", "Old"),
        ("Editor: Bo Sun.", "Editor", "Bo Sun."),
        (
            "Result: The bridge was closed in May.",
            "Result",
            "The bridge was closed in May.",
        ),
        ("Author: Dr. Sun", "Author", "Dr. Sun"),
        ("At (10:15).", "At (", "At ("),
        ("It came (in May).", "in May", "in May"),
        ("It came (in May).", "(in", "(in"),
        ("It came (in May) (4).", "(in May", "(in May)"),
        ("(It came (in May)).", "came (in May)", "came (in May)"),
        ("It was at 10:15pm.", "pm", "pm"),
        # A day of a month.
        ("It is on 12 October.", "October", "12 October"),
        ("It is on the 2nd of May 1934.", "May", "2nd of May"),
        ("It is on October 12, 1934.", "October", "October 12"),
        ("It was in May 1934.", "May", "May"),
        ("It has 123 May flies.", "May", "May"),
        # What an amount without it would deny.
        ("It has at least 15 m.", "15 m", "at least 15 m"),
        ("It has not less than 15 m.", "15 m", "not less than 15 m"),
        ("It has not less than 15 m.", "less than 15 m", "not less than 15 m"),
        ("It has at least fifteen.", "fifteen", "at least fifteen"),
        ("It ends no later than May.", "later than May", "no later than May"),
        ("It has up to nine beds.", "nine beds", "up to nine beds"),
        ("It costs more than £9 now.", "£9", "more than £9"),
        ("It has nearly 9 beds.", "9", "nearly 9"),
        ("It runs on 3.9 or newer.", "3.9", "3.9 or newer"),
        ("Children of 8 or older may.", "8", "8 or older"),
        ("It has over 1 million beds.", "1 million", "over 1 million"),
        ("It has over 12,000 beds.", "12,000", "over 12,000"),
        ("It fell by over 12%.", "12%", "over 12%"),
        ("It flew over 12 hills.", "12", "12"),
        ("It is at most so.", "so", "so"),
        ("It is not Ada.", "Ada", "not Ada"),
        ("It has 9 or more than Bo.", "9", "9"),
        ("Ada or older ones may.", "Ada", "Ada"),
        ("It isn't unless than 9.", "9", "9"),
        # What takes it back, and of how many it is one.
        ("It ran without a serious loss.", "loss", "without a serious loss"),
        ("It ran without loss.", "loss", "without loss"),
        ("No ferry came.", "ferry", "No ferry"),
        ("It opens, but not on Sundays.", "Sundays", "not on Sundays"),
        ("It is not so that Bo came.", "Bo", "Bo"),
        ("One in nine was late.", "nine", "One in nine"),
        ("One out of every 30 was late.", "30", "One out of every 30"),
        ("One came in nine days.", "nine days", "nine days"),
        ("One in the house came.", "house", "house"),
        # A whole name, and a whole day.
        ("Then the firm Song Xanh came.", "Xanh", "Song Xanh"),
        ("Then the firm Song Xanh came.", "Song", "Song Xanh"),
        ("Then the firm Song Xanh Co came.", "Xanh", "Song Xanh Co"),
        ("Then the Song of Xanh came.", "Xanh", "Xanh"),
        ("Song Xanh came.", "Xanh", "Xanh"),
        ("He is at Song Xanh Van Co now.", "Song", "Song Xanh Van Co"),
        ("He is at Song Xanh Van Co Ltd now.", "Song", "Song"),
        ("In Bo's Xanh it came.", "Xanh", "Xanh"),
        ("Then Ada Bo Xanh came.", "Ada Bo", "Ada Bo Xanh"),
        ("Then Premier Ada Bo came.", "Ada Bo", "Ada Bo"),
        ("It came in Lima on Sunday.", "Sunday", "Sunday"),
        ("It came on Sunday Xanh told us.", "Sunday", "Sunday"),
        ("Then in May Xanh came.", "May", "May"),
        ("It begins on Sunday, 25 June.", "25 June", "Sunday, 25 June"),
        ("It begins on Sunday June 25.", "Sunday", "Sunday June 25"),
        # The end of a sentence.
        ("It was Ada Brandt.", "Ada Brandt.", "Ada Brandt"),
        ("It has 9.", "9.", "9"),
        ("It was at 9 p.m.", "9 p.m.", "9 p.m."),
        ("It was Bo.", "Bo.", "Bo."),
        ("She did not go.", "go.", "not go"),
        ("Bo, Ada etc. came.", "Ada etc.", "Ada etc."),
        ("It was at nine p.m.", "nine p.m.", "nine p.m."),
        # All of a range.
        ("It takes 12 to 16 days.", "16 days", "12 to 16 days"),
        ("It grew in 1580 to 940.", "940", "940"),
        ("It rose from 12 to 16 days.", "12", "12 to 16"),
        (
            "It rose from 3 million to $4 million.",
            "3 million",
            "3 million to $4 million",
        ),
        ("It rose from 3 to 4% in May.", "3", "3 to 4%"),
        ("It rose from $3 to $4.", "$3", "$3 to $4"),
        ("It rose from 3 to 4, he said.", "3", "3 to 4"),
        ("It lasted from 12 to 1990.", "12", "12"),
        ("It rose to 12 to 16.", "12", "12"),
        ("It takes six or seven days.", "seven days", "six or seven days"),
        ("It takes 12–16 days.", "16 days", "12–16 days"),
        ("It costs $2 to $3.", "$3", "$2 to $3"),
        ("It takes between 12 and 16 days.", "16 days", "between 12 and 16 days"),
        ("It took 12 and 16 days.", "16 days", "16 days"),
        ("It goes from Platform 12 to Lima.", "Lima", "Lima"),
        ("Go to 16.", "16", "16"),
        ("He ruled from 1903 to 1987.", "1987", "1987"),
        ("It takes 12 to 1600 days.", "1600 days", "1600 days"),
        ("It takes 12 to 2600 days.", "2600 days", "12 to 2600 days"),
        ("It takes 1% to 3% of it.", "3%", "1% to 3%"),
        ("It takes 12 °C or 16 °C.", "16 °C", "12 °C or 16 °C"),
        ("It takes between 1% and 3%.", "3%", "between 1% and 3%"),
        ("He ruled between 1903 and 1987.", "1903 and 1987", "between 1903 and 1987"),
        ("It is between 1% and 3%.", "1% and 3%", "between 1% and 3%"),
        ("It has between Bo and Ada.", "Bo and Ada", "Bo and Ada"),
        # A number's sign, unit and power.
        ("It costs $5 now.", "5", "$5"),
        ("It fell to -5 °C.", "5", "-5 °C"),
        ("It fell to -$5 once.", "5", "-$5"),
        ("It had p (<5%).", "5", "<5%"),
        ("It has 4-5 beds.", "5", "4-5"),
        ("It has a Model A-5 bed.", "5", "5"),
        ("It fell - 5 did.", "5", "5"),
        ("It fell by -Bo.", "Bo", "Bo"),
        ("It is at 1500°C now.", "1500", "1500°C"),
        ("It turned 30 ° left.", "30", "30 °"),
        ("It has 30 °Caps.", "30", "30 °"),
        ("It fell to 9 per cent.", "9", "9 per cent"),
        ("It fell to 9 percent.", "9", "9 percent"),
        ("It has 9 million beds.", "9", "9 million"),
        ("It has two thousand beds.", "two", "two thousand"),
        ("It has 9 millions.", "9", "9"),
        ("It came in the 10th century.", "10th", "10th century"),
        ("It came in 3rd century Lima.", "3rd", "3rd century"),
        ("It came late in century X.", "late in", "late in"),
        ("It came at Ada % most.", "Ada", "Ada"),
        # All of a list of names.
        ("It came from Ulm, Lima and Rio.", "Lima and Rio", "Ulm, Lima and Rio"),
        (
            "It came to: Ulm, Old Lima, Bonn and Rio.",
            "Bonn and Rio",
            "Ulm, Old Lima, Bonn and Rio",
        ),
        ("It came from Ulm, Lima, and Rio.", "Lima, and Rio", "Ulm, Lima, and Rio"),
        ("It came from Ulm, Lima or Rio.", "Lima or Rio", "Lima or Rio"),
        ("It came from ulm, Lima and Rio.", "Lima and Rio", "Lima and Rio"),
    ],
)
def test_what_is_written_as_one_is_marked_as_one(text, marked, written) -> None:
    """Numbers, addresses, and the value of a row's label."""
    at = text.index(marked)
    found = as_written("Which is it?", text, Span(at, at + len(marked)))
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    ("question", "text", "written"),
    [
        ("Who came in May?", "Ada Moen: I came in May.", "Ada Moen"),
        ("And whose is it?", "Ada Moen: It is (mine) too", "It is (mine) too"),
        ("And whose is it?", "Ada Moen: It is (all mine!)", "Ada Moen"),
        ("Who is it?", "Ada Moen: I came.", "I came."),
        ("Who is it?", "Editor: Bo Sun of Lima", "Bo Sun of Lima"),
        ("When was it?", "Ada Moen: I came in May.", "I came in May."),
    ],
)
def test_who_it_is_may_be_told_by_who_speaks(
    question: str, text: str, written: str
) -> None:
    """Where a sentence is behind the name; elsewhere a label's value is meant."""
    found = as_written(question, text, Span(0, text.index(":")))
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    ("text", "marked", "written"),
    [
        ("Add 3 tablespoons.", "3 tablespoo", "3 tablespoons"),
        ("Add 3 tablespoons.", "blespoo", "tablespoons"),
        ("It has a minibar.", "mini", "minibar"),
        ("Σώμα και ψυχή.", "Σώ", "Σώμα"),
        # What is written without spaces, or has a figure, is no word cut.
        ("在北京市中心。", "北京", "北京"),
        ("The R2D2 came.", "R2", "R2"),
    ],
)
def test_no_word_is_cut(text: str, marked: str, written: str) -> None:
    """A reader knows longer ones in pieces."""
    start = text.index(marked)
    found = as_written("What?", text, Span(start, start + len(marked)))
    assert text[found.start : found.end] == written


def test_no_range_goes_over_lines() -> None:
    """The sign of an item stands between two numbers there."""
    text = "- version 2.31\n- 4 GB\n- 2 - 4 pins"
    ends = 14, 21, 34
    starts = 0, 15, 22
    sentences = tuple(
        Sentence(start, end, 1) for start, end in zip(starts, ends, strict=True)
    )
    lines = Passage("a", 0, len(text), text, "", None, sentences)
    assert written_in("How much?", lines, Span(17, 21)) == Span(17, 21)
    assert written_in("How many?", lines, Span(28, 34)) == Span(24, 34)
    # Nor does anything else go over the beginning of its sentence.
    pair = Passage(
        "a", 0, 9, "10 to 16.", "", None, (Sentence(0, 5, 1), Sentence(6, 9, 1))
    )
    assert written_in("How many?", pair, Span(6, 8)).start == 6


def test_no_words_are_beyond_their_sentence() -> None:
    """As those behind a label would be, in a transcript."""
    text = "Ada: I came in May. It rained."
    sentences = Sentence(100, 119, 1), Sentence(120, 130, 1)
    passage = Passage("a", 100, 130, text, "", None, sentences)
    assert written_in("When?", passage, Span(0, 3)) == Span(5, 19)
    assert written_in("When?", passage, Span(23, 29)) == Span(23, 29)
    assert written_in("Who?", passage, Span(0, 3)) == Span(0, 3)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("1. Get up.\n2) Wash.\n(3) Eat.", ["1. ", "2) ", "(3) "]),
        ("- Get up.\n• Wash.", ["- ", "• "]),
        ("a) Get up.", ["a) "]),
        ("MINA: Get up.\nDR. O’HARA: Wash.", ["MINA: ", "DR. O’HARA: "]),
        ("[00:01:07] MINA: Get up.", ["[00:01:07] MINA: "]),
        ("[00:01] Get up.", ["[00:01] "]),
        ("Get up at 1. Wash.", []),
        ("1934. It began.", []),
        ("Mina: Get up.", []),
        ("3.3 Get up.\n4.1.2. Wash.", ["3.3 ", "4.1.2. "]),
        ("Get up.\n1.5 litres. Wash at 3.3 Lime Street.", []),
        ("13.20 Lunch.\n9.30 Coffee.\n12.03.24 The board.", []),
        ("0.7 EUR.\n2.4 GHz.\n1.5 Million.\n2.5 Euros.\n0.5 Hours.", []),
    ],
)
def test_marks_only_count_items_or_say_who_speaks(text: str, marks: list[str]) -> None:
    """At the beginning of a line alone; a year counts nothing."""
    assert [text[mark.start : mark.end] for mark in marks_in(text)] == marks
