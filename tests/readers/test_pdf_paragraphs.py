"""Lines to paragraphs and headings, from places and fonts that are set by hand."""

from dataclasses import replace

import pytest

from rag.readers.pdf.joining import lines_of
from rag.readers.pdf.paragraphs import (
    texts_of,
)
from rag.readers.pdf.running_heads import part_running_heads
from rag.readers.pdf.runs import HYPHEN, Run, Table, TableCell

WIDTH = 60  # characters of six points, from 72 on: a full line ends at 432


def run(text: str, y: float, x: float = 72, page: int = 1, size: float = 10) -> Run:
    """Set a line of characters of 0.6 ems, `y` points from the top."""
    return Run(text, page, x, x + 0.6 * size * len(text), y, y + size, size, False)


def bold(text: str, y: float, size: float = 10) -> Run:
    """Set a bold line."""
    return replace(run(text, y, size=size), is_bold=True)


def full(word: str) -> str:
    """Fill a line with a word, so that the next one must go on below."""
    return ((word + " ") * WIDTH)[: WIDTH - 1] + "s"


def set_below(*texts: str, y: float = 100, page: int = 1) -> list[Run]:
    """Set lines below each other, 12 points apart."""
    return [run(text, y + 12 * i, page=page) for i, text in enumerate(texts)]


def read(*blocks: list[Run]) -> list[str]:
    """Give the words of the texts of one page."""
    return [text.words for text in texts_of([list(blocks)])]


def levels(block: list[Run]) -> list[tuple[str, int]]:
    """Give the first word and the level of each text of a block."""
    return [(text.words.split()[0], text.level) for text in texts_of([[block]])]


@pytest.mark.parametrize(("x", "pieces"), [(102, 1), (102.1, 2)])
def test_a_wide_gap_parts_a_line(x: float, pieces: int) -> None:
    """1.2 of the size, 12 points behind 90; behind a raised figure a run ends, too."""
    (line,) = lines_of([run("one", 100), run("two", 100, x=x)])
    assert line.pieces == pieces
    assert line.gaps == (((90, x),) if pieces == 2 else ())


def test_runs_beside_each_other_are_a_line() -> None:
    """From left to right, in the font of the longest, as wide and high as all."""
    right = replace(run("three four", 101, x=200), bottom=112.0)
    line, below = lines_of([right, bold("one", 100), run("five", 115)])
    assert line.text == "one three four"
    assert (line.x0, line.x1, line.top, line.bottom) == (72, 260, 100, 112)
    assert (line.is_bold, line.pieces) == (False, 2)
    assert (below.text, below.pieces) == ("five", 1)


@pytest.mark.parametrize(
    ("letter", "size", "y", "x", "text", "joined"),
    [
        ("T", 30, 100, 92, "he river", "The river"),
        ("T", 30, 100, 92, "HE RIVER", "THE RIVER"),
        ("A", 30, 100, 92, "t last", "At last"),
        ("A", 30, 100, 92, "river", "A river"),  # a word of one letter
        ("T", 30, 100, 102.1, "he river", "T he river"),  # over 1.2 of 10 behind 90
        ("T", 14, 100, 82, "he river", "T he river"),  # under 1.5 of 10
        ("T", 30, 85, 92, "he river", "T he river"),  # only 5 below the line
        ("t", 30, 100, 92, "he river", "t he river"),
        ("T", 30, 100, 92, "“he”", "T “he”"),
        ("Th", 30, 100, 110, "e river", "Th e river"),
    ],
)
def test_a_dropped_initial_is_of_its_word(letter, size, y, x, text, joined) -> None:
    """A large capital beside several lines, unless it is a word by itself."""
    (line,) = lines_of([run(letter, y, size=size), run(text, 100, x=x)])
    assert line.text == joined


@pytest.mark.parametrize(
    ("words", "is_bold"),
    [
        (["Consent", "of"], True),  # the longest is bold, and so is most
        (["Consent", "of", "each", "one"], False),  # seven characters of 16
        (["Consent", "of", "eight"], False),  # seven of 14 are not most
    ],
)
def test_a_line_is_bold_if_most_of_it_is(words, is_bold) -> None:
    """A label in front of a line whose words stand apart makes no heading of it."""
    runs = [run(word, 100, x=72 + 90 * i) for i, word in enumerate(words)]
    (line,) = lines_of([replace(runs[0], is_bold=True), *runs[1:]])
    assert line.is_bold == is_bold


def test_a_mark_of_a_note_ends_a_paragraph() -> None:
    """Behind its full stop, as the full stop does."""
    ended = full("river")[:53] + ".6"
    assert len(read([*set_below(ended), run(full("bridge")[:50], 112, x=90)])) == 2


def test_no_lines_are_no_texts() -> None:
    """Neither pages without blocks nor no pages."""
    assert texts_of([]) == texts_of([[]]) == texts_of([[[]]]) == lines_of([]) == []


BODY = [full("river"), full("bridge"), "to the town."]


@pytest.mark.parametrize(("distance", "parts"), [(16.2, 1), (16.3, 2), (0, 2)])
def test_a_gap_of_a_third_more_than_usual_parts_paragraphs(
    distance: float, parts: int
) -> None:
    """Lines are 12 points apart: 16.2 is 1.35 of that; none parts them, too."""
    first = set_below(*[full("river")] * 5)
    second = set_below(*[full("bridge")] * 5, y=first[-1].top + distance)
    groups = read([*first, *second])
    assert len(groups) == parts


