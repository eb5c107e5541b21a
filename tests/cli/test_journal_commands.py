"""The commands that need the journal, where it is in PostgreSQL."""

import json
import sys
from pathlib import Path

import pytest

from rag.judging.opening import open_journal
from rag.judging.verdicts import JudgedPlace, Verdicts
from tests.cli.conftest import OWLS
from tests.postgres_server import PASSWORD

FEATHERS = "Their feathers have soft edges."
ASKED = "What do feathers have?"


@pytest.fixture
def judged(owls, postgres, tmp_path: Path) -> str:
    """Judge a quote of a library, in the database; gives the database's address."""
    journal = Verdicts(open_journal(tmp_path / "library", postgres.address))
    right = JudgedPlace(owls, 1, OWLS.index(FEATHERS), len(OWLS), FEATHERS)
    journal.record(ASKED, "right", right)
    return postgres.address


def test_commands_find_what_was_judged(run, judged, monkeypatch, capsys) -> None:
    """Named by the environment or a flag; compacting leaves it."""
    for flags in ([], ["--journal", judged]):
        if not flags:
            monkeypatch.setenv("QUOTEWELL_JOURNAL", judged)
        assert run("evaluate", "--verdicts", "--json", *flags) == 0
        table = json.loads(capsys.readouterr().out)
        assert (table["questions"], table["hit_at_1"]) == (1, 1.0)
    Path("sails.txt").write_text("Sails are sewn from flax.")
    assert run("add", "sails.txt") == 0
    capsys.readouterr()
    assert run("diff", "--journal", judged) == 0
    assert "0 of 1 questions are answered otherwise" in capsys.readouterr().out
    assert run("compact", "--journal", judged) == 0
    assert run("evaluate", "--verdicts", "--json", "--journal", judged) == 0


def test_the_doctor_looks_into_the_database(run, judged, postgres, capsys) -> None:
    """It says where the journal is, what was changed in it, and that it is away."""
    assert run("doctor", "--journal", judged) == 0
    said = capsys.readouterr().out
    assert "ok  the journal is in postgresql://quotewell:***@127.0.0.1:" in said
    assert PASSWORD not in said
    schema = json.loads(Path("library/journal.json").read_text())["schema"]
    postgres.run(f"UPDATE {schema}.verdicts SET quote = 'Owls.'")
    assert run("doctor", "--journal", judged) == 1
    assert f"a verdict on {ASKED!r} was changed" in capsys.readouterr().out
    postgres.stop()
    try:
        assert run("doctor", "--journal", judged) == 1
        said = capsys.readouterr().out
        assert "BAD the journal at postgresql://quotewell:***@" in said
        assert PASSWORD not in said
    finally:
        postgres.start()


@pytest.mark.parametrize(
    "command", [("doctor",), ("evaluate", "--verdicts"), ("diff",)]
)
def test_a_journal_that_is_not_named_is_missed(run, judged, capsys, command) -> None:
    """In one line that says how to name it."""
    assert run(*command) == 1
    said = capsys.readouterr()
    assert "name that with --journal or QUOTEWELL_JOURNAL" in said.out + said.err


def test_without_its_packages_a_database_is_refused(run, monkeypatch, capsys) -> None:
    """With the command that installs them; no other command misses them."""
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.delitem(sys.modules, "rag.judging.journal_database", raising=False)
    assert run("list") == 0
    assert run("diff", "--journal", "postgresql://u@h/x") == 1
    said = capsys.readouterr().err
    assert 'run `pip install "quotewell[scale]"`' in said
