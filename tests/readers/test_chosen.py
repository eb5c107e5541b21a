"""Which blocks of a page are its article, by the text that trafilatura found."""

from dataclasses import replace

import pytest

from rag.readers.web.blocks import MarkupBlock
from rag.readers.web.chosen import article_blocks
from rag.types import TextLook
from tests.articles import paragraphs
from tests.readers.test_html import PARAGRAPHS, read


def test_a_headline_that_is_repeated_below_does_not_bring_comments() -> None:
    """What stands between the article and its headline in a list is not of it."""
    comment = "Readers say that they have seen worse, and some of them tell at length. "
    texts = [*PARAGRAPHS[:2], "A quote that was not found.", PARAGRAPHS[2], comment * 9]
    blocks = [MarkupBlock(text, 0, 0.0, False) for text in (*texts, PARAGRAPHS[0])]
    article = article_blocks(blocks, "\n".join(PARAGRAPHS))
    assert [block.text for block in article] == texts[:4]


def block(text: str, level: int = 0, links: float = 0.0, around: bool = False):
    """Make a block of a page."""
    return MarkupBlock(text, level, links, around)


def chosen(*blocks: MarkupBlock, found: str = "") -> list[int]:
    """Choose the blocks of an article of which the three paragraphs were found."""
    article = article_blocks(blocks, found or "\n".join(PARAGRAPHS))
    return [at for at, each in enumerate(blocks) if any(each is one for one in article)]


ONE, TWO, THREE = map(block, PARAGRAPHS)
STRANGER = block("Nothing of this was said to be of the article, it seems to us.")


def test_what_stands_between_is_of_the_article_but_menus() -> None:
    """More than half of a menu are links; what lies around all is none of it, too."""
    menu = block(STRANGER.text, links=0.51)
    half = block(STRANGER.text + " ", links=0.5)
    aside = block(STRANGER.text + "  ", around=True)
    assert chosen(STRANGER, ONE, menu, half, aside, TWO, STRANGER) == [1, 3, 5]


def at(home: int, each: MarkupBlock) -> MarkupBlock:
    """Put a block in a part of a page."""
    return replace(each, home=home)


LINKED = MarkupBlock("Nobody is to come.", 0, 1.0, False, leads=1)
LABEL, LINE = block("Text size"), "Seen from the tower of the church, where many "


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        ([LABEL], []),
        ([at(1, LABEL)], [1]),
        ([at(3, LABEL)], [1]),
        ([block("Nobody came.")], [1]),
        ([block(f"{LINE}people had been waiting since five")], [1]),
        ([block(f"{LINE}people had been waiting all night")], []),
        ([replace(LABEL, is_row=True)], [1]),
        ([replace(LABEL, is_apart=True)], [1]),
        ([replace(LABEL, is_caption=True)], [1]),
        # Headings, over what is kept or not.
        ([block("Boats", 3)], [1]),
        ([block("Popular", 3), LABEL], []),
        ([block("Boats", 3), block("Nobody came.")], [1, 2]),
        ([block("Boats", 2), block("Oars", 3), at(1, LABEL)], [1, 2, 3]),
        ([block("Popular", 3), block("Ten cats.", links=0.6)], []),
        ([block("Boats", 3), block("Ten cats", around=True)], [1]),
        ([block("Popular", 3, around=True), block("Nobody came.")], [2]),
        ([block("Popular", 3, links=0.6), block("Nobody came.")], [2]),
        ([replace(LINKED, level=3), block("Nobody came.")], [1, 2]),
        ([LINKED, block("Nobody came.")], [2]),
    ],
)
def test_what_stands_apart_between_is_of_the_article_if_it_is_text(
    between: list[MarkupBlock], kept: list[int]
) -> None:
    """Not a button or the like, in a part of the page that holds nothing of it."""
    blocks = [at(1, ONE), *(b if b.home else at(2, b) for b in between), at(3, TWO)]
    assert chosen(*blocks) == [0, *kept, len(blocks) - 1]


