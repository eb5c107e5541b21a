"""The benchmarks: what they compute and write, on figures worked out by hand."""

import ast
import importlib
import json
from pathlib import Path

import pytest

from bench import measuring
from bench.measuring import Times, in_turn, medians, percentiles
from bench.peers.comparison import Runner, Task, each, is_right
from bench.peers.programs import PEERS, PLAIN, PeerFailedError, Program, python_of, run
from bench.peers.protocol import Corpus
from rag.judging.question_sets import LabelledQuestion

BENCH = Path(__file__).parents[2] / "bench"
# The peers' own programs import what only their environments have.
MODULES = sorted(
    [
        *(path.stem for path in BENCH.glob("[a-z]*.py")),
        *(f"peers.{name}" for name in ("comparison", "plain_app", "programs")),
    ]
)


@pytest.mark.parametrize("name", MODULES)
def test_every_bench_can_be_imported(name: str):
    """Whatever changes in rag/, no bench is left with an import of what is gone."""
    assert importlib.import_module(f"bench.{name}").__doc__


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_every_peer_has_a_program(peer):
    """A peer that is installed has a module, which implements what is asked for."""
    name = peer.module.removeprefix("bench.peers.")
    tree = ast.parse((BENCH / "peers" / f"{name}.py").read_text("utf-8"))
    (made,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    methods = {node.name for node in made.body if isinstance(node, ast.FunctionDef)}
    assert {"build", "open", "ask"} <= methods
    assert peer.title.removeprefix(f"{peer.name} ")[0].isdigit()


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


FAKE = Program("tests.fake_peer", "fake")


def test_programs_are_measured_and_a_broken_one_is_named(tmp_path: Path):
    """Each program builds, is asked and judged; one that fails is left out, with why.

    Of two questions the first is answered by the passage that is found, the second by
    the other one. What a program prints of its own is no reply.
    """
    broken = Program("tests.no_such_peer", "broken")
    runners = [Runner(program, tmp_path / program.name) for program in (FAKE, broken)]
    corpus = tmp_path / "corpus.json"
    corpus.write_text(json.dumps({n: getattr(CORPUS, n) for n in CORPUS.__slots__}))
    asked = [labelled("Moon", "ocean", "tides"), labelled("fly", "Moon", "tides")]
    texts = dict(zip(CORPUS.ids, CORPUS.passages, strict=True))
    task = Task(corpus, corpus, (2, 2), asked[:1], texts)
    failed = each(runners, lambda one: one.go(task, asked))
    (runner,) = runners
    assert (runner.hits, runner.sentences) == ([True, False], [])
    (found,) = runner.rounds
    assert min(found) > 0
    assert found.cold_s < 60
    assert list(failed) == ["broken"]
    assert "no_such_peer" in failed["broken"]


def test_a_program_that_others_are_compared_with_must_not_fail(tmp_path: Path):
    """Without Quotewell or the plain script there is nothing to compare."""

    def fail(runner: Runner) -> None:
        raise PeerFailedError("out of order")

    with pytest.raises(PeerFailedError, match="out of order"):
        each([Runner(PLAIN, tmp_path)], fail)


def test_a_process_that_failed_says_why(tmp_path: Path):
    """The last line that it wrote is the reason."""
    with pytest.raises(PeerFailedError, match="it never was built"):
        run(FAKE, folder=tmp_path, questions=["why?"])


def test_a_peer_that_is_not_there_is_not_installed(tmp_path: Path, monkeypatch):
    """It is a reason in the table, not gigabytes."""
    monkeypatch.setattr("bench.peers.programs.ENVIRONMENTS", tmp_path)
    assert python_of(PEERS[0]).is_relative_to(tmp_path / "langchain")
    with pytest.raises(PeerFailedError, match="isn't installed"):
        run(PEERS[0], folder=tmp_path, questions=[])
    assert not list(tmp_path.iterdir())
