"""Rows whose words stand in another order."""

from random import Random

import pytest

from tests.later import Later

reordering, batching = Later("training.reordering"), Later("training.batches")

NAMES = [
    "<unk>",
    "<s>",
    "</s>",
    "▁a",
    "▁b",
    "▁c",
    "▁d",
    "x",
    ".",
    ",",
    "▁3",
    "000",
    "-",
]
A, B, C, D, X, STOP, COMMA, THREE, ZEROS, DASH = range(3, 13)


def row(asked: list[int], read: list[int], first: int = 0, last: int = 0):
    """Make a row; an answer's places are counted from the passage's first."""
    start = len(asked) + 2
    answer = (start + first, start + last) if last else (0, 0)
    return batching.Row([1, *asked, 2, *read, 2], start, *answer, 1.0)


def orders(given, times: int = 300, reach: float = 6.0, backwards: float = 0.0) -> list:
    """Put a row into many orders."""
    random = Random(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.reordering.MOST_MOVED", reach)
        patch.setattr("training.reordering.BACKWARDS", backwards)
        return [reordering.Order(NAMES, random)(given) for _ in range(times)]


def reads(given, **how) -> set[tuple[int, ...]]:
    """Give all passages that come of one."""
    return {tuple(one.ids[one.passage_start : -1]) for one in orders(given, **how)}


def test_words_change_places_in_question_and_passage():
    """What stands around them doesn't."""
    found = orders(row([A, B], [C, D]))
    assert {tuple(one.ids) for one in found} == {
        (1, *asked, 2, *read, 2)
        for asked in ((A, B), (B, A))
        for read in ((C, D), (D, C))
    }
    assert {one.passage_start for one in found} == {4}


def test_those_far_apart_do_not():
    """With a reach of two the first word comes behind the second, not the third."""
    found = reads(row([A], [A, B, C, D]), reach=2.0)
    assert (B, A, C, D) in found
    assert max(one.index(A) for one in found) == 1
    assert reads(row([A], [A, B, C, D]), reach=0.0) == {(A, B, C, D)}
    far = reads(row([A], [A, B, C, D]), reach=6.0)
    assert any(one.index(A) == 3 for one in far)


def test_a_clause_is_left_by_no_word():
    """Signs part clauses, and stay; none within a word does."""
    found = reads(row([A], [A, B, COMMA, C, D, STOP]))
    assert len(found) == 4
    assert {(one[2], one[5]) for one in found} == {(COMMA, STOP)}
    assert {frozenset(one[:2]) for one in found} == {frozenset((A, B))}
    number = reads(row([A], [THREE, COMMA, ZEROS, B]))
    assert number == {(THREE, COMMA, ZEROS, B), (B, THREE, COMMA, ZEROS)}
    at_the_end = reads(row([A], [A, STOP]))
    assert at_the_end == {(A, STOP)}
    several = reads(row([A], [A, B, STOP, COMMA]))
    assert several == {(A, B, STOP, COMMA), (B, A, STOP, COMMA)}


def test_the_pieces_of_a_word_stay_together():
    """So do those of a joined one."""
    found = reads(row([A], [A, X, B, DASH, X]))
    assert found == {(A, X, B, DASH, X), (B, DASH, X, A, X)}


def test_an_answer_stays_whole_and_is_found_again():
    """Its words and signs in their order, and no word of the clause among them."""
    given = row([C], [A, B, COMMA, X, C, D], first=1, last=4)
    for one in orders(given):
        assert one.ids[one.first : one.last + 1] == [B, COMMA, X, C]
    firsts = {one.first - one.passage_start for one in orders(given)}
    assert firsts == {0, 1, 2}


def test_where_nothing_answers_the_first_place_is_marked():
    """Whatever is moved."""
    assert {(one.first, one.last) for one in orders(row([A, B], [C, D]))} == {(0, 0)}


def test_some_are_turned_round():
    """Each clause by itself; the share of orders is one in four."""
    given = row([A], [A, B, C, STOP, D, A])
    assert reads(given, reach=0.0, backwards=1.0) == {(C, B, A, STOP, A, D)}
    assert pytest.approx(0.25) == reordering.BACKWARDS
    turned = orders(given, times=2000, reach=0.0, backwards=0.25)
    share = sum(one.ids[3] == C for one in turned) / len(turned)
    assert share == pytest.approx(0.25, abs=0.03)


def test_all_rows_of_a_group_are_in_orders_alike():
    """Turned round, or not."""
    given, random = row([A], [A, B, C]), Random(3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.reordering.MOST_MOVED", 0.0)
        patch.setattr("training.reordering.BACKWARDS", 0.5)
        made = [reordering.Order(NAMES, random) for _ in range(50)]
    pairs = {(tuple(one(given).ids), tuple(one(given).ids)) for one in made}
    assert {first for first, _ in pairs} == {
        (1, A, 2, A, B, C, 2),
        (1, A, 2, C, B, A, 2),
    }
    assert all(first == second for first, second in pairs)
