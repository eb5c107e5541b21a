"""Sentences over line ends: what goes on below, and what begins there."""

from dataclasses import replace

import pytest

from rag.readers import read_article
from rag.readers.pdf.paragraphs import texts_of
from rag.readers.pdf.runs import Run, Table, TableCell
from tests.articles import paragraphs
from tests.pdf_files import Line, pdf_file

WIDTH = 50  # characters of six points, from 72 on: a full line ends at 372


def run(text: str, y: float, x: float = 72, wide: float = 6) -> Run:
    """Set a line of characters of six points, or so wide, from the top."""
    return Run(text, 1, x, x + wide * len(text), y, y + 10, 10, is_bold=False)


def full(words: str) -> str:
    """Fill a line with words, so that the next one must go on below."""
    return f"{words} ".ljust(WIDTH, "o")


def parts(*lines: Run) -> list[str]:
    """Give the first word of each text of a block."""
    return [text.words.split()[0] for text in texts_of([[list(lines)]])]


TEXT = [run(full(f"t{i}"), 400 + 12 * i) for i in range(12)]
"""Lines 12 points apart, as most of a document's are."""


@pytest.mark.parametrize(
    ("words", "pitch", "is_one"),
    [
        (full("b"), 17, True),
        (full("b"), 30, True),
        (full("b"), 30.1, False),  # over three sizes
        ("b" * 40, 17, False),  # the next word had room
    ],
)
def test_full_lines_in_wider_lines_go_on(words, pitch, is_one) -> None:
    """17 is over 1.35 of 12: here all lines are as far from each other."""
    lines = [run(full("a"), 100), run(words, 100 + pitch)]
    lines += [run(full("C"), 100 + 2 * pitch), run("D end.", 100 + 3 * pitch)]
    found = parts(*lines, *(replace(line, top=line.top + 99) for line in TEXT))
    assert (found[:2] == ["a", "t0"]) == is_one


def test_a_wider_line_begins_a_paragraph_where_others_are_near() -> None:
    """One that is 17 points below lines that are 12 points apart."""
    near = [run(full(word), y) for word, y in (("a", 100), ("b", 112), ("c", 129))]
    assert parts(*near, run("d end.", 141), *TEXT) == ["a", "c", "t0"]


@pytest.mark.parametrize(
    ("above", "below", "is_one"),
    [
        ("the ice on the river", "melts in May, as it did", True),
        ("the ice on a river", "melts in May, as it did", False),  # 18 characters
        ("the ice on the river.", "melts in May, as it did", False),
        ("the ice on the river", "Melts in May, as it did", False),
        ("the ice on the river", "in May melts, or earlier than then", False),
    ],
)
def test_a_narrow_line_goes_on_with_a_sentence(above, below, is_one) -> None:
    """Beside a picture lines are short, of less than 70 % of the width.

    The next word has no room above: "in" behind 20 characters ends before the 34th.
    """
    found = parts(run(above, 100), run(below, 112), run("ends.", 124), *TEXT)
    assert (len(found) == 2) == is_one


@pytest.mark.parametrize(
    ("text", "count", "level", "are_one"),
    [
        ("Costs and rates. If a boat is late", 14, 0, True),
        ("Costs and rates If a boat is late", 31, 1, False),  # all of it is bold
    ],
)
def test_a_label_makes_no_heading_of_its_line(text, count, level, are_one) -> None:
    """Most of it is bold, and the sentence behind the label goes on below."""
    chars = len(text.replace(" ", ""))
    head = replace(run(text, 100), is_bold=True, bold_chars=min(count, chars))
    lines = [head, run(full("the"), 112), run("end.", 124), *TEXT]
    first, second, *_ = texts_of([[lines]])
    assert first.level == level
    assert second.words.startswith("t0") == are_one


def test_a_sentence_may_go_on_below_a_line_that_is_bold_throughout() -> None:
    """In small letters, and where the next word had no room."""
    bold = replace(run(full("Boats of"), 100), is_bold=True, bold_chars=WIDTH)
    bold = replace(bold, text="Boats of many rivers, of lakes and of the open sea")
    assert len(parts(bold, run("are tarred.", 112), *TEXT)) == 2
    assert len(parts(bold, run("Are tarred.", 112), *TEXT)) == 3


@pytest.mark.parametrize(
    ("x", "above", "is_parted"),
    [
        (81, "Old boats and how they were built", True),
        (81, "Old boats and how they were built,", False),
        (79, "Old boats and how they were built", False),  # within 0.8 of its size
        (81, "Old boats and how they were built by men then", False),  # no room
    ],
)
def test_a_first_line_is_no_part_of_the_heading_above_it(x, above, is_parted) -> None:
    """The heading looks as the text does, and fills more than 70 % of the width."""
    right = 72 + 6 * WIDTH
    first = replace(run("Rivers froze " + "o" * 34, 112, x), x1=right)
    found = parts(run(above, 100), first, run(full("and"), 124), *TEXT)
    assert (found[1] == "Rivers") == is_parted


