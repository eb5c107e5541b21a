"""Passages: whole paragraphs, read in windows that leave nothing out."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from rag.readers import read_article
from rag.readers.draft import Draft, article_from_draft
from rag.readers.markdown import read_markdown
from rag.readers.plain.decoding import decode
from rag.readers.plain.text import read_text
from rag.text.passages import (
    WHOLE_CHARS,
    passage_input,
    reading_windows,
    split_passages,
)
from rag.text.passages.contexts import Window, with_context
from rag.types import Article, Passage, Span

WINDOW = 64
SENTENCE = "The river rose by two metres in one night and went on rising. "
LONG = (SENTENCE * 4).strip()


def count_words(texts: Sequence[str]) -> list[int]:
    """Count words as tokens, and two special tokens as BERT has them."""
    return [len(text.split()) + 2 for text in texts]


def count_chars(texts: Sequence[str]) -> list[int]:
    """Count characters as tokens."""
    return [len(text) for text in texts]


def count_bytes(texts: Sequence[str]) -> list[int]:
    """Count bytes as tokens, as byte-level models do at worst."""
    return [len(text.encode()) for text in texts]


def read_any(text: str, by_form: Callable[[str], Draft] = read_text) -> Article:
    """Read by form alone: a person's file that reads as no language is refused."""
    draft = by_form(decode(text.encode()) or "")
    return article_from_draft(draft, b"", "a.txt", None, "en")


def read(text: str, name: str = "floods.txt") -> Article:
    """Read a text as a file of that name."""
    return read_article(text.encode(), name)


def split(text: str, name: str = "floods.txt") -> list[Passage]:
    """Split a text by words."""
    return split_passages(read(text, name), count_words, WINDOW)


def check_passages(article: Article, passages: list[Passage]) -> None:
    """Assert what holds for the passages of any article."""
    seen = [0] * len(article.text)
    for passage in passages:
        assert passage.text == article.text[passage.start : passage.end]
        position = passage.start
        for sentence in passage.sentences:
            assert position <= sentence.start < sentence.end
            assert not article.text[position : sentence.start].strip()
            assert passage.quote(sentence).strip() == passage.quote(sentence)
            position = sentence.end
        assert position == passage.end
        for i in range(passage.start, passage.end):
            seen[i] += 1
    for paragraph in article.paragraphs:
        for i in range(paragraph.start, paragraph.end):
            assert seen[i] == 1 or (article.text[i].isspace() and seen[i] == 0)


def check_sizes(passages: list[Passage], count) -> None:
    """Assert that each passage of many characters is within the window."""
    for passage in passages:
        if len(passage.text) > WHOLE_CHARS:
            assert count([passage_input(passage)])[0] <= WINDOW


def check_windows(passages: list[Passage], count) -> None:
    """Assert what holds for the reading windows of any passages."""
    read_in = reading_windows(passages, count, WINDOW)
    for passage, windows in zip(passages, read_in, strict=True):
        position = passage.start
        for window in windows:
            assert position <= window.start < window.end
            assert not passage.quote(Span(position, window.start)).strip()
            assert count([input_of(passage, window)])[0] <= WINDOW
            position = window.end
        assert position == passage.end
        check_starts(passage, windows, count)


def check_starts(passage: Passage, windows: list[Span], count) -> None:
    """Assert that windows begin with a sentence or inside one that is too long."""
    starts = {sentence.start for sentence in passage.sentences}
    for window in windows:
        if window.start not in starts:
            whole = next(
                Span(sentence.start, sentence.end)
                for sentence in passage.sentences
                if sentence.start < window.start < sentence.end
            )
            cost = Window(count, WINDOW).costs([input_of(passage, whole)])
            assert cost[0] > WINDOW


def input_of(passage: Passage, span: Span) -> str:
    """Give what the encoder reads for a part of a passage."""
    return with_context(passage.context, passage.quote(span))


