"""What an article states of itself: found when it is asked for, and never otherwise."""

import re
from pathlib import Path

import pytest

from rag.asking.front import stated_hits
from rag.asking.retrieval import Retriever
from rag.asking.retrieved import Retrieved
from rag.asking.wording.front_questions import Field
from rag.readers import read_article
from rag.types import Article, Paragraph, Span
from tests.asking.making import searching

FRONT = "Old bridges\nBy Jo Doe\n12 March 2024"
BODY = "On 12 March 2024 Ann Ash crossed the old bridges."
BRIDGES = Article(
    id="bridges",
    title="Old  bridges",
    text=f"{FRONT}\n\n{BODY}",
    paragraphs=(Paragraph(1, len(FRONT) + 2, len(FRONT) + 2 + len(BODY)),),
    front=Span(0, len(FRONT)),
    date="2024-03-12",
    author="Jo Doe",
)


def quoted(article: Article, *fields: Field) -> list[tuple[str, str]]:
    """Give the line and the words of what is stated."""
    hits = stated_hits(article, fields)
    return [
        (hit.passage.quote(hit.sentence), article.text[hit.words.start : hit.words.end])
        for hit in hits
        if hit.words
    ]


def test_each_is_quoted_by_its_line_and_its_own_words():
    """In the order asked; a title may be spaced otherwise than it is kept."""
    assert quoted(BRIDGES, "author", "date", "title") == [
        ("By Jo Doe", "Jo Doe"),
        ("12 March 2024", "12 March 2024"),
        ("Old bridges", "Old bridges"),
    ]


def test_a_line_that_states_two_is_quoted_once():
    """With the words from the name to the date, and whichever was asked for first."""
    line = "By Jo Doe, 12 March 2024"
    article = with_front(line, author="Jo Doe", date="2024-03-12")
    whole = [(line, "Jo Doe, 12 March 2024")]
    assert quoted(article, "author", "date") == whole
    assert quoted(article, "date", "author") == whole
    assert quoted(article, "date") == [(line, "12 March 2024")]


def with_front(front: str, **known: str | None) -> Article:
    """Make an article of this front, over one paragraph."""
    text = f"{front}\n\n{BODY}"
    paragraph = Paragraph(1, len(front) + 2, len(text))
    return Article("a", "A", text, (paragraph,), front=Span(0, len(front)), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("front", "date", "words"),
    [
        (
            "Published 1 March 2024, updated 12 March 2024",
            "2024-03-12",
            "12 March 2024",
        ),
        ("Date: 1999", "1999", "1999"),
        ("March 2024", "2024-03", "March 2024"),
    ],
)
def test_the_known_date_is_marked_in_any_notation(front: str, date: str, words: str):
    """Of several the one that counts; a year may be all there is."""
    assert quoted(with_front(front, date=date), "date") == [(front, words)]


@pytest.mark.parametrize("sign", [" · ", "; "])
def test_names_with_a_date_between_them_are_one_answer(sign: str):
    """They are kept as "Jo Doe · Ann Ash", or with ";", in any order, nowhere so."""
    line = "By Jo Doe | 12 March 2024 | Ann Ash"
    article = with_front(line, author=f"Jo Doe{sign}Ann Ash")
    assert quoted(article, "author") == [(line, line[3:])]
    article = with_front(line, author=f"Ann Ash{sign}Jo Doe")
    assert quoted(article, "author") == [(line, line[3:])]
    assert quoted(with_front(line, author="Jo Doe · Bo Birk"), "author") == []


def test_names_are_found_before_the_marks_of_their_notes():
    """From the first to the last of them."""
    line = "Jo Doe1,*, Ann Ash2"
    article = with_front(line, author="Jo Doe · Ann Ash")
    assert quoted(article, "author") == [(line, line[:-1])]


ABOVE = "Old bridges", "Jo Doe1", "Tarn University, Tarn", "Al Roe and Bo Sun"


def paper(*lines: str, author: str | None = "Jo Doe · Al Roe · Bo Sun") -> Article:
    """Make an article without a front, whose paragraphs are these lines."""
    starts = [sum(len(line) + 2 for line in lines[:n]) for n in range(len(lines))]
    paragraphs = tuple(
        Paragraph(number, start, start + len(line))
        for number, (start, line) in enumerate(zip(starts, lines, strict=True), 1)
    )
    return Article(
        "paper", "Old bridges", "\n\n".join(lines), paragraphs, author=author
    )