@pytest.mark.parametrize(("size", "parts"), [(10, 1), (10.8, 1), (11, 2), (9.2, 2)])
def test_another_font_size_begins_another_text(size: float, parts: int) -> None:
    """Sizes may differ by 8 % of the lower line's, as they do in scans."""
    first = set_below(*[full("river")] * 3)
    second = [run(full("bridge"), 136, size=size)]
    second = [replace(line, x1=432) for line in second]
    assert len(read([*first, *second])) == parts


@pytest.mark.parametrize(("indent", "parts"), [(0, 1), (8, 1), (9, 2)])
def test_an_indent_after_a_sentence_begins_a_paragraph(
    indent: float, parts: int
) -> None:
    """More than 0.8 of the size, from a line that is not indented itself."""
    ended = full("river")[:-1] + "."
    first = set_below(ended, ended)
    assert len(read([*first, run(full("bridge")[:50], 124, x=72 + indent)])) == parts


def test_an_indent_in_a_sentence_is_none() -> None:
    """A line that goes on belongs to its sentence, wherever it stands."""
    first = set_below(full("river"), full("river"))
    assert len(read([*first, run(full("bridge")[:50], 124, x=90)])) == 1


def test_a_short_line_is_meant() -> None:
    """The next word would have fitted into the first 70 % of the width."""
    verse = set_below("The river rose", "and the bridge fell", full("town"))
    assert len(read(verse)) == 3


def test_rows_of_a_table_are_texts_of_their_own() -> None:
    """Two with a gap below a gap; what is justified may have them anywhere."""
    lines = set_below(full("river"), full("bridge"), full("town"))
    first = replace(lines[0], gaps=((200, 240),))
    for gap, parts in (((239, 260), 2), ((240, 260), 1), ((180, 201), 2)):
        second = replace(lines[1], gaps=((100, 120), gap))
        assert len(read([first, second, lines[2]])) == parts
    assert len(read([first, *lines[1:]])) == 1


@pytest.mark.parametrize(
    ("hang", "gap", "parts"),
    [(240, (200, 240), 2), (253, (200, 240), 1), (72, (200, 240), 1), (240, (), 1)],
)
def test_a_row_follows_on_a_value_of_several_lines(hang, gap, parts) -> None:
    """These begin below the value, within 1.2 of its size; the row has a gap again."""
    first = replace(run(full("river"), 100), gaps=((200, 240),))
    more = replace(run("bridge", 112, x=hang), x1=432.0)
    row = replace(run(full("town"), 124), gaps=(gap,) if gap else ())
    assert len(read([first, more, row])) == parts


def test_items_of_a_list_are_texts_of_their_own() -> None:
    """Unless one stands further in, amid a sentence: then it is no item."""
    items = set_below("- " + full("river")[2:], "- " + full("bridge")[2:])
    assert len(read(items)) == 2
    further = [items[0], replace(items[1], x0=80.0, x1=440.0)]
    assert len(read(further)) == 1


@pytest.mark.parametrize("sign", "✓✔✗✘☐☑☒●■○□❑❖◆►➢\uf0d8\uf076")
def test_a_sign_begins_an_item(sign: str) -> None:
    """As a bullet does, however full the line above is; amid a word it is none."""
    items = [f"{sign} {full(word)[2:]}" for word in ("river", "bridge")]
    assert len(read(set_below(*items))) == 2
    assert len(read(set_below(items[0], items[1].replace(" ", "", 1)))) == 1


@pytest.mark.parametrize(
    ("ends", "parts"),
    [
        (";;.", 3),
        ("s;;", 2),
        (";s;", 1),
        ("s;s", 1),
        (",;,", 1),
        (";;;;.", 5),
        ("s;;s", 3),
    ],
)
def test_lines_that_end_with_semicolons_are_items(ends: str, parts: int) -> None:
    """Two in a row, at least: one may be a sentence's own."""
    lines = [full(word) for word in ("river", "bridge", "town", "mayor", "boat")]
    ended = [line[:-1] + end for line, end in zip(lines, ends, strict=False)]
    assert len(read(set_below(*ended))) == parts


@pytest.mark.parametrize(
    ("end", "label", "chars", "parts"),
    [
        (".", "Costs: ", 6, 2),
        (".", "Costs: ", 5, 2),  # the colon isn't bold
        (".", "Costs. ", 6, 2),
        (".", "Costs. ", 5, 2),
        (".", "2nd day: ", 7, 2),
        (".", "A: ", 1, 2),
        ("s", "Costs: ", 6, 1),
        (".", "Costs ", 5, 1),
        (".", "Costs, ", 6, 1),
        (".", "Costs: ", 0, 1),
        (".", "costs: ", 6, 1),
        (".", "Costs: ", 60, 1),  # all of it is bold
        (".", "C" * 39 + ": ", 40, 2),
        (".", "C" * 40 + ": ", 41, 1),
    ],
)
def test_a_bold_label_begins_a_paragraph(end, label, chars, parts) -> None:
    """Behind a sentence, however full its line is; labels are short."""
    line = run((label + full("river"))[: WIDTH - 1] + "s", 112)
    labelled = replace(line, bold_chars=min(chars, len(line.text.replace(" ", ""))))
    assert len(read([run(full("bridge")[:-1] + end, 100), labelled])) == parts


