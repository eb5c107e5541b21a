"""Markdown: what a person sees of it."""

import pytest

from rag.readers import read_article
from rag.readers.markdown_header import divided
from rag.types import Article
from tests.articles import paragraphs

LONG = "The river rose by two metres in the night, and no boat was left in the harbour."


def read(text: str) -> Article:
    """Read Markdown."""
    return read_article(text.encode(), "x.md")


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("Some **bold** and *slanted* text.", "Some bold and slanted text."),
        ("A [link](https://x.y 'z') and <https://a.b>.", "A link and https://a.b."),
        ("Run `ls -l` ~~now~~.", "Run ls -l now."),
        ("![two boats](b.png) at sea", "two boats at sea"),
        ("Salt &amp; pepper, 3 \\* 4", "Salt & pepper, 3 * 4"),
        ("One<br>two <b>three</b>", "One\ntwo three"),
        ("<div>\n<p>In a &eacute;</p></div>", "In a é"),
        ("> quoted\n> text", "quoted\ntext"),
        ("```python\nx = 1\n\ny = 2\n```", "x = 1\n\ny = 2"),
        ("[^1]: https://a.b\n[^2]: Roe 'Eels'", "[^1]: https://a.b\n[^2]: Roe 'Eels'"),
    ],
)
def test_marks_are_dropped(source: str, seen: str) -> None:
    """A block reads as it looks on the page."""
    assert paragraphs(read(source)) == [seen]


def test_lists_keep_their_marks() -> None:
    """Items are paragraphs with bullet or number, numbered as rendered."""
    article = read("- one\n- two\n  - inner\n\n3. three\n4. four")
    assert paragraphs(article) == ["- one", "- two", "- inner", "3. three", "4. four"]


def test_table_rows_are_lines_of_cells() -> None:
    """A row is a paragraph, each of its cells with the name of its column."""
    article = read("| A | B |\n|---|---|\n| 1 | *x* |")
    assert paragraphs(article) == ["A: 1; B: x"]


def test_headings_make_sections() -> None:
    """Headings of either form give the trail of the paragraphs under them."""
    article = read("# Top\n\nFirst.\n\nPart\n----\n\nOne.\n\n### *Deep*\n\nTwo.")
    assert article.title == "Top"
    sections = [p.section for p in article.paragraphs]
    assert sections == [None, "Part", "Part › Deep"]


def test_html_in_markdown_is_read_as_it_looks() -> None:
    """A heading in HTML heads the section, and a comment is not seen."""
    article = read("<h2>Boats</h2>\n\n<!-- unseen -->\n\n<p>One<p>Two\n\nThree")
    assert [(p.section, article.text[p.start : p.end]) for p in article.paragraphs] == [
        ("Boats", "One"),
        ("Boats", "Two"),
        ("Boats", "Three"),
    ]


def test_a_heading_over_nothing_is_a_paragraph() -> None:
    """A heading without text below it stays findable."""
    article = read("# Top\n\nFirst.\n\n### Empty\n\n## Full\n\nText.\n\n## End")
    assert paragraphs(article) == ["First.", "Empty", "Text.", "End"]
    assert [article.text[h.start : h.end] for h in article.headings] == ["Full"]


def test_stacked_headings_are_one_trail() -> None:
    """A heading right above one of its level, as "Chapter 1", belongs to its text."""
    article = read("# Top\n\n## One\n\n## Birth\n\nText.\n\n## Two\n\nMore.")
    assert [p.section for p in article.paragraphs] == ["One › Birth", "Two"]


def test_only_a_title_is_a_text() -> None:
    """A file of one heading is an article of one paragraph."""
    article = read("# All there is")
    assert (article.title, paragraphs(article)) == ("All there is", ["All there is"])
    assert article.front is None


@pytest.mark.parametrize(
    ("source", "title", "headings"),
    [
        ("#### Tides\n\nLow.\n\n##### Ebb\n\nOut.", "Tides", ["Ebb"]),
        ("<!-- June -->\n\n## Tides\n\nLow.", "Tides", []),
        ("---\nlayout: post\n---\n## Tides\n\nLow.", "Tides", []),
        # Where others are of its level, or above it, it is a part's,
        ("## Tides\n\nLow.\n\n## Ebb\n\nOut.", "June", ["Tides", "Ebb"]),
        ("## Tides\n\nLow.\n\n# Ebb\n\nOut.", "June", ["Tides", "Ebb"]),
        # and so it is below something, or below another title.
        ("Low.\n\n## Tides\n\nOut.", "June", ["Tides"]),
        ("---\ntitle: Sea\n---\n## Tides\n\nLow.", "Sea", ["Tides"]),
        # Contents are no title.
        ("## Contents\n\nLow.", "June", ["Contents"]),
    ],
)
def test_a_heading_over_all_others_is_the_title(
    source: str, title: str, headings: list[str]
) -> None:
    """Whatever its level; else the file's name is."""
    article = read_article(source.encode(), "june.md")
    assert article.title == title
    shown = [article.text[h.start : h.end] for h in article.headings]
    assert shown == headings


