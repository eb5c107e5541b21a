"""From the command to the page, and to the first answer; memory once it is given."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import httpx

from bench.measuring import in_turn, medians, memory_mb
from bench.reporting import section, table
from bench.speed_setup import Setup, make_plain
from rag.models.files import find_model
from rag.quiet import QUIET
from tests.served import free_port

QUESTION = "What is embodied AI?"
PATIENCE_S = 600
STEP_S = 0.01


class Start(NamedTuple):
    """Seconds to the page and to the first answer, and the most memory taken, in MB."""

    page_s: float
    answer_s: float
    memory_mb: float


Ask = Callable[[httpx.Client], object]


def start_part(setup: Setup) -> Iterator[str]:
    """Compare starts."""
    plain, rounds = setup.work / "plain", setup.sizes.rounds
    make_plain(setup.real).save(plain)
    apps = [partial(_ours, setup.work / "real"), partial(_plain, plain)]
    starts = in_turn(apps, rounds)
    yield from section(f"From the command to an answer ({rounds} rounds)")
    yield from start_table(*map(medians, starts))


def _ours(library: Path) -> Start:
    port = free_port()
    environment = {"QUOTEWELL_INDEX": str(library), "QUOTEWELL_PORT": str(port)}

    def ask(client: httpx.Client) -> None:
        client.post("/api/ask", json={"question": QUESTION}).raise_for_status()

    return _start(["app"], environment, port, ask)


def _plain(folder: Path) -> Start:
    port = free_port()
    command = [
        "bench.peers.plain_app",
        str(find_model(None).folder),
        str(folder),
        str(port),
    ]

    def ask(client: httpx.Client) -> None:
        call = client.post("/gradio_api/call/ask", json={"data": [QUESTION]})
        answer = client.get(f"/gradio_api/call/ask/{call.json()['event_id']}").text
        if "event: complete" not in answer:
            raise RuntimeError(answer)

    return _start(command, {}, port, ask)


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


def start_table(ours: Start, plain: Start) -> list[str]:
    """Compare starts."""
    names = ("page, s", "first answer, s", "most memory, MB")
    rows = (
        f"{name} | {a / b:.2f} | {a:.2f} | {b:.2f}"
        for name, a, b in zip(names, ours, plain, strict=True)
    )
    return table(" | ratio | ours | plain", rows)
