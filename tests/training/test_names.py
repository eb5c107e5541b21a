"""Which pieces of words are names."""

import numpy as np
import pytest

from rag.models.universal import UniversalEncoder
from tests.later import Later

naming = Later("training.names")

# Vectors lie on an arc; each piece's five nearest words are those around it.
PLACES = {
    "▁Berlin": 0, "▁Berlijn": 1, "▁Berlino": 2, "▁berliner": 3, "▁Berlim": 4,
    "柏林": 2.4, "▁Potsdam": 5, "▁BVG": 2.1, "▁Be": 2.2, "Berlin": 2.3,
    "▁music": 50, "▁Music": 51, "▁Musik": 52, "▁musica": 53, "▁Muziek": 54,
    "▁muziek": 55, "音乐": 52.4, "▁": 60,
}  # fmt: skip


def test_a_piece_is_a_name_where_those_of_like_meaning_have_a_capital():
    """One that has a twin in small letters doesn't count, nor what is no whole word."""
    angles = np.radians(np.array([*PLACES.values()], np.float32))
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    found = naming.are_names([*PLACES], vectors)
    named = {piece for piece, is_name in zip(PLACES, found, strict=True) if is_name}
    assert "音乐" not in named
    assert not {piece for piece in named if "usi" in piece or "uzi" in piece}
    assert {"柏林", "▁Berlin", "▁BVG", "▁Berlim"} <= named


def test_three_of_the_five_nearest_have_to_be_names():
    """The piece itself isn't among them."""
    words = {"▁Oslo": 1, "▁Lima": 2, "▁Rome": 3, "▁sea": 4, "▁owl": 5, "▁crab": 6}
    for name, is_name in (("▁Lima", False), ("海", True)):
        angles = np.radians(np.array([*words.values(), 0], np.float32))
        vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        found = naming.are_names([*words, "海"], vectors)
        assert found[[*words, "海"].index(name)] == is_name


def test_what_ships_is_what_the_vectors_say():
    """Of some pieces in several scripts."""
    ships = UniversalEncoder().encode_question
    asked = {"東京": True, "音楽": False, "서울": True, "학교": False, "بغداد": True}
    for word, is_name in asked.items():
        encoded = ships(word)
        assert encoded.named[1:-1].tolist() == [is_name] * (len(encoded.named) - 2)


def test_all_pieces_are_told(monkeypatch: pytest.MonkeyPatch):
    """By their names and vectors, in the order of their numbers."""
    monkeypatch.setattr(UniversalEncoder, "vectors_of", lambda _, ids: [*ids])
    names, vectors = naming.all_pieces()
    assert vectors == [*range(len(names))]
    assert len(names) == 128_000
    assert names[4887] == UniversalEncoder().vocabulary.id_to_piece(4887)
