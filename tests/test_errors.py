"""Errors say what happened and what mends it, together and apart."""

import logging
from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.errors import REBUILD, IndexDamagedError, QuotewellError
from rag.library.library import Library
from tests.fakes import WordEncoder


def test_the_message_is_both_parts():
    """One line for people; whoever handles it need not take it apart."""
    error = IndexDamagedError("a; b is gone", REBUILD)
    assert str(error) == "a; b is gone; run `quotewell rebuild`"
    assert (error.reason, error.mend) == ("a; b is gone", "run `quotewell rebuild`")


def test_a_reason_may_say_it_all():
    """Without a mend of its own the message is the reason."""
    error = QuotewellError("the question is empty; ask something")
    assert str(error) == error.reason == "the question is empty; ask something"
    assert error.mend == ""


def test_a_build_over_a_damaged_index_names_the_damage_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """It is what mends the index, so it doesn't tell anybody to rebuild."""
    library = Library(tmp_path)
    library.add(b"Owls fly without a sound.\n", "owls.txt")
    build_index(library, WordEncoder())
    (tmp_path / "generations" / "0001" / "tokens.npy").write_bytes(b"")
    with caplog.at_level(logging.WARNING):
        build_index(library, WordEncoder())
    assert "tokens.npy of generation 0001 has another size" in caplog.text
    assert "quotewell rebuild" not in caplog.text