def test_authors_who_have_each_a_line_are_all_marked():
    """Over a paper their addresses stand between them."""
    article = paper(*ABOVE, "Jo Doe is thanked.", BODY)
    assert quoted(article, "author") == [("Jo Doe1", "Jo Doe")]
    (hit,) = stated_hits(article, ["author"])
    assert [hit.passage.quote(mark) for mark in hit.marks] == ["Al Roe and Bo Sun"]
    assert hit.passage.text == "\n\n".join(ABOVE[1:])
    assert quoted(paper(*ABOVE, BODY), "date", "title") == []
    low = paper(*["Bridges"] * 21, *ABOVE, BODY)
    assert quoted(low, "author") == [("Jo Doe1", "Jo Doe")]


@pytest.mark.parametrize(
    "lines",
    [
        (*ABOVE[:3], "Al Roe", BODY),
        (*ABOVE[:3], "Al Roe and Bo Sun were thanked.", BODY),
        (*ABOVE[:3], "Thanks to Al Roe and Bo Sun", BODY),
        (*["Bridges"] * 22, *ABOVE, BODY),
    ],
)
def test_bylines_without_one_of_the_authors_are_none(lines: tuple[str, ...]):
    """Nor is a sentence, or what stands far below the top."""
    assert quoted(paper(*lines), "author") == []
    assert quoted(paper(*ABOVE, author=None), "author") == []


LONG = "The river rose by two metres in the night, and no boat was left in the harbour."


@pytest.mark.parametrize(
    ("below", "said"),
    [
        ("By Jo Doe, 12 March 2024", ["By Jo Doe, 12 March 2024"] * 2),
        ("By Jo Doe\n\n12 March 2024", ["By Jo Doe", "12 March 2024"]),
        # A sentence is no byline.
        (f"By Jo Doe\n\nOn 12 March 2024 t{LONG[1:]}", ["By Jo Doe"]),
    ],
)
def test_what_a_standfirst_parts_from_the_title_is_quoted(below: str, said: list[str]):
    """The line that states it, which is a paragraph of the text."""
    text = f"# Old bridges\n\n*Of a night*\n\n{below}\n\n{LONG}\n\n{LONG} {LONG}"
    article = read_article(text.encode(), "x.md")
    lines = [line for field in ("author", "date") for line, _ in quoted(article, field)]
    assert lines == said


def test_what_the_text_does_not_state_is_not_quoted():
    """Title, author and date may be known from a file's properties."""
    article = with_front("Date: unknown", author="Jo Doe", date="2024-03-12")
    assert quoted(article, "title", "author", "date") == []
    assert quoted(with_front("Date: unknown"), "author", "date") == []


def test_a_name_within_another_is_none():
    """Jo Doe isn't Jo Doering, nor is the title "Old" in "Olden"."""
    assert quoted(with_front("By Jo Doering", author="Jo Doe"), "author") == []


@pytest.mark.parametrize(
    ("author", "expected"),
    [("Jo Doe", [("Jo Doe is a writer in Graz.", "Jo Doe")]), ("Ann Ash", [])],
)
def test_the_closing_line_states_its_author(author: str, expected: list[object]):
    """But states no other, and the text above it states nothing at all."""
    last = "Jo Doe is a writer in Graz."
    text = f"Ann Ash came on 12 March 2024.\n\n{last}"
    start = text.index(last)
    paragraphs = (Paragraph(1, 0, start - 2), Paragraph(2, start, len(text)))
    article = Article("a", "Graz", text, paragraphs, date="2024-03-12", author=author)
    assert quoted(article, "author", "date", "title") == expected


RIVER = "The river rose by two metres in one night, and the bridge was closed at once."
PAGE = f"""<html><head><title>High water | The Tide</title>
<meta name="author" content="Jane Doe"></head><body><article>
<h1>t[High water]</h1><p>By a[Jane Doe]</p><p>d[12 March 2024]</p><p>{RIVER}</p>
<p>{RIVER} It was a long night.</p></article></body></html>"""