@pytest.mark.parametrize("top", ["", '<nav><a href="/">Home</a></nav>'])
def test_a_heading_that_leads_to_itself_stays(top: str) -> None:
    """Where it is all link, too; one that leads elsewhere is of another article."""
    one, two, three = (f"<p>{text}</p>" for text in PARAGRAPHS)
    own, other = '<h2><a href="#a">Rules</a></h2>', '<h2><a href="/b">News</a></h2>'
    page = f"<html><body>{top}<h1>Own</h1>{one}{own}{two}{other}{three}</body></html>"
    sections = [paragraph.section for paragraph in read(page).paragraphs]
    assert sections == [None, "Rules", "Rules"]


def test_a_heading_over_what_was_found_stays() -> None:
    """Be that as short as a name, in a part of its own."""
    blocks = [at(1, ONE), at(2, block("Staff", 3)), at(4, block("Jo Doe")), at(1, TWO)]
    assert chosen(*blocks, found="\n".join([*PARAGRAPHS, "Jo Doe"])) == [0, 1, 2, 3]
    assert chosen(*blocks) == [0, 3]


def test_greeting_and_signature_are_of_the_letter() -> None:
    """What was found in its part, however short, is above and below, too."""
    blocks = [at(1, block("Dear all,")), *(at(1, b) for b in (ONE, TWO, LABEL))]
    found = "\n".join(["Dear all,", *PARAGRAPHS, LABEL.text])
    assert chosen(*blocks, found=found) == [0, 1, 2, 3]
    assert chosen(*blocks) == [1, 2]
    assert chosen(at(2, blocks[0]), *blocks[1:3], at(2, LABEL), found=found) == [1, 2]


@pytest.mark.parametrize(
    ("last", "is_in"),
    [
        (replace(STRANGER, home=1), True),
        (block("It strikes today."), False),
        (replace(block("It strikes today."), home=1), True),
        # Of another part, around it, a menu, a mere label, a site's line.
        (replace(STRANGER, home=2), False),
        (replace(STRANGER, home=1, is_around=True), False),
        (replace(STRANGER, home=1, link_share=0.6), False),
        (replace(block("Jane Doe"), home=1), False),
        (replace(block("All rights reserved."), home=1), False),
    ],
)
def test_an_article_ends_with_the_part_that_it_stands_in(last, is_in) -> None:
    """Be it found there or not; of most of the text, and with what is between."""
    at_home = [replace(each, home=1) for each in (ONE, TWO)]
    head = replace(block("The clock", level=2), home=1)
    found = chosen(*at_home, replace(THREE, home=2), head, last, STRANGER)
    assert found == ([0, 1, 2, 3, 4] if is_in else [0, 1, 2])


def test_most_of_an_article_is_most_of_its_text() -> None:
    """Three brief paragraphs in another part are less than two long ones."""
    at_home = [replace(each, home=1) for each in (ONE, TWO)]
    briefs = [block(f"It is brief, and of another part, say {n}.") for n in range(3)]
    found = "\n".join([*PARAGRAPHS, *(each.text for each in briefs)])
    blocks = [*at_home, *(replace(each, home=2) for each in briefs)]
    last = (
        replace(STRANGER, home=2),
        replace(STRANGER, text=f"{STRANGER.text} ", home=1),
    )
    assert chosen(*blocks, last[1], found=found) == [0, 1, 2, 3, 4, 5]
    assert chosen(*blocks, last[0], found=found) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("above", "is_in"),
    [
        (replace(block("It is forty columns long, without a stop"), home=1), True),
        (replace(block("It is 39 columns long, without any stop"), home=1), False),
        (block("It is forty columns long, without a stop"), False),
        (replace(STRANGER, home=2), False),
        (replace(STRANGER, home=1, is_around=True), False),
    ],
)
def test_an_article_begins_with_the_part_that_it_stands_in(above, is_in) -> None:
    """With what is no mere label, though it wasn't found there."""
    at_home = [replace(each, home=1) for each in (ONE, TWO)]
    assert chosen(above, *at_home) == ([0, 1, 2] if is_in else [1, 2])