@pytest.mark.parametrize(
    ("end", "first", "second", "parts"),
    [
        (".", 5, 6, 2),
        (".", 5, 0, 1),
        (".", 0, 6, 1),
        ("s", 5, 6, 1),
        (".", 50, 6, 1),  # all of the first is bold
    ],
)
def test_sentences_that_begin_in_bold_are_entries(end, first, second, parts) -> None:
    """As the one before, whose labels have no sign either."""
    words = full("River")[:-1] + end, full("Bridge")
    lines = [
        replace(line, bold_chars=chars)
        for line, chars in zip(set_below(*words), (first, second), strict=True)
    ]
    assert len(read(lines)) == parts


@pytest.mark.parametrize(("chars", "parts"), [(51, 2), (52, 1)])
def test_a_bold_label_needs_no_sentence_above_where_it_had_room(chars, parts) -> None:
    """Of 60 characters seven are the label and a space, and one is the margin's."""
    above = run(full("bridge")[: chars - 1] + "s", 112)
    labelled = replace(run("Costs: " + full("town")[7:], 124), bold_chars=6)
    assert len(read([run(full("river"), 100), above, labelled])) == parts
    assert (
        len(read([run(full("river"), 100), above, replace(labelled, bold_chars=0)]))
        == 1
    )


@pytest.mark.parametrize(
    ("bold", "count"), [([3, 5], 8), ([3, 2], 5), ([2, 5], 2), ([0, 5], 0)]
)
def test_a_lines_label_goes_on_where_a_run_is_bold_throughout(bold, count) -> None:
    """Runs of three and of five characters."""
    runs = [
        replace(run(text, 100, x=x), drawn=tuple(range(len(text))), bold_chars=chars)
        for text, x, chars in zip(("one", "three"), (72, 120), bold, strict=True)
    ]
    assert [line.bold_chars for line in lines_of(runs)] == [count]


def heading(text: str, y: float, size: float) -> Run:
    """Set a heading."""
    return run(text, y, size=size)


def test_larger_lines_are_headings_by_their_size() -> None:
    """12 % above the body's 10 points; the largest is level 1, and bold comes last."""
    block = [
        heading("Flood", 20, 24),
        *set_below(*BODY, y=60),
        heading("Bridge", 120, 14),
        *set_below(*BODY, y=150),
        bold("Mayor", 210),
        *set_below(*BODY, y=230),
        heading("Aside", 290, 11),
    ]
    assert levels(block) == [
        ("Flood", 1),
        ("river", 0),
        ("Bridge", 2),
        ("river", 0),
        ("Mayor", 3),
        ("river", 0),
        ("Aside", 0),
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("IV. Results", 1),
        ("V. It was cold.", 0),
        ("IV Results", 0),
        ("IV. results", 0),
        ("A. Results", 0),
        ("Results IV. Storms", 0),
    ],
)
def test_roman_figures_number_headings(text: str, level: int) -> None:
    """As papers have them, in small capitals of the text's own size."""
    block = [run(text, 100), run(full("river"), 130), run(full("bridge"), 142)]
    assert [text.level for text in texts_of([[block]])] == [level, 0]


@pytest.mark.parametrize(("size", "parts"), [(24, 2), (10, 3)])
def test_a_large_headings_last_line_may_be_a_number(size: float, parts: int) -> None:
    """It is one heading with the words above it; as small as the text it is none."""
    first = heading("Storm Edda that came on Sunday at", 20, 24)
    found = levels([first, heading("18.00", 48, size), *set_below(*BODY, y=98)])
    assert found[0] == ("Storm", 1)
    assert len(found) == parts


def test_there_are_six_levels() -> None:
    """What is smaller than the sixth size is of the sixth level."""
    sizes = [32, 28, 25, 22, 19, 16, 13]
    tops = [heading(f"Size{size}", 40 * i, size) for i, size in enumerate(sizes)]
    block = [*tops, *set_below(*BODY * 9, y=400), bold("Bold", 800)]
    found = dict(levels(block))
    assert [found[f"Size{size}"] for size in sizes] == [1, 2, 3, 4, 5, 6, 6]
    assert found["Bold"] == 6


@pytest.mark.parametrize(("chars", "level"), [(200, 1), (201, 0)])
def test_a_long_heading_is_a_paragraph(chars: int, level: int) -> None:
    """200 characters in a large font are a heading still."""
    large = heading(("Flood " * 40)[: chars - 1] + "s", 20, 20)
    assert levels([large, *set_below(*BODY * 9, y=60)])[0] == ("Flood", level)


@pytest.mark.parametrize("text", ["123", "* * *"])
def test_signs_in_a_large_font_are_no_heading(text: str) -> None:
    """A heading has letters: three in a row, or one of a script without spaces."""
    assert levels([heading(text, 20, 24), *set_below(*BODY, y=60)])[0][1] == 0


@pytest.mark.parametrize(("size", "level"), [(6.7, 1), (6.6, 0)])
def test_bold_labels_of_a_figure_are_no_headings(size: float, level: int) -> None:
    """In letters smaller than two thirds of the text's."""
    block = [bold("The mill", 80, size), *set_below(*[full("town")] * 3)]
    assert levels(block)[0] == ("The", level)