@pytest.mark.parametrize(
    ("top", "date"),
    [
        ("*Of the river*\n\nBy Jo Doe", None),
        ("*Of the river*\n\n*By Jo Doe, 12 May 2024*", "2024-05-12"),
        ("*Of the river*\n\n**By Jo Doe** | May 12, 2024", "2024-05-12"),
        ("### Of the river\n\nBy Jo Doe\n\n12 May 2024", "2024-05-12"),
        ("By Jo Doe\n\nOf the river\n\n12 May 2024", "2024-05-12"),
    ],
)
def test_a_standfirst_may_part_the_byline_from_the_title(top: str, date: str) -> None:
    """It stays a part of the text, and the byline says who wrote it and when."""
    article = read(f"# River in flood\n\n{top}\n\n{' '.join([LONG] * 3)}\n\n{LONG}")
    assert (article.title, article.author) == ("River in flood", "Jo Doe")
    assert article.date == date
    assert "Of the river" in article.text[article.front.end :]


def test_a_byline_below_the_title_is_front() -> None:
    """A slanted byline states author and date, and is no paragraph."""
    article = read("# Flood\n\n*By Jane Doe, 12 March 2024*\n\nThe river rose.")
    assert (article.author, article.date) == ("Jane Doe", "2024-03-12")
    assert paragraphs(article) == ["The river rose."]


def test_a_yaml_header_is_front() -> None:
    """A YAML header is read, kept as it is, and no paragraph, however it ends."""
    header = (
        '---\ntitle: "Flood: a report"\nauthors: [Jo Doe, "Al Roe"]\ndate: 2024-03-12'
    )
    article = read(f"{header}\nlang: de-AT\n---\n\nDer Fluss stieg.")
    locale = read(f"{header}\nlang: de_AT\n...\n\nDer Fluss stieg.")
    assert (locale.language, paragraphs(locale)) == ("de", ["Der Fluss stieg."])
    assert article.title == "Flood: a report"
    assert (article.author, article.date) == ("Jo Doe, Al Roe", "2024-03-12")
    assert article.language == "de"
    assert article.text.startswith(header)
    assert paragraphs(article) == ["Der Fluss stieg."]


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("last_updated: 2024-05-14", "2024-05-14"),
        ("updated: 14 May 2024", "2024-05-14"),
        ("updated: 2024-05-14\ndate: 2023-01-02", "2023-01-02"),
        ("updated: 2024-05-14\ndate: today", "2024-05-14"),
        ("updated: 2024-05-15\nlast_updated: 2024-05-14", "2024-05-14"),
        ("first_updated: 2024-05-14", None),
    ],
)
def test_a_yaml_header_may_say_when_it_changed(fields: str, date: str | None) -> None:
    """That is the date where there is no other."""
    assert read(f"---\ntitle: Tides\n{fields}\n---\n\nIt rose.").date == date


