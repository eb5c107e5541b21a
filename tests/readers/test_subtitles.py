"""Subtitles: sentences with the time at which they are said."""

import pytest

from rag.errors import EmptyFileError, ReadError
from rag.readers import read_article
from rag.readers.formats import format_of
from rag.text.passages import split_passages
from rag.types import Article

SUBRIP = (
    "1\n00:00:01,500 --> 00:00:03,000\n<i>The bridge was</i>\nbuilt in\n\n"
    "2\n00:00:03,000 --> 00:00:05,500\n1880 by Jo Doe.\n\n"
    "3\n01:12:31,000 --> 01:12:33,000\n{\\an8}It fell.\n"
)


def said(article: Article) -> list[tuple[int | None, str]]:
    """Give each paragraph with its time."""
    return [(p.time_s, article.text[p.start : p.end]) for p in article.paragraphs]


def vtt(*cues: tuple[int, int, str]) -> bytes:
    """Write cues, from and to in seconds, as WebVTT."""
    body = "".join(
        f"\n00:{a:02}.000 --> 00:{b:02}.000\n{text}\n" for a, b, text in cues
    )
    return f"WEBVTT\n{body}".encode()


def test_a_sentence_has_the_time_of_its_first_cue() -> None:
    """Cues break sentences: they are joined up to the full stop, tags left out."""
    article = read_article(SUBRIP.encode(), "talk.txt")
    assert said(article) == [
        (1, "The bridge was built in 1880 by Jo Doe."),
        (72 * 60 + 31, "It fell."),
    ]
    (first, *_) = split_passages(article, lambda texts: [9 for _ in texts], 64)
    assert [s.time_s for s in first.sentences] == [1, 4351]


def test_what_is_no_tag_is_said() -> None:
    """As "less than" and "more than" in SubRip, which escapes nothing."""
    cue = "1\n00:00:01,500 --> 00:00:03,000\n{}\n"
    text = "<font color=red>So 3 < 4</font> and<00:00:02.000><c.a> 5 > 4.</c>"
    article = read_article(cue.format(text).encode(), "talk.srt")
    assert said(article) == [(1, "So 3 < 4 and 5 > 4.")]


def test_pauses_and_speakers_end_a_paragraph() -> None:
    """More than two seconds do; a speaker is named where he begins, and unescaped."""
    article = read_article(
        vtt(
            (1, 2, "<v Jo>we walk &amp; talk"),
            (4, 5, "<v Jo>on the shore"),
            (8, 9, "<v Jo>it rains"),
            (9, 10, "<v Ann>no"),
        ),
        "x.vtt",
    )
    assert said(article) == [
        (1, "Jo: we walk & talk on the shore"),
        (8, "it rains"),
        (9, "Ann: no"),
    ]


def test_what_never_ends_is_divided() -> None:
    """A text without full stops is divided behind 400 characters."""
    cues = ((i, i + 1, f"{i:100}".replace(" ", "a")) for i in range(12))
    article = read_article(vtt(*cues), "x.vtt")
    assert [len(text) for _, text in said(article)] == [504, 504, 201]


def test_rolling_captions_are_read_once() -> None:
    """A line that a cue shows again above its own is left out."""
    article = read_article(
        vtt((1, 2, "one"), (2, 3, "one\ntwo"), (3, 4, "two\nsix")), "x"
    )
    assert said(article) == [(1, "one two six")]


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (SUBRIP.encode(), "x.txt", "subtitles"),
        (SUBRIP.replace("00:00:", "00:").encode(), "x.txt", "subtitles"),
        (b"WEBVTT\n\n", "x.txt", "subtitles"),
        (b"WEBVTTX is a format.", "x.txt", "plain text"),
        (b"1\nThe year 1880.", "x.txt", "plain text"),
        (b"Text.", "x.srt", "subtitles"),
    ],
)
def test_subtitles_are_told_by_content(data: bytes, name: str, found: str) -> None:
    """By the first cue; what has none is subtitles only by its name."""
    form = format_of(data, name)
    assert form is not None
    assert form.name == found