def test_where_all_is_bold_bold_is_no_heading() -> None:
    """It tells nothing then."""
    block = [bold("Mayor", 80), *(replace(r, is_bold=True) for r in set_below(*BODY))]
    assert {level for _, level in levels(block)} == {0}


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the bri-", "dge fell", "the bridge fell"),
        (f"the bri{HYPHEN}", "dge fell", "the bridge fell"),
        ("the well-", "known man", "the well-known man"),
        ("the North-", "South line", "the North-South line"),
        ("1914-", "1918 war", "1914-1918 war"),
        (f"in mid{HYPHEN}", "2024, as", "in mid-2024, as"),
        ("in 1914 -", "1918 was", "in 1914 - 1918 was"),
        ("in mid-", "(2024)", "in mid- (2024)"),
        ("a web-", "based form", "a web-based form"),
        (f"a web{HYPHEN}", "based form", "a web-based form"),
        ("a web-", "basedness", "a webbasedness"),
        ("a nine-", "year-old car", "a nine-year-old car"),
        ("a pre-", "cision-guided car", "a precision-guided car"),
        ("is cor-", "related to", "is correlated to"),
        ("Cor-", "related to", "Correlated to"),
        ("a blood-", "related cousin", "a bloodrelated cousin"),  # as it is spelled
        ("a sea-", "green coat", "a sea-green coat"),
        ("The Over-", "land route", "The Over-land route"),
        ("The Over-", "Land route", "The Over-Land route"),
        ("all pre-", "and post-war", "all pre- and post-war"),
        (f"die Ein{HYPHEN}", "und Ausfahrt", "die Ein- und Ausfahrt"),
        ("a brig-", "and sank", "a brigand sank"),  # as it is spelled
        ("a gar-", "anderson", "a garanderson"),
        ("in 2019–", "2021 it", "in 2019–2021 it"),
        ("in 2019 –", "a year", "in 2019 – a year"),
        ("the river", "rose", "the river rose"),
        ("河水上", "涨了", "河水上涨了"),
        ("河水 a", "涨了", "河水 a 涨了"),
    ],
)
def test_lines_are_joined_as_their_words_were_divided(
    first: str, second: str, joined: str
) -> None:
    """By the document's own spelling, a capital, or a script without spaces."""
    spelled = set_below(
        "A well-known bridge is here.",
        "Sea-green, Bloodrelated, over-land, brigand.",
        y=300,
    )
    lines = [
        replace(line, x1=432.0, x0=72.0) for line in set_below(first, second, y=100)
    ]
    assert read(lines, spelled)[0] == joined


@pytest.mark.parametrize(
    ("last", "following", "parts"),
    [
        ("and the river", "rose again.", 1),
        ("and the bri-", "dge fell.", 1),
        ("and the river rose.", "again it fell.", 2),
        ("and the river", "Rose again.", 2),
    ],
)
def test_an_open_sentence_goes_on_over_the_page(
    last: str, following: str, parts: int
) -> None:
    """In small letters: the page is that of its beginning."""
    pages = [[set_below(full("town"), last)], [set_below(following, page=2)]]
    found = texts_of(pages)
    assert [text.page for text in found] == [1, 2][:parts]


def test_what_stands_below_on_the_same_page_does_not_go_on() -> None:
    """Another block further down is another text; another column above is not."""
    first = set_below(full("town"), "and the river", y=100)
    assert len(read(first, set_below("rose again.", y=300))) == 2
    column = [replace(line, x0=300.0) for line in set_below("rose again.", y=90)]
    assert len(read(first, column)) == 1


def pages_with(tops: list[str], inside: int = 5) -> list[list[list[Run]]]:
    """Set pages of lines of their own under a line at the top."""
    return [
        [
            [run(top, 30, page=number)],
            [run(f"{'abcdefghij'[number]}{'klmno'[i]}x", 100 + 12 * i, page=number)
             for i in range(inside)],
        ]
        for number, top in enumerate(tops)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tops", "heads"),
    [
        (["News"] * 3, ["News"]),
        (["News"] * 2, ["News"]),
        (["News", "Nest"], []),
        (["News"] * 4 + list("stuvwx"), ["News"]),
        (["News"] * 3 + list("stuvwxy"), []),  # 3 of 10 are under four tenths
        ([f"News {n}" for n in range(3)], ["News 0"]),
        (["NEWS iv", "News x", "news ii"], ["NEWS iv"]),
        (["News", "News 2", "3  News"], ["News"]),
        (["1", "2", "3"], []),
    ],
)
def test_what_repeats_at_the_edge_is_a_running_head(
    tops: list[str], heads: list[str]
) -> None:
    """On three pages and four tenths of all, numbers aside; a number alone is gone."""
    pages = pages_with(tops)
    kept, found = part_running_heads(pages)
    assert [head.words for head in found] == heads
    repeats = [top for top in tops if top[0] in "Nn123"]
    gone = len(repeats) if heads or tops[0] == "1" else 0
    lines = sum(len(block) for page in kept for block in page)
    assert lines == 6 * len(tops) - gone


def two_pages(first: Run, second: Run) -> list[str]:
    """Give what is parted from two pages that such lines are above."""
    pages = [
        [[line, *set_below(full(word), f"and a {word}.", y=100, page=number)]]
        for number, line, word in ((1, first, "river"), (2, second, "bridge"))
    ]
    return [head.words for head in part_running_heads(pages)[1]]


@pytest.mark.parametrize(
    ("text", "again", "is_head"),
    [
        ("Report 7, part 1", "Report 7, part 2", True),
        ("Report 7, part 7", "Report 7, part 7", True),
        ("Report 7, part 1", "Report 7, part 3", False),
        ("Report 7, part 2", "Report 7, part 1", False),
        ("Report 7", "Report", False),
        ("Figure 1: rain", "Figure 2: rain", False),
    ],
)
def test_the_numbers_of_two_pages_are_equal_or_the_pages(text, again, is_head) -> None:
    """On two pages lines may be alike by chance, and captions are so on more."""
    heads = two_pages(run(text, 30), run(again, 30, page=2))
    assert heads == ([text] if is_head else [])


