"""Lists for questions that ask for all of one in other words than their items'."""

from dataclasses import replace
from math import exp
from pathlib import Path

import pytest

from rag.asking.confidence import READ_THRESHOLD, Features
from rag.asking.lists.nearest import MOST_LISTS, NearestList, with_nearest_list
from rag.asking.lists.nearest import nearest_list as find
from rag.asking.ranking.marking import form_of
from rag.asking.ranking.query import Query, prepare
from rag.asking.retrieved import Retrieved
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import LanguageEntry
from rag.models.output import unit
from rag.settings import MAX_QUOTE_CHARS
from rag.types import Hit, Passage
from tests.asking.making import indexed, searching
from tests.fakes import WordEncoder

FAIR = """# The fair at Tarn

The fair fills the square on every first Sunday of spring and autumn alike.

## Things to bring along

- a basket with a lid
- a knife
- two coins

## Not to bring

Do not bring:

- dogs
- drums

The square lies behind the mill.

## Prizes of last year

| Prize | Winner |
|---|---|
| Goat | Ada Moen |
| Goose | Per Lund |

## Rules

These rules hold for stalls:

- Open at six
- Close at noon

## Putting up stalls

1. Lay the boards.
2. Raise the poles.
"""
ENCODER = WordEncoder(dimension=4096)


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Index an article with four lists."""
    library = indexed(tmp_path_factory.mktemp("fair"), ENCODER, {"fair.md": FAIR})
    return library.open(ENCODER.identity)


def asked(question: str) -> Query:
    """Prepare a question in English."""
    return prepare(question, ENCODER, [LanguageEntry("en", 1, 1.0)])


def nearest(generation: Generation, question: str) -> NearestList | None:
    """Look at all passages, in their order."""
    rows = range(len(generation.passages))
    return find(asked(question), form_of(question), generation, rows, ENCODER)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("What should I bring along?", "- a basket"),
        ("What do I bring along?", "- a basket"),
        ("Where can I see things to bring along?", "- a basket"),
        ("Walk me through the things to bring", "- a basket"),
        ("Could you list all things to bring along?", "- a basket"),
        ("What must one not bring?", "- dogs"),
        ("Which prizes were won last year?", "Prize: Goat"),
        # One thing, or one of them, or what a person does is asked for.
        ("Who won the goat last year?", None),
        ("Which are the largest things to bring along?", None),
        ("What do you bring along?", None),
        ("What happens to things you bring along?", None),
        ("How do I put up the boards and poles?", "1. Lay"),
        ("How do I bring things along?", "1. Lay"),
        ("How can I tell that the boards are up?", None),
        ("Who should bring things along?", None),
    ],
)
def test_where_all_is_asked_for_the_list_is_found_that_is_on_it(
    fair: Generation, question: str, begins: str | None
):
    """By what stands over it and its items; what isn't so is another list."""
    found = nearest(fair, question)
    assert (found and found.listed.texts[0][: len(begins or "")]) == begins


def test_it_is_as_sure_as_it_is_nearer_than_passages_and_other_lists(fair: Generation):
    """As cosines; an only list is as far from the next as from nothing."""
    found, query = nearest(fair, "What things should I bring?"), None
    query = asked("What things should I bring?").encoded.vector

    def likeness(title: str, rows: range) -> float:
        vectors = fair.passage_vectors.rows(rows.start, rows.stop)
        over = ENCODER.encode_question(title).vector
        return float((over + unit(vectors.mean(axis=0))) @ query) / 2

    every = fair.passage_vectors.rows(0, len(fair.passages)) @ query
    assert found is not None
    things = likeness("Things to bring along", found.lists.rows_of(found.listed))
    prizes = next(
        listed
        for number in range(1, 20)
        if (listed := found.lists.at(number)) and listed.is_table
    )
    other = likeness("Prizes of last year", found.lists.rows_of(prizes))
    # The rules are less like it.
    odds = -0.64 + 21.3 * (things - every.max()) + 8.7 * (things - other)
    assert found.probability == pytest.approx(1 / (1 + exp(-odds)), abs=1e-4)


def test_the_first_lists_are_compared(tmp_path: Path):
    """Those of the passages that are first."""
    parts = [f"## Part {n}\n\n- tin {n}\n- zinc {n}\n" for n in ("a", "b", "c", "d")]
    text = "# Box\n\n" + "\n".join(parts)
    box = indexed(tmp_path, ENCODER, {"b.md": text}).open(ENCODER.identity)
    for part, is_found in (("c", True), ("d", False)):
        found = nearest(box, f"Which tins are of part {part}?")
        assert found is not None
        assert (found.listed.section == f"Part {part}") == is_found
    assert MOST_LISTS == 3


def test_what_is_not_so_is_asked_of_lists_of_that_alone(tmp_path: Path):
    """Though there is another on the same, which what leads up to it ends in."""
    text = "# Box\n\nIt is of tin. It was made in Orby. It holds:\n\n- pins\n- nails\n"
    box = indexed(tmp_path, ENCODER, {"b.md": text}).open(ENCODER.identity)
    assert nearest(box, "What can we hold in it?") is not None
    assert nearest(box, "What can we not hold in it?") is None