SCRIPTS = (
    "abc deF ghi. Jkl, mno? ",
    "河水上涨。大桥，关闭！",
    "река мост. Да, ",
    "नदी पुल। ",
    "แม่น้ำสะพาน",
    "نهر جسر. ",
    "e\u0301o\u0308 u\u0302. ",
    "👩\u200d👧👍🏽 ",
    "\xa0\u2028\u3000\t\n\n",
    "\r\n\r\n- ",
    "“D. Q”… 3.5 km/h. X",
)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("count", [count_words, count_chars, count_bytes])
def test_any_text_is_split_without_loss(seed, count) -> None:
    """Every visible character is in one passage, and in one window within it."""
    chance = random.Random(seed)
    pool = "".join(chance.sample(SCRIPTS, 3)) + "\n"
    text = "x" + "".join(chance.choices(pool, k=chance.choice([50, 400, 2000])))
    article = read_any(text, chance.choice([read_text, read_markdown]))
    passages = split_passages(article, count, WINDOW)
    check_passages(article, passages)
    check_sizes(passages, count)
    check_windows(passages, count)


@pytest.mark.parametrize(
    "text",
    [
        "river bridge " * 20_000,
        "a" * 300_000,
        "河" * 100_000,
        SENTENCE * 5_000,
        "e" + "\u0301" * 5_000,
        "\r\n".join(["One line of text."] * 3_000),
    ],
)
def test_huge_paragraphs_are_split(text: str) -> None:
    """One line of hundreds of thousands of characters is split like any other."""
    article = read_any(text)
    passages = split_passages(article, count_words, WINDOW)
    check_passages(article, passages)
    check_sizes(passages, count_words)
    check_windows(passages, count_words)
    assert max(len(passage.text) for passage in passages) <= WHOLE_CHARS


def test_counting_takes_few_calls() -> None:
    """Tokens are counted in batches: two hundred paragraphs take no more calls."""
    calls = []

    def count(texts: Sequence[str]) -> list[int]:
        calls.append(len(texts))
        return count_words(texts)

    split_passages(read("\n\n".join([SENTENCE * 9] * 200)), count, WINDOW)
    assert len(calls) <= 5


def test_ordinary_paragraphs_stand_alone() -> None:
    """A paragraph is a passage; its context is the title and the headings above it."""
    text = f"# Floods\n\n## Rivers\n\n### Danube\n\n{LONG}\n\n{LONG}"
    passages = split(text, "a.md")
    assert [passage.text for passage in passages] == [LONG, LONG]
    assert passages[0].context == "Floods › Rivers › Danube"
    assert passages[0].section == "Rivers › Danube"
    assert passage_input(passages[0]) == f"Floods › Rivers › Danube\n{LONG}"


def test_a_row_of_a_table_stays_alone() -> None:
    """Whatever stands above it or below."""
    table = "| Tower | Height |\n|---|---|\n| Gull | 12 |\n| Tern | 31 |"
    rows = ["Tower: Gull; Height: 12", "Tower: Tern; Height: 31"]
    passages = split(f"So\n\n{table}\n\nand so on", "a.md")
    assert [passage.text for passage in passages] == ["So", *rows, "and so on"]


def test_short_paragraphs_are_joined() -> None:
    """The items of a list make one passage, and each stays its own sentence."""
    passage, *others = split("- one lamp\n- two coats\n- three ropes")
    assert others == []
    assert passage.text == "- one lamp\n- two coats\n- three ropes"
    assert [sentence.paragraph for sentence in passage.sentences] == [1, 2, 3]


HARBOUR = "The old harbour froze over on Monday, so no boat left it until noon today."
MUSIC = (
    "A young pianist from Lima won first prize and played for three hours last night."
)
BOATS = "Each small boat in Callao was given new sails by people who live close nearby."


