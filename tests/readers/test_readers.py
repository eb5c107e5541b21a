"""Files to articles: structure that is found, and text that stays as it is."""

import re
from dataclasses import replace

import pytest

import rag.readers
from rag.errors import EmptyFileError, FileTooLargeError, UnsupportedFormatError
from rag.readers import read_article
from rag.readers.draft import (
    MAX_HEADING_CHARS,
    MAX_TITLE_CHARS,
    Block,
    Draft,
    article_from_draft,
)
from rag.readers.formats import (
    MARKDOWN,
    MAX_HERE_BYTES,
    MAX_MARKDOWN_HERE_BYTES,
    SUFFIXES,
)
from rag.readers.plain.headings import looks_like_heading
from rag.types import Article
from tests.articles import BODY, headings, paragraphs, read

OTHER = (
    "Many people came to look at it, and some of them stayed until the next morning."
)


def front(article: Article) -> str | None:
    """Cut an article's front out of its text."""
    return article.front and article.text[article.front.start : article.front.end]


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n\n{OTHER}\n",
        f"  date 2025-03-18 {BODY}",
        f"A flood\n\n\n{BODY}\t \n\n* * *\n\u2028{OTHER}\xa0",
        "no punctuation, no capital",
        # What tells a picture and a PDF, in words about them.
        "Convert WEBP images to save room.",
        "Each begins with its version, such as %PDF-1.7, and a line feed.",
    ],
)
def test_plain_text_is_stored_as_it_is(text: str) -> None:
    """Every character of a plain text file is kept where it is."""
    assert read(text).text == text


def test_line_endings_become_line_feeds() -> None:
    """Files of Windows and old Macs read as those of Unix, lines counted alike."""
    assert read_article(b"a\r\n\r\nb\rc\n", "x.txt").text == "a\n\nb\nc\n"


def test_blank_lines_part_paragraphs() -> None:
    """Lines between blank ones are one paragraph, hard wraps or not."""
    article = read("The river rose by two\nmetres in one night.\n\n \nIt was cold.")
    assert paragraphs(article) == [
        "The river rose by two\nmetres in one night.",
        "It was cold.",
    ]
    assert [p.number for p in article.paragraphs] == [1, 2]


def test_long_lines_are_paragraphs() -> None:
    """Without blank lines, each line too long to be wrapped is a paragraph."""
    assert len(read("\n".join([BODY * 3, OTHER * 3, BODY])).paragraphs) == 3


def test_lines_that_all_end_a_sentence_are_paragraphs() -> None:
    """Four short lines do not all end with a full stop by chance."""
    lines = [BODY, "Rain fell.", OTHER, "It was cold."]
    assert paragraphs(read("\n".join(lines))) == lines


def test_indented_first_lines_begin_paragraphs() -> None:
    """An indented line after a full stop begins a paragraph, as in books."""
    text = "   The river rose by\nmetres. It was cold.\n   The bridge was\nclosed.\n"
    assert len(read(text).paragraphs) == 2


def test_wide_indents_begin_paragraphs() -> None:
    """A line that starts with an ideographic space is a paragraph in Chinese text."""
    assert len(read("\u3000\u3000河水上涨。\n\u3000\u3000大桥关闭。").paragraphs) == 2


def test_list_items_are_paragraphs() -> None:
    """Each item of a list is a paragraph, with the lines that go on with it."""
    article = read("What to bring:\n- a lamp\n- a coat and\n  boots\n* rope")
    assert paragraphs(article) == [
        "What to bring:",
        "- a lamp",
        "- a coat and\n  boots",
        "* rope",
    ]


def test_bare_short_lines_are_headings() -> None:
    """A short line without a full stop, alone above a paragraph, is its heading."""
    article = read(f"{BODY}\n\n\nAfter the Flood\n\n{OTHER}\n\nWhat It Cost\n\n{BODY}")
    assert headings(article) == [(2, "After the Flood"), (2, "What It Cost")]
    sections = [p.section for p in article.paragraphs]
    assert sections == [None, "After the Flood", "What It Cost"]