@pytest.mark.parametrize(
    ("name", "top"),
    [
        ("x.txt", "By a[Jane Doe]\nd[March 12, 2024]"),
        ("x.txt", "t[High water]\n\nBy a[Jane Doe]\nd[March 12, 2024]"),
        ("x.txt", "d[March 12, 2024] · a[Reuters]"),
        ("x.txt", "Title: t[High water]\nAuthor: a[Jane Doe]\nDate: d[2024-03-12]"),
        ("x.txt", "By a[Jane Doe] | Updated d[12 March 2024], 10:30"),
        ("x.txt", "Von a[Max Roe]\nd[12. März 2024]"),
        ("x.txt", "Par a[Jean Roe], publié le d[12 mars 2024]"),
        ("x.txt", "作者：a[张三]\nd[2024年3月12日]"),
        ("x.txt", "Date: d[2024]"),
        ("x.txt", "date d[2024-03-12] On that night"),
        ("x.md", "# t[High water]\n\nBy a[Jane Doe and Al Roe], d[12 March 2024]"),
        ("x.md", "t[High water]\n==========\n\nJane Doe, d[2024-03-12]"),
        (
            "x.md",
            "---\ntitle: High water\nauthor: a[Jane Doe]\ndate: d[2024-03-12]\n---\n\n"
            "# t[High water]",
        ),
        ("x.html", PAGE),
    ],
)
def test_what_the_top_of_a_file_states_is_marked(name: str, top: str):
    """Author, date and title, whatever its layout; `STATED` counts these."""
    plain = re.sub(r"([adt])\[(.*?)\]", r"\2", top)
    text = plain if name == "x.html" else f"{plain}\n\n{RIVER}"
    article = read_article(text.encode(), name)
    stated = dict(re.findall(r"([adt])\[(.*?)\]", top))
    fields: dict[str, Field] = {"a": "author", "d": "date", "t": "title"}
    for sign, field in fields.items():
        expected = [stated[sign]] if sign in stated else []
        assert [marked for _, marked in quoted(article, field)] == expected


