"""The command line where people check: evidence packs, and their own verdicts."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rag.judging.evidence import pack_for_html, sha256_of_text
from rag.judging.opening import open_journal
from rag.judging.verdicts import JudgedPlace, Verdicts
from rag.library.library import Library
from tests.cli.conftest import OWLS
from tests.judging.test_evaluation import write_set
from tests.judging.test_evidence import PACK, QUOTE, TURN

FEATHERS = "Their feathers have soft edges."


def packed(article_id: str, quote: str, **place) -> str:
    """Write a pack with one quote, as it stands in the text on owls, or elsewhere."""
    start = OWLS.find(quote)
    cited = replace(
        QUOTE,
        article_id=article_id,
        start=start,
        end=start + len(quote),
        before="",
        quote=quote,
        quote_sha256=sha256_of_text(quote),
        article_sha256=sha256_of_text(OWLS),
    )
    turn = replace(TURN, quotes=(replace(cited, **place),))
    return f"<p>{quote}</p>{pack_for_html(replace(PACK, turns=(turn,)))}"


def test_pack_that_holds_is_said_line_by_line(run, owls, capsys, tmp_path: Path):
    """Each quote is a line, and the status 0 says that all hold."""
    (tmp_path / "pack.html").write_text(packed(owls, FEATHERS))
    assert run("verify", "pack.html") == 0
    assert capsys.readouterr().out == f"ok  verbatim: »{FEATHERS}« ({owls} · ¶ 1)\n"


def test_place_in_a_pack_is_said_as_on_the_page(run, owls, capsys, tmp_path: Path):
    """A long section is cut, and keeps to its line; the library's own is said, too."""
    place = {"paragraph": 0, "page": 2, "section": f"Birds\n{'x' * 99}"}
    (tmp_path / "pack.html").write_text(packed(owls, FEATHERS, **place))
    assert run("verify", "pack.html") == 0
    section = f"Birds {'x' * 54}…"
    assert capsys.readouterr().out == (
        f"ok  verbatim, but the library has it elsewhere (p. 2 · ¶ 1): »{FEATHERS}« "
        f"({owls} · {section} · p. 2 · top of the article)\n"
    )


def test_a_file_that_shows_other_words_than_its_record_is_bad(
    run, owls, capsys, tmp_path: Path
):
    """Whoever changed what is read left the record as it was."""
    text = packed(owls, FEATHERS).replace("soft edges.</p>", "sharp edges.</p>")
    (tmp_path / "pack.html").write_text(text)
    assert run("verify", "pack.html") == 1
    said = "BAD the file shows other words than its record: »Their"
    assert capsys.readouterr().out.startswith(said)


def test_pack_is_verified_without_a_reranker(run, owls, tmp_path: Path):
    """Nothing is asked, so one that isn't there is in nobody's way."""
    (tmp_path / "pack.html").write_text(packed(owls, FEATHERS))
    assert run("verify", "pack.html", "--reranker", "nobody/nothing") == 0


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


@pytest.fixture
def edited(run, capsys, tmp_path: Path) -> str:
    """Follow a note, and put a sentence before its text; gives its id of before."""
    note = tmp_path / "notes" / "owls.txt"
    note.parent.mkdir()
    note.write_text(OWLS)
    assert run("add", "notes") == 0
    (before,) = Library(tmp_path / "library").articles()
    note.write_text(f"Night falls. {OWLS}")
    assert run("rebuild") == 0
    capsys.readouterr()
    return before.id


def test_pack_of_a_file_that_was_edited_is_verified(
    run, edited, capsys, tmp_path: Path
):
    """Against the article that took its place, which still has one of two quotes."""
    (tmp_path / "pack.html").write_text(packed(edited, FEATHERS))
    assert run("verify", "pack.html") == 0
    said = (
        f"ok  verbatim, but it has moved in the article: »{FEATHERS}« ({edited} · ¶ 1)"
    )
    assert capsys.readouterr().out == f"{said}\n"
    (tmp_path / "pack.html").write_text(packed(edited, "Owls swim."))
    assert run("verify", "pack.html") == 1
    assert capsys.readouterr().out.startswith("BAD the article no longer says this:")


def test_verdicts_on_a_file_that_was_edited_can_be_evaluated(
    run, edited, capsys, tmp_path: Path
):
    """By the article that took its place."""
    journal = Verdicts(open_journal(tmp_path / "library"))
    right = JudgedPlace(edited, 1, OWLS.index(FEATHERS), len(OWLS), FEATHERS)
    journal.record("What do feathers have?", "right", right)
    assert run("evaluate", "--verdicts", "--json") == 0
    assert json.loads(capsys.readouterr().out)["hit_at_1"] == 1.0


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
    journal = Verdicts(open_journal(tmp_path / "library"))
    start = OWLS.index(FEATHERS)
    right = JudgedPlace(owls, 1, start, len(OWLS), FEATHERS)
    journal.record("What do feathers have?", "right", right)
    journal.record("Who juggled xylophones?", "none")
    journal.record("What flies?", "wrong", right)
    assert run("evaluate", "--verdicts", "--json") == 0
    table = json.loads(capsys.readouterr().out)
    assert (table["set"], table["questions"], table["answerable"]) == ("verdicts", 2, 1)
    assert (table["hit_at_1"], table["sentence_at_1"]) == (1.0, 1.0)
    assert [kind["refused"] for kind in table["unanswerable"]] == [1.0]