def test_a_short_block_begins_no_article() -> None:
    """39 characters that were found are a caption as well as a sentence; 40 are not."""
    words = "The river rose by two metres in one x"
    short, long = block(f"{words}y."), block(f"{words}yz.")
    assert (len(short.text), len(long.text)) == (39, 40)
    for first, expected in ((short, [1, 2]), (long, [0, 1, 2])):
        found = "\n".join([first.text, *PARAGRAPHS])
        assert chosen(first, ONE, TWO, found=found) == expected
    assert chosen(short, found=short.text) == []


def test_a_heading_that_was_found_is_kept_above_the_article() -> None:
    """Other short blocks up there are not, found or not."""
    title, byline = block("River in flood", level=1), block("By Jane Doe")
    found = "\n".join(["River in flood", "By Jane Doe", *PARAGRAPHS])
    assert chosen(title, byline, ONE, TWO, found=found) == [0, 2, 3]


@pytest.mark.parametrize(
    ("lead", "is_lead"),
    [
        (
            block(
                "Never was the river so high as on this day in March, they say, " * 2
            ),
            0,
        ),
        (
            block(
                "Never was the river so high as on this day, or so they say it. " * 2
            ),
            1,
        ),
        (block(f"{'Never ' * 13}."), 0),  # 79 columns
        (block(f"{'Never ' * 13}y."), 1),
        (block("The crowd", level=2), 1),
        (block("The crowd", level=2, links=0.6), 0),
        (block(f"{'Never ' * 14}y.", links=0.6), 0),
        (block(f"{'Never ' * 14}y.", around=True), 0),
    ],
)
def test_a_lead_is_a_whole_paragraph_below_the_title(
    lead: MarkupBlock, is_lead: int
) -> None:
    """80 columns that end as a sentence, or a heading, below the title."""
    title = block("River in flood", level=1)
    assert chosen(title, lead, ONE, TWO) == ([1] if is_lead else []) + [2, 3]
    assert chosen(lead, title, ONE, TWO) == [2, 3]
    assert chosen(lead, ONE, TWO) == [1, 2]


@pytest.mark.parametrize(
    ("tops", "part", "kept"),
    [
        ("Tarn Times|River in flood", 2, []),
        ("River in flood|The bridge", 2, ["The bridge"]),
        ("The bridge", 1, ["The bridge"]),
        ("The bridge", 2, []),
    ],
)
def test_the_first_part_keeps_its_heading_of_the_titles_level(
    tops: str, part: int, kept: list[str]
) -> None:
    """Programs make headings of parts so; what stands above the title is none."""
    above = [block(text, level=1) for text in tops.split("|")]
    blocks = [*above, ONE, block("The dam", level=part), TWO]
    article = article_blocks(blocks, "\n".join(PARAGRAPHS), ["River in flood"])
    assert [each.text for each in article] == [*kept, ONE.text, "The dam", TWO.text]


def test_a_row_that_was_found_leads_in() -> None:
    """A table over the text is of the article if its cells were found."""
    title = block("River in flood", level=1)
    row = MarkupBlock("Day: 1", 0, 0.0, False, is_row=True)
    assert chosen(title, row, ONE, TWO) == [2, 3]
    found = "\n".join(["| Day | 1 |", *PARAGRAPHS])
    assert chosen(title, row, ONE, TWO, found=found) == [1, 2, 3]