@pytest.mark.parametrize(
    ("second", "is_joined"),
    [
        (MUSIC, False),
        (BOATS, True),  # a boat is in both
        (MUSIC.removesuffix(" night.") + ".", True),  # fourteen words: too few alone
        (MUSIC.removesuffix("."), True),  # no sentence, but an item of a list
        (f"“{MUSIC}”", False),
    ],
)
def test_news_in_brief_stays_apart(second: str, is_joined: bool) -> None:
    """Paragraphs of fifteen words join if they share one or can't stand alone."""
    assert len(HARBOUR.split()) == len(MUSIC.split()) == len(BOATS.split()) == 15
    expected = [f"{HARBOUR}\n\n{second}"] if is_joined else [HARBOUR, second]
    article = read(f"{HARBOUR}\n\n{second}")
    passages = split_passages(article, count_words, 4 * WINDOW)
    assert [passage.text for passage in passages] == expected


def test_what_is_joined_is_held_together_by_any_of_its_words() -> None:
    """A third paragraph joins for a word of the first, which the second lacks."""
    text = f"{HARBOUR}\n\nA short word.\n\n{BOATS}"
    (passage,) = split_passages(read(text), count_words, 4 * WINDOW)
    assert passage.text == text
    text = text.replace(BOATS, MUSIC)
    *_, last = split_passages(read(text), count_words, 4 * WINDOW)
    assert last.text == MUSIC


HOW = (
    "And how did the old harbour of this quiet town come to have its long, narrow quay?"
)


COSTS = "\n".join(f"{'Port ' * 10}{n}.50 € a day" for n in range(1, 20))


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # Whatever the answer's length and words.
        ((HOW, MUSIC), [(HOW, MUSIC)]),
        (("How is it?", LONG * 3, BOATS), [("How is it?", LONG * 3), (BOATS,)]),
        (("怎么样？", LONG * 3), [("怎么样？", LONG * 3)]),
        # Of what asks already, not of what stands before it.
        (("It is.", "Is it?", "Yes."), [("It is.",), ("Is it?", "Yes.")]),
        (
            ("Is it?", "It is.", "So.", "Is he?"),
            [("Is it?", "It is.", "So."), ("Is he?",)],
        ),
        # A list of questions is a list, and leads to what follows all of it.
        (("Is it?", "Is he?", "Yes."), [("Is it?", "Is he?", "Yes.")]),
        ((HOW, BOATS + "?"), [(HOW,), (BOATS + "?",)]),
        # Long ones are no questions but end with one, and quoted ones are a story's.
        ((LONG * 4 + " Is it?", "Yes."), [(LONG * 4 + " Is it?",), ("Yes.",)]),
        (("“Is it?”", LONG * 3), [("“Is it?”",), (LONG * 3,)]),
    ],
)
def test_an_answer_stays_with_its_question(
    paragraphs: Sequence[str], expected: Sequence[Sequence[str]]
) -> None:
    """A short paragraph that asks begins a passage, and has the next in it."""
    article = read("\n\n".join(["It began so.", *paragraphs]))
    passages = split_passages(article, count_words, 8 * WINDOW)
    texts = ["\n\n".join(each) for each in expected]
    first, *rest = [passage.text for passage in passages]
    assert [first.removeprefix("It began so.").strip(), *rest][-len(texts) :] == texts


@pytest.mark.parametrize(("chars", "is_joined"), [(149, True), (150, False)])
def test_a_question_of_few_characters_is_short(chars: int, is_joined: bool) -> None:
    """Also where each of its letters is a token, as of a script that is not known."""
    asked = "怎" * (chars - 1) + "？"
    article = read("\n\n".join([asked, LONG]))
    passages = split_passages(article, count_chars, 2_000)
    assert (len(passages) == 1) is is_joined