def test_verdicts_have_no_translation(run, owls, capsys):
    """Passed over, it would let one take the figures for those of another language."""
    assert run("evaluate", "--verdicts", "--asked-in", "set") == 1
    assert "--asked-in is of a set" in capsys.readouterr().err


def test_evaluating_without_verdicts_says_how_to_give_some(run, owls, capsys):
    """Nobody judged an answer."""
    assert run("evaluate", "--verdicts") == 1
    assert "call quotes right on the page" in capsys.readouterr().err


@pytest.mark.attack
def test_evaluate_does_not_replace_a_library(run, owls, questions, capsys):
    """The library answers as before, and nothing was written into it."""
    assert run("evaluate", questions) == 1
    error = capsys.readouterr().err
    assert "library holds what `evaluate` didn't make" in error
    assert error.count("\n") == 1
    assert run("ask", "What do feathers have?") == 0
    assert FEATHERS in capsys.readouterr().out


@pytest.mark.attack
@pytest.mark.parametrize("kept", ["notes.txt", "articles/x/y", "journal.sqlite"])
def test_evaluate_wants_a_folder_of_its_own(
    run, questions, capsys, tmp_path: Path, kept: str
):
    """A folder with anything in it is refused, and stays as it is."""
    path = tmp_path / "library" / kept
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    assert run("evaluate", questions) == 1
    assert "name a new folder with --index" in capsys.readouterr().err
    found = [file for file in (tmp_path / "library").rglob("*") if file.is_file()]
    assert found == [path]


@pytest.mark.parametrize("has_store", [True, False])
@pytest.mark.parametrize("is_there", [True, False])
def test_evaluate_takes_its_folder_again(
    run, questions, capsys, monkeypatch, tmp_path: Path, is_there: bool, has_store: bool
):
    """An empty or missing one becomes its own, and says so to whoever looks into it.

    Where originals are put into a store, a record of that is all that was there.
    """
    folder = tmp_path / "library"
    if has_store:
        monkeypatch.setenv("QUOTEWELL_ORIGINALS", f"file://{tmp_path}/store")
    if is_there:
        folder.mkdir()
    for _ in range(2):
        assert run("evaluate", questions, "--json") == 0
        assert json.loads(capsys.readouterr().out)["hit_at_1"] == 1.0
    assert "`quotewell evaluate` replaces" in (folder / "evaluation.txt").read_text()


@pytest.mark.attack
def test_evaluate_spares_what_was_added_to_its_folder(run, questions, tmp_path, capsys):
    """Once a person's article is in it, it is a library."""
    assert run("evaluate", questions) == 0
    (tmp_path / "owls.txt").write_text(OWLS)
    assert run("add", "owls.txt") == 0
    capsys.readouterr()
    assert run("evaluate", questions) == 1
    assert "didn't make" in capsys.readouterr().err


@pytest.mark.parametrize("name", [".", "none/answers.jsonl", "/dev/full", "a" * 304])
def test_answers_that_cannot_be_written_are_said(run, questions, capsys, name: str):
    """One line; a full disk, too, though it shows only when something is written."""
    assert run("evaluate", questions, "--answers", name) == 1
    error = capsys.readouterr().err
    assert "can't be written" in error
    assert "--answers" in error
    assert error.count("\n") == 1


@pytest.mark.attack
@pytest.mark.parametrize(
    "row",
    [
        "[1]",
        '"x"',
        "[" * 100_000,
        '{"id": 1, "question": "Why?", "answers": []',
        '{"id": "q", "question": 5, "answers": []',
        '{"id": "q", "question": "\\ud800", "answers": []',
        '{"id": "q", "question": "Why?", "answers": 5',
        '{"id": "q", "question": "Why?", "answers": [5]',
        '{"id": "q", "question": "Why?", "answers": [], "paragraph": "1"',
        '{"id": "q", "question": "Why?", "answers": [], "paragraph": -1',
        '{"id": "q", "question": "Why?", "answers": [], "paragraph": true',
    ],
    ids=range(11),
)
def test_malformed_sets_are_refused(run, questions, capsys, tmp_path, row: str):
    """Another shape than a question's is one line."""
    rest = ', "relevant": ["tides"], "answerable": true}' if row[0] == "{" else ""
    (tmp_path / questions / "questions.jsonl").write_text(row + rest)
    assert run("evaluate", questions) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "can't be read as a question set" in error or "lacks a" in error


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