CAPTION = replace(LABEL, is_caption=True)
ITEM = block("- Open on Friday")


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        # A part of its own is below the title only.
        ([CAPTION, block("High water", 1), CAPTION], [2]),
        ([at(1, CAPTION), block("High water", 1), at(1, CAPTION)], [0, 2]),
        ([CAPTION], []),
        ([at(1, CAPTION)], [0]),
        ([replace(CAPTION, is_around=True), at(1, CAPTION)], [1]),
        # Items above the title may be of a menu, and those of another part buttons.
        ([at(1, ITEM), block("High water", 1), at(1, ITEM)], [2]),
        ([block("High water", 1), ITEM, at(1, LABEL)], []),
        ([block("High water", 1), at(1, replace(ITEM, link_share=0.6))], []),
    ],
)
def test_captions_and_items_lead_in(above: list[MarkupBlock], kept: list[int]) -> None:
    """However short they are: they aren't found, but stand over the text."""
    texts = [replace(b, text=f"{b.text} {n}") for n, b in enumerate(above)]
    blocks = [*texts, at(1, ONE), at(1, TWO)]
    assert chosen(*blocks) == [*kept, len(above), len(above) + 1]


@pytest.mark.parametrize(
    ("last", "is_end"),
    [
        (block("Nobody was hurt."), True),
        (block("Nobody."), True),
        (block("- no boats"), True),
        (block("12. no boats"), True),
        (replace(block("b. no boats"), looks=(TextLook(0, 11, "item", "0"),)), True),
        (block("b. no boats"), False),
        (MarkupBlock("Boats: two", 0, 0.0, False, is_row=True), True),
        (block("Boats: two"), False),
        (block("River in flood"), False),
        (block("Nobody was hurt.", links=0.51), False),
        (block("Nobody was hurt.", links=0.5), True),
    ],
)
def test_a_short_block_may_end_an_article(last: MarkupBlock, is_end: bool) -> None:
    """A sentence, an item or a row that was found does; a headline again does not."""
    text = last.text.removeprefix("- ").removeprefix("12. ").removeprefix("b. ")
    found = "\n".join([*PARAGRAPHS, text])
    assert chosen(ONE, TWO, STRANGER, last, found=found) == [0, 1] + [3] * is_end
    assert chosen(ONE, TWO, last) == [0, 1]


def test_a_word_is_found_as_a_line_of_its_own() -> None:
    """Not as a part of another one: "Nobody." is no line of "Nobody came."."""
    word = block("Nobody.")
    for line, expected in (("Nobody came.", [0]), ("Nobody.", [0, 1])):
        assert chosen(ONE, word, found=f"{PARAGRAPHS[0]}\n{line}") == expected


def test_twenty_wide_characters_are_long() -> None:
    """A Chinese character takes two columns: 20 begin an article, 19 do not."""
    for count, expected in ((20, [0]), (19, [])):
        words = block("水" * count)
        assert chosen(words, found=words.text) == expected


def test_the_densest_stretch_is_the_article() -> None:
    """A found block is worth four times its length of what was not found between."""
    near = block("Nothing of this was said. " * 12)  # 312 characters, three times 82
    far = block("Nothing of this was said. " * 14)  # 364, four and a half times
    assert chosen(ONE, near, TWO) == [0, 1, 2]
    assert chosen(ONE, far, TWO) == [0, 2]
    assert chosen(TWO, far, ONE, near, THREE) == [0, 2, 3, 4]


def test_a_block_with_four_fifths_of_its_words_is_found() -> None:
    """Of ten triples eight are in the text, or seven."""
    words = PARAGRAPHS[0].split()[:12]
    eight, seven = [*words[:10], "x", "y"], [*words[:9], "x", "y", "z"]
    assert chosen(block(" ".join(eight)), ONE) == [0, 1]
    assert chosen(block(" ".join(seven)), ONE) == [1]


def test_of_blocks_that_repeat_the_shown_one_stays() -> None:
    """Short ones, as items of a list, may repeat."""
    hidden = block(PARAGRAPHS[0], around=True)
    assert chosen(hidden, TWO, ONE, THREE) == [1, 2, 3]
    again = block(PARAGRAPHS[0])
    assert chosen(ONE, TWO, again, THREE) == [0, 1, 3]
    yes, too = block("Yes."), block("Yes.")
    assert chosen(ONE, yes, TWO, too, THREE) == [0, 1, 2, 3, 4]
    assert chosen(ONE, yes, TWO, again, too, THREE) == [0, 1, 2, 5]


