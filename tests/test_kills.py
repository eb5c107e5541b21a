"""Killed at any moment, a writer loses nothing that it had acknowledged."""

import random
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from rag.indexing import build_index
from rag.library import Library
from tests.fakes import WordEncoder
from tests.faults_worker import (
    PATIENCE_S,
    Job,
    article,
    assert_whole,
    begin,
    numbers_in,
    quoted,
    receive,
    small_library,
    timed,
    work,
)

KILLS = 50


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library with two articles, indexed."""
    return small_library(tmp_path / "index")


def seconds_for(job: Job) -> float:
    """Measure a job on a copy of its library."""
    copy = job.root.with_name("copy")
    shutil.copytree(job.root, copy)
    process, pipe = begin(timed, replace(job, root=copy))
    said = receive(pipe)
    while not isinstance(said, float):
        said = receive(pipe)
    process.join(PATIENCE_S)
    shutil.rmtree(copy)
    return said


def kill_during(job: Job, after_s: float) -> set[object]:
    """Kill a job some time after it began; gives what it had acknowledged."""
    process, pipe = begin(work, job)
    assert receive(pipe) == "begun"
    process.join(after_s)
    process.kill()
    process.join()
    said = set()
    with suppress(EOFError):
        while pipe.poll():
            said.add(pipe.recv())
    return said


def test_kill_at_fifty_random_moments(library: Library):
    """Add, rebuild and remove, killed anywhere: what was acknowledged holds."""
    dice = random.Random(4)
    jobs = [Job(library.root, name, 1) for name in ("add", "rebuild", "remove")]
    seconds = {job.name: seconds_for(job) for job in jobs}
    there, unfinished = {0, 1}, 0
    for turn in range(KILLS):
        name = jobs[turn % len(jobs)].name
        number = max(there) if name == "remove" else 100 + turn
        if not number:
            library.add(article(number := 100 + turn), f"story-{number}.txt")
            build_index(library, WordEncoder())
            there.add(number)
        job = Job(library.root, name, number)
        said = kill_during(job, dice.random() * seconds[name])
        unfinished += "built" not in said
        now = numbers_in(library)
        assert there ^ now <= {number}
        assert "stored" not in said or number in now
        assert "removed" not in said or number not in now
        assert "zebrafact0." in quoted(library, 0)
        there = now
        assert_whole(library, there)
    assert unfinished > KILLS / 10  # or the kills came too late to prove anything