WRAPPED = "The river rose by two metres\nin one night, and the bridge was closed."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"The flood\n{BODY}\n\nAfterwards\n{OTHER}", ["The flood", "Afterwards"]),
        (f"Flood\n{BODY}\n\nAfterwards\n{OTHER}\n\n{BODY}", ["Flood", "Afterwards"]),
        # Fewer than two, and than most.
        (f"Flood\n{BODY}\n\n{OTHER}", []),
        (f"Flood\n{BODY}\n\nAfterwards\n{OTHER}\n\n{BODY}\n\n{OTHER}", []),
        # What is no paragraph does not count.
        (
            f"Flood\n{BODY}\n\nBo\nAx\n\nEnd\n{OTHER}\n\nIn fog\nBy day",
            ["Flood", "End"],
        ),
        # Lines as long as each other, or where the next word had no room.
        (
            "Flood in the valley of the Tarn\nThe river rose and took the bridge.\n\n"
            * 3,
            [],
        ),
        (f"{WRAPPED}\n\n" * 3, []),
        # What is no heading by its looks, or goes on below.
        (f"She saw it.\n{BODY}\n\nHe did, too,\n{OTHER}", []),
        (f"Ax 1\nand {BODY}\n\nBo 2\nand {OTHER}", []),
        (f"{'Flood ' * 11}\n{BODY * 2}\n\nAfterwards\n{OTHER}", []),
    ],
)
def test_short_lines_right_above_most_paragraphs_are_headings(text: str, found) -> None:
    """Two at least, and three of five; verse, addresses and wraps are no such lines."""
    article = read(f"On Rivers\n\n{text}")
    assert article.title == "On Rivers"
    assert headings(article) == [(2, name) for name in found]


def test_a_heading_above_a_heading_stays_in_the_trail() -> None:
    """Of two bare lines in a row the second is under the first, so neither is lost."""
    article = read(f"{BODY}\n\nChapter One\n\nThe Beginning\n\n{OTHER}")
    assert article.paragraphs[1].section == "Chapter One › The Beginning"


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n\n“Where is he?”\n\n“Gone,” she said.\n\n{BODY}",
        f"{BODY}\n\nReally?\n\n{OTHER}",
        "The woods are dark\nThe night is cold\n\nSleep\n\nThe day is near\n\nWake",
        f"{BODY}\n\nApples\n\nPears\n\nPlums\n\n{BODY}",
        f"{BODY}\n\nThey sold:\n\nApples\n\n{BODY}",
        f"{BODY}\n\nwent home early\n\n{OTHER}",
        f"{BODY}\n\n{OTHER}\n\nYours sincerely\n\nJohn Miller",
        f"{BODY}\n\nhttps://example.org/flood\n\n{OTHER}",
        f"{BODY}\n\nSource: Reuters\n\n{OTHER}",
        f"{BODY}\n\nSee also: Why bridges fall\n\n{OTHER}",
        f"{BODY}\n\n来源：新华社\n\n{OTHER}",
    ],
)
def test_short_paragraphs_are_no_headings(text: str) -> None:
    """Dialogue, verse, lists, signatures, addresses and credits stay paragraphs."""
    article = read(text)
    assert article.headings == ()
    assert "\n\n".join(paragraphs(article)) == text


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("Keywords", True),
        ("Abstract Art", True),
        ("Index Terms—LPWAN, Weather", False),
        ("Keywords: Tides, Moon", False),
        ("Total to pay: £2,589.60", False),
        ("World War II: 1939–1945", True),
        ("10:00 Opening lecture", True),
        ("Tea: 10", False),
        ("1934", True),
        ("2009", True),
        ("1940–1945", True),
        ("1940 - 2011", True),
        ("2134", False),
        ("934", False),
        ("19345", False),
        ("1940–45–46", False),
    ],
)
def test_what_says_it_all_itself_is_no_heading(line: str, is_heading: bool) -> None:
    """A line may begin with what it is: a paper's keywords, a sum.

    A year is over what happened in it, any other number may be a page's.
    """
    assert looks_like_heading(line) == is_heading


