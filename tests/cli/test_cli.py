"""The command line: exit statuses, the JSON contract, and one-line errors."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import rag.cli
import rag.library.fetching
from rag.cli import main
from rag.library.fetching import Fetched
from tests.cli.conftest import OWLS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Give the name of a small text file."""
    (tmp_path / "owls.txt").write_text(OWLS)
    return "owls.txt"


def error_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Give what was said on stderr, which must be one line."""
    text = capsys.readouterr().err
    assert text.count("\n") == 1
    assert "Traceback" not in text
    return text


def test_add_then_ask_as_json(run, file, capsys):
    """The object has the contract's keys, and the quote comes from the file."""
    assert run("add", file) == 0
    capsys.readouterr()
    assert run("ask", "What do feathers have?", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {
        "question",
        "read_as",
        "language",
        "status",
        "state",
        "overview",
        "left_out",
        "confidence",
        "related",
        "missing_terms",
        "elapsed_ms",
        "parts",
        "citations",
        "differences",
    }
    citation = answer["citations"][0]
    assert set(citation) == {
        "number",
        "article_id",
        "title",
        "language",
        "section",
        "paragraph",
        "page",
        "time_s",
        "doubtful",
        "start",
        "end",
        "answer_start",
        "answer_end",
        "answer_in_section",
        "marks",
        "quote",
        "passage",
        "score",
        "permalink",
        "also_in",
    }
    assert citation["quote"] == "Their feathers have soft edges."
    assert OWLS[citation["start"] : citation["end"]] == citation["quote"]


def test_an_overview_is_printed_as_one(run, owls, capsys):
    """A heading says what it is of; its quote stands without what is around it."""
    assert run("ask", "What is it about?") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Overview of Owls, in its own sentences:\n\n[1] »")
    assert "»Owls fly without a sound.«\n    — Owls · ¶ 1" in shown


def test_ask_for_people_marks_the_quote(run, owls, capsys):
    """Without a terminal the quote stands between angle quotes, its place below."""
    assert run("ask", "What do feathers have?") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Answers (")
    assert "[1] Owls fly without a sound. »Their feathers have soft edges.«" in shown
    assert "— Owls · ¶ 1" in shown


def test_what_several_articles_say_is_shown_once(run, capsys, tmp_path: Path):
    """The others are named behind it; another number is shown beside it, and said."""
    ran = "The Velden train ran at 450 km/h in a test near Jinan."
    texts = (f"{ran} One.", f"{ran} Two.", f"{ran.replace('450', '420')} Three.")
    for name, text in zip("abc", texts, strict=True):
        (tmp_path / f"{name}.txt").write_text(text)
    run("add", "a.txt", "b.txt", "c.txt")
    capsys.readouterr()
    assert run("ask", ran) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "These differ: 450 km/h in “A” [1], 420 km/h in “C” [2]." in lines
    places = [line for line in lines if line.startswith(("—", "also"))]
    assert places == ["— A · ¶ 1", "also in B · ¶ 1", "— C · ¶ 1"]


def test_quote_of_the_front_is_at_the_top(run, capsys, tmp_path: Path):
    """The title is no paragraph, so its place has no number."""
    (tmp_path / "owls.md").write_text(f"# Owls\n\nBy Ada Finch, 3 May 2021\n\n{OWLS}")
    run("add", "owls.md")
    capsys.readouterr()
    assert run("ask", "Who is Ada Finch?", "--top-k", "2") == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in shown if "—" in line] == [
        "— Owls · top of the article",
        "— Owls · ¶ 1",
    ]


def test_ask_for_people_says_that_nothing_answers(run, owls, capsys):
    """The state with its probability first, then the words that are nowhere."""
    assert run("ask", "How do volcanoes erupt?") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Not found (")
    assert lines[0].endswith("% sure that the nearest passage answers)")
    assert lines[1:4] == [
        "The articles don't answer this.",
        "Words they don't have: volcanoes, erupt.",
        "The nearest passages:",
    ]


def test_ask_for_people_warns_of_a_name_that_the_passage_lacks(run, owls, capsys):
    """The quote is given, and below it what of the question isn't in its passage."""
    assert run("ask", "Do their feathers have soft edges in Wuhan?") == 0
    shown = capsys.readouterr().out
    assert "don't answer" not in shown
    assert shown.count("Not in this passage: Wuhan.") == 1


def test_standard_input_can_be_added(run, monkeypatch, capsys):
    """`-` reads an article from standard input, under a title of one's own."""
    stdin = io.TextIOWrapper(io.BytesIO(OWLS.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run("add", "-", "--title", "Night birds") == 0
    capsys.readouterr()
    run("list")
    assert "\tNight birds\tstandard-input.txt\n" in capsys.readouterr().out


def test_good_files_are_kept_when_one_is_bad(run, file, capsys, tmp_path: Path):
    """One bad file of three: the two are added, the status tells of the third."""
    (tmp_path / "blank.txt").write_text(" ")
    (tmp_path / "tides.txt").write_text("Tides rise twice a day.\n")
    assert run("add", file, "blank.txt", "tides.txt") == 1
    assert "blank.txt" in capsys.readouterr().err
    run("list")
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_remove_rename_undo(run, owls, capsys):
    """Each change can be seen in the list, and the last one undone."""
    assert run("rename", owls, "Silent flight") == 0
    run("list")
    assert "Silent flight" in capsys.readouterr().out
    assert run("remove", owls) == 0
    capsys.readouterr()
    run("list")
    assert capsys.readouterr().out == ""
    assert run("ask", "What do feathers have?") == 1
    assert run("undo") == 0
    assert run("ask", "What do feathers have?") == 0


def test_what_was_removed_is_told_though_no_index_is_built(run, owls, capsys):
    """It is out of the library then, as the list shows."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rag.building.indexing.build_index", stop)
        assert run("remove", owls) == 1
    assert capsys.readouterr().out.startswith(f"Removed {owls}; `quotewell undo`")
    run("list")
    assert capsys.readouterr().out == ""


def test_redo(run, file, capsys):
    """What was undone is made again, also where the index that had it is gone."""
    run("add", file)
    article = capsys.readouterr().out.splitlines()[0].removeprefix("Added ")
    run("rename", article, "Silent flight")
    capsys.readouterr()
    assert run("undo") == 0
    assert capsys.readouterr().out.startswith(
        "Undone: rename “Owls” to “Silent flight”.\n"
        f"{article} is in the library (Owls).\n"
    )
    run("rebuild")
    capsys.readouterr()
    assert run("redo") == 0
    said = capsys.readouterr().out
    assert said.startswith("Redone: rename “Owls” to “Silent flight”.")
    assert "Generation 4" in said
    run("list")
    assert "Silent flight" in capsys.readouterr().out
    assert run("redo") == 1
    assert "nothing to redo" in capsys.readouterr().err


def test_rebuild_looks_into_followed_folders(run, capsys, tmp_path: Path):
    """What is new there is told and indexed; one that is away is told, too.

    What mends that as well; as its articles stay, the command is done all the same.
    """
    notes, away = tmp_path / "notes", tmp_path / "away"
    for folder in (notes, away):
        folder.mkdir()
        (folder / f"{folder.name}.txt").write_text(f"The {folder.name} are here.")
        run("add", str(folder))
    (notes / "new.txt").write_text("Tides rise twice a day.")
    away.rename(tmp_path / "elsewhere")
    capsys.readouterr()
    assert run("rebuild") == 0
    said = capsys.readouterr()
    assert "Added new.txt" in said.out
    assert "articles 3" in said.out
    assert said.err == (
        f"quotewell: the followed folder {away} is gone, moved or not mounted; its "
        "articles stay: put it back, or stop following it on the page (`quotewell "
        "serve`)\n"
    )


def test_what_is_there_already_is_not_indexed_again(run, file, capsys, tmp_path: Path):
    """The same file once more makes no generation that would push out an older one.

    Nor is it said to be added.
    """
    run("add", file)
    article = capsys.readouterr().out.splitlines()[0].removeprefix("Added ")
    assert run("add", file) == 0
    assert f"Already in the library: {article}\n" in capsys.readouterr().out
    generations = (tmp_path / "library" / "generations").iterdir()
    assert [folder.name for folder in generations] == ["0001"]


def test_an_address_is_fetched_and_added(run, monkeypatch, capsys):
    """What the address gave becomes an article that is listed under its title."""
    page = b"<html><title>Night birds</title><p>Owls fly without a sound.</p></html>"
    monkeypatch.setattr(rag.library.fetching, "fetch", lambda url: Fetched(page, url))
    assert run("add", "https://example.org/birds.html?page=1") == 0
    capsys.readouterr()
    run("list")
    assert capsys.readouterr().out.endswith(
        "\tNight birds\thttps://example.org/birds.html?page=1\n"
    )
    assert run("ask", "How do owls fly?") == 0
    assert "»Owls fly without a sound.«" in capsys.readouterr().out


def test_damage_is_said_and_the_answer_given(run, owls, capsys, caplog, tmp_path: Path):
    """With the newest manifest gone, the generation before it answers."""
    run("rebuild")
    (tmp_path / "library" / "generations" / "0002" / "manifest.json").unlink()
    record = next(tmp_path.glob("library/articles/owls-*/article.json"))
    record.write_text("{")
    capsys.readouterr()
    assert run("ask", "What do feathers have?") == 0
    assert "generation 1 is used meanwhile" in caplog.text
    shown = capsys.readouterr()
    assert "»Their feathers have soft edges.«" in shown.out
    assert "record of article owls-" in shown.err


def test_a_folder_is_followed(run, file, capsys, tmp_path: Path):
    """Added again, a folder tells what is new, changed and gone."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"The letter {name} stands here.\n")
    assert run("add", "notes") == 0
    (folder / "a.txt").write_text("The letter a was moved.\n")
    (folder / "b.txt").unlink()
    (folder / "c.txt").write_text("The letter c came.\n")
    capsys.readouterr()
    assert run("add", "notes", "--prune") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:4] == [
        "Added c.txt",
        "Replaced a.txt",
        "Removed b.txt",
        "notes: 1 new, 1 changed, 1 gone, 0 as before, 0 refused",
    ]
    run("list")
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_diff_says_what_a_change_did(run, file, capsys, tmp_path: Path):
    """The removed article answered; now nothing does."""
    (tmp_path / "tides.txt").write_text("Tides rise twice a day.\n")
    run("add", file, "tides.txt")
    article = capsys.readouterr().out.splitlines()[0].removeprefix("Added ")
    run("remove", article)
    capsys.readouterr()
    assert run("diff", "What do feathers have?") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "What do feathers have?"
    assert said[1].startswith("  before: Their feathers have soft edges. (Owls)")
    assert said[-1] == (
        "1 of 1 questions are answered otherwise by generation 2 than by 1."
    )


def test_diff_without_questions_says_how_to_give_some(run, owls, capsys):
    """Nobody judged an answer and no question was named."""
    assert run("diff") == 1
    assert "quotewell diff QUESTION" in error_line(capsys)


def test_compact_says_what_it_deleted(run, owls, capsys, tmp_path: Path):
    """One article was removed; two of the three generations are earlier ones."""
    (tmp_path / "tides.txt").write_text("Tides rise twice a day.\n")
    run("add", "tides.txt")
    run("remove", owls)
    capsys.readouterr()
    assert run("compact") == 0
    said = capsys.readouterr().out
    assert "Deleted 1 removed articles and 2 earlier generations" in said
    assert run("undo") == 1
    assert run("ask", "How often do tides rise?") == 0


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["ask", "anything?"], "quotewell add FILE"),
        (["rebuild"], "quotewell add FILE"),
        (["add", "missing.txt"], "missing.txt can't be read"),
        (["add", ".", "--title", "x"], "--title names one article"),
        (["add", "http://127.0.0.1/x"], "not on the public internet"),
        (["diff", "Why?"], "no earlier generation to compare with"),
        (["remove", "nobody"], "quotewell list"),
        (["undo"], "no earlier generation"),
        (["evaluate", "missing"], "corpus.jsonl and questions.jsonl"),
    ],
)
def test_errors_are_one_line_and_status_1(run, capsys, argv: list[str], said: str):
    """What went wrong and what mends it, without a traceback."""
    assert run(*argv) == 1
    assert said in error_line(capsys)