CHINESE = "河流在冬天结冰船只停在岸边" + "等待春天的到来河流在冬天结冰船只停"  # thirty


@pytest.mark.parametrize(
    ("count", "texts"),
    [(30, 1), (28, 1), (27, 2)],
)
def test_a_chinese_line_that_lacks_three_characters_is_meant(count, texts) -> None:
    """It breaks behind any character, and at most a full stop draws one along."""
    lines = [CHINESE, CHINESE[:count], CHINESE, "。"]
    block = [run(text, 100 + 12 * i, wide=10) for i, text in enumerate(lines)]
    assert len(texts_of([[block]])) == texts


def test_chinese_lines_far_apart_go_on() -> None:
    """They begin neither in small letters nor in capitals."""
    block = [run(CHINESE, 100 + 18 * i, wide=10) for i in range(8)]
    assert len(texts_of([[block]])) == 1


def test_a_row_in_chinese_ends_with_its_last_cell() -> None:
    """However near to the edge that is."""
    row = replace(run(CHINESE, 112, wide=10), gaps=((120, 150), (200, 230)))
    block = [run(CHINESE, 100, wide=10), row, run("船只", 124, wide=10)]
    assert len(texts_of([[block]])) == 2


FIRST = "The bridge over the Arno was closed for the whole of a winter,"
SECOND = "since ice had damaged two of its seven piers."


@pytest.mark.parametrize("shift", [0, 0.9])
def test_a_line_drawn_over_itself_is_read_once(shift: float) -> None:
    """As a whole, behind another: within a tenth of its size, to throw a shadow."""
    lines = [Line(72, 100 + 12 * i, f"{FIRST} {i}") for i in range(20)]
    again = [line._replace(x=line.x + shift, y=line.y + shift) for line in lines]
    article = read_article(pdf_file([lines + again]), "x.pdf")
    assert paragraphs(article) == [" ".join(line.text for line in lines)]


def test_the_same_words_elsewhere_are_read_again() -> None:
    """A refrain is no shadow."""
    lines = [Line(72, 100, FIRST), Line(72, 114, SECOND), Line(73.1, 300, FIRST)]
    article = read_article(pdf_file([lines]), "x.pdf")
    assert article.text.count(FIRST) == 2


@pytest.mark.parametrize("x", [85, 99])
def test_a_high_bullet_is_on_its_line(x: float) -> None:
    """Twice as large as the text: the line below it is no further from its own.

    A gap of 1.2 of the size of the text, 12 points, parts the bullet from it.
    """
    lines = [Line(72, 60 + 12 * i, FIRST) for i in range(8)]
    for y in (200, 300):
        lines += [Line(72, y, "•", 22), Line(x, y, FIRST), Line(x, y + 12, SECOND)]
    texts = paragraphs(read_article(pdf_file([lines]), "x.pdf"))
    assert texts[1:] == [f"• {FIRST} {SECOND}"] * 2


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("at https://", "www.example.org", "https://www.example.org"),
        ("at www.", "example.org", "www.example.org"),
        ("at http://example.org/a/", "b.html for all", "org/a/b.html for"),
        ("at http://example.org/a/", "and by mail", "org/a/ and"),
        ("at http://example.", "org/a for all", "example.org/a"),
        ("at www.example.org.", "Or by mail", "org. Or"),
        ("at www.example.org/?a=", "7 for all", "a=7"),
        ("at www.example.org/old-", "boats for all", "old-boats"),
        ("write to jane.doe@", "example.org", "doe@example.org"),
        ("at noon @", "the lake", "@ the"),
    ],
)
def test_an_address_is_whole_over_a_line_end(above, below, joined) -> None:
    """Where it is open, or what follows can only be more of it."""
    lines = [run(above.rjust(WIDTH, "o"), 112), run(below, 124)]
    texts = texts_of([[[run(full("Look"), 100), *lines]]])
    assert joined in texts[0].words


def page(*lines: Run, number: int) -> list[list[Run]]:
    """Put lines on a page, in one block."""
    return [[replace(line, page=number) for line in lines]]


BODY = [run(full(f"t{i}"), 100 + 12 * i) for i in range(5)]
OPEN = run(full("and"), 160)
BEHIND = [run("flowed on to the old mill.", 300), run("It ends.", 312)]


def note(text: str, y: float = 200) -> Run:
    """Set a line in smaller letters."""
    return replace(run(text, y), size=8.0)


TABLE = Table(((TableCell((run("2,500", 200),)),),), ((72.0, 102.0),)).as_run()
FIGURE_1 = run("Figure 1. The mill in ice", 200)