def test_a_question_with_space_above_is_a_heading() -> None:
    """A question heads a section only where the layout sets it off."""
    article = read(f"{BODY}\n\n\nWhat is a flood?\n\n{OTHER}")
    assert headings(article) == [(2, "What is a flood?")]


def test_a_list_may_stand_above_a_heading() -> None:
    """More than two bare lines are a list; the last is none where it is set apart."""
    article = read(f"{BODY}\n\nApples\n\nPears\n\nPlums\n\n\nThe Market\n\n{OTHER}")
    assert headings(article) == [(2, "The Market")]
    assert paragraphs(article)[1:] == ["Apples", "Pears", "Plums", OTHER]


def test_a_number_may_begin_a_wrapped_line() -> None:
    """One line that begins like an item, but not the first, is a sentence's."""
    text = "They built the bridge in the year\n1931. The town is near it, and\nsmall."
    assert paragraphs(read(text)) == [text]


def test_a_short_drawn_line_below_a_long_one_is_a_break() -> None:
    """Less than half as long as the line above, it underlines nothing."""
    article = read(f"{BODY}\n---\n{OTHER}")
    assert (article.headings, paragraphs(article)) == ((), [BODY, OTHER])


def test_numbers_give_levels() -> None:
    """1.1 stands under 1, and its section says so."""
    article = read(f"1. Floods\n\n{BODY}\n\n1.1 Rivers\n\n{OTHER}\n\n2 Fires\n\n{BODY}")
    assert headings(article) == [(2, "1. Floods"), (3, "1.1 Rivers"), (2, "2 Fires")]
    assert article.paragraphs[1].section == "1. Floods › 1.1 Rivers"


def test_underlined_lines_are_headings() -> None:
    """A line with a drawn line below it is a heading, and the drawing is no text."""
    article = read(
        f"Flood\n=====\n\n{BODY}\n\nThe bridge\n----------\n{OTHER}\n\n* * *\n"
    )
    assert article.title == "Flood"
    assert headings(article) == [(2, "The bridge")]
    assert paragraphs(article) == [BODY, OTHER]


@pytest.mark.parametrize(
    ("letters", "is_heading"), [(7, True), (77, True), (78, False)]
)
def test_capitals_above_text_are_a_heading(letters: int, is_heading: bool) -> None:
    """A line of 80 capitals at most heads the text right below it."""
    line = f"A B{'R' * letters}"
    article = read(f"{BODY}\n\n{line}\n{OTHER}")
    assert headings(article) == [(2, line)] * is_heading
    assert paragraphs(article) == [BODY, OTHER if is_heading else f"{line}\n{OTHER}"]


AGREED = "They agreed that the bridge will be closed."


@pytest.mark.parametrize(
    ("paragraph", "is_heading"),
    [
        (f"4. Bridges\n{AGREED}", True),
        (f"4 Bridges\n{AGREED}", True),
        (f"4.2. Bridges\n{AGREED}", True),
        (f"4. Bridges\n{AGREED}\n{AGREED}", True),
        (f"4. {'Bridges ' * 7}\n{AGREED}", True),
        (f"4. {'Bridges ' * 8}\n{AGREED}", False),
        (f"4. Bridges {'b' * 49}\n{AGREED}", True),
        (f"4. Bridges {'b' * 50}\n{AGREED}", False),
        (f"4. Bridges.\n{AGREED}", False),
        (f"Bridges\n{AGREED}", False),
        (f"4. 12 bridges\n{AGREED}", False),
        (f"4. Bridges that\n{AGREED.lower()}", False),
        ("4. Bridges\nThey were closed.", False),
        (f"4. Bridges\n5. {AGREED}", False),
    ],
)
def test_a_numbered_line_right_above_text_is_a_heading(
    paragraph: str, is_heading: bool
) -> None:
    """As in minutes; not an item that is, or that goes on, nor over a few words."""
    article = read(f"{BODY}\n\n{paragraph}\n")
    section = article.paragraphs[-1].section
    assert (section is not None) == is_heading


