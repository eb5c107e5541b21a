"""What the benchmarks report, on figures that were worked out by hand."""

from pathlib import Path

import numpy as np
import pytest

from bench import (
    build,
    reporting,
    scale,
    speed_page,
    speed_questions,
    speed_reading,
    speed_start,
)
from bench.measuring import Times
from bench.peers import comparison
from bench.peers.programs import OURS, PLAIN
from bench.peers.race import Asked, Figures, Run, sum_up
from bench.scale_recall import EveryVector, recall


def test_figures_of_a_program_are_medians_and_shares():
    """20 passages in 2 s, of 4, 2 and 1, are 10 a second; 3 of 4 are right."""
    run = Run(PLAIN, Path())
    run.build_s = {Path("whole"): [4.0, 2.0, 1.0], Path("few"): [1.0]}
    run.rounds = [Asked(9, 12, 5, 100), Asked(7, 20, 4, 120), Asked(8, 10, 1, 90)]
    run.hits = [True, True, False, True]
    figures = sum_up(run, {Path("whole"): 20, Path("few"): 5})
    assert figures == Figures(8, 12, 4, 100, 10.0, 5.0, 0.75, None)


def test_peers_are_divided_by_the_plain_script():
    """Ratios are to plain, shares stand as they are; a dash where there is none."""
    figures = {
        OURS.title: Figures(5, 6, 1, 50, 30.0, 10.0, 0.95, 0.875),
        PLAIN.title: Figures(10, 12, 4, 100, 20.0, 20.0, 0.75, None),
    }
    table = comparison.ratio_table(figures, [("txtai", "did not install")])
    assert table[2:] == [
        f"| {OURS.title} | 0.50 | 0.50 | 0.25 | 0.50 | 1.50 | 0.50 | 0.950 | 0.875 |",
        f"| {PLAIN.title} | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 | 0.750 | – |",
        "| txtai | did not run: did not install |",
        "",
    ]
    (row,) = comparison.figure_table({"a": figures[OURS.title]}, {"a": 1.25})[2:-1]
    assert row == "| a | 5.0 / 6.0 | 1.00 | 50 | 30.0 / 10.0 | 1.2 |"


def test_a_question_is_compared_with_one_thread_then_with_all():
    """Ours takes half of plain's time with one thread, a quarter with all."""
    cells = speed_questions.question_cells(
        Times(5.0, 9.0), Times(20.0, 18.0), Times(10.0, 12.0)
    )
    ratios = ["0.50", "0.75", "0.25", "0.50"]
    times = ["5.0 / 9.0", "10.0 / 12.0", "20.0 / 18.0"]
    assert cells == " | ".join(ratios + times)


def test_errors_of_all_rounds_count():
    """Figures are medians of the rounds, but no error is lost in them."""
    ours = [
        speed_questions.Together(n, 10, 20, errors)
        for n, errors in ((90, 0), (30, 1), (60, 2))
    ]
    plain = [speed_questions.Together(40, 20, 80, 0)]
    table = speed_questions.crowd_table(
        ours, plain, [speed_questions.Together(30, 5, 40, 0)]
    )
    assert table[2:] == [
        "| questions a second | 2.00 | 1.50 | 60.0 | 30.0 | 40.0 |",
        "| p50, ms | 2.00 | 0.50 | 10.0 | 5.0 | 20.0 |",
        "| p95, ms | 0.50 | 0.25 | 20.0 | 40.0 | 80.0 |",
        "| errors | | | 3 | 0 | 0 |",
        "",
    ]


def test_a_failing_question_is_an_error_not_a_time():
    """Eight ask at once: what two of ten raise is counted, the rest is timed."""

    def ask(question: str) -> None:
        if question in "37":
            raise ValueError

    assert speed_questions.together(ask, list("0123456789")).errors == 2


def test_starts_are_divided():
    """Half the time to the page, a quarter of the memory."""
    ours, plain = speed_start.Start(1.0, 2.0, 100), speed_start.Start(2.0, 2.5, 400)
    assert speed_start.start_table(ours, plain)[2:] == [
        "| page, s | 0.50 | 1.00 | 2.00 |",
        "| first answer, s | 0.80 | 2.00 | 2.50 |",
        "| most memory, MB | 0.25 | 100.00 | 400.00 |",
        "",
    ]