SAID = "The old harbour master of the town wrote so of the quay in his last letter:"


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # Whatever the length and words of what comes, if what leads up to it is short,
        ((SAID, LONG * 3), [(SAID, LONG * 3)]),
        (("所以：", LONG * 3), [("所以：", LONG * 3)]),
        # or both are at most half the window.
        ((LONG + " So:", MUSIC), [(LONG + " So:", MUSIC)]),
        ((LONG * 4 + " So:", LONG), [(LONG * 4 + " So:",), (LONG,)]),
        ((SAID.replace(":", "."), LONG), [(SAID.replace(":", "."),), (LONG,)]),
        # What comes leads up to something else itself, or asks.
        ((SAID, LONG * 3 + ":"), [(SAID,), (LONG * 3 + ":",)]),
        ((SAID, HOW, LONG * 3), [(SAID,), (HOW, LONG * 3)]),
        # A table goes with its name, other text doesn't.
        (("Table 2: What it cost.", COSTS), [("Table 2: What it cost.", COSTS)]),
        (("Tab. A.12 – What it cost.", COSTS), [("Tab. A.12 – What it cost.", COSTS)]),
        (("Table 2: What it cost.", LONG), [("Table 2: What it cost.",), (LONG,)]),
        (("Chart 2: What it cost.", COSTS), [("Chart 2: What it cost.",), (COSTS,)]),
        (("Table 2 has costs.", COSTS), [("Table 2 has costs.",), (COSTS,)]),
        # Also where its name went with what stands before it already.
        (("So.", "Table 2: It.", COSTS), [("So.", "Table 2: It.", COSTS)]),
        (("Table 2: It.", "So.", COSTS), [("Table 2: It.", "So."), (COSTS,)]),
        # Only the next one comes of it.
        ((SAID, LONG * 3, LONG), [(SAID, LONG * 3), (LONG,)]),
    ],
)
def test_what_leads_up_to_a_paragraph_stays_with_it(
    paragraphs: Sequence[str], expected: Sequence[Sequence[str]]
) -> None:
    """It says whose words they are, and of what."""
    article = read("\n\n".join([LONG * 3, *paragraphs]))
    passages = split_passages(article, count_words, 8 * WINDOW)
    assert [p.text for p in passages[1:]] == ["\n\n".join(each) for each in expected]


def test_joined_paragraphs_fill_half_the_window_at_most() -> None:
    """Twenty items of eight words do not make one passage."""
    passages = split("\n".join(["- an item of seven words in all"] * 20))
    counts = count_words([passage_input(passage) for passage in passages])
    assert len(passages) > 4
    assert max(counts) <= WINDOW // 2


def test_pages_are_never_joined() -> None:
    """A passage is on one page, which its citation names."""
    article = read("- one lamp\n- two coats\n- three ropes")
    pages = zip(article.paragraphs, (1, 1, 2), strict=True)
    paged = tuple(replace(paragraph, page=page) for paragraph, page in pages)
    passages = split_passages(replace(article, paragraphs=paged), count_words, WINDOW)
    assert [passage.text for passage in passages] == [
        "- one lamp\n- two coats",
        "- three ropes",
    ]


def test_sections_are_never_joined() -> None:
    """Short paragraphs under different headings stay apart."""
    passages = split("## A\n\nOne.\n\n## B\n\nTwo.", "a.md")
    assert [passage.text for passage in passages] == ["One.", "Two."]


def test_a_paragraph_of_many_windows_stays_whole() -> None:
    """24 sentences of 61 characters are under 1,500: one passage of 290 words."""
    passage, *others = split(SENTENCE * 24)
    assert others == []
    assert passage.text == (SENTENCE * 24).strip()
    assert len(passage.sentences) == 24


def test_a_paragraph_within_the_window_stays_whole_however_long() -> None:
    """1,749 characters that the model reads at once are not divided."""
    text = ("Donaudampfschifffahrtsgesellschaft " * 50).strip()

    passages = split_passages(read(text), count_words, 256)
    assert [passage.text for passage in passages] == [text]