@pytest.mark.parametrize(
    ("fields", "title", "author"),
    [
        ("title: >-\n  The river\n  in June", "The river in June", None),
        ("title: The river\n  in June", "The river in June", None),
        ("title: > 5 metres", "> 5 metres", None),
        ("title: The river |\n  in June", "The river | in June", None),
        ("authors:\n  - Jo Doe\n  - Al Roe", "X", "Jo Doe, Al Roe"),
        ("authors:\n- Jo Doe\n- 'Al Roe'", "X", "Jo Doe, Al Roe"),
        (
            "authors:\n  - name: Jo Doe\n    at: Tarn\n    mail:\n      - j@x.org\n"
            '  - at: Skarv\n    name: "Al Roe"\n  - at: Rye',
            "X",
            "Jo Doe, Al Roe",
        ),
        ("author:\n  name: Jo Doe\n  at: Tarn", "X", "Jo Doe"),
        ("title: 'Don''t go'\nauthors: ['Doe, Jo', Roe]", "Don't go", "Doe, Jo, Roe"),
        ("title: Tides # a comment\nauthor: 'Jo # Doe' # me", "Tides", "Jo # Doe"),
        ("title: Tides#2\nauthors: # all\n  - Jo # me\n  - Al", "Tides#2", "Jo, Al"),
        (
            "title: >-\n  Tide\n  # 2\nauthors: ['Jo #1',Al] # a",
            "Tide # 2",
            "Jo #1, Al",
        ),
        ("title: Don't # it's\nauthor: # nobody", "Don't", None),
        ("title: null\nauthor: ~", "X", None),
        ("title: Null\nauthors: [NULL, Jo Doe]", "X", "Jo Doe"),
        ("title: 'null'\nauthor: Jo Null", "null", "Jo Null"),
        ("author: {name: Jo Doe, email: j@x.org}", "X", "Jo Doe"),
        ("author: { at: Tarn, Name: 'Doe, Jo' }", "X", "Doe, Jo"),
        ("authors: [{name: Jo Doe, at: Tarn}, {name: Al Roe}]", "X", "Jo Doe, Al Roe"),
        ("authors:\n- {name: Jo Doe}\n- {at: Tarn, name: Al}", "X", "Jo Doe, Al"),
        ("author: {email: j@x.org}\ntitle: The {old} lock", "The {old} lock", None),
        ('title: "The \\"old\\" caf\\u00e9"', 'The "old" café', None),
        ('title: "Tar \\x"\nauthor: Jo "Al"', "Tar \\x", 'Jo "Al"'),
    ],
)
def test_a_yaml_header_may_go_on_below_a_name(fields, title, author) -> None:
    """Folded texts, lists, what has a name are read, without quotes and comments."""
    article = read(f"---\n{fields}\n---\n\nIt rose.")
    assert (article.title, article.author) == (title, author)
    assert paragraphs(article) == ["It rose."]


@pytest.mark.parametrize(
    ("fields", "is_header"),
    [
        ("title: Tides", True),
        ("title:", True),
        ("'last edited' : today\ntitle: Tides", True),
        ("# All of it\n\n# is ours.\ntitle: Tides", True),
        ("\ntitle: Tides", False),
        ("title:Tides", False),
        ("It rose.\ntitle: Tides", False),
        ("# Tides\n\nIt rose.", False),
    ],
)
def test_a_yaml_header_begins_with_a_key(fields: str, is_header: bool) -> None:
    """Right below the dashes, comments aside: else these are a rule above a text."""
    text, body = f"---\n{fields}\n---", "It fell.\n\n---\n\nIt rose."
    parts = (text, body) if is_header else ("", f"{text}\n{body}")
    assert divided(f"{text}\n{body}") == parts


def test_nothing_is_lost_below_a_rule_on_top() -> None:
    """Down to the next one, which is none of a header."""
    article = read(
        "---\n\n# Tides\n\nIt rose.\n\n## Ebbs\n\nIt fell.\n\n---\n\nIt lay."
    )
    assert article.title == "Tides"
    assert paragraphs(article) == ["It rose.", "It fell.", "It lay."]


def test_an_empty_yaml_header_is_none() -> None:
    """What follows up to the next rule is text."""
    article = read("---\n---\n\nIt rose.\n\n---\n\nIt fell.")
    assert (article.front, paragraphs(article)) == (None, ["It rose.", "It fell."])


@pytest.mark.parametrize(
    ("fields", "title", "author", "date"),
    [
        (
            'title = "The \\"old\\" lock"\nauthors = ["Jo Doe", "Al Roe"]\n'
            "date = 2024-03-12T10:00:00Z\ndraft = false\nweight = 3",
            'The "old" lock',
            "Jo Doe, Al Roe",
            "2024-03-12",
        ),
        (
            "title = 'Tides'\ndate = 2024-03-12\n[params]\nauthor = {name = 'Jo Doe'}\n"
            "title = 'No'",
            "Tides",
            "Jo Doe",
            "2024-03-12",
        ),
        ('date = "12 March 2024"\n[extra]\nauthor = 7', "X", None, "2024-03-12"),
        ("# nothing is said", "X", None, None),
    ],
)
def test_a_toml_header_states_title_author_date(fields, title, author, date) -> None:
    """As Hugo and Zola have them, on top or in a table of their own."""
    header = f"+++\n{fields}\n+++"
    article = read(f"{header}\n\nIt rose.")
    assert (article.title, article.author, article.date) == (title, author, date)
    assert article.text.startswith(header)
    assert paragraphs(article) == ["It rose."]


def test_what_is_no_toml_is_no_header() -> None:
    """It is text; a header of nothing is none."""
    assert paragraphs(read("+++\nIt rose.\n+++\n\nIt fell.")) == [
        "+++\nIt rose.\n+++",
        "It fell.",
    ]
    assert "It fell." in read(f"+++\na = {'[' * 9_000}\n+++\n\nIt fell.").text
    assert read("+++\n+++\n\nIt fell.").text == "It fell."