def test_the_ends_of_a_conversation_are_compared():
    """Of turns that take 1 to 20 ms: 3 in the first five, 18 in the last."""
    turns = [float(n) for n in range(1, 21)]
    table = speed_page.page_table(turns)
    assert table[2:] == [
        "| all turns, median | 10 |",
        "| turns 1 to 5 | 3 |",
        "| turns 16 to 20 | 18 |",
        "",
    ]


def test_reading_is_divided_by_plain():
    """32 texts in 1 s are 32 a second, twice as many as in 2 s."""
    rows = speed_reading.reading_table({"ours": 1.0, "plain": 2.0}, 32)
    assert rows[2:-1] == ["| ours | 2.00 | 32.0 |", "| plain | 1.00 | 16.0 |"]


def test_quality_is_a_difference_in_points():
    """From 0.95 to 0.94 is one point less."""
    rows = speed_reading.quality_table({"hit@1": (0.95, 0.94)})
    assert rows[2] == "| hit@1 | -1.00 points | 0.9500 | 0.9400 |"


def test_growth_is_reported_by_size():
    """4.9 GB to build, 18.7 GB on disk, 2 s to open: each in its unit."""
    size = scale.Size(
        written=scale.Written(1_000_001, 413.7, 4880.0),
        disk_bytes=18_710_000_000,
        open_s=2.011,
        times=Times(45.3, 71.2),
        core_ms=41.4,
        memory_mb=540.0,
        recall=0.997,
    )
    (row,) = reporting.table_of(scale.COLUMNS, [size])[2:-1]
    assert row == (
        "| 1,000,001 | 413.7 | 4.88 | 18.71 | 2,011 | 45.3 | 71.2 | 41.4 | 0.54 "
        "| 0.997 |"
    )


def test_recall_is_of_what_is_expected():
    """Of two questions, one finds 20 of 20, the other 5: 0.625 on the average."""
    expected = [np.arange(30), np.arange(30)]
    found = [np.arange(20), np.concatenate([np.arange(5), np.arange(100, 115)])]
    assert recall(found, expected) == 0.625


def test_comparing_with_every_vector_finds_the_nearest(monkeypatch):
    """Blocks of three rows of eight; the nearest to (1, 0) lie by their angle."""
    monkeypatch.setattr("bench.scale_recall.BLOCK_ROWS", 3)
    angles = np.array([0.9, 0.1, 0.5, 0.2, 0.7, 0.3, 0.8, 0.0])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    class Index:
        def __len__(self) -> int:
            return len(vectors)

        def rows(self, start: int, end: int) -> np.ndarray:
            return vectors[start:end]

    question = np.array([[1.0, 0.0]], np.float32)
    rows, scores = EveryVector(Index(), question, 3).search(question[0], 2)
    assert rows.tolist() == [7, 1]
    assert scores == pytest.approx(np.cos([0.0, 0.1]))


def test_articles_of_a_build_differ():
    """Four paragraphs in threes: each round through them takes larger steps."""
    made = [text.decode() for text in build.articles(4, ["a", "b", "c", "d"])]
    assert made == [
        "# Article 0\n\na\n\nb\n\nc",
        "# Article 1\n\nd\n\na\n\nb",
        "# Article 2\n\nc\n\na\n\nc",
        "# Article 3\n\nb\n\na\n\nd",
    ]


def test_a_build_is_reported_by_article_and_by_passage():
    """100 articles stored in 2 s are 50 a second; 3 MB are 10,000 a passage."""
    size = build.Measured(100, 300, 2.0, 8.0, 3_000_000, 1536.0, 0.0252, 0.5)
    (row,) = reporting.table_of(build.COLUMNS, [size])[2:-1]
    assert row == "| 100 | 300 | 50 | 12.5 | 10,000 | 1,536 | 25 | 0.50 |"


def test_folders_of_this_machine_are_not_reported(monkeypatch):
    """A report names the command without what only this machine has."""
    argv = ["bench", "../shared", "--out", "/home/me", "--quick"]
    monkeypatch.setattr("sys.argv", argv)
    assert "`python -m bench.speed ../shared --quick`" in reporting.made_by(
        "bench.speed", []
    )


def test_a_report_is_written_with_its_folder(tmp_path: Path):
    """It ends with one line break, whatever its last section left."""
    reporting.write(
        tmp_path / "new" / "report.md", [*reporting.section("A", "b", "c"), ""]
    )
    assert (tmp_path / "new" / "report.md").read_text("utf-8") == "## A\nbc\n"