def test_where_there_is_no_list_none_is_found(tmp_path: Path):
    """Nor by the second model, whose vectors are others."""
    box = indexed(tmp_path, ENCODER, {"b.md": "# Box\n\nIt is of tin.\n"})
    assert nearest(box.open(ENCODER.identity), "Which tins are there?") is None


def test_the_second_model_finds_none(fair: Generation):
    """Its vectors are on a scale of their own."""
    query = replace(asked("Which prizes were won last year?"), is_second=True)
    assert find(query, "list", fair, [0], ENCODER) is None


SURE = READ_THRESHOLD + 0.1


def put_first(
    generation: Generation,
    question: str,
    first: str,
    *,
    surely: float = SURE,
    first_surely: float = 0.5,
    is_beside: bool = False,
    missing: tuple[str, ...] = (),
) -> Retrieved | None:
    """Ask for a list that is so sure, where a passage with these words is first."""
    near = nearest(generation, question)
    assert near is not None
    near = replace(near, probability=surely)
    hits = [
        Hit(p, p.sentences[0], 1.0, row=row, probability=first_surely)
        for row, p in enumerate(generation.passages)
        if first in p.text or row == near.row
    ]
    hits.sort(key=lambda hit: first not in hit.passage.text)
    found = Retrieved(tuple(hits), Features(1.0, 1.0, 1.0, 1.0, 0.0), 0.9, missing)
    seen: list[tuple[Passage, str]] = []

    def beside(passage: Passage, quote: str) -> bool:
        seen.append((passage, quote))
        return is_beside

    form = form_of(question)
    whole = with_nearest_list(asked(question), form, found, near, beside)
    assert all(quote in passage.text for passage, quote in seen)
    return whole


BRING = "What should I bring along?"


def test_the_whole_list_comes_first(fair: Generation):
    """What was first before it isn't chosen, and its own items are no hits."""
    found = put_first(fair, BRING, "The fair fills")
    assert found is not None
    whole, other = found.hits
    lines = whole.passage.quote(whole.sentence).split("\n")
    assert lines == ["- a basket with a lid", "- a knife", "- two coins"]
    assert (whole.probability, whole.is_chosen, whole.words) == (SURE, True, None)
    assert (other.is_chosen, "The fair" in other.passage.text) == (False, True)


@pytest.mark.parametrize(("first", "is_first"), [("basket", True), ("mill", False)])
def test_what_is_surer_stays_first_unless_it_is_of_the_list(
    fair: Generation, first: str, is_first: bool
):
    """Then the list is as sure."""
    found = put_first(fair, BRING, first, first_surely=SURE + 0.1)
    assert (found is not None) == is_first
    if found:
        assert found.hits[0].probability == SURE + 0.1


def test_a_list_that_is_not_the_answer_is_not_put_first(fair: Generation):
    """As it is not sure, or beside the point, or of another thing."""
    assert put_first(fair, BRING, "mill", surely=READ_THRESHOLD - 0.01) is None
    assert put_first(fair, BRING, "mill", is_beside=True) is None
    of_boat = "What are the prizes of the boat?"
    assert put_first(fair, of_boat, "mill", missing=("boat",)) is None
    assert put_first(fair, "What are the prizes of last year?", "mill") is not None


@pytest.mark.parametrize("more", [0, 1])
def test_a_list_longer_than_a_quote_may_be_is_not_whole(more: int, tmp_path: Path):
    """It would be no answer, but the article."""
    long = ("the tin that was in the box " * 200)[: MAX_QUOTE_CHARS - 9 + more] + "x"
    text = f"# Box\n\n## Tins\n\n- tin\n- {long}\n"
    box = indexed(tmp_path, ENCODER, {"b.md": text}).open(ENCODER.identity)
    assert (put_first(box, "Which tins are there?", "- tin") is None) == bool(more)


def test_asked_in_earnest_a_list_is_found_behind_what_is_shown(tmp_path: Path):
    """Though another passage has more of the question's words."""
    retriever = searching(tmp_path, {"fair.md": FAIR})
    for top_k in (1, 5):
        found = retriever.search("Which things do people bring along?", top_k)
        assert "- two coins" in found.hits[0].passage.quote(found.hits[0].sentence)
        assert len(found.hits) <= top_k


def test_a_name_that_the_article_lacks_is_no_answer(tmp_path: Path):
    """What is asked of others isn't told by a list."""
    retriever = searching(tmp_path, {"fair.md": FAIR})
    for name, is_whole in (("Tarn", True), ("Vildbjerg", False)):
        found = retriever.search(f"What should we bring along to {name}?", 5)
        hit = found.hits[0]
        quote = hit.passage.quote(hit.sentence)
        assert (name, "basket" in quote and "coins" in quote) == (name, is_whole)