def test_a_line_is_not_again_on_its_own_page() -> None:
    """Though on a page of two lines it is near to the top and to the bottom."""
    pages = pages_with(["Report 7, part 1", "Report 7, part 3"], inside=1)
    assert part_running_heads(pages) == (pages, [])


def test_halves_that_repeat_come_once() -> None:
    """As the whole line that they are, though each is one by itself, too."""
    pages = pages_with(["News"] * 3)
    for number, page in enumerate(pages):
        page.insert(1, [run("Town", 31, x=400, page=number)])
    assert [head.words for head in part_running_heads(pages)[1]] == ["News Town"]


def test_an_empty_page_has_no_running_head() -> None:
    """It counts as a page: three of eight are under four tenths."""
    pages = pages_with(["News"] * 3)
    assert part_running_heads([*pages, *[[]] * 4])[1]
    assert part_running_heads([*pages, *[[]] * 5])[1] == []


def test_captions_are_no_running_heads() -> None:
    """However many pages have one at their top."""
    assert part_running_heads(pages_with([f"Figure {n}" for n in range(4)]))[1] == []


@pytest.mark.parametrize(
    ("shift", "is_head"),
    [
        ({"top": 32, "bottom": 42}, True),
        ({"top": 33, "bottom": 43}, False),
        ({"x0": 74, "x1": 200}, True),
        ({"x0": 75, "x1": 200}, False),
        ({"x0": 20, "x1": 98}, True),
        ({"x0": 20, "x1": 99}, False),
        ({"x0": 62, "x1": 106}, True),  # the middle is the same
        ({"x0": 66, "x1": 106}, True),
        ({"x0": 66, "x1": 107}, False),
        ({"size": 10.5}, False),  # larger than most of the text
        ({"size": 9}, True),
    ],
)
def test_two_pages_do_for_what_stands_at_one_place(shift, is_head) -> None:
    """Within two points, by its left or right edge or its middle; and not if large."""
    again = replace(run("News", 30, page=2), **shift)
    assert two_pages(run("News", 30), again) == (["News"] if is_head else [])


@pytest.mark.parametrize(
    ("y", "size", "is_head"),
    [
        (79.9, 10, True),
        (80, 10, False),
        (85, 10, False),
        (80, 9.9, True),
        (70, 10.1, False),
    ],
)
def test_two_pages_may_begin_with_one_text(y: float, size: float, is_head) -> None:
    """What is as large as the text, and near to it, is its first line, or its last."""
    lines = [replace(run("News", y, page=n), size=size) for n in (1, 2)]
    assert two_pages(*lines) == (["News"] if is_head else [])
    # From the text, which ends at 122, at the foot: as far.
    feet = [replace(line, top=212 - y, bottom=222 - y) for line in lines]
    assert two_pages(*feet) == (["News"] if is_head else [])


@pytest.mark.parametrize(("pages", "is_head"), [(5, True), (6, False)])
def test_two_pages_are_as_many_as_three_are(pages: int, is_head: bool) -> None:
    """Four tenths of all, as on more pages."""
    tops = ["News", "News", *"stuv"][:pages]
    heads = part_running_heads(pages_with(tops))[1]
    assert [head.words for head in heads] == (["News"] if is_head else [])


def test_halves_of_a_running_head_may_be_in_columns() -> None:
    """Or joined: what stands on one line at the edge is compared as a whole, too."""
    halves = [run("News", 30, page=1)], [run("Page 1", 31, x=400, page=1)]
    joined = [run("News  Page 2", 30, page=2)]
    joined[0] = replace(joined[0], x1=436.0)
    pages = [
        [*halves, set_below("abc", "abd", "abe", page=1)],
        [joined, set_below("bbc", "bbd", "bbe", page=2)],
    ]
    kept, heads = part_running_heads(pages)
    assert [head.words for head in heads] == ["News Page 1"]
    assert [[line.text for b in page for line in b] for page in kept] == [
        ["abc", "abd", "abe"],
        ["bbc", "bbd", "bbe"],
    ]


def test_a_running_head_is_of_the_page_where_it_stands_first() -> None:
    """It is a paragraph there, without the signs where a word may be divided."""
    pages = pages_with([f"Repor{HYPHEN}ter"] * 3)
    (head,) = part_running_heads(pages)[1]
    assert (head.words, head.level, head.page) == ("Reporter", 0, 0)


def test_only_two_lines_at_each_edge_can_repeat() -> None:
    """What stands on every page further in is text."""
    pages = [
        [[run(word, 30 + 12 * i, page=number) for i, word in enumerate(words)]]
        for number in range(3)
        for words in [["aaa", "bbb", "ccc", "ddd", "eee"]]
    ]
    kept, heads = part_running_heads(pages)
    assert [head.words for head in heads] == ["aaa", "bbb", "ddd", "eee"]
    assert [[line.text for line in page[0]] for page in kept] == [["ccc"]] * 3


@pytest.mark.parametrize(("size", "is_kept"), [(12.4, False), (12.6, True)])
def test_a_title_is_no_running_head(size: float, is_kept: bool) -> None:
    """A quarter larger than what repeats it, which then says nothing of its own."""
    pages = pages_with(["News"] * 4)
    pages[0][0][0] = replace(pages[0][0][0], size=size)
    kept, heads = part_running_heads(pages)
    lines = [line.text for page in kept for block in page for line in block]
    assert lines.count("News") == is_kept
    assert len(heads) == (not is_kept)


BEGUN = set_below(full("river"), full("river"))
BOX = [run("A box.", 112, x=500)]
BELOW = run(full("bridge"), 124)