@pytest.mark.parametrize("data", [b"WEBVTT\n", b"1\n00:00:99,000 --> x\nfoo\n"])
def test_nothing_said_is_refused(data: bytes) -> None:
    """Damaged times make no cues."""
    with pytest.raises(EmptyFileError, match=r"^x\.srt holds no subtitles with text"):
        read_article(data, "x.srt")


@pytest.mark.parametrize("text", ["Text.", "1\nText.", "Text.\n\n1\nMore.\n"])
def test_what_is_none_is_refused(text: str) -> None:
    """A file of that name without a cue at its top."""
    with pytest.raises(ReadError, match=r"^x\.srt holds no subtitles that can be read"):
        read_article(text.encode(), "x.srt")


TIMES = "00:00:{:02},000 --> 00:00:{:02},000\n"
RAIN, TOWER, END = TIMES.format(1, 3), TIMES.format(8, 10), TIMES.format(13, 14)


@pytest.mark.parametrize(
    "text",
    [
        # One number is missing, with and without an empty line above.
        f"1\n{RAIN}It rains.\n\n{TOWER}It is 90.\n5\n{END}End.\n",
        f"1\n{RAIN}It rains.\n{TOWER}It is 90.\n\n5\n{END}End.\n",
        # All are, the first, or the last.
        f"{RAIN}It rains.\n\n{TOWER}It is 90.\n\n{END}End.\n",
        f"\n  {RAIN}It rains.\n\n2\n{TOWER}It is 90.\n\n \n3\n{END}End.\n",
        f"1\n{RAIN}It rains.\n\n2\n{TOWER}It is 90.\n\n{END}End.\n",
        # A number has spaces beside it, or an empty line below.
        f" 1 \n{RAIN}It rains.\n\n 2 \n{TOWER}It is 90.\n \n 3\n \n{END}End.\n",
        f"1\n\n{RAIN}It rains.\n\n2\n\n\n{TOWER}It is 90.\n\n{END}End.\n",
    ],
)
def test_cues_without_numbers_are_read(text: str) -> None:
    """As those with numbers are, and nothing of these is said."""
    expected = [(1, "It rains."), (8, "It is 90."), (13, "End.")]
    assert said(read_article(text.encode(), "x.srt")) == expected


def test_times_need_no_hours() -> None:
    """Where some cues have them, those of the others are 0."""
    short = SUBRIP.replace("00:00:", "00:")
    expected = said(read_article(SUBRIP.encode(), "x.srt"))
    assert said(read_article(short.encode(), "x.srt")) == expected


@pytest.mark.parametrize("above", ["By Jo.\n\n", "By Jo.\n", "1984\n\nBy Jo.\n\n\n"])
def test_what_stands_above_the_first_cue_is_left_out(above: str) -> None:
    """No player shows it; the cues are read."""
    article = read_article((above + SUBRIP).encode(), "x.srt")
    assert said(article) == said(read_article(SUBRIP.encode(), "x.srt"))


def test_a_number_that_is_said_is_none_of_a_cue() -> None:
    """Below other words, or as all that is said; a cue of no words has its number."""
    text = f"{RAIN}It is\n90\n\n{TOWER}1984\n\n{END}End.\n"
    assert said(read_article(text.encode(), "x.srt")) == [
        (1, "It is 90"),
        (8, "1984"),
        (13, "End."),
    ]
    text = f"1\n{RAIN}2\n{TOWER}It is 90.\n\n3\n{END}\n"
    assert said(read_article(text.encode(), "x.srt")) == [(8, "It is 90.")]


def test_an_arrow_that_is_said_begins_no_cue() -> None:
    """Times on both sides make it one."""
    text = f"{RAIN}From 00:00:01,000 --> 00:00:02,000\nto --> there.\n"
    assert said(read_article(text.encode(), "x.srt")) == [
        (1, "From 00:00:01,000 --> 00:00:02,000 to --> there.")
    ]


def test_cues_of_webvtt_are_given_no_numbers() -> None:
    """They need none, nor empty lines between them."""
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nIt rains.\n"
    article = read_article(f"{text}00:00:08.000 --> 00:00:09.000\nEnd.".encode(), "x")
    assert said(article) == [(1, "It rains."), (8, "End.")]
