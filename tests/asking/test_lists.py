"""Questions for all of a list, of which one item is found first."""

from dataclasses import replace
from pathlib import Path

import pytest

from rag.asking.confidence import Features
from rag.asking.lists.asked import with_whole_list
from rag.asking.lists.items import MOST_ITEMS
from rag.asking.ranking.marking import form_of
from rag.asking.ranking.query import Query, prepare
from rag.asking.retrieved import Retrieved
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import LanguageEntry
from rag.settings import MAX_QUOTE_CHARS
from rag.types import Hit, Span
from tests.asking.making import indexed
from tests.fakes import WordEncoder

FERRY = """# The ferry Argo

The Argo is a ferry with sails.

## Safety measures

After the fire the owner named three measures. They are:

- Cabins will have alarms, and the crew will walk round the decks every hour of night.
- Lamps in the hold will be replaced.
- The youngest must always sleep on deck.

Nobody objected.

## Do not board

- if you are ill
- if you are drunk

## The Argo's crew

- Ada Moen, master
- Per Lund, mate of the sails

## How it sails

Pros:

- cheap
- quiet

Cons:

- slow
- wet

The owner has

- sold the boats
- bought a film

## Making rope

1. Twist the yarn.
2. Wax it.

## Cargo

It carries these goods:

| Port | Goods |
|---|---|
| Tarn | wool |
| Orby | salt |

Rain fell on Tarn.
"""
CABINS, LAMPS = "- Cabins will have alarms", "- Lamps in the hold"


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Index an article with lists."""
    library = indexed(
        tmp_path_factory.mktemp("ferry"), WordEncoder(), {"argo.md": FERRY}
    )
    return library.open(WordEncoder().identity)


def asked(question: str) -> Query:
    """Prepare a question in English."""
    return prepare(question, WordEncoder(), [LanguageEntry("en", 1, 1.0)])


def hit_on(generation: Generation, begins: str) -> Hit:
    """Make a hit that quotes the sentence which begins so."""
    return next(
        Hit(passage, sentence, 1.0, Span(sentence.start, sentence.end), row=row)
        for row, passage in enumerate(generation.passages)
        for sentence in passage.sentences
        if passage.quote(sentence).startswith(begins)
    )


def found(
    generation: Generation,
    question: str,
    *quotes: str,
    probability: float = 0.9,
    missing: tuple[str, ...] = (),
) -> Retrieved:
    """Ask a question for which these are found, the first first."""
    hits = [hit_on(generation, quote) for quote in quotes]
    sure = tuple(replace(hit, probability=probability) for hit in hits)
    before = Retrieved(sure, Features(1.0, 1.0, 1.0, 1.0), 0.9, missing)
    return with_whole_list(asked(question), form_of(question), before, generation)


def lines(retrieved: Retrieved) -> list[str]:
    """Give the lines that the first hit quotes."""
    hit = retrieved.hits[0]
    assert hit.marks == ()
    return hit.passage.quote(hit.sentence).replace("\n\n", "\n").split("\n")


MEASURES = [
    "They are:",
    "- Cabins will have alarms, and the crew will walk round the decks every hour of"
    " night.",
    "- Lamps in the hold will be replaced.",
    "- The youngest must always sleep on deck.",
]


@pytest.mark.parametrize("quote", ["They are:", CABINS, LAMPS, "- The youngest"])
def test_all_items_are_quoted_in_their_order(ferry: Generation, quote: str):
    """Whichever was found, or what announces them, with that; none has the words."""
    retrieved = found(ferry, "Which safety measures are planned?", quote)
    assert lines(retrieved) == MEASURES
    hit = retrieved.hits[0]
    assert (hit.words, hit.is_chosen, hit.probability) == (None, True, 0.9)
    article = ferry.article(hit.passage.article_id)
    assert hit.passage.text == article.text[hit.passage.start : hit.passage.end]
    # The vectors of its sentences are looked up by the row of the first passage.
    assert hit.row is not None
    assert ferry.passages[hit.row].start == hit.passage.start
    rows = ferry.all_sentence_rows(range(hit.row, hit.row + 4))
    assert len(hit.passage.sentences) <= len(rows)
    starts = [sentence.start for sentence in hit.passage.sentences]
    assert starts == sorted(set(starts))


def test_what_the_list_takes_in_is_no_hit_of_its_own(ferry: Generation):
    """And no other passage is chosen."""
    quotes = (LAMPS, CABINS, "Rain fell")
    retrieved = found(ferry, "Which safety measures are planned?", *quotes)
    first, rain = retrieved.hits
    assert rain.passage.quote(rain.sentence) == "Rain fell on Tarn."
    assert (first.is_chosen, rain.is_chosen) == (True, False)


@pytest.mark.parametrize(
    ("question", "quote", "count"),
    [
        # A word that some items have tells which of them are meant.
        ("Which safety measures concern lamps?", LAMPS, 1),
        ("Name the five main safety measures that are mentioned", LAMPS, 4),
        # One thing is asked for.
        ("What will be replaced?", LAMPS, 1),
        ("Is there a safety measure?", LAMPS, 1),
        ("How many safety measures are there?", LAMPS, 1),
        ("What is the longest of the safety measures?", LAMPS, 1),
        # All that stands under the heading.
        ("Who must not board the Argo?", "- if you are drunk", 2),
        ("When should I not board?", "- if you are ill", 2),
        ("Who is in the crew?", "- Per Lund", 2),
        ("Who are the crew?", "- Per Lund", 2),
        ("Who of the crew is mate?", "- Per Lund", 1),
        ("Where is the crew?", "- Per Lund", 1),
        ("Is it the crew?", "- Per Lund", 1),
        ("How about the crew?", "- Per Lund", 2),
        # The table's columns stand over its rows.
        ("What goods are there?", "Port: Orby", 3),
        ("What goods are there?", "It carries", 3),
        ("What goods go to Orby?", "Port: Orby", 1),
        # The article is on a ferry.
        ("Which persons are the ferry's crew?", "- Per Lund", 2),
    ],
)
def test_a_list_is_whole_where_all_of_it_is_asked_for(
    ferry: Generation, question: str, quote: str, count: int
):
    """And nothing tells its items apart."""
    assert len(lines(found(ferry, question, quote))) == count


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("What are the pros?", ["Pros:", "- cheap", "- quiet"]),
        ("What are the disadvantages?", ["Cons:", "- slow", "- wet"]),
        (
            "What are its pros and cons?",
            ["Pros:", "- cheap", "- quiet", "Cons:", "- slow", "- wet"],
        ),
        (
            "What has the owner done in all those years?",
            ["The owner has", "- sold the boats", "- bought a film"],
        ),
        ("What has the owner bought?", ["- quiet"]),
        # Of their common heading the one that was found.
        ("How does it sail?", ["Pros:", "- cheap", "- quiet"]),
        ("How does it look when it sails?", ["- quiet"]),
    ],
)
def test_of_lists_side_by_side_the_one_is_quoted_that_is_asked_for(
    ferry: Generation, question: str, items: list[str]
):
    """Though an item of another was found: by what announces each, or both of them."""
    assert lines(found(ferry, question, "- quiet")) == items


def test_the_steps_of_making_something_are_whole(ferry: Generation):
    """Where the article or the heading says what is made."""
    steps = ["1. Twist the yarn.", "2. Wax it."]
    assert lines(found(ferry, "How do I make a rope?", "2. Wax")) == steps
    assert len(lines(found(ferry, "How do I colour a rope?", "2. Wax"))) == 1
    assert len(lines(found(ferry, "How do I make a sail?", "- quiet"))) == 1


def test_where_nothing_over_the_list_is_asked_an_item_must_answer(ferry: Generation):
    """It may be near by chance; then its kind is no more than a word, too."""
    question = "Which persons sail?"
    assert len(lines(found(ferry, question, "- Per Lund"))) == 2
    assert len(lines(found(ferry, question, "- Per Lund", probability=0.2))) == 1
    assert len(lines(found(ferry, "Which alarms?", "- Cabins"))) == 1


def test_nothing_is_made_of_what_is_not_found(ferry: Generation):
    """Nor of what is no list, or stands before one without announcing it."""
    retrieved = found(ferry, "What are the pros?", "- quiet", probability=0.0)
    assert len(lines(retrieved)) == 3  # on the subject, and near
    for quote in ("Nobody objected", "The Argo is"):
        assert len(lines(found(ferry, "Which measures are there?", quote))) == 1


def many(folder: Path, count: int) -> Generation:
    """Index a list of so many items."""
    items = "\n".join(f"- Item {'x' * number}" for number in range(1, count + 1))
    text = f"# Box\n\n## Contents\n\n{items}\n"
    library = indexed(folder, WordEncoder(), {"box.md": text})
    return library.open(WordEncoder().identity)


def test_long_items_are_passages_that_are_joined(tmp_path: Path):
    """From the one with what announces them to the last one."""
    items = [f"- Rule {n} is {'long and old ' * 60}." for n in ("one", "two", "six")]
    text = "# Box\n\nThe rules are:\n\n" + "\n".join(items) + "\n\nIt ends.\n"
    library = indexed(tmp_path, WordEncoder(), {"box.md": text})
    box = library.open(WordEncoder().identity)
    assert len(box.passages) > 2
    retrieved = found(box, "Which rules are there?", "- Rule two")
    (hit,) = retrieved.hits
    assert [each[:10] for each in lines(retrieved)] == [
        "The rules ", "- Rule one", "- Rule two", "- Rule six",
    ]  # fmt: skip
    assert hit.passage.end >= hit.sentence.end
    ends = [sentence.end for sentence in hit.passage.sentences]
    assert ends == sorted(set(ends))
    assert hit.sentence.end in ends


@pytest.mark.parametrize(("count", "marks"), [(19, 40), (20, 21)])
def test_two_lists_are_joined_unless_they_are_long(
    count: int, marks: int, tmp_path: Path
):
    """As one they have no more items than one may have; what is between counts."""
    items = "\n".join(f"- Item {'x' * number}" for number in range(1, count + 1))
    text = f"# Box\n\n## Box\n\nPros:\n\n{items}\n\nCons:\n\n{items}\n"
    library = indexed(tmp_path, WordEncoder(), {"box.md": text})
    box = library.open(WordEncoder().identity)
    retrieved = found(box, "What are the pros and cons?", "- Item xx")
    assert len(lines(retrieved)) == marks


@pytest.mark.parametrize("more", [0, 1])
def test_a_list_that_is_announced_is_as_long_at_most(more: int, tmp_path: Path):
    """It is counted from what announces it, too."""
    items = "\n".join(f"- Item {'x' * n}" for n in range(1, MOST_ITEMS + more + 1))
    library = indexed(tmp_path, WordEncoder(), {"b.md": f"# Box\n\nIt has:\n\n{items}"})
    box = library.open(WordEncoder().identity)
    retrieved = found(box, "What does it have?", "It has:")
    assert len(lines(retrieved)) == (1 if more else MOST_ITEMS + 1)


@pytest.mark.parametrize("more", [0, 1])
def test_a_very_long_list_is_not_whole(more: int, tmp_path: Path):
    """It would be no answer, but the article."""
    box = many(tmp_path, MOST_ITEMS + more)
    retrieved = found(box, "What are the contents?", "- Item xx")
    assert len(lines(retrieved)) == (1 if more else MOST_ITEMS)


PAYS = """# Travel

