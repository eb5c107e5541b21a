"""What stands over a passage may answer: with the models that ship, on a library."""

import json
import shutil

import pytest

from rag.cli import main

YARD = b"""# A yard

## 12 May 1958

Fire destroys the loft, and two hulls are lost.

## 1968

### May

Two masts are stepped.

### July

A crane is bought second-hand.

## 1971

### Ingrid Halvorsen

She takes over from her father, turns the yard to fibreglass, and rents a shed in
Holm.
"""


@pytest.fixture(scope="module")
def ask(starter_index, tmp_path_factory):
    """Give a way to ask a library of a history in years."""
    folder = tmp_path_factory.mktemp("yard")
    (folder / "yard.md").write_bytes(YARD)
    index = str(shutil.copytree(starter_index, folder / "index"))
    assert main(["add", str(folder / "yard.md"), "--index", index]) == 0

    def asked(question: str, capsys) -> dict:
        capsys.readouterr()
        assert main(["ask", question, "--json", "--index", index]) == 0
        return json.loads(capsys.readouterr().out)

    return asked


@pytest.mark.parametrize(
    ("question", "quote", "section", "above"),
    [
        ("When did fire destroy the loft?", "Fire", "12 May 1958", [0, 11]),
        ("When was the yard turned to fibreglass?", "She", "1971 › Ingrid", [0, 4]),
        ("Who turned the yard to fibreglass?", "She", "1971 › Ingrid", [7, 23]),
    ],
)
def test_a_heading_may_say_when_and_who(
    ask, capsys, question: str, quote: str, section: str, above: list[int]
):
    """Then the sentence is quoted, and the heading has the answer's own words."""
    said = ask(question, capsys)
    first = said["citations"][0]
    assert said["status"] == "answered"
    assert first["quote"].startswith(quote)
    assert first["section"].startswith(section)
    assert first["answer_in_section"] == above
    assert (first["answer_start"], first["answer_end"]) == (None, None)


def test_what_a_sentence_says_itself_is_in_no_heading(ask, capsys):
    """Then the words are its own."""
    first = ask("Where did she rent a shed?", capsys)["citations"][0]
    assert first["answer_in_section"] is None
    start, end = (first[key] - first["start"] for key in ("answer_start", "answer_end"))
    assert first["quote"][start:end] == "Holm"


def test_all_is_quoted_that_is_under_the_time_that_is_asked_for(ask, capsys):
    """Nothing else of the question stands there; of another year nothing is said."""
    said = ask("What happened in 1968?", capsys)
    assert said["status"] == "answered"
    quotes = {each["quote"] for each in said["citations"]}
    assert quotes == {"Two masts are stepped.", "A crane is bought second-hand."}
    assert ask("What happened in 1969?", capsys)["status"] != "answered"