def test_long_paragraphs_are_divided_evenly_between_sentences() -> None:
    """30 sentences are 1,859 characters: two halves, not 24 and 6.

    45 are 2,789, and more than two parts of 1,350, nine tenths of the limit.
    """
    for sentences, parts in ((30, [15, 15]), (45, [15, 15, 15])):
        passages = split(SENTENCE * sentences)
        assert [len(passage.sentences) for passage in passages] == parts
        assert all(passage.text.endswith("rising.") for passage in passages)


@pytest.mark.parametrize(("chars", "parts"), [(1500, 1), (1501, 2)])
def test_a_paragraph_of_1500_characters_stays_whole(chars: int, parts: int) -> None:
    """However many windows it takes; one character more, and it is divided."""
    text = f"{('Up' + ' up' * 999)[: chars // 2 - 3]}o. "
    text += f"{('Up' + ' up' * 999)[: chars - len(text) - 2]}o."
    assert len(text) == chars
    assert len(split(text)) == parts


def test_where_a_paragraph_stands_does_not_matter() -> None:
    """At the end of an article it is divided as at its beginning."""
    alone = [passage.text for passage in split(SENTENCE * 30)]
    after = [passage.text for passage in split(f"{LONG}\n\n" * 40 + SENTENCE * 30)]
    assert after[-2:] == alone
    assert len(after) == 42


@pytest.mark.parametrize(
    ("lengths", "parts"),
    [
        ((800, 700, 200), [1, 2]),  # the middle, 850, is nearer to 800 than to 1500
        ((200, 700, 800), [2, 1]),  # 850 is nearer to 900 than to 200
        ((800, 100, 801), [2, 1]),  # as near to either: the later one counts
        ((300, 1400), [1, 1]),
        ((100, 100, 1500), [2, 1]),
        ((500, 301, 199, 700), [2, 2]),  # 850 is nearer to 801 than to 1000 or 500
    ],
)
def test_a_paragraph_is_cut_nearest_to_its_middle(
    lengths: tuple[int, ...], parts: list[int]
) -> None:
    """Of 1,700 characters, each sentence's with the space behind it, two passages."""
    text = "".join(f"{('Up' + ' up' * n)[: n - 3]}o. " for n in lengths)
    passages = split(text)
    assert len(text) == sum(lengths)
    assert [len(passage.sentences) for passage in passages] == parts


def test_long_sentences_are_divided_between_words() -> None:
    """A sentence of 3,000 characters is cut after a word, each part a sentence."""
    passages = split("river " * 500)
    assert len(passages) > 1
    words = [word for passage in passages for word in passage.text.split()]
    assert words == ["river"] * 500
    assert all(
        [passage.quote(sentence) for sentence in passage.sentences] == [passage.text]
        for passage in passages
    )


def windows_of(text: str) -> list[str]:
    """Give the windows of a text that makes one passage."""
    (passage,) = split(text)
    (windows,) = reading_windows([passage], count_words, WINDOW)
    return [passage.quote(window) for window in windows]


def test_what_fits_is_read_in_one_window() -> None:
    """61 words, the title's and two special tokens are 64."""
    text = ("up " * 61).strip()
    assert windows_of(text) == [text]


def test_windows_are_filled_evenly_with_whole_sentences() -> None:
    """Of eight sentences of 12 words four fit into 64: two halves, not 4, 3 and 1."""
    assert windows_of(SENTENCE * 8) == [LONG, LONG]


def test_a_sentence_over_the_window_is_read_in_several() -> None:
    """It is cut between words, and stays one sentence of its passage."""
    windows = windows_of("up " * 200)
    assert len(windows) > 3
    assert " ".join(windows) == ("up " * 200).strip()
    (passage,) = split("up " * 200)
    assert len(passage.sentences) == 1