LONG = "The bridges stood for a hundred years over the wide river of the town. " * 3
LIBRARY = {
    "bridges.txt": f"Old bridges\n\nBy Jo Doe\n12 March 2024\n\n{BODY}\n\n{LONG}",
    "owls.txt": "date 2025-03-18 Owls fly without a sound. They hunt mice at night.\n\n"
    "Yi Xin is a Graz-based writer.",
    "whales.md": "# Whales\n\nWhales sing long songs in the deep sea.\n\n"
    "## References\n\nDoe, J. Songs of whales. Ocean Press, 2001.\n\n"
    "Ash, A. Whales of the sea. 1999.\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """Index three articles, of which two state an author."""
    return searching(tmp_path_factory.mktemp("library"), LIBRARY)


def quotes(found: Retrieved) -> list[str]:
    """Give the quotes, best first."""
    return [hit.passage.quote(hit.sentence) for hit in found.hits]


def test_the_report_is_the_article_where_nothing_else_is(tmp_path: Path):
    """Unless the article says who wrote one."""
    for number, (body, quote) in enumerate(
        [
            ("Whales sing long songs.", "By Jo Doe"),
            ("Ann Ash wrote the report.", "Ann Ash wrote the report."),
            ("Who edits the report: Ann Ash.", "By Jo Doe"),
        ]
    ):
        text = f"Whales\nBy Jo Doe\n12 March 2024\n\n{body}"
        retriever = searching(tmp_path / str(number), {"whales.txt": text})
        assert quotes(retriever.search("Who wrote the report?", 1)) == [quote]


def test_a_recipe_among_other_articles_is_not_any_of_them(tmp_path: Path):
    """Asked alone an article may be it; any of several may be a report."""
    bylines = ["By Jo Doe", "By Ann Ash"]
    texts = {
        f"{name}.txt": f"{name}\n{byline}\n\n{name} sing."
        for name, byline in zip(("Whales", "Soups"), bylines, strict=True)
    }
    retriever = searching(tmp_path, texts)
    whales, soups = (e.id for e in retriever._generation.manifest.articles)
    recipe = "Who wrote the recipe?"
    assert quotes(retriever.search("Who wrote the report?", 2)) == bylines
    assert not {*quotes(retriever.search(recipe, 2))} & {*bylines}
    assert not {*quotes(retriever.search(recipe, 2, [whales, soups]))} & {*bylines}
    assert quotes(retriever.search(recipe, 2, [soups])) == bylines[1:]


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Who wrote the paper on whales?", "By Jo Doe"),
        ("Who wrote the paper?", "By Jo Doe"),
        (
            "Who wrote the paper on songs of whales?",
            "3. Ash A. wrote the paper on songs of whales.",
        ),
    ],
)
def test_a_reference_is_another_paper(tmp_path: Path, question: str, quote: str):
    """It answers who wrote that, not who wrote the article of that subject."""
    text = "# Whales\n\nBy Jo Doe\n\nWhales sing.\n\n## References\n\n"
    entry = "3. Ash A. wrote the paper on songs of whales. Sea 2009;8:77–85."
    retriever = searching(tmp_path, {"whales.md": f"{text}{entry}\n"})
    assert quotes(retriever.search(question, 1)) == [quote]


def test_who_and_when_quotes_just_byline_and_date(retriever: Retriever):
    """Of the article that is named, and nothing beside them."""
    found = retriever.search("Who wrote the article on old bridges, and when?", 5)
    assert quotes(found) == ["By Jo Doe", "12 March 2024"]
    assert found.status == "answered"
    assert found.missing_terms == ()


def test_it_may_be_any_article(retriever: Retriever):
    """Without a subject each that states its author is quoted, up to the limit."""
    both = ["By Jo Doe", "Yi Xin is a Graz-based writer."]
    assert sorted(quotes(retriever.search("Who wrote it?", 5))) == both
    assert len(quotes(retriever.search("Who wrote it?", 1))) == 1


def test_one_article_may_be_asked(retriever: Retriever):
    """Its own line is quoted, whatever others state."""
    first = retriever.search("What do owls hunt at night?", 1).hits[0]
    found = retriever.search("Who wrote it?", 5, [first.passage.article_id])
    assert quotes(found) == ["Yi Xin is a Graz-based writer."]


@pytest.mark.parametrize(
    "question", ["Who wrote the article on volcanoes?", "Who wrote the text on lava?"]
)
def test_no_article_on_a_subject_states_nothing(retriever: Retriever, question: str):
    """Neither is the byline of another one near."""
    assert not {"By Jo Doe", "Yi Xin is a Graz-based writer."} & set(
        quotes(retriever.search(question, 20))
    )


@pytest.mark.parametrize(
    "question",
    [
        "Who crossed the old bridges?",
        "When were the old bridges crossed?",
        "What did Jo write about the bridges of the town?",
        "What do whales sing?",
        "How did the article describe the owls?",
    ],
)
def test_no_question_on_the_subject_quotes_the_top(retriever: Retriever, question: str):
    """Nor the closing line, nor a reference, even as the last of many."""
    given = retriever.search(question, 20)
    lines = {"Old bridges", "By Jo Doe", "12 March 2024", "date 2025-03-18"}
    said = set(quotes(given))
    assert not said & lines
    assert not any("Graz" in quote or "Songs of" in quote for quote in said)


def test_a_life_in_short_is_no_line_on_an_author(tmp_path: Path):
    """A text of one paragraph is what it says of a person."""
    life = "Yi Xin is a Graz-based writer."
    texts = {"a.txt": life, "b.txt": "Old bridges cross the river."}
    question = "Which old river town lies near Graz in the far country?"
    assert life in quotes(searching(tmp_path, texts).search(question, 5))


def test_the_author_can_be_asked_about(retriever: Retriever):
    """The closing line has most of what such a question asks for."""
    for question in ("Who is Yi Xin?", "Is the author Graz-based?"):
        assert quotes(retriever.search(question, 1)) == [
            "Yi Xin is a Graz-based writer."
        ]


def test_references_are_quoted_where_they_are_asked_for(retriever: Retriever):
    """By a word for them, or by asking who wrote some other work."""
    for question in ("Which references are on whales?", "Who wrote Songs of whales?"):
        found = quotes(retriever.search(question, 20))
        assert any("Songs of whales" in quote for quote in found)


def test_where_nothing_else_is_there_a_reference_is_quoted(tmp_path: Path):
    """An article of nothing but references has an answer all the same."""
    text = "# Whales\n\n## References\n\nDoe, J. Songs. Ocean Press, 2001.\n"
    assert len(searching(tmp_path, {"a.md": text}).search("whales?", 5).hits) == 1
