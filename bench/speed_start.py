"""From the command to the page, and to the first answer; memory once it is given."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import httpx

from bench.measuring import in_turn, medians, memory_mb
from bench.reporting import OTHERS, OURS, picture, plot, section, table
from bench.speed_setup import Setup, make_plain
from rag.models.files import find_model
from rag.quiet import QUIET
from tests.served import free_port

QUESTION = "What is embodied AI?"
PATIENCE_S = 600
STEP_S = 0.01
STAGES = (
    "import Gradio",
    "import sentence-transformers",
    "import FAISS",
    "import onnxruntime",
    "load the model",
    "open the index",
    "launch",
    "page",
    "answer",
)


class Start(NamedTuple):
    """Seconds to the page and to the first answer, and the most memory taken, in MB."""

    page_s: float
    answer_s: float
    memory_mb: float


class Span(NamedTuple):
    """When a stage of a start began and ended, in seconds from the command."""

    began_s: float
    ended_s: float


Stages = Mapping[str, Span]
Ask = Callable[[httpx.Client], object]


def start_part(setup: Setup) -> Iterator[str]:
    """Compare starts, and say where their time goes."""
    plain, rounds = setup.work / "plain", setup.sizes.rounds
    make_plain(setup.real).save(plain)
    apps = [partial(_ours, setup.work / "real"), partial(_plain, plain)]
    starts = in_turn(apps, rounds)
    yield f"## From the command to an answer ({rounds} rounds)"
    yield from start_table(*map(medians, starts))
    events = setup.work / "events.jsonl"
    watched = in_turn([partial(_watched, app, events) for app in apps], rounds)
    ours, before = map(median_stages, watched)
    yield from section(
        "Where the time of a start goes (s from the command: from – to)",
        "Before is the plain app, after is Quotewell, which does several at once.",
    )
    yield from stage_table(before, ours)
    yield from _draw(
        {"before: plain": before, "after: Quotewell": ours},
        setup.out / "speed-start.png",
    )


def _ours(library: Path, *watch: str) -> Start:
    port = free_port()
    environment = {"QUOTEWELL_INDEX": str(library), "QUOTEWELL_PORT": str(port)}

    def ask(client: httpx.Client) -> None:
        client.post("/api/ask", json={"question": QUESTION}).raise_for_status()

    return _start([*watch, "app"], environment, port, ask)


def _plain(folder: Path, *watch: str) -> Start:
    port = free_port()
    command = ["bench.plain_app", str(find_model(None).folder), str(folder), str(port)]

    def ask(client: httpx.Client) -> None:
        call = client.post("/gradio_api/call/ask", json={"data": [QUESTION]})
        answer = client.get(f"/gradio_api/call/ask/{call.json()['event_id']}").text
        if "event: complete" not in answer:
            raise RuntimeError(answer)

    return _start([*watch, *command], {}, port, ask)


def _start(
    command: list[str], environment: dict[str, str], port: int, ask: Ask
) -> Start:
    """Start a program that will listen on a port, ask it, and end it."""
    address = f"http://127.0.0.1:{port}"
    # Reading the machine's certificates, which play no part here, would take time.
    with httpx.Client(base_url=address, timeout=PATIENCE_S, verify=False) as client:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            env=os.environ | QUIET | {"BROWSER": "true"} | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _until(lambda: client.get("/").raise_for_status(), process)
            page_s = time.perf_counter() - started
            _until(lambda: ask(client), process)
            answer_s = time.perf_counter() - started
            return Start(page_s, answer_s, memory_mb("VmHWM", process.pid))
        finally:
            process.terminate()
            process.wait()


def _until(work: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Try until it succeeds."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            work()
            return
        except httpx.HTTPError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
        time.sleep(STEP_S)


def _watched(start: Callable[..., Start], events: Path) -> dict[str, Span]:
    """Start with a clock beside it; the first time of each stage counts."""
    began = time.perf_counter()
    started = start("bench.stages", str(events))
    stages: dict[str, Span] = {}
    for line in events.read_text("utf-8").splitlines():
        name, first, last = json.loads(line)
        stages.setdefault(name, Span(first - began, last - began))
    return stages | {"page": Span(started.page_s, started.page_s)}


def median_stages(rounds: Sequence[Stages]) -> dict[str, Span]:
    """Give the stages that every round has."""
    return {
        name: medians([stages[name] for stages in rounds])
        for name in STAGES
        if all(name in stages for stages in rounds)
    }


def start_table(ours: Start, plain: Start) -> list[str]:
    """Compare starts."""
    names = ("page, s", "first answer, s", "most memory, MB")
    rows = (
        f"{name} | {a / b:.2f} | {a:.2f} | {b:.2f}"
        for name, a, b in zip(names, ours, plain, strict=True)
    )
    return table(" | ratio | ours | plain", rows)


def stage_table(before: Stages, after: Stages) -> list[str]:
    """Say when each stage began and ended, or was reached."""

    def cell(stages: Stages, name: str) -> str:
        if name not in stages:
            return "–"
        began, ended = stages[name]
        return f"{began:.2f} – {ended:.2f}" if name != "page" else f"at {ended:.2f}"

    names = [name for name in STAGES if name in before or name in after]
    rows = (f"{name} | {cell(before, name)} | {cell(after, name)}" for name in names)
    return table(" | before | after", rows)


def _draw(apps: Mapping[str, Stages], path: Path) -> list[str]:
    with plot(path, 2, 1, 9, 4, sharex=True) as axes:
        for axis, (title, stages), color in zip(
            axes, apps.items(), (OTHERS, OURS), strict=True
        ):
            for name, (began, ended) in reversed(stages.items()):
                axis.barh(name, max(ended - began, 0.02), left=began, color=color)
            axis.set_title(title, fontsize=9, loc="left")
        axes[-1].set_xlabel("seconds from the command")
    return picture("What a start does when", path)