@pytest.mark.parametrize(
    ("below", "parts"),
    [
        (BELOW, 2),
        (replace(BELOW, x0=73), 2),
        (replace(BELOW, x0=74), 3),
        (replace(BELOW, top=140), 3),
        (replace(BELOW, size=11), 3),
        (replace(BELOW, is_bold=True, text="Bridges"), 3),
        (replace(BELOW, text="- " + BELOW.text), 3),
        (replace(BELOW, page=2, top=100), 3),
    ],
)
def test_a_paragraph_goes_on_below_a_box(below: Run, parts: int) -> None:
    """Right below its last line, as in one block, though the box is read between."""
    blocks = [BEGUN, BOX, [below]]
    if below.page == 2:
        assert len(texts_of([blocks[:2], blocks[2:]])) == parts
    else:
        assert len(read(*blocks)) == parts


def test_what_ends_above_a_box_does_not_go_on() -> None:
    """A short last line ends a paragraph, whose own lines tell how wide it is."""
    ended = set_below(full("river"), "They rose.")
    assert len(read(ended, BOX, [BELOW])) == 3
    assert read(BEGUN, BOX, [BELOW])[0] == " ".join(r.text for r in [*BEGUN, BELOW])


@pytest.mark.parametrize(
    ("number", "parts"), [("61.", 2), ("618.", 1), ("618)", 1), ("(618)", 1)]
)
def test_a_high_number_amid_a_sentence_is_no_item(number: str, parts: int) -> None:
    """Who numbers items ends a sentence before the hundredth."""
    amid = set_below(full("river"), f"{number} {full('bridge')[len(number) + 1 :]}")
    assert len(read(amid)) == parts
    ended = [replace(amid[0], text=f"{amid[0].text[:-1]}."), amid[1]]
    assert len(read(ended)) == 2


@pytest.mark.parametrize(
    ("distance", "lines", "small", "parts"),
    [
        (18, 6, 0, 6),
        (17, 6, 0, 1),  # 1.7 of the size
        (18, 5, 0, 1),  # four below others are too few to tell
        (18, 6, 2, 4),  # what begins small goes on
        (18, 7, 3, 1),  # half of six: double spacing
    ],
)
def test_lines_far_apart_are_items(
    distance: float, lines: int, small: int, parts: int
) -> None:
    """On slides; in a typescript most lines go on with a sentence."""
    words = [full("River")] * (lines - small) + [full("river")] * small
    slide = [run(text, 100 + distance * i) for i, text in enumerate(words)]
    assert len(read(slide)) == parts


@pytest.mark.parametrize(
    "name", ["References", "REFERENCES", "Acknowledgment", "Abstract"]
)
def test_a_heading_that_every_paper_has_needs_no_large_letters(name: str) -> None:
    """It stands alone, between what is apart from it."""
    page = [*set_below(*BODY), run(name, 150), *set_below(*BODY, y=180)]
    assert levels(page)[1] == (name, 1)
    assert (
        levels(
            [
                replace(line, text="Rivers") if line.text == name else line
                for line in page
            ]
        )[1][1]
        == 0
    )


def nested(*headings: tuple[str, float]) -> list[int]:
    """Give the levels of headings of such sizes, each over a few lines."""
    block: list[Run] = []
    for at, (text, size) in enumerate(headings):
        block += [heading(text, 200 * at, size), *set_below(*BODY * 4, y=200 * at + 30)]
    return [text.level for text in texts_of([[block]]) if text.level]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        # All of one size: the number tells.
        ([("5. Old", 14), ("5.1 Tax", 14), ("6. New", 14), ("6.1 Rent", 14)], "1212"),
        ([("5 Old", 14), ("5.1 Tax", 14), ("5.1.1 Due", 14)], "123"),
        # No heading is numbered 4.
        ([("5 Old", 14), ("4.1 Tax", 14), ("51 Trees", 14)], "111"),
        # What looks lower is lower still; it goes down with what it is below.
        ([("5 Old", 14), ("5.1 Tax", 14), ("Rates", 12), ("6 New", 14)], "1231"),
        ([("5 Old", 14), ("5.1 Tax", 14), ("Notes", 14), ("Rates", 12)], "1212"),
        ([("5 Old", 20), ("5.1 Tax", 12), ("Rates", 14), ("5.2 Due", 14)], "1322"),
        ([("7 Old", 14), ("7.1 Ash", 14), ("7.2 Bay", 12), ("Cost", 12)], "1222"),
    ],
)
def test_numbers_put_headings_below_each_other(headings, expected) -> None:
    """The one numbered "5.1" stands below "5", however it looks."""
    assert nested(*headings) == [int(level) for level in expected]


def test_a_number_stays_among_six_levels() -> None:
    """A heading of the seventh is of the sixth, as by its size."""
    numbers = [".".join("1" * (n + 1)) for n in range(7)]
    assert nested(*((f"{n} Tax", 14) for n in numbers)) == [1, 2, 3, 4, 5, 6, 6]


def test_a_numbered_paragraph_is_no_heading() -> None:
    """Under a heading of its number, too."""
    block = [heading("5 Old", 20, 14), *set_below("5.1 " + full("river")[4:], *BODY)]
    assert [level for _, level in levels(block)] == [1, 0]


FACT = heading("38 boats", 20, 20)
SAID = run("sank in the night of the flood", 50)