def test_every_window_leaves_room_for_the_context() -> None:
    """Of 64 a context of twelve words leaves 50, and 45 of them are filled at most."""
    text = f"# A\n\n## {'bank ' * 10}\n\n{'Up. ' * 200}"
    (passage,) = split(text, "a.md")
    assert passage.context == "A › " + " ".join(["bank"] * 10)
    (windows,) = reading_windows([passage], count_words, WINDOW)
    sizes = [len(passage.quote(window).split()) for window in windows]
    assert sizes == [40] * 5
    for window in (14, 5):
        with pytest.raises(ValueError, match="a single character exceeds"):
            reading_windows([passage], count_words, window)


def test_no_passages_have_no_windows() -> None:
    """An article without a paragraph needs no counting."""
    assert reading_windows([], count_words, WINDOW) == []


def test_the_front_is_a_passage() -> None:
    """Title, author and date make the first passage, and a sentence a line."""
    front, body = split(f"Big flood\n\nBy Jo Doe\n2024-03-12\n\n{LONG}")
    assert front.text == "Big flood\n\nBy Jo Doe\n2024-03-12"
    assert [front.quote(sentence) for sentence in front.sentences] == [
        "Big flood",
        "By Jo Doe",
        "2024-03-12",
    ]
    assert {sentence.paragraph for sentence in front.sentences} == {0}
    assert front.context.startswith("Big\nauthor, date: who wrote this")
    assert (body.text, body.context) == (LONG, "Big flood")


def test_the_front_is_on_the_page_of_the_text_below() -> None:
    """It stands above the first paragraph, whatever page the next is on."""
    article = read(f"Big flood\n\nBy Jo Doe\n2024-03-12\n\n{LONG}\n\n{LONG}")
    pages = zip(article.paragraphs, (3, 4), strict=True)
    paged = tuple(replace(paragraph, page=page) for paragraph, page in pages)
    front, *_ = split_passages(replace(article, paragraphs=paged), count_words, WINDOW)
    assert {sentence.page for sentence in front.sentences} == {3}


def test_a_title_alone_is_no_passage() -> None:
    """A front that states neither author nor date answers nothing by itself."""
    assert [passage.text for passage in split(f"Big flood\n\n{LONG}")] == [LONG]


def test_a_closing_line_on_the_author_is_found_by_who_wrote_it() -> None:
    """Where only the last line names the author, its context says that it does."""
    *_, last = split(f"date 2024-03-12 {LONG}\n\nJo Doe is a writer in Graz.")
    assert last.context == "Floods\nauthor: who wrote this article: Jo Doe"
    line = "Jo Doe is a writer in Graz."
    *_, last = split(f"date 2024-03-12 {LONG}\n\nIt rained.\n\n{line}")
    assert last.text == line
    assert len(split(f"Big flood\nBy Jo Doe\n\n{line}")) == 2


def test_a_paragraph_that_begins_with_the_author_is_no_closing_line() -> None:
    """Only the last one tells who wrote the article; before it, it tells a story."""
    story = f"Jo Doe saw it. {LONG}"
    article = replace(read(f"{story}\n\n{story}\n\n{story}"), author="Jo Doe")
    first, second, last = split_passages(article, count_words, 256)
    assert first.context == second.context == "Floods"
    assert last.context.startswith("Floods\nauthor")


def test_absurd_titles_leave_room() -> None:
    """A title and headings of thousands of words take a quarter of the window."""
    title, heading = "flood " * 5_000, "river " * 45
    _, *passages = split(f"# {title}\n\nHi.\n\n## {heading}\n\n{LONG}", "a.md")
    assert " ".join(passage.text for passage in passages) == LONG
    assert count_words([passages[0].context])[0] <= WINDOW // 4
    assert passages[0].context.startswith("flood flood")


def test_a_window_for_nothing_is_refused() -> None:
    """A window under 16 tokens holds no passage."""
    with pytest.raises(ValueError, match="window of 15 tokens is under 16"):
        split_passages(read(LONG), count_words, 15)
    assert split_passages(read("One lamp."), count_words, 16)