HEADING = "1. How a river is brought back to where it ran"


@pytest.mark.parametrize(
    ("found", "head", "home", "is_kept"),
    [
        (True, block("The dam", 2), 1, True),
        (True, block("The dam", 2), 2, False),
        (True, block("The dam", 2), 0, False),
        (False, block("The dam", 2), 1, False),
        (True, block("The dam"), 1, False),
        # Of the copy of an article the headings are there again, too.
        (True, block("The bridge", 2), 1, False),
    ],
)
def test_a_part_may_say_the_same_under_two_headings(
    found: bool, head: MarkupBlock, home: int, is_kept: bool
) -> None:
    """As recipes do, and plans for days; copies stand in parts of their own."""
    first = 0 if home == 0 else 1
    said = ONE if found else STRANGER
    above, each = at(first, block("The bridge", 2)), at(first, said)
    again, after = at(home, replace(said)), at(first, THREE)
    kept = chosen(above, at(first, TWO), each, at(home, head), again, after)
    assert (4 in kept) == is_kept


def test_a_long_heading_that_is_there_again_is_under_no_other() -> None:
    """It would be its own; and without a heading between, no paragraph stays twice."""
    heading = at(1, block(HEADING, level=2))
    one, two, three = (at(1, each) for each in (ONE, TWO, THREE))
    blocks, found = (one, heading, two, replace(heading), three), [*PARAGRAPHS, HEADING]
    assert chosen(*blocks, found="\n".join(found)) == [0, 1, 2, 4]
    assert chosen(one, replace(one), two) == [0, 2]
    assert chosen(heading, one, replace(one), two) == [0, 1, 3]


def table(*texts: str) -> list[MarkupBlock]:
    """Make a table of rows."""
    rows = [MarkupBlock(text, 0, 0.0, False, is_row=True) for text in texts]
    return [replace(row, goes_on=at > 0) for at, row in enumerate(rows)]


def test_a_table_of_which_half_was_found_is_whole() -> None:
    """First and last rows, too; of fewer those that were found alone."""
    known, unknown = "The river", "Seen from afar"
    title = block("High water", level=1)
    half = table(unknown, known, unknown, known)
    assert chosen(title, *half, ONE, TWO) == [1, 2, 3, 4, 5, 6]
    less = table(unknown, known, unknown)
    assert chosen(title, *less, ONE, TWO) == [2, 4, 5]
    # Another table below it, and a line between, aren't of it.
    assert chosen(title, *half, *table(unknown), ONE, TWO) == [1, 2, 3, 4, 6, 7]
    apart = [*table(known), block(unknown), *table(known)]
    assert chosen(title, *apart, ONE, TWO) == [1, 3, 4, 5]


def test_rows_with_lists_in_their_cells_are_of_the_table() -> None:
    """What finds articles drops these, at the top of one as at its end."""
    rows = "<tr><td>Ann<td><ul><li>lift<li>grout</ul><tr><td>Bob<td>paint"
    tasks = f"<table><tr><th>Name<th>Tasks{rows}</table>"
    text = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    expected = ["Name: Ann; Tasks: lift grout", "Name: Bob; Tasks: paint"]
    nav = '<nav><a href="/">Home</a></nav>'
    for body in (f"<h1>Work</h1>{text}{tasks}", f"<h1>Work</h1>{tasks}{text}"):
        shown = paragraphs(read(f"<html><body>{nav}<main>{body}</main></body></html>"))
        assert [line for line in shown if line.startswith("Name")] == expected


def test_a_heading_repeats_no_line_of_a_table_of_contents() -> None:
    """That is a menu, so the heading would be gone; of two headings one stays."""
    contents, heading = block(HEADING, links=1.0), block(HEADING, level=2)
    assert chosen(contents, ONE, heading, TWO, THREE) == [1, 2, 3, 4]
    again = block(HEADING, level=3)
    assert chosen(ONE, heading, TWO, again, THREE) == [0, 1, 2, 4]
