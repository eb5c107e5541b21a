"""The benchmarks: what they compute and write, on figures worked out by hand."""

import ast
import importlib
import json
from pathlib import Path

import pytest

from bench import measuring
from bench.measuring import Times, in_turn, medians, percentiles
from bench.peers.programs import (
    PEERS,
    PLAIN,
    PeerFailedError,
    Program,
    Worker,
    make_environment,
)
from bench.peers.protocol import Corpus
from bench.peers.race import Race, Run, is_right
from rag.judging.question_sets import LabelledQuestion

BENCH = Path(__file__).parents[2] / "bench"
# The peers' own programs import what only their environments have.
MODULES = sorted(
    [
        *(path.stem for path in BENCH.glob("[a-z]*.py")),
        *(f"peers.{name}" for name in ("comparison", "plain_app", "programs", "race")),
    ]
)


@pytest.mark.parametrize("name", MODULES)
def test_every_bench_can_be_imported(name: str):
    """Whatever changes in rag/, no bench is left with an import of what is gone."""
    assert importlib.import_module(f"bench.{name}").__doc__


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.module)
def test_every_peer_has_a_program(peer):
    """A peer that is installed has a module, which implements what is asked for."""
    tree = ast.parse((BENCH / "peers" / f"{peer.module}.py").read_text("utf-8"))
    (made,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    methods = {node.name for node in made.body if isinstance(node, ast.FunctionDef)}
    assert {"build", "open", "ask"} <= methods
    assert peer.version[0].isdigit()


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


def test_only_a_relevant_article_with_the_answer_is_right():
    """The answer's words elsewhere don't count, nor the right article without them."""
    question = labelled("what pulls?", "the Moon", "tides")
    assert is_right(question, "tides:0", TIDES)
    assert not is_right(question, "owls:0", TIDES)
    assert not is_right(question, "tides:0", OWLS)


def test_programs_race_and_a_broken_one_is_named(tmp_path: Path):
    """Each program is built, asked and judged; one that fails is left out, with why.

    Of two questions the first is answered by the passage that is found, the second by
    the other one. What a program prints of its own is no reply.
    """
    programs = [
        Program("tests.fake_peer", "fake"),
        Program("tests.no_such_peer", "broken"),
    ]
    whole, few = tmp_path / "whole.json", tmp_path / "few.json"
    for path in (whole, few):
        path.write_text(json.dumps({n: getattr(CORPUS, n) for n in CORPUS.__slots__}))
    race = Race(programs, tmp_path)
    race.build([whole, few], rounds=2)
    (run,) = race.runs
    assert {path: len(seconds) for path, seconds in run.build_s.items()} == {
        whole: 2,
        few: 2,
    }
    asked = [labelled("Moon", "ocean", "tides"), labelled("fly", "Moon", "tides")]
    race.ask(asked[:1], asked, dict(zip(CORPUS.ids, CORPUS.passages, strict=True)))
    assert run.hits == [True, False]
    assert run.sentences == []
    assert run.rounds[0].cold_s > 0
    assert run.disk_mb * 2**20 == (run.folder / "texts.json").stat().st_size
    assert race.failures == [("broken", race.failures[0][1])]
    assert "no_such_peer" in race.failures[0][1]


def test_a_program_that_others_are_compared_with_must_not_fail(tmp_path: Path):
    """Without Quotewell or the plain script there is nothing to compare."""
    race = Race([PLAIN], tmp_path)

    def fail(run: Run) -> None:
        raise PeerFailedError("out of order")

    with pytest.raises(PeerFailedError, match="out of order"):
        race._each(fail)


def test_a_process_that_ended_says_why():
    """The last line that it wrote is the reason."""
    with (
        Worker(Program("tests.fake_peer", "fake")) as worker,
        pytest.raises(PeerFailedError, match="it never was built"),
    ):
        worker.request("open", folder="/nowhere")


def test_a_quick_run_installs_nothing(tmp_path: Path):
    """A peer that isn't there is a reason in the table, not gigabytes."""
    with pytest.raises(PeerFailedError, match="doesn't install"):
        make_environment(PEERS[0], tmp_path, install=False)
    assert not list(tmp_path.iterdir())