The rules were made by Argo. The last of them is old.

The firm pays for:

- trains
- hotels. They must be cheap. Ask for the price.

The firm does not pay for:

- taxis
- drinks

The firm may pay for:

- boats
- maps. They are kept. Nobody else may have them.

It ends with a word on ferries.
"""


@pytest.fixture(scope="module")
def pays(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Index an article with lists of what is and what isn't."""
    library = indexed(tmp_path_factory.mktemp("pays"), WordEncoder(), {"pays.md": PAYS})
    return library.open(WordEncoder().identity)


NOT = ["The firm does not pay for:", "- taxis", "- drinks"]
DOES = ["The firm pays for:", "- trains"]


@pytest.mark.parametrize(
    ("question", "quote", "first"),
    [
        ("What does the firm not pay for?", "- trains", NOT),
        ("What does the firm not pay for?", "The firm pays", NOT),
        ("Which things doesn't the firm pay for?", "- boats", NOT),
        ("What does the firm pay for?", "- drinks", DOES),
        ("What does the firm pay for?", "The firm does not", DOES),
        (
            "Which things may the firm pay?",
            "- maps",
            ["The firm may pay for:", "- boats"],
        ),
    ],
)
def test_what_is_so_is_another_list_than_what_is_not(
    pays: Generation, question: str, quote: str, first: list[str]
):
    """Whichever has more of the question's words, and stands before or behind."""
    assert lines(found(pays, question, quote))[: len(first)] == first


