"""The command line where people check: evidence packs, and their own verdicts."""

import json
from pathlib import Path

import pytest

from rag.evidence import (
    EvidencePack,
    EvidenceQuote,
    EvidenceTurn,
    pack_for_html,
    sha256_of_text,
)
from rag.journal import FILE_NAME, Journal, Place
from tests.test_evaluation import write_set

OWLS = "Owls fly without a sound. Their feathers have soft edges."
FEATHERS = "Their feathers have soft edges."


@pytest.fixture
def owls(run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Add a small article, and give its id."""
    (tmp_path / "owls.txt").write_text(OWLS)
    run("add", "owls.txt")
    return capsys.readouterr().out.splitlines()[0].removeprefix("Added ")


def packed(article_id: str, quote: str) -> str:
    """Write a pack with one quote, as it stands in the text on owls."""
    start = OWLS.find(quote)
    cited = EvidenceQuote(
        number=1,
        article_id=article_id,
        title="Owls",
        section=None,
        paragraph=1,
        page=None,
        start=start,
        end=start + len(quote),
        before="",
        quote=quote,
        after="",
        quote_sha256=sha256_of_text(quote),
        article_sha256=sha256_of_text(OWLS),
        verbatim=True,
        verdict=None,
    )
    turn = EvidenceTurn("What is soft?", None, "answered", (), (cited,))
    return pack_for_html(EvidencePack("2026-01-02T03:04:05+00:00", 1, (turn,)))


def test_pack_that_holds_is_said_line_by_line(run, owls, capsys, tmp_path: Path):
    """Each quote is a line, and the status 0 says that all hold."""
    (tmp_path / "pack.html").write_text(packed(owls, FEATHERS))
    assert run("verify", "pack.html") == 0
    assert capsys.readouterr().out == f"ok  verbatim: »{FEATHERS}« ({owls} ¶ 1)\n"


def test_pack_that_no_longer_holds_is_status_1(run, owls, capsys, tmp_path: Path):
    """After the article has gone its quote is bad, and one line says how many are."""
    (tmp_path / "pack.html").write_text(packed(owls, FEATHERS))
    (tmp_path / "tides.txt").write_text("Tides rise twice a day.")
    run("add", "tides.txt")
    run("remove", owls)
    capsys.readouterr()
    assert run("verify", "pack.html") == 1
    said = capsys.readouterr()
    assert said.out.startswith("BAD the article is not in the library: »Their")
    assert said.err == "quotewell: 1 quotes of the pack no longer hold\n"


@pytest.mark.parametrize(
    ("name", "said"), [("none.html", "can't be read"), ("owls.txt", "no evidence pack")]
)
def test_what_is_no_pack_is_told(run, owls, capsys, name: str, said: str):
    """A missing file and one of another kind are errors of one line."""
    assert run("verify", name) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_verdicts_can_be_evaluated(run, owls, capsys, tmp_path: Path):
    """One quote was right, of one question nothing answers: 1 hit, 1 refusal of 1."""
    journal = Journal(tmp_path / "library" / FILE_NAME)
    start = OWLS.index(FEATHERS)
    right = Place(owls, 1, start, len(OWLS), FEATHERS)
    journal.record("What do feathers have?", "right", right)
    journal.record("Who juggled xylophones?", "none")
    journal.record("What flies?", "wrong", right)
    assert run("evaluate", "--verdicts", "--json") == 0
    table = json.loads(capsys.readouterr().out)
    assert (table["set"], table["questions"], table["answerable"]) == ("verdicts", 2, 1)
    assert (table["hit_at_1"], table["sentence_at_1"]) == (1.0, 1.0)
    assert [kind["refused"] for kind in table["unanswerable"]] == [1.0]


def test_evaluating_without_verdicts_says_how_to_give_some(run, owls, capsys):
    """Nobody judged an answer."""
    assert run("evaluate", "--verdicts") == 1
    assert "call quotes right on the page" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], ["set", "--verdicts"]])
def test_evaluate_takes_a_set_or_the_verdicts(run, capsys, argv: list[str]):
    """Neither and both are wrong usage."""
    with pytest.raises(SystemExit) as caught:
        run("evaluate", *argv)
    assert caught.value.code == 2


def test_evaluate_asks_one_half_of_the_articles(run, capsys, tmp_path: Path):
    """Of a question on owls and two others, the half that was fitted has the first."""
    folder = write_set(tmp_path / "set")
    capsys.readouterr()
    assert run("evaluate", str(folder), "--half", "fitted", "--json") == 0
    assert json.loads(capsys.readouterr().out)["questions"] == 1