@pytest.mark.parametrize(
    ("fact", "said", "joined"),
    [
        (FACT, SAID, True),
        (FACT, replace(SAID, top=50.1), False),  # half the size, below 40
        (FACT, replace(SAID, top=30), True),
        (FACT, replace(SAID, top=29.9), False),
        (FACT, replace(SAID, x0=74), True),
        (FACT, replace(SAID, x0=75), False),
        (FACT, replace(SAID, x0=18, x1=222), True),  # in the middle below it
        (FACT, replace(SAID, x0=21, x1=225), False),
        (FACT, replace(SAID, size=17.9), False),
        (FACT, replace(SAID, size=17.8), True),
        (replace(FACT, text="£41.6m"), SAID, True),
        (replace(FACT, text="3 of 7"), SAID, True),
        (replace(FACT, text="98%"), SAID, True),
        (replace(FACT, text="38 small boats"), SAID, True),
        (replace(FACT, text="38 very small boats"), SAID, False),
        (replace(FACT, text="38 Boats"), SAID, False),
        (replace(FACT, text="38. boats"), SAID, False),
        (replace(FACT, text="2024 boats"), SAID, False),
        (replace(FACT, text="1024 boats"), SAID, True),
        (replace(FACT, text="boats"), SAID, False),
    ],
)
def test_a_large_figure_is_of_what_explains_it(fact, said, joined) -> None:
    """Below it in small letters; a heading has a name, or a full stop, or a year."""
    found = texts_of([[[fact, said], set_below(*BODY * 9, y=300)]])
    words = f"{fact.text} {said.text}"
    assert (found[0].words == words) == joined
    assert found[0].level == 0 or not joined


def test_a_large_figure_is_no_heading() -> None:
    """Nor is it counted among those whose sizes make levels, or explains another."""
    title, parts = heading("Flood", 20, 16), set_below(*BODY * 3, y=60)
    facts = [replace(FACT, top=300), heading("£3 a year", 330, 18)]
    assert levels([title, *parts, *facts, *set_below(*BODY, y=400)]) == [
        ("Flood", 1),
        *[("river", 0)] * 3,
        ("38", 0),
        ("£3", 0),
        ("river", 0),
    ]


def test_only_the_first_line_is_a_large_figure() -> None:
    """A heading that ends with one on a line of its own is not joined with text."""
    block = [heading("The loss of", 20, 20), heading("38 boats", 42, 20)]
    block += [replace(SAID, top=64), *set_below(*BODY * 3, y=100)]
    assert levels(block)[0] == ("The", 1)


@pytest.mark.parametrize(
    ("label", "is_caption"),
    [
        ("Figure 1", True),
        ("Table 2. Rain", True),
        ("FIG. 3", True),
        ("Tabelle 4: Regen", True),
        ("Table A1.2", True),
        ("Table IV", True),
        ("Figures", False),
        ("Tables 2", False),
        ("Table Bay", False),
    ],
)
def test_a_caption_is_no_heading(label: str, is_caption: bool) -> None:
    """However large or bold it is: what follows is not below it."""
    for line in (bold(label, 80), heading(label, 70, 20)):
        found = levels([line, *set_below(*BODY)])
        assert found[0][1] == (0 if is_caption else 1)


@pytest.mark.parametrize(
    ("label", "size", "parts"),
    [
        ("Figure 1", 10, 2),
        ("Figure 1.", 10, 2),
        ("Figure 1 and", 10, 3),
        ("Part 1", 10, 3),
        ("Figure 1", 12, 3),
    ],
)
def test_a_label_is_of_its_caption_below(label: str, size: float, parts: int) -> None:
    """In the same letters; else a short line is meant."""
    caption = [bold(label, 80, size), bold("When the river rose", 92)]
    found = levels([*caption, *set_below(*BODY, y=120)])
    assert len(found) == parts


def test_what_follows_a_caption_is_none_of_it() -> None:
    """Only the line right below its label is."""
    block = [run("Figure 1", 76), run("When it rose", 88), *set_below(*BODY)]
    assert read(block) == ["Figure 1 When it rose", " ".join(BODY)]


@pytest.mark.parametrize(
    ("text", "gaps", "level"),
    [
        ("Boats", 0, 1),
        ("Boats Bridges", 1, 0),
        ("1 Boats", 1, 1),
        ("Boats 2024", 1, 1),
        ("Boats 7 Bridges", 1, 0),
        ("1 Boats 2024", 2, 0),
    ],
)
def test_names_of_columns_are_no_heading(text: str, gaps: int, level: int) -> None:
    """In bold, with gaps between; a heading's number or years may stand apart."""
    line = replace(bold(text, 80), gaps=((90, 110), (120, 140))[:gaps])
    assert levels([line, *set_below(*BODY)])[0][1] == level


@pytest.mark.parametrize(
    ("words", "end", "level"),
    [(10, ".", 0), (12, ".", 0), (9, ".", 1), (10, "?", 1), (10, "", 1)],
)
def test_a_sentence_in_large_letters_is_no_heading(words, end, level) -> None:
    """As what is written above a report, or filled into a form."""
    line = run(" ".join(["Boats"] * words) + end, 80, size=12)
    assert levels([line, *set_below(*BODY)])[0][1] == level


@pytest.mark.parametrize(
    ("text", "gaps", "level"),
    [
        ("Profit (1,234) ¥ 5,678", 2, 0),
        ("Profit 24 31", 1, 0),
        ("Profit 24 31", 0, 1),
        ("Profit 2020 2021", 2, 1),
        ("Profit 24", 1, 1),
    ],
)
def test_a_row_of_amounts_is_no_heading(text: str, gaps: int, level: int) -> None:
    """Though it is larger than most of the document, as a statement's rows may be."""
    line = replace(run(text, 80, size=12), gaps=((90, 110), (120, 140))[:gaps])
    assert levels([line, *set_below(*BODY)])[0][1] == level


