"""What the benchmarks report, on figures that were worked out by hand."""

from pathlib import Path

import numpy as np
import pytest

from bench import growth, reporting, setup, speed_answers
from bench.peers import comparison
from bench.peers.comparison import OURS, PEERS, PLAIN, Round, Runner


def test_figures_of_a_program_are_medians_and_shares():
    """The median of each field over three rounds; 3 of 4 are right, no sentences."""
    runner = Runner(PLAIN, Path())
    runner.rounds = [
        Round(9, 12, 5, 100, 10, 5),
        Round(7, 20, 4, 120, 40, 4),
        Round(8, 10, 1, 90, 20, 9),
    ]
    runner.hits = [True, True, False, True]
    expected = Round(8, 12, 4, 100, 20, 5)._asdict() | {"hit@1": 0.75}
    assert runner.figures() == expected


def test_peers_are_divided_by_the_plain_script(tmp_path: Path):
    """Ratios are to plain, shares stand as they are; a dash where there is none.

    Of four questions ours finds all but one, with a right sentence in half; plain finds
    half. What is on disk is in MiB.
    """
    ours = Runner(OURS, tmp_path, rounds=[Round(5, 6, 1, 50, 30.0, 10.0)])
    ours.hits, ours.sentences = [True, True, True, False], [True, False]
    plain = Runner(PLAIN, tmp_path / "plain")
    plain.rounds, plain.hits = [Round(10, 12, 4, 100, 20.0, 20.0)], [True, False]
    other = Runner(PEERS[0], tmp_path / "other", failed="out of order")
    programs = [ours, plain, other]
    assert comparison.ratio_table(programs)[2:] == [
        f"| {OURS.title} | 0.50 | 0.50 | 0.25 | 0.50 | 1.50 | 0.50 | 0.750 | 0.500 |",
        f"| {PLAIN.title} | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 | 0.500 | – |",
        f"| {PEERS[0].title} | did not run: out of order |",
        "",
    ]
    ours.library.mkdir()
    (ours.library / "index").write_bytes(bytes(3 * 2**19))
    row, _ = comparison.figure_table([ours, other])[2:]
    assert row == f"| {OURS.title} | 5.0 / 6.0 | 1.00 | 50 | 30.0 / 10.0 | 1.5 |"


def test_figures_are_compared_with_each_other_one():
    """Ours takes half of plain's time, a quarter of it with all threads."""
    names = ("ours", "plain", "plain with all threads")
    assert reporting.compared(names, {"p50, ms": (5, 10, 20)}) == [
        "|  | ratio to plain | ratio to plain with all threads | ours | plain "
        "| plain with all threads |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| p50, ms | 0.50 | 0.25 | 5.00 | 10.00 | 20.00 |",
        "",
    ]


def test_a_failing_question_ends_the_measurement():
    """Eight ask at once: what one of ten raises is no figure."""

    def ask(question: str) -> None:
        if question == "7":
            raise ValueError(question)

    with pytest.raises(ValueError, match="7"):
        speed_answers.together("0123456789", ask)
    assert speed_answers.together("012345689", ask).per_second > 0


def test_a_table_has_a_figure_for_each_column():
    """Each is written in its column's form."""
    size = {"passages": 1_000_001, "on disk, GB": 18.709, "opened in, ms": 2011.4}
    assert reporting.table_of([",", ".2f", ",.0f"], [size]) == [
        "| passages | on disk, GB | opened in, ms |",
        "| --- | ---: | ---: |",
        "| 1,000,001 | 18.71 | 2,011 |",
        "",
    ]


def test_recall_is_of_what_is_expected():
    """Of two questions, one finds 20 of 20, the other 5: 0.625 on the average."""
    expected = [list(range(30))] * 2
    found = [list(range(20)), [*range(5), *range(100, 115), *range(5, 20)]]
    assert growth.recall(found, expected) == 0.625


def test_comparing_with_every_vector_finds_the_nearest():
    """Whatever the index itself finds: the nearest to (1, 0) lie by their angle."""
    angles = np.array([0.9, 0.1, 0.5, 0.2, 0.7, 0.3, 0.8, 0.0])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    class Index:
        dimension = 2

        def __len__(self) -> int:
            return len(vectors)

        def rows(self, start: int, end: int) -> np.ndarray:
            return vectors[start:end]

    rows, scores = growth.flat(Index()).search(np.array([1.0, 0.0], np.float32), 2)
    assert rows.tolist() == [7, 1]
    assert scores == pytest.approx(np.cos([0.0, 0.1]))


def test_articles_of_a_build_differ():
    """Four paragraphs in threes: each round through them takes larger steps."""
    made = [text.decode() for text in growth.articles(4, ["a", "b", "c", "d"])]
    assert made == [
        "# Article 0\n\na\n\nb\n\nc",
        "# Article 1\n\nd\n\na\n\nb",
        "# Article 2\n\nc\n\na\n\nc",
        "# Article 3\n\nb\n\na\n\nd",
    ]


def test_folders_of_this_machine_are_not_reported(monkeypatch):
    """A report names the command without what only this machine has."""
    argv = ["bench", "../shared", "--work", "/home/me", "--peers", "/home/me/python"]
    monkeypatch.setattr("sys.argv", argv)
    made = reporting.made_by("bench.speed")
    assert "`python -m bench.speed ../shared --peers PYTHON`" in made


def test_a_report_ends_with_one_line_break(tmp_path: Path):
    """Whatever its last section left."""
    reporting.write(tmp_path / "report.md", [*reporting.section("A", "b"), ""])
    assert (tmp_path / "report.md").read_text("utf-8") == "## A\nb\n"


@pytest.mark.parametrize(
    ("given", "parts"),
    [((), "ab"), (("--without", "a"), "b"), (("--only", "a"), "a")],
)
def test_a_report_has_the_parts_that_are_wanted(
    given, parts: str, tmp_path: Path, monkeypatch, capsys
):
    """In their order, under its title; a trial leaves the report that is there."""
    made = {name: lambda _, name=name: iter([f"part {name}"]) for name in "ab"}
    monkeypatch.setattr(setup, "RESULTS", tmp_path)
    for quick in ((), ("--quick",)):
        monkeypatch.setattr("sys.argv", ["bench", "shared", *quick, *given])
        setup.write_report("", "some", ("Some", "text"), made)
        path = Path(capsys.readouterr().out.splitlines()[-1])
        assert (path == tmp_path / "some.md") is not bool(quick)
        lines = path.read_text("utf-8").splitlines()
        assert lines[0] == "# Some"
        assert lines[4:] == ["text", "", *(f"part {name}" for name in parts)]