def test_a_list_of_what_is_not_answers_no_question_for_what_is(ferry: Generation):
    """Where it has no other beside it."""
    assert len(lines(found(ferry, "Who may board?", "- if you are ill"))) == 1


def test_a_list_ends_with_the_last_sentence_of_its_last_item(pays: Generation):
    """However many that has."""
    assert lines(found(pays, "What does the firm pay for?", "- trains")) == [
        *DOES, "- hotels. They must be cheap. Ask for the price.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "is_whole"),
    [
        ("When does the firm pay?", True),
        ("Who is paid?", True),
        ("How much does the firm pay?", False),
        ("How many does the firm pay?", False),
    ],
)
def test_what_only_announces_answers_nothing_alone(
    pays: Generation, question: str, is_whole: bool
):
    """But no amount is in what it announces."""
    assert (len(lines(found(pays, question, "The firm pays"))) > 1) is is_whole


def test_what_the_article_is_on_tells_no_items_apart(ferry: Generation):
    """Its first sentence says it; what another one says may well do."""
    sails, lund = "Which persons sail of the crew?", "Which persons are crew of Lund?"
    assert len(lines(found(ferry, sails, "- Per Lund"))) == 2
    assert len(lines(found(ferry, lund, "- Per Lund"))) == 1


REMEDIES = """# Storms

The town knows three remedies. One is dear.

- wind
- rain
- hail

## The village

The village knows two remedies. One is dear.

- snow
- ice
- fog

## Snow

Table 2. Mean depth of snow

| Month | Depth |
|---|---|
| May | 2 |
| June | 1 |

## Frost

Frost by month differs.

| Month | Frost |
|---|---|
| May | 4 |
| June | 3 |

## Hail

It fell. Hail by month differs.

| Month | Hail |
|---|---|
| May | 6 |
| June | 5 |

## Fog

Fog differs.

| Month | Fog |
|---|---|
| May | 8 |
| June | 7 |
"""