@pytest.mark.parametrize(
    ("aside", "is_one"),
    [
        (note("1 So they say."), True),
        (TABLE, True),
        (FIGURE_1, True),
        (replace(run("arXiv:2401", 200), is_turned=True), True),
        (run("The mayor said so.", 200), False),
    ],
)
def test_a_sentence_goes_on_behind_what_stands_amid_it(aside, is_one) -> None:
    """A note, a table, a figure's caption or what is turned; not another text."""
    above = page(*BODY, OPEN, aside, number=1)
    found = texts_of([above, page(*BEHIND, number=2)])
    assert (not any(t.words.startswith("flowed") for t in found)) == is_one
    assert any(t.words.startswith(aside.text) for t in found)


@pytest.mark.parametrize(
    ("above", "size", "first", "is_one"),
    [
        (full("and"), 10, "flowed on to the old mill.", True),
        ("and the old brook", 10, "flowed on to the old mill.", False),
        (full("and"), 11, "flowed on to the old mill.", False),
        (full("and"), 10, "b) flowed on to the mill.", False),
    ],
)
def test_only_text_goes_on_behind_a_table(above, size, first, is_one) -> None:
    """In the size of most, from 20 characters on, and no item of a list."""
    lines = [*BODY, replace(run(above, 160), size=size), TABLE]
    behind = replace(run(first, 300), size=size)
    found = texts_of([page(*lines, number=1), page(behind, number=2)])
    assert (found[-1].words != first) == is_one


def test_a_caption_goes_on_where_no_text_does() -> None:
    """The sentence above it goes before."""
    lines = page(*BODY, OPEN, FIGURE_1, number=1)
    found = texts_of([lines, page(*BEHIND, number=2)])
    assert found[-1].words == FIGURE_1.text
    lines = page(*BODY, run("It was cold.", 160), FIGURE_1, number=1)
    found = texts_of([lines, page(*BEHIND, number=2)])
    assert found[-1].words.startswith(f"{FIGURE_1.text} flowed on")


@pytest.mark.parametrize(
    ("last", "first", "second", "is_one"),
    [
        (full("said Professor"), "Krug, who knew the river", "well.", True),
        (full("said Professor,"), "Krug, who knew the river", "well.", True),
        (full("said Professor"), "It flowed on to the mill", "well.", False),
        (full("said Professor"), "42 people knew the river", "well.", False),
        (full("said Professor")[:-1] + ")", "Krug, who knew the river", "so.", False),
        (full("said")[:20], "Krug, who knew the river", "well.", False),
        (full("said Professor"), "Krug, who knew the river", "", False),
        (full("said Professor"), "Figure 1. Krug by a river", "in ice.", False),
    ],
)
def test_a_full_line_goes_on_with_a_name(last, first, second, is_one) -> None:
    """One that is never written small, at the beginning of a text of two lines."""
    lines = [*BODY, run(last, 160)]
    behind = [run(text, 100 + 12 * at) for at, text in enumerate([first, second])]
    behind = [line for line in behind if line.text]
    small = run("Where it is cold.", 400)
    found = texts_of([page(*lines, number=1), page(*behind, small, number=2)])
    assert (not any(t.words.startswith(first) for t in found)) == is_one


def test_an_indented_name_begins_a_paragraph() -> None:
    """The lines below it stand further left."""
    lines = [*BODY, run(full("said Professor"), 160)]
    first = run("Krug, who knew the river", 100, x=84)
    behind = [first, run("flowed well.", 112)]
    found = texts_of([page(*lines, number=1), page(*behind, number=2)])
    assert found[-1].words.startswith("Krug")


@pytest.mark.parametrize(("count", "is_one"), [(20, True), (19, False)])
def test_a_line_of_twenty_characters_breaks_off(count: int, is_one: bool) -> None:
    """Shorter ones are of a table or a figure, however full they are."""
    narrow = [
        run(f"{word} ".ljust(count, "o"), y) for word, y in (("a", 400), ("b", 412))
    ]
    behind = [run("Krug, who knew the river", 100), run("flowed well.", 112)]
    found = texts_of([[BODY, narrow], page(*behind, number=2)])
    assert found[-1].words.startswith("a ") == is_one


@pytest.mark.parametrize(("count", "is_heading"), [(14, False), (15, True), (0, True)])
def test_a_line_whose_last_words_are_plain_is_no_heading(count, is_heading) -> None:
    """As of an entry of sources; a mark of a note may be plain behind a heading.

    Of 18 letters eight tenths are 15; none is bold before a number that is plain.
    """
    words = "Old Piers in Ice Jo Doe"
    first = replace(run(words, 40), is_bold=True, bold_chars=count)
    below = [replace(line, top=line.top + 200) for line in BODY]
    found = texts_of([[[first, *below]]])
    assert (found[0].level > 0) == is_heading