def labelled(label: str, gap: tuple[float, float] | None = None) -> Run:
    """Fill a line with a label and a sentence, a gap behind it or elsewhere."""
    line = run((label + " " + full("river"))[: WIDTH - 1] + ".", 100)
    return replace(line, gaps=(gap,) if gap else ())


@pytest.mark.parametrize(
    ("above", "x", "parts"),
    [
        (labelled("[3]"), 96, 1),  # the text begins four characters of six points on
        (labelled("[3]"), 108, 1),
        (labelled("[3]"), 109, 2),
        (labelled("[3]"), 84, 1),
        (labelled("[3]"), 83, 2),
        (labelled("1.4"), 96, 1),
        (labelled("(12)"), 102, 1),
        (labelled("b."), 90, 1),
        (labelled("•"), 84, 1),
        (labelled("b"), 84, 2),
        (labelled("b", (78, 110)), 110, 1),
        (labelled("b", (78, 110)), 84, 2),
        (labelled("1.4", (90, 130)), 130, 1),
        (labelled("1.4", (90, 130)), 96, 2),
        (labelled("1.4", (113, 160)), 96, 1),  # amid the text
        (labelled("1.4", (112, 160)), 160, 1),
        (labelled("2024"), 102, 2),
        (labelled("Rain"), 102, 2),
    ],
)
def test_what_hangs_below_a_label_is_not_indented(above, x, parts) -> None:
    """It goes on, though a sentence ends above it; within 1.2 of its size."""
    assert len(read([above, run(full("Bridge")[:50], 112, x=x)])) == parts


@pytest.mark.parametrize(("end", "parts"), [(".", 2), ("s", 1)])
def test_a_number_in_brackets_begins_an_entry(end: str, parts: int) -> None:
    """Behind a sentence: amid one it points to a source."""
    lines = set_below(full("river")[:-1] + end, "[4] " + full("bridge")[4:])
    assert len(read(lines)) == parts


@pytest.mark.parametrize(
    ("title", "following", "is_parted"),
    [
        ("2.1. Old lamps", "They burn.", True),
        ("2.1 Old lamps", "They burn.", True),
        ("2.1. Old lamps", "2 of them burn.", True),
        ("2.1. Old lamps", "that burn.", False),
        ("2.1. old lamps", "They burn.", False),
        ("2. Old lamps", "They burn.", False),
        ("Old lamps", "They burn.", False),
    ],
)
def test_a_numbered_title_stands_alone(title, following, is_parted) -> None:
    """Where what is below it had room behind it, though it fills most of the line."""
    title = (
        title.ljust(44, "s") if title[-1] != ":" else title[:-1].ljust(43, "s") + ":"
    )
    lines = set_below(title, following + " " + full("river")[len(following) + 1 :])
    assert (len(read(lines)) == 2) == is_parted


@pytest.mark.parametrize(("chars", "parts"), [(53, 2), (54, 1)])
def test_a_full_line_is_no_numbered_title(chars: int, parts: int) -> None:
    """Of 60 characters five are the next word's and a space, and 1.7 the margin's."""
    lines = set_below("2.1. Old lamps".ljust(chars, "s"), "They " + full("river")[5:])
    assert len(read(lines)) == parts


def test_only_the_first_line_is_a_numbered_title() -> None:
    """Amid a text such a line is one of its own."""
    lines = set_below(full("river"), "2.1. Old lamps".ljust(44, "s"), full("They"))
    assert len(read(lines)) == 1


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["2 Old", "2.1. Lamps"], [1, 2]),
        (["2 Old", "2.1. Lamps", "2.1.1 Wicks"], [1, 2, 3]),
        (["2 Old", "3.1. Lamps"], [1, 0]),
        (["2 Old", "2.1. lamps"], [1, 0]),
        (["2 Old", "2.1. Lamps:"], [1, 0]),
        (["2.1. Lamps"], [0]),
    ],
)
def test_a_numbered_title_in_the_texts_letters_is_a_heading(titles, expected) -> None:
    """Below the heading of its number, as it may be in italics."""
    block: list[Run] = []
    for at, title in enumerate(titles):
        size = 14 if title == "2 Old" else 10
        block += [heading(title, 200 * at, size), *set_below(*BODY, y=200 * at + 30)]
    found = [text for text in texts_of([[block]]) if text.words in titles]
    assert [text.level for text in found] == expected


def test_a_tables_row_is_no_title() -> None:
    """Though it begins as one, and is one line."""
    lines = [run("2.1 Lamps", 60 + 12 * i) for i in (0, 1)]
    rows = tuple((TableCell((line,)),) for line in lines)
    table = Table(rows, ((72, 132),)).as_run()
    block = [heading("2 Old", 20, 14), table, *set_below(*BODY, y=120)]
    found = texts_of([[block]])
    assert [text.words for text in found[1:3]] == ["2.1 Lamps"] * 2
    assert [text.level for text in found] == [1, 0, 0, 0]


def test_a_numbered_text_of_two_lines_is_no_title() -> None:
    """However short: a title of the text's own letters is one line."""
    lines = set_below("2.1. " + full("Lamps")[5:], "and wicks", y=60)
    block = [heading("2 Old", 20, 14), *lines, *set_below(*BODY, y=120)]
    assert [text.level for text in texts_of([[block]])] == [1, 0, 0]