@pytest.mark.parametrize(("letters", "is_heading"), [(35, True), (36, False)])
def test_a_numbered_line_that_is_full_goes_on(letters: int, is_heading: bool) -> None:
    """The next line is 43 columns wide: there "They" would have fitted, or not."""
    assert len(AGREED) == len(f"4. {'b' * 35} They") == 43
    first = f"4. B{'b' * (letters - 1)}"
    article = read(f"Flood\n\n{first}\n{AGREED}\n")
    assert (article.paragraphs[-1].section is not None) == is_heading


def test_a_first_bare_line_is_the_title() -> None:
    """A bare line at the top that a text follows names the article."""
    article = read(f"River in flood\n\n{BODY}")
    assert (article.title, front(article)) == ("River in flood", "River in flood")
    assert paragraphs(article) == [BODY]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("new-quality-productive-forces.txt", "New quality productive forces"),
        ("2025-03-18_river_in_flood.txt", "River in flood"),
        ("report-20240312-5f3a9c0b1d2e.txt", "Report"),
        ("C:\\texts\\My notes - final.txt", "My notes - final"),
        ("river%20in%20flood.txt", "River in flood"),
        ("新质生产力.txt", "新质生产力"),
        ("2024-03-12.txt", "2024 03 12"),
        ("-", "Untitled"),
    ],
)
def test_a_file_name_becomes_a_title(name: str, title: str) -> None:
    """Without a title in the text the file's name is made readable."""
    assert read(BODY, name).title == title


def test_a_given_title_counts_first() -> None:
    """The title that a person gives stands before the one in the text."""
    data = f"River in flood\n\n{BODY}".encode()
    assert read_article(data, "x.txt", title="My flood").title == "My flood"


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("Café: the 2nd", "cafe-the-2nd-"),
        ("新质生产力", "article-"),
        ("a" * 99, "a" * 48 + "-"),
        ("../../etc/passwd", "etc-passwd-"),
    ],
)
def test_an_id_is_safe_and_names_the_content(title: str, start: str) -> None:
    """An id is a slug of the title and 12 digits of the content's hash."""
    article = read_article(b"Hello.", "x.txt", title=title)
    assert article.id == start + "2d8bd7d9bb5f"
    assert re.fullmatch(r"[a-z0-9-]+", article.id)


def test_the_real_article(shared) -> None:
    """The real article has its date in its front, 5 headings, 14 paragraphs."""
    path = next((shared / "article").glob("*.txt"))
    article = read_article(path.read_bytes(), path.name)
    assert article.title == "New quality productive forces"
    assert (article.date, article.author) == ("2025-03-18", "Yi Xin")
    assert front(article) == "date 2025-03-18"
    assert paragraphs(article)[0].startswith("The term")
    assert len(article.paragraphs) == 14
    assert [heading[:8] for _, heading in headings(article)] == [
        "More tha",
        "Future-P",
        "Revampin",
        "New Qual",
        "A Shared",
    ]


