"""Lists within lists, beside what speaks of them, and of what an article lacks."""

from pathlib import Path

import pytest

from rag.asking.confidence import MOST_BESIDE_POINT
from rag.asking.lists.article_lists import ArticleLists
from rag.library.generation.generation import Generation
from tests.asking.making import indexed
from tests.asking.test_lists import found, lines
from tests.fakes import WordEncoder

COVER = """# Cover of boats

This is the cover of boats. Loaves are baked elsewhere.

## Boats

The sea is deep. We don't take:

- boats of wood, that is
  - rafts
  - canoes
  - skiffs
- boats of more decks
- ferries, save that
  - in May all may sail
- old boats

## Sleep

**Sleep here.**

- the inn
- the mill

Nobody sleeps there.

## Trial

Each boat had one of two colours:

- red
- blue

The colours were changed each week.

## Paint

Paints cost much.

We sell these paints:

- white
- grey

## Eat

**Eat** here.

- soup
- bread

## Good sides

- cheap

- quiet

| Boat | Price |
|---|---|
| Argo | 9 |
| Tern | 8 |

## Bad sides

- slow

- wet

## Making glue

1. Soak the hide.
2. Heat it.
"""
WOOD = ["- boats of wood, that is", "  - rafts", "  - canoes", "  - skiffs"]


@pytest.fixture(scope="module")
def cover(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Index an article with lists within lists, and one on loaves."""
    loaf = "# Loaf\n\nIngredients of the loaf:\n\n- flour\n- salt\n"
    files = {"cover.md": COVER, "loaf.md": loaf}
    library = indexed(tmp_path_factory.mktemp("cover"), WordEncoder(), files)
    return library.open(WordEncoder().identity)


def said(generation: Generation, question: str, quote: str) -> list[str]:
    """Give the lines that are quoted, without empty ones."""
    return [*filter(None, lines(found(generation, question, quote)))]


@pytest.mark.parametrize("quote", ["- boats of wood", "- rafts", "- skiffs"])
def test_of_a_list_within_a_list_that_part_is_quoted(cover: Generation, quote: str):
    """With the item that it stands within, whichever of them was found."""
    assert said(cover, "Which boats of wood are there?", quote) == WOOD


@pytest.mark.parametrize("quote", ["- boats of wood", "- rafts", "- old boats"])
def test_the_list_around_it_has_all_that_is_within(cover: Generation, quote: str):
    """Where that is asked for."""
    quoted = said(cover, "Which do you not take?", quote)
    assert quoted[:5] == ["We don't take:", *WOOD]
    assert quoted[-2:] == ["  - in May all may sail", "- old boats"]


def test_what_a_row_costs_is_in_that_row(cover: Generation):
    """The others say no more of it, though what announces them has all the words."""
    assert len(said(cover, "What do the boats cost?", "- rafts")) == 1
    assert len(said(cover, "What does the cover not take?", "- rafts")) > 4


def test_one_item_within_another_is_no_list(cover: Generation):
    """It goes with the list that the other one is of."""
    quoted = said(cover, "Which do you not take?", "- in May")
    assert quoted[0] == "We don't take:"


def test_lists_of_any_format_stand_within_one_another(tmp_path: Path):
    """Their readers tell how deep."""
    page = (
        "<h1>Boats</h1><p>There are boats:</p><ul><li>boats of wood:<ul><li>rafts</li>"
        "<li>canoes</li></ul></li><li>ferries</li></ul>"
    )
    library = indexed(tmp_path, WordEncoder(), {"boats.html": page})
    boats = library.open(WordEncoder().identity)
    wood = ["- boats of wood:", "  - rafts", "  - canoes"]
    assert said(boats, "Which boats of wood are there?", "- canoes") == wood


def test_what_stands_further_out_than_a_list_is_no_item_over_it(tmp_path: Path):
    """Unless it is an item itself."""
    text = "Of fish\n\nNobody came that day.\n\n  - cod\n  - eels\n\nIt rained."
    library = indexed(tmp_path, WordEncoder(), {"fish.txt": text})
    fish = library.open(WordEncoder().identity)
    (article,) = fish.manifest.articles
    listed = ArticleLists(fish, article.id).at(4)
    assert listed is not None
    assert (listed.texts, listed.lead) == (["- cod", "- eels"], None)


def test_what_is_bold_leads_up_to_a_list(cover: Generation):
    """As a heading does; an end of sentence behind it says nothing."""
    inns = ["Sleep here.", "- the inn", "- the mill"]
    assert said(cover, "Where can I sleep?", "- the mill") == inns
    assert len(said(cover, "Where can cats sleep?", "- the mill")) == 1
    assert said(cover, "Where can I eat?", "- soup") == ["- soup", "- bread"]


def test_a_list_is_found_beside_what_speaks_of_it(cover: Generation):
    """Where what announces it has the same of the question."""
    colours = ["Each boat had one of two colours:", "- red", "- blue"]
    assert said(cover, "Which colours were there?", "The colours were") == colours
    paints = ["We sell these paints:", "- white", "- grey"]
    assert said(cover, "Which paints are there?", "Paints cost") == paints
    assert len(said(cover, "Which weeks were there?", "The colours were")) == 1
    assert len(said(cover, "Which colours and weeks?", "The colours were")) == 1
    assert len(said(cover, "When were the colours changed?", "The colours were")) == 1


def test_both_sides_may_stand_in_two_sections(cover: Generation):
    """What stands between them comes with them; the list of the next is no side."""
    assert said(cover, "What are the good and bad sides?", "- cheap") == [
        "- cheap",
        "- quiet",
        "Boat: Argo; Price: 9",
        "Boat: Tern; Price: 8",
        "Bad sides",
        "- slow",
        "- wet",
    ]


@pytest.mark.parametrize(
    ("question", "quote", "is_of_another"),
    [
        ("What are the colours of the loaf?", "- red", True),
        ("What are the ingredients of the boats?", "- red", True),
        ("What are the ingredients of the loaf?", "- salt", False),
        ("What are the colours of the boats?", "- red", False),
        ("Which colours has the loaf?", "- red", False),
        ("What are the steps of making glue?", "2. Heat", False),
        ("What are the steps of the boats?", "- red", True),
        # A table must be called so.
        ("What are the canaries of the Argo?", "Boat: Tern", True),
        ("What are the prices of the Argo?", "Boat: Tern", False),
        ("What are the specs of the Argo?", "Boat: Tern", False),
    ],
)
def test_a_list_of_what_others_have_is_near_at_most(
    cover: Generation, question: str, quote: str, is_of_another: bool
):
    """Where neither the list nor what stands over it has what is asked for."""
    retrieved = found(cover, question, quote)
    expected = MOST_BESIDE_POINT if is_of_another else 0.9
    assert retrieved.confidence == expected


def test_what_nobody_has_may_be_what_a_list_is_of_in_other_words(cover: Generation):
    """It says less than what another article has."""
    question = "What are the colours of the canary?"
    retrieved = found(cover, question, "- red", missing=("canary",))
    assert retrieved.confidence == 0.9