@pytest.mark.parametrize(
    ("question", "quote", "quoted"),
    [
        ("Which remedies are known?", "The town knows", 4),
        ("Which remedies are known?", "The village knows", 1),
        ("What is the depth in each month?", "Table 2", 3),
        ("What is the depth in each month?", "Month: June", 3),
        ("What is the frost in each month?", "Frost by month", 3),
        ("What is the hail in each month?", "Hail by month", 1),
        ("What is the fog in each month?", "Fog differs", 1),
    ],
)
def test_a_caption_or_a_count_of_its_items_leads_up_to_a_list(
    question: str, quote: str, quoted: int, tmp_path: Path
):
    """Whatever stands between; and a value for each is one in all rows."""
    library = indexed(tmp_path, WordEncoder(), {"storms.md": REMEDIES})
    storms = library.open(WordEncoder().identity)
    whole = lines(found(storms, question, quote))
    assert len(whole) == quoted


UNNAMED = """# Glue

Glue is of hide.

|  |  |
|---|---|
| 1. Soak | 4 |

2. Heat it.

3. Strain it.
"""


def test_a_row_without_names_may_be_the_step_before_others(tmp_path: Path):
    """What stands over it names none of its columns, and leads up to nothing."""
    library = indexed(tmp_path, WordEncoder(), {"glue.md": UNNAMED})
    glue = library.open(WordEncoder().identity)
    whole = lines(found(glue, "What are the steps of glue?", "2. Heat"))
    assert whole == ["1. Soak: 4", "2. Heat it.", "3. Strain it."]


STEPS = """# Glue

1. Soak the hide.
2. Heat it.

It must not boil.

It would smell.

3. Strain it.

So it is clear.

4. Let it set.

One.

Two.

Three.

Four.

5. It is another step.
"""


@pytest.mark.parametrize("quote", ["1. Soak", "2. Heat", "3. Strain", "4. Let"])
def test_steps_go_on_behind_what_explains_them(quote: str, tmp_path: Path):
    """And before it, but not over more than a few paragraphs; all of it is quoted."""
    library = indexed(tmp_path, WordEncoder(), {"glue.md": STEPS})
    glue = library.open(WordEncoder().identity)
    assert lines(found(glue, "How do I make glue?", quote)) == [
        "1. Soak the hide.", "2. Heat it.", "It must not boil.", "It would smell.",
        "3. Strain it.", "So it is clear.", "4. Let it set.",
    ]  # fmt: skip


@pytest.mark.parametrize(("more", "count"), [(0, 3), (1, 1)])
def test_a_list_is_no_longer_than_a_quote_may_be(more: int, count: int, tmp_path: Path):
    """As it couldn't be judged or pinned."""
    items = ["- Item one", "- Item two"]
    rest = MAX_QUOTE_CHARS - len("\n".join(items)) - 3 + more
    items.append(f"- {('It is old. ' * 1000)[: rest - 4]}end.")
    library = indexed(
        tmp_path, WordEncoder(), {"b.md": "# Box\n\n## Items\n\n" + "\n".join(items)}
    )
    box = library.open(WordEncoder().identity)
    assert len(lines(found(box, "Which items are there?", "- Item two"))) == count
