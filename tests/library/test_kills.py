"""Killed at any moment, a writer loses nothing that it had acknowledged."""

import math
import random
import shutil
import signal
from contextlib import suppress
from dataclasses import replace

from rag.library.library import Library
from tests.fakes import WordEncoder
from tests.faults_worker import (
    PATIENCE_S,
    Job,
    article,
    assert_whole,
    begin,
    build_index,
    numbers_in,
    quoted,
    work_until,
)

KILLS = 50


def calls_of(job: Job) -> int:
    """Count the calls of functions that a job makes, on a copy of its library."""
    copy = job.root.with_name("copy")
    shutil.copytree(job.root, copy)
    *_, calls = said_until(replace(job, root=copy), math.inf)
    shutil.rmtree(copy)
    return calls


def said_until(job: Job, last_call: float) -> list[object]:
    """Kill a job at a call of a function; gives what it had acknowledged."""
    process, pipe = begin(work_until, job, last_call)
    process.join(PATIENCE_S)
    assert process.exitcode in (0, -signal.SIGKILL)
    said = []
    with suppress(EOFError):
        while pipe.poll():
            said.append(pipe.recv())
    return said


def test_kill_at_fifty_random_moments(stories: Library):
    """Add, rebuild and remove, killed anywhere: what was acknowledged holds."""
    dice = random.Random(4)
    jobs = [Job(stories.root, name, 1) for name in ("add", "rebuild", "remove")]
    calls = {job.name: calls_of(job) for job in jobs}
    there, unfinished = {0, 1}, 0
    for turn in range(KILLS):
        name = jobs[turn % len(jobs)].name
        number = max(there) if name == "remove" else 100 + turn
        if not number:
            stories.add(article(number := 100 + turn), f"story-{number}.txt")
            build_index(stories, WordEncoder())
            there.add(number)
        job = Job(stories.root, name, number)
        said = said_until(job, dice.randint(1, calls[name]))
        unfinished += "built" not in said
        now = numbers_in(stories)
        assert there ^ now <= {number}
        assert "stored" not in said or number in now
        assert "removed" not in said or number not in now
        assert "zebrafact0." in quoted(stories, 0)
        there = now
        assert_whole(stories, there)
    assert unfinished > KILLS / 2  # or the kills came too late to prove anything
