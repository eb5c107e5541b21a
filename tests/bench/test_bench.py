"""The benchmarks: what they compute and write, on figures worked out by hand."""

import importlib
import os
import sys
import time
from functools import partial
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from bench import measuring
from bench.measuring import in_turn, percentiles
from bench.peers import comparison
from bench.peers.comparison import HERE, PEERS, one_round, run
from bench.peers.programs import PROGRAMS
from rag.judging.question_sets import LabelledQuestion

BENCH = Path(__file__).parents[2] / "bench"
MODULES = sorted(
    ".".join(path.relative_to(BENCH.parent).with_suffix("").parts)
    for path in BENCH.rglob("[a-z]*.py")
)


@pytest.mark.parametrize("name", MODULES)
def test_every_bench_can_be_imported(name: str):
    """Whatever changes in rag/, no bench is left with an import of what is gone."""
    assert importlib.import_module(name).__doc__


def test_every_program_is_there_and_every_peer_has_its_version():
    """A function makes each that has a title; what peers need is pinned."""
    assert set(PROGRAMS) == {*HERE, *PEERS}
    pins = (BENCH / "peers" / "requirements.txt").read_text("utf-8").split()
    assert all(pin.partition("==")[2][0].isdigit() for pin in pins)


def test_percentiles_lie_between_neighbours():
    """Of 1 to 21 ms the median is the 11th, and the 95th percentile the 20th."""
    found = percentiles([float(n) for n in range(21, 0, -1)])
    assert found == {"question p50, ms": 11.0, "p95, ms": 20.0}
    assert list(percentiles([10.0, 20.0]).values()) == [15.0, 19.5]


def test_what_is_compared_takes_turns():
    """A round of one follows a round of the other; medians come back by figure.

    One slow round moves no figure, whichever was slow in it.
    """
    order = []

    def measure(name: str, rounds: list[dict[str, float]]) -> dict[str, float]:
        order.append(name)
        return rounds.pop(0)

    slow = [{"ms": 1.0, "s": 90.0}, {"ms": 30.0, "s": 5.0}, {"ms": 2.0, "s": 6.0}]
    measures = {
        "a": partial(measure, "a", slow),
        "b": partial(measure, "b", [{"ms": 7.0}] * 3),
    }
    assert in_turn(measures, 3) == {"a": {"ms": 2.0, "s": 6.0}, "b": {"ms": 7.0}}
    assert order == ["a", "b"] * 3


def test_memory_is_read_in_mb():
    """A process has, now, at most what it had at its peak."""
    assert 1 < measuring.memory_mb("VmRSS") <= measuring.memory_mb("VmHWM")


def test_what_a_process_computed_is_read_in_seconds():
    """As Python itself counts it, within the ticks that Linux counts in."""
    told = time.process_time()
    assert told - 0.05 <= measuring.cpu_s() <= time.process_time() + 0.05
    assert measuring.cpu_s(os.getpid()) >= told - 0.05


def labelled(question: str, answer: str, article: str) -> LabelledQuestion:
    """Make a question that an article answers."""
    return LabelledQuestion(
        id=question,
        question=question,
        answers=(answer,),
        relevant=(article,),
        answerable=True,
        kind="",
        near=(),
        history=(),
        paragraph=None,
    )


PASSAGES = {
    "tides:0": "the Moon pulls on the ocean",
    "owls:0": "owls fly without a sound",
}


@pytest.fixture
def python(tmp_path: Path) -> str:
    """Give a Python in whose environment there is one more program, "fake"."""
    script = tmp_path / "python"
    fake = f'#!/bin/sh\nshift 2\nexec {sys.executable} -m tests.fake_peer "$@"\n'
    script.write_text(fake)
    script.chmod(0o755)
    return str(script)


def test_programs_are_measured_and_judged(tmp_path: Path, python: str, monkeypatch):
    """Each builds and is asked; what a program prints of its own is no reply.

    Beside one that warms up three are judged: the first is answered by the passage
    that is found, the second by the other one, and the third by the same words in an
    article that isn't right.
    """
    monkeypatch.setattr(comparison, "WARM_UP", 1)
    folder = tmp_path / "fake"
    do = partial(run, "fake", folder, python)
    do(passages=PASSAGES)
    asked = [
        labelled("owls", "owls", "owls"),
        labelled("Moon", "ocean", "tides"),
        labelled("fly", "Moon", "tides"),
        labelled("ocean", "Moon", "owls"),
    ]
    found = one_round(do, folder, asked, PASSAGES)
    assert found["hit@1"] == pytest.approx(1 / 3)
    assert min(found.values()) > 0
    assert found["question p50, ms"] < 1000 * found["cold start, s"] < 60_000
    size = (folder / "texts.json").stat().st_size
    assert found["on disk, MB"] == pytest.approx(size / 2**20)


def test_a_process_that_failed_says_why(tmp_path: Path, python: str, capfd):
    """What it wrote last is the reason; one that isn't there is named."""
    with pytest.raises(CalledProcessError):
        run("fake", tmp_path, python, questions=["why?"])
    assert capfd.readouterr().err.splitlines()[-1] == "it never was built"
    with pytest.raises(FileNotFoundError, match="no-such-python"):
        run("fake", tmp_path, "no-such-python", questions=[])