def test_the_language_is_found() -> None:
    """An article knows its language, which decides how sentences end."""
    german = (
        "Der Fluss stieg in einer Nacht um zwei Meter, und die Brücke wurde gesperrt."
    )
    assert (read(BODY).language, read(german).language) == ("en", "de")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\n",
        b"\xef\xbb\xbf",
        "\u200b".encode(),
        b"* * *\n\n-----\n",
        "→ 🦉!".encode(),
    ],
)
def test_a_file_without_text_is_refused(data: bytes) -> None:
    """White space, invisible characters and rules make no article."""
    with pytest.raises(EmptyFileError, match=r"^empty\.txt holds no text"):
        read_article(data, "empty.txt")


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("x.PNG", b"GIF89a\x00\x00", "a GIF image"),
        ("x.png", b"\x00\x00\x00\x18ftypmp42\x00", "a video"),
        ("x.png.md", b"some\x00thing", "binary data"),
        ("x.png.dat", bytes(range(256)) * 9, "binary data"),
    ],
)
def test_a_binary_file_is_refused_whatever_its_name(
    name: str, data: bytes, found: str
) -> None:
    """The message names the file, what it is, and what else can be added."""
    with pytest.raises(UnsupportedFormatError) as caught:
        read_article(data, name)
    assert str(caught.value).startswith(f"{name} is {found}")
    assert ": add one of .txt, " in str(caught.value)
    own = f"{name[name.rindex('.') :].lower()},"
    assert own not in str(caught.value)


@pytest.mark.parametrize("name", ["x.PNG", "x.docx", "x.pdf", "x.zip"])
@pytest.mark.parametrize("data", [bytes(range(256)) * 9, b"x\x00\x01\x02\xff\xfe"])
def test_what_is_no_document_that_it_is_called_is_told_as_damaged(
    name: str, data: bytes
) -> None:
    """Nothing else would be of use to who has that file."""
    said = rf"^{name} is not what its name ends with, or damaged: save or download it"
    with pytest.raises(UnsupportedFormatError, match=said):
        read_article(data, name)


@pytest.mark.parametrize("name", ["x.html", "x.srt", "x.eml", "x.csv", "x.txt"])
def test_what_may_be_text_is_so_in_any_encoding(name: str) -> None:
    """With zeros between its letters, too, and without a mark."""
    text = "1\n00:00:01,000 --> 00:00:04,000\nThe ferry sails to Oslo in the evening.\n"
    assert "ferry sails" in read_article(text.encode("utf-16-le"), name).text


@pytest.mark.parametrize(
    ("holds", "message"),
    [
        ("WordDocument", "an old Office file: open it and save it as .docx"),
        ("EncryptedPackage", "an office file under a password: save it without one"),
    ],
)
def test_an_old_or_locked_office_file_says_what_mends_it(
    holds: str, message: str
) -> None:
    """Either is an OLE file; by a stream of its name one is told to be locked."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 9
    data = head + holds.encode("utf-16-le")
    with pytest.raises(UnsupportedFormatError, match=rf"^x\.docx is {message}"):
        read_article(data, "x.docx")


def test_a_file_over_the_limit_is_refused() -> None:
    """The message quotes both sizes."""
    with pytest.raises(FileTooLargeError, match=r"^x\.txt has 21\.0 MiB.* 20\.0 MiB"):
        read_article(b"a" * 21 * 2**20, "x.txt")


@pytest.mark.parametrize("name", ["long.txt", "long.md"])
def test_one_line_of_three_megabytes_is_read(name: str) -> None:
    """A text without a single line break is read, and read unchanged."""
    text = "The river rose under the bridge 😀. " * 90_000
    article = read_article(text.encode(), name)
    assert article.text.strip() == text.strip()
    assert len(article.paragraphs) == 1


def test_only_short_texts_are_read_in_this_process(monkeypatch) -> None:
    """A long one can be made to take long: it is read where it is stopped."""
    modules: list[str] = []

    def read_apart(module: str, data: bytes, name: str) -> Draft:
        modules.append(module)
        return Draft("Read.", (Block(0, 5),))

    monkeypatch.setattr(rag.readers, "read_apart", read_apart)
    for name, most in (("x.md", MAX_MARKDOWN_HERE_BYTES), ("x.txt", MAX_HERE_BYTES)):
        for length in (most, most + 1):
            read_article(b"x" * length, name)
    assert modules == ["markdown", "plain.text"]


@pytest.mark.attack
def test_long_heading_is_a_paragraph() -> None:
    """Else each of the paragraphs below carries it: 10,000 times 10,000 characters."""
    below = "\n\nThe Moon pulls on the sea.\n\nThe sea follows it."
    longest, longer = "a" * MAX_HEADING_CHARS, "a" * (MAX_HEADING_CHARS + 1)
    kept = read_article(f"Tides\n\nA line.\n\n## {longest}{below}".encode(), "x.txt")
    assert [p.section for p in kept.paragraphs][-2:] == [longest] * 2
    taken = read_article(f"Tides\n\nA line.\n\n## {longer}{below}".encode(), "x.txt")
    assert [p.section for p in taken.paragraphs][-2:] == [None] * 2
    assert longer in paragraphs(taken)


@pytest.mark.attack
def test_title_is_cut() -> None:
    """A title of a megabyte would stand in each list and before each passage."""
    text = f"# {'title ' * 200}\n\nThe Moon pulls on the sea.\n"
    article = read_article(text.encode(), "x.txt")
    assert article.title == ("title " * 200)[:MAX_TITLE_CHARS].rstrip()
    assert "The Moon pulls on the sea." in article.text


def test_parser_that_fails_here_is_tried_apart(monkeypatch) -> None:
    """Whatever a parser raises on a short text, a person reads in words."""

    def fail(text: str) -> Draft:
        raise RecursionError

    broken = replace(MARKDOWN, read=fail)
    monkeypatch.setattr(rag.readers.formats, "FORMATS", (broken,))
    assert read_article(b"Owls fly.", "x.md").text == "Owls fly."


def test_suffixes_are_offered() -> None:
    """A page's file chooser can list what is read."""
    assert {".txt", ".md"} <= set(SUFFIXES)


