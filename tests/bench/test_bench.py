"""The benchmarks: what they compute and write, on figures worked out by hand."""

import importlib
import json
from pathlib import Path
from pkgutil import resolve_name

import pytest
from bench.peers.processes import Corpus, PeerFailedError, Program, run

from bench import measuring
from bench.measuring import Times, in_turn, medians, percentiles
from bench.peers.comparison import OURS, PEERS, PLAIN, Runner, Task
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


@pytest.mark.parametrize("program", [OURS, PLAIN, *PEERS], ids=lambda p: p.title)
def test_every_program_is_there_and_has_its_version(program: Program):
    """A function of the model's folder makes each; its title has a version's digits."""
    assert callable(resolve_name(program.function))
    assert any(word[0].isdigit() for word in program.title.split())


def test_percentiles_lie_between_neighbours():
    """Of 1 to 21 ms the median is the 11th, and the 95th percentile the 20th."""
    assert percentiles([float(n) for n in range(21, 0, -1)]) == Times(11.0, 20.0)
    assert percentiles([10.0, 20.0]) == Times(15.0, 19.5)


def test_medians_are_taken_field_by_field():
    """One slow round moves no field, whichever field was slow in it."""
    rounds = [Times(1.0, 90.0), Times(30.0, 5.0), Times(2.0, 6.0)]
    assert medians(rounds) == Times(2.0, 6.0)


def test_what_is_compared_takes_turns():
    """A round of one follows a round of the other; figures come back by measure."""
    order = []
    measures = [lambda: order.append("a") or 1, lambda: order.append("b") or 2]
    assert in_turn(measures, 2) == [(1, 1), (2, 2)]
    assert order == ["a", "b", "a", "b"]


def test_memory_is_read_in_mb():
    """A process has, now, at most what it had at its peak."""
    assert 1 < measuring.memory_mb("VmRSS") <= measuring.memory_mb("VmHWM")


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


TIDES, OWLS = "the Moon pulls on the ocean", "owls fly without a sound"
CORPUS = Corpus(
    articles=[("tides", "Tides", TIDES), ("owls", "Owls", OWLS)],
    ids=["tides:0", "owls:0"],
    passages=[TIDES, OWLS],
    sentences=[[TIDES], [OWLS]],
)


FAKE = Program("tests.fake_peer:fake", "fake")


def task_of(folder: Path) -> Task:
    """Make a task of both articles, and write their corpus."""
    corpus = folder / "corpus.json"
    corpus.write_text(json.dumps({n: getattr(CORPUS, n) for n in CORPUS.__slots__}))
    texts = dict(zip(CORPUS.ids, CORPUS.passages, strict=True))
    return Task(corpus, corpus, (2, 2), [labelled("Moon", "ocean", "tides")], texts)


def test_programs_are_measured_and_judged(tmp_path: Path):
    """Each builds, is asked and judged; what a program prints of its own is no reply.

    Of three questions the first is answered by the passage that is found, the second
    by the other one, and the third by the same words in an article that isn't right.
    """
    asked = [
        labelled("Moon", "ocean", "tides"),
        labelled("fly", "Moon", "tides"),
        labelled("ocean", "Moon", "owls"),
    ]
    runner = Runner(FAKE, tmp_path / "fake")
    runner.go(task_of(tmp_path), asked)
    assert (runner.hits, runner.sentences) == ([True, False, False], [])
    (found,) = runner.rounds
    assert min(found) > 0
    assert found.cold_s < 60
    assert not runner.failed


def test_a_program_that_failed_is_left_out_with_why(tmp_path: Path):
    """The reason is the last line that its process wrote; it isn't started again."""
    broken = Runner(Program("tests.no_such_peer:make", "broken"), tmp_path / "broken")
    broken.go(task_of(tmp_path), [])
    broken.python = "no-such-python"
    broken.go(task_of(tmp_path), [])
    assert "no_such_peer" in broken.failed
    assert not broken.rounds


def test_a_program_that_others_are_compared_with_must_not_fail(tmp_path: Path):
    """Without Quotewell or the plain script there is nothing to compare."""
    runner = Runner(PLAIN, tmp_path / "plain", python="/bin/false")
    with pytest.raises(PeerFailedError, match="it failed"):
        runner.go(task_of(tmp_path), [])


def test_a_process_that_failed_says_why(tmp_path: Path):
    """The last line that it wrote is the reason."""
    with pytest.raises(PeerFailedError, match="it never was built"):
        run(FAKE, folder=tmp_path, questions=["why?"])
    with pytest.raises(PeerFailedError, match="no-such-python"):
        run(FAKE, "no-such-python", folder=tmp_path, questions=[])
