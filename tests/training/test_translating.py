"""Texts that are put into other languages, piece by piece."""

from random import Random
from types import SimpleNamespace

import numpy as np
import pytest

from tests.later import Later
from training.material import Example

translating, batching = Later("training.translating"), Later("training.batches")
tokens, kinds = Later("training.tokens"), Later("training.kinds")

# Of one meaning are those whose vectors point the same way.
NAMES = ["<unk>", "<s>", "</s>", "▁tide", "▁tides", "▁marea", "▁owl"]
NAMES += ["▁прилив", "▁сова", "潮", "7"]
ANGLES = [180, 180, 180, 90, 92, 85, 0, 80, 10, 93, 90]


class FakePieces:
    """Some pieces of four scripts."""

    names = NAMES

    @property
    def vectors(self) -> np.ndarray:
        """A vector of two dimensions for each piece."""
        turned = np.radians(np.array(ANGLES, np.float32))
        return np.stack([np.cos(turned), np.sin(turned)], axis=1)


TIDE, _, MAREA, OWL, PRILIV, SOVA, USHIO, SEVEN = range(3, 11)


@pytest.fixture(autouse=True)
def in_order(monkeypatch: pytest.MonkeyPatch) -> float:
    """Move no words, and give how often that happens otherwise."""
    moved = translating.MOVED
    monkeypatch.setattr("training.translating.MOVED", 0.0)
    return moved


@pytest.fixture
def translator(monkeypatch: pytest.MonkeyPatch):
    """Translate what these pieces say, none of which is of grammar."""
    monkeypatch.setattr("training.translating.COMMON", 0)
    return translating.Translator(FakePieces(), [TIDE, OWL, SEVEN])


def row(*ids: int, asked: int = 1):
    """Make a row: a question of so many pieces, and a passage."""
    question, passage = ids[:asked], ids[asked:]
    whole = [1, *question, 2, *passage, 2]
    return batching.Row(whole, asked + 2, asked + 2, asked + 2, 1.0)


def translations(translator, *rows, times: int = 400) -> list[list[list[int]]]:
    """Translate rows together, many times."""
    random = Random(1)
    made = (translator([row(*ids) for ids in rows], random) for _ in range(times))
    return [[one.ids for one in group] for group in made]


def changed_share() -> float:
    """How often a piece changes that three of the scripts have a translation of."""
    weights = translating.SCRIPTS
    known = sum(weights[name] for name in ("LATIN", "CYRILLIC", "CJK"))
    share = translating.TRANSLATED * (1 - translating.KEPT)
    return share * known / sum(weights.values())


def test_a_piece_gives_way_to_the_nearest_of_another_language(translator):
    """Not to a form of its own word, nor to one of another meaning; no number does."""
    found = {ids[0][1] for ids in translations(translator, (TIDE, OWL))}
    assert found == {TIDE, MAREA, PRILIV, USHIO}
    found = {ids[0][3] for ids in translations(translator, (TIDE, OWL))}
    assert found == {OWL, SOVA}
    assert {ids[0][3] for ids in translations(translator, (TIDE, SEVEN))} == {SEVEN}


def test_a_group_is_of_one_language_and_a_piece_alike_in_it(translator):
    """In question and passage, and in each row; in some of one side alone."""
    groups = translations(translator, (TIDE, TIDE, OWL), (OWL, TIDE))
    assert all(first[3] == second[3] for first, second in groups)
    assert all(
        first[4] == second[1] or SOVA in (first[4], second[1])
        for first, second in groups
    )
    sides = [first[1] == first[3] for first, _ in groups]
    apart = changed_share() * translating.ONE_SIDE
    assert 1 - sum(sides) / len(sides) == pytest.approx(apart, abs=0.03)
    scripts = {(first[3], first[4]) for first, _ in groups}
    assert (PRILIV, SOVA) in scripts
    assert (MAREA, SOVA) not in scripts


def test_so_many_groups_are_translated_at_all(translator):
    """Fewer than chosen, by those that have nothing to give way to, or keep it."""
    groups = translations(translator, (TIDE, TIDE), times=3000)
    same = sum(first[3] == TIDE for (first,) in groups) / len(groups)
    share = changed_share() * (1 - translating.ONE_SIDE / 2)
    assert 1 - same == pytest.approx(share, abs=0.03)


def test_in_half_of_those_words_are_moved(
    translator, in_order: float, monkeypatch: pytest.MonkeyPatch
):
    """In all rows of a group, and in none that isn't translated."""
    for name, value in (
        ("translating.MOVED", in_order),
        ("translating.SCRIPTS", {"CJK": 1}),
    ):
        monkeypatch.setattr(f"training.{name}", value)
    monkeypatch.setattr("training.reordering.BACKWARDS", 1.0)
    monkeypatch.setattr("training.reordering.MOST_MOVED", 0.0)
    ids = (OWL, SEVEN, OWL)
    groups = translations(translator, ids, ids, times=2000)
    assert all(first == second for first, second in groups)
    share = sum(first[3] == OWL for first, _ in groups) / len(groups)
    assert in_order == 0.5
    assert share == pytest.approx(translating.TRANSLATED * in_order, abs=0.03)


def test_what_stands_around_question_and_passage_stays(translator):
    """The special pieces, and how long all is."""
    for (ids,) in translations(translator, (TIDE, OWL)):
        assert (ids[0], ids[2], ids[4], len(ids)) == (1, 2, 2, 5)