@pytest.mark.parametrize(
    ("name", "title", "author"),
    [
        ("ARRAY(0x55d0c8)", "Notes", None),
        ("HASH(0x1f)", "Notes", None),
        ("[object Object]", "Notes", None),
        ("<Person object at 0x7f00>", "Notes", None),
        ("undefined", "Notes", None),
        ("None", "None", None),
        ("1984", "1984", None),
        ("Jo Null", "Jo Null", "Jo Null"),
        ("夏目漱石", "夏目漱石", "夏目漱石"),
    ],
)
def test_what_programs_write_for_a_name_is_none(name, title, author) -> None:
    """An address in memory is no name, a word for nothing or a number no author."""
    draft = Draft("The river rose.", (Block(0, 15),), title=name, author=name)
    article = article_from_draft(draft, b"", "notes.txt", None, "en")
    assert (article.title, article.author) == (title, author)


@pytest.mark.parametrize(
    ("title", "author", "title_read", "author_read"),
    [
        ("Owls \ud83d", "Jo \ud83d", "Owls", "Jo"),
        ("Ow\ud83dls", "J\x00o", "Owls", "Jo"),
        ("\ud83d", "\ud83d", "Notes", None),
    ],
)
def test_what_is_no_text_is_in_no_name(title, author, title_read, author_read) -> None:
    """Halves of surrogate pairs and control characters, which no index can hold."""
    draft = Draft("The river rose.", (Block(0, 15),), title=title, author=author)
    article = article_from_draft(draft, b"", "notes.txt", None, "en")
    assert (article.title, article.author) == (title_read, author_read)


def test_a_section_says_no_name_twice() -> None:
    """A heading that repeats the one it is under adds nothing; a later one does."""
    text = "Rivers Rivers Banks Rivers It rose."
    starts = (0, 7, 14, 20)
    headings = [
        Block(start, start + length, level)
        for level, (start, length) in enumerate(
            zip(starts, (6, 6, 5, 6), strict=True), 1
        )
    ]
    draft = Draft(text, (*headings, Block(27, len(text))))
    article = article_from_draft(draft, b"", "x", None, "en")
    assert article.paragraphs[0].section == "Rivers › Banks › Rivers"
