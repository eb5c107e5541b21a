"""What the benchmarks report, on figures that were worked out by hand."""

import threading
from pathlib import Path

import numpy as np
import pytest

from bench import growth, reporting, setup
from bench.measuring import together


def test_figures_are_compared_with_each_other_one():
    """Ours takes half of plain's time, a quarter of it with all threads."""
    found = {"ours": 5.0, "plain": 10.0, "plain with all threads": 20.0}
    assert reporting.compared({who: {"p50, ms": ms} for who, ms in found.items()}) == [
        "|  | ratio to plain | ratio to plain with all threads | ours | plain "
        "| plain with all threads |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| p50, ms | 0.500 | 0.250 | 5.00 | 10.0 | 20.0 |",
        "",
    ]


def test_to_nothing_there_is_no_ratio():
    """A share may be 0."""
    found = {"ours": {"hit@1": 0.5}, "plain": {"hit@1": 0.0}}
    assert reporting.compared(found)[2] == "| hit@1 | – | 0.500 | 0.000 |"


def test_a_failing_question_ends_the_measurement():
    """Eight ask at once: what one of ten raises is no figure."""

    def ask(question: str) -> None:
        if question == "7":
            raise ValueError(question)

    with pytest.raises(ValueError, match="7"):
        together("0123456789", 8, ask)
    assert together("012345689", 8, ask)["questions a second"] > 0


def test_clients_ask_at_the_same_time():
    """Two of four wait for each other; alone the first would wait in vain."""
    both = threading.Barrier(2, timeout=30)
    assert together("0123", 2, lambda _: both.wait())["p95, ms"] > 0
    both = threading.Barrier(2, timeout=0.01)
    with pytest.raises(threading.BrokenBarrierError):
        together("0123", 1, lambda _: both.wait())


def test_a_figure_has_about_three_digits():
    """Shares three after the point, also where they are 1; counts all they have."""
    shown = {
        0.5: "0.500",
        1.0: "1.000",
        1.004: "1.00",
        9.99: "9.99",
        10.0: "10.0",
        99.94: "99.9",
        100.0: "100",
        2011.4: "2,011",
        1_000_001: "1,000,001",
        "disk": "disk",
        None: "–",
    }
    assert {value: reporting.cell(value) for value in shown} == shown


def test_a_table_has_its_columns_heads():
    """As its rows name them; figures stand to the right."""
    size = {"passages": 1_000_001, "on disk, GB": 18.709, "opened in, ms": 2011.4}
    assert reporting.table([size]) == [
        "| passages | on disk, GB | opened in, ms |",
        "| --- | ---: | ---: |",
        "| 1,000,001 | 18.7 | 2,011 |",
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


def test_articles_of_a_build_have_three_paragraphs():
    """In their order; what is left makes a shorter one."""
    made = [text.decode() for text in growth.articles_of(["a", "b", "c", "d"])]
    assert made == ["# Article 0\n\na\n\nb\n\nc", "# Article 3\n\nd"]


def test_paths_of_this_machine_are_not_reported(monkeypatch):
    """A report names the command without what only this machine has."""
    argv = ["bench", "../shared", "--peers", "/home/me/python", "--quick"]
    monkeypatch.setattr("sys.argv", argv)
    made = reporting.made_by("bench.speed")
    assert "`python -m bench.speed ../shared --peers PYTHON --quick`" in made


@pytest.mark.parametrize(
    ("given", "parts"),
    [((), "ab"), (("--only", "a"), "a"), (("--only", "b", "a"), "ba")],
)
def test_a_report_has_the_parts_that_are_wanted(
    given, parts: str, tmp_path: Path, monkeypatch, capsys
):
    """In their order, under its title; a trial leaves the report that is there.

    A report ends with one line break, whatever its last section left.
    """
    made = {name: lambda _, name=name: [f"part {name}", ""] for name in "ab"}
    monkeypatch.setattr(setup, "RESULTS", tmp_path)
    for quick in ((), ("--quick",)):
        monkeypatch.setattr("sys.argv", ["bench", "shared", *quick, *given])
        setup.write_report("", "some", ("Some", "text"), made)
        path = Path(capsys.readouterr().out.splitlines()[-1])
        assert (path == tmp_path / "some.md") is not bool(quick)
        written = path.read_text("utf-8")
        assert written.startswith("# Some\n\nMade by `python -m bench.some shared")
        named = "\n\n".join(f"part {name}" for name in parts)
        assert written.endswith(f"\n\ntext\n\n{named}\n")
        assert not written.endswith("\n\n")
