"""Asking some articles only, and giving articles tags, on the command line."""

import json
from pathlib import Path

import pytest

TEXTS = {
    "owls.txt": "Owls fly without a sound. Their feathers have soft edges.\n",
    "geese.txt": "Geese fly far. Their feathers have oil on them.\n",
    "robins.txt": "Robins fly low. Their feathers have a red colour.\n",
}


@pytest.fixture
def ask(run, capsys, tmp_path: Path):
    """Index three files in a folder; gives what asks them, and names what is quoted."""
    folder = tmp_path / "birds"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    assert run("add", "birds") == 0
    run("list")
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()[-3:]]
    ids = {name: article_id for article_id, _, name in rows}

    def ask(*within: str) -> set[str]:
        names = [part for name in within for part in ("--in", name)]
        question = "What do feathers have?"
        capsys.readouterr()
        assert run("ask", question, "--top-k", "9", "--json", *names) == 0
        citations = json.loads(capsys.readouterr().out)["citations"]
        also = [each for citation in citations for each in citation["also_in"]]
        found = {each["article_id"] for each in (*citations, *also)}
        return {name for name, id_ in ids.items() if id_ in found}

    ask.ids = ids
    return ask


def test_only_what_is_named_is_asked(ask, run):
    """By title, tag and folder, and by several names together."""
    assert ask() == set(TEXTS)
    assert ask("owls.txt", "robins.txt") == {"owls.txt", "robins.txt"}
    assert ask("folder:birds") == set(TEXTS)
    assert run("tag", "noisy", ask.ids["geese.txt"], ask.ids["robins.txt"]) == 0
    assert ask("tag:NOISY") == {"geese.txt", "robins.txt"}
    assert run("tag", "noisy", ask.ids["geese.txt"], "--remove") == 0
    assert ask("tag:noisy") == {"robins.txt"}
    assert run("undo") == 0
    assert ask("tag:noisy") == {"geese.txt", "robins.txt"}


def test_a_folder_is_named_from_where_one_is(ask, run, tmp_path: Path, monkeypatch):
    """With dots; without, any folder whose path ends so is meant, wherever one is."""
    for here, names in {
        ".": ("./birds", "birds/../birds", "birds"),
        "birds": (".", "../birds", "birds"),
        "birds/old": ("..", "../../birds/.", "birds"),
    }.items():
        (tmp_path / here).mkdir(exist_ok=True)
        monkeypatch.chdir(tmp_path / here)
        if here != ".":
            Path("library").symlink_to(tmp_path / "library")
        for name in names:
            assert ask(f"folder:{name}") == set(TEXTS)


def test_tags_that_stay_as_they_are_leave_nothing_to_undo(ask, run, capsys):
    """A tag that is there, or one to remove that isn't: no word of taking it back."""
    geese = ask.ids["geese.txt"]
    run("tag", "noisy", geese)
    assert "Changed the tags of 1 articles; `quotewell undo`" in capsys.readouterr().out
    for again in (("Noisy", geese), ("calm", geese, "--remove")):
        assert run("tag", *again) == 0
        said = capsys.readouterr().out
        assert said == "No tags were changed: they are as you want them.\n"


def test_an_unknown_name_gets_one_line_with_the_nearest(ask, run, capsys):
    """It says what there is instead, and asks nothing."""
    assert run("ask", "Why?", "--in", "olws.txt") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "'olws.txt'; the nearest: 'Owls'" in said.err


def test_the_list_shows_tags(ask, run, capsys):
    """As they are typed to ask by them."""
    run("tag", "at  night", ask.ids["owls.txt"])
    run("list")
    lines = [line for line in capsys.readouterr().out.splitlines() if "tag:" in line]
    assert lines == [f"{ask.ids['owls.txt']}\tOwls\towls.txt\ttag:at night"]