def test_a_table_in_html_has_rows() -> None:
    """As one of Markdown has."""
    table = "<table><tr><th>A<th>B<tr><td>1<td>x</table>"
    (row,) = read(table).paragraphs
    assert row.is_row


@pytest.mark.parametrize(
    "source", [">" * 20_000 + " deep", "[" * 20_000 + "deep", "- " * 20_000 + "deep"]
)
def test_absurd_nesting_loses_nothing(source: str) -> None:
    """Nesting that no parser follows leaves the text as it is."""
    assert "deep" in read(source).text


@pytest.mark.parametrize(
    ("source", "sections"),
    [
        ("**Boats**\n\nOne came.\n\n**Nets**\n\nTwo came.", ["Boats", "Nets"]),
        ("**Boats**\n\n- one", ["Boats"]),
        ("# Log\n\n## May\n\n**Boats**\n\nOne came.", ["May › Boats"]),
        ("A.\n\n###### Log\n\nB.\n\n**Boats**\n\nOne.", [None, "Log", "Boats"]),
        # Part of a line, a sentence, a question, an item, or over nothing.
        ("**Boats** of May\n\nOne came.", [None, None]),
        ("*Boats*\n\nOne came.", [None, None]),
        ("**Boats came.**\n\nOne came.", [None, None]),
        ("**How many boats?**\n\nOne came.", [None, None]),
        ("- **Boats**\n\nOne came.", [None, None]),
        ("One came.\n\n**Jo Doe, harbour master**", [None, None]),
    ],
)
def test_a_short_bold_line_is_a_heading(
    source: str, sections: list[str | None]
) -> None:
    """Below those that are marked as such, over what follows it."""
    assert [p.section for p in read(source).paragraphs] == sections


def test_a_bold_row_is_no_heading() -> None:
    """A table of one column without a name has rows of few words."""
    article = read("Log\n\n| |\n|---|\n| **Boats** |\n\nOne came.")
    assert [p.section for p in article.paragraphs][-1] is None


@pytest.mark.parametrize(
    ("source", "headings", "found"),
    [
        ("**1. Oars**\nMade of ash.", ["1. Oars"], ["Made of ash."]),
        ("__Oars__\\\n*Made* of **ash**.", ["Oars"], ["Made of ash."]),
        ("**Oars of *ash***\nThey float.\n", ["Oars of ash"], ["They float."]),
        ("**Oars** of ash\nThey float.", [], ["Oars of ash\nThey float."]),
        ("Old **oars**\nThey float.", [], ["Old oars\nThey float."]),
        ("**Oars**, **Sails**\nThey float.", [], ["Oars, Sails\nThey float."]),
        ("*Oars*\nThey float.", [], ["Oars\nThey float."]),
        ("**Oars\nand sails** float.", [], ["Oars\nand sails float."]),
        ("**They float.**\nSails, too.", [], ["They float.\nSails, too."]),
        ("- **Oars**\n  They float.", [], ["- Oars\nThey float."]),
        ("> **Oars**\n> They float.", [], ["Oars\nThey float."]),
    ],
)
def test_a_bold_first_line_is_a_heading(source: str, headings, found) -> None:
    """As a short bold paragraph is; no other bold words, and none of an item."""
    article = read(f"# Boats\n\nText.\n\n{source}")
    assert [article.text[h.start : h.end] for h in article.headings] == headings
    assert paragraphs(article) == ["Text.", *found]


def test_a_bold_first_line_stays_a_line() -> None:
    """What is quoted with it reads as it stands in the file."""
    assert read("A\n\n**Oars**\nThey float.").text == "A\n\nOars\nThey float."


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("`oar`\n: Made of ash.", "oar: Made of ash."),
        ("**Oar**\n:   Made of ash.\nFloats.", "Oar: Made of ash.\nFloats."),
        ("oar\nscull\n: Made of ash.", "oar\nscull: Made of ash."),
        ("oar\n: Made of ash.\n: A ship.", "oar: Made of ash.\nA ship."),
        ("oar\n: Ash.\nsail\n: Linen.", "oar: Ash.\nsail: Linen."),
        ("oar\n:Ash.", "oar\n:Ash."),
        ("oar\n`: x`", "oar\n: x"),
        ("oar\n*a* : b", "oar\na : b"),
        (": Ash.\noar", ": Ash.\noar"),
    ],
)
def test_an_explanation_follows_its_term(source: str, found: str) -> None:
    """On one line, as "term: explanation"."""
    assert paragraphs(read(source)) == [found]