@pytest.mark.parametrize("argv", [[], ["fly"], ["ask"], ["ask", "a", "--top-k", "x"]])
def test_wrong_usage_is_status_2(argv: list[str], capsys):
    """Wrong words on the command line are told apart from errors."""
    with pytest.raises(SystemExit) as caught:
        main(argv)
    assert caught.value.code == 2
    assert "usage: quotewell" in capsys.readouterr().err


def test_the_real_thing_from_a_shell(starter_copy: Path, tmp_path: Path):
    """With the real model: add a file, ask, and be told of a model that isn't there."""
    (tmp_path / "owls.txt").write_text(OWLS)
    environment = os.environ | {"QUOTEWELL_INDEX": str(starter_copy)}

    def quotewell(*argv: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "rag.cli", *argv]
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, check=False
        )

    assert quotewell("add", str(tmp_path / "owls.txt")).returncode == 0
    answer = json.loads(quotewell("ask", "Why are owls so quiet?", "--json").stdout)
    assert answer["citations"][0]["passage"] in OWLS
    unknown = quotewell("ask", "Why?", "--model", "nobody/nothing")
    assert unknown.returncode == 1
    assert unknown.stderr.startswith("quotewell: no model 'nobody/nothing'")


def test_app_takes_the_options_of_serve():
    """A wrong one is refused, and not left unheard."""
    done = subprocess.run(
        [sys.executable, "app.py", "--port", "none"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--port" in done.stderr