class GrammarPieces:
    """Words of grammar, whose vectors are less like those of other languages."""

    names = ("<unk>", "<s>", "</s>", "▁of", "▁Of", "▁Ann", "▁tide")
    names += ("▁из", "▁от", "▁для", "▁di", "の")
    _cosines = ((0.4, 0.33, 0.31, 0.4, 0.29), (0.44, 0.44, 0.44, 0.44, 0.44))

    @property
    def vectors(self) -> np.ndarray:
        """Give "of" and "tide" an axis each, and the others a share of both."""
        made = np.zeros((12, 16), np.float32)
        made[3:5, 0] = made[6, 1] = made[5, 2] = 1
        made[7:, 0], made[7:, 1] = self._cosines
        made[range(7, 12), range(7, 12)] = np.sqrt(1 - (made[7:, :2] ** 2).sum(axis=1))
        return made


def grammar_of(script: str, *rows, monkeypatch, times: int = 300) -> list:
    """Translate rows of these into one script, with two pieces common."""
    for name, value in (("COMMON", 3), ("TRANSLATED", 1.0), ("ONE_SIDE", 0.0)):
        monkeypatch.setattr(f"training.translating.{name}", value)
    monkeypatch.setattr("training.translating.SCRIPTS", {script: 1})
    made = translating.Translator(GrammarPieces(), [3, 4, 5, 6])
    random = Random(3)
    return [made(list(rows), random) for _ in range(times)]


OF, BIG_OF, ANN, WAVE, IZ, OT, DLYA, DI, NO = range(3, 12)


def test_words_of_grammar_need_be_less_alike(monkeypatch: pytest.MonkeyPatch):
    """Those next to the nearest count, too; of other words neither does."""
    groups = grammar_of("CYRILLIC", row(OF, WAVE), monkeypatch=monkeypatch)
    assert {group[0].ids[1] for group in groups} == {OF, IZ, OT}
    assert {group[0].ids[3] for group in groups} == {WAVE}


def test_what_a_language_has_no_word_for_is_left_out(monkeypatch: pytest.MonkeyPatch):
    """Not from an answer, and no name, which has a capital; what follows moves up."""
    whole = [1, OF, ANN, 2, BIG_OF, WAVE, OF, ANN, OF, 2]
    asked = batching.Row(whole, 4, 6, 8, 1.0)
    found = grammar_of("KANA", asked, monkeypatch=monkeypatch)
    kept = [one for (one,) in found if one.ids[1] == OF]
    assert len(kept) / len(found) == pytest.approx(translating.KEPT, abs=0.05)
    shorter = next(one for (one,) in found if one.ids[1] == ANN and one.ids[3] == WAVE)
    assert shorter.ids == [1, ANN, 2, WAVE, OF, ANN, OF, 2]
    assert (shorter.passage_start, shorter.first, shorter.last) == (3, 4, 6)
    assert shorter.ids[shorter.first : shorter.last + 1] == whole[6:9]


def test_what_cannot_be_answered_is_marked_at_the_beginning(
    monkeypatch: pytest.MonkeyPatch,
):
    """Whatever is left out before."""
    asked = batching.Row([1, OF, ANN, 2, OF, ANN, 2], 4, 0, 0, 1.0)
    found = grammar_of("KANA", asked, monkeypatch=monkeypatch)
    assert {(one.first, one.last) for (one,) in found} == {(0, 0)}
    assert {tuple(one.ids) for (one,) in found} == {
        tuple(asked.ids),
        (1, ANN, 2, ANN, 2),
    }


def test_latin_letters_leave_nothing_out(monkeypatch: pytest.MonkeyPatch):
    """Most of these languages have such words."""
    found = grammar_of("LATIN", row(WAVE, OF, ANN), monkeypatch=monkeypatch)
    assert {len(one.ids) for (one,) in found} == {6}
    assert {one.ids[3] for (one,) in found} == {OF, DI}


def test_pieces_are_given_with_the_most_used_first(monkeypatch: pytest.MonkeyPatch):
    """Of questions and passages together."""

    class Numbers:
        def encode(self, text: str):
            return [int(each) for each in text.split()], None

    monkeypatch.setattr("training.kinds.Translator", lambda pieces, used: used)
    asked = [SimpleNamespace(text="7 8 8")]
    material = SimpleNamespace(questions=asked, contexts=["9 8 9", "9 9"])
    assert kinds._translator(Numbers(), material) == [9, 8, 7]


@pytest.mark.parametrize(
    ("piece", "script"),
    [
        ("\u2581sea", "LATIN"),
        ("ときに", "KANA"),
        ("食べる", "KANA"),
        ("海", "CJK"),
        ("7", ""),
        ("мoре7", ""),
    ],
)
def test_a_piece_is_of_one_script_or_none(piece: str, script: str):
    """Kana goes with Chinese characters; an "o" among Russian letters is of neither."""
    assert translating.script_of(piece) == script


def test_pieces_are_those_of_the_second_encoder():
    """Their characters in the text, their names, and vectors that mean the same."""
    pieces = tokens.Pieces()
    ids, offsets = pieces.encode("The sea in 1931")
    assert ["The sea in 1931"[a:b] for a, b in offsets[:2]] == ["The", "sea"]
    assert pieces.decode(ids) == "The sea in 1931"
    assert pieces.names[ids[1]] == "\u2581sea"
    sea, same, fish = (
        pieces.names.index(f"\u2581{word}") for word in ("sea", "море", "fish")
    )
    near = pieces.vectors[[same, fish]] @ pieces.vectors[sea]
    assert near[0] > near[1] + 0.2
    assert np.linalg.norm(pieces.vectors[sea]) == pytest.approx(1, abs=1e-5)
    row = batching.Rows(pieces).row(Example("When?", "In 1931", (3, 7)), Random(1))
    assert row.ids[0] == pieces.first
    assert [*row.ids[row.passage_start - 1 :: 9999], row.ids[-1]] == [
        pieces.between
    ] * 2
