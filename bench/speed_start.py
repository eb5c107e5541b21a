"""From the command to the page, and to the first answer; memory once it is given."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import faiss

from bench.speed_plain import Plain
from rag.quiet import QUIET

QUESTION = "What is embodied AI?"
PATIENCE_S = 120
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


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to the page and to the first answer, and the most memory taken, in MB."""

    page_s: float
    answer_s: float
    memory_mb: float


@dataclass(frozen=True, slots=True)
class Span:
    """When a stage of a start began and ended, in seconds from the command."""

    began_s: float
    ended_s: float


Stages = dict[str, Span]


class Starter:
    """Starts Quotewell and the plain app on the same passages.

    Args:
        library: A library that is indexed.
        plain: The same passages.
        folder: Where the plain app's files are written.
    """

    def __init__(self, library: Path, plain: Plain, folder: Path) -> None:
        self._library = library
        self._passages, self._index = folder / "passages.json", folder / "plain.faiss"
        self._events = folder / "events.jsonl"
        self._passages.write_text(json.dumps(list(plain.passages)), "utf-8")
        faiss.write_index(plain.index, str(self._index))

    def compare(self, rounds: int) -> tuple[Start, Start]:
        """Start both in turn; medians of each figure, ours first."""
        python = [sys.executable, "-m"]
        pairs = [(self._ours(python), self._plain(python)) for _ in range(rounds)]
        ours, plain = zip(*pairs, strict=True)
        return _median(ours), _median(plain)

    def stages(self, rounds: int) -> tuple[Stages, Stages]:
        """Start both in turn with a clock beside them; medians, ours first."""
        pairs = [
            (self._watched(self._ours), self._watched(self._plain))
            for _ in range(rounds)
        ]
        ours, plain = zip(*pairs, strict=True)
        return _median_stages(ours), _median_stages(plain)

    def _ours(self, python: list[str]) -> Start:
        port = free_port()
        environment = {
            "QUOTEWELL_INDEX": str(self._library),
            "QUOTEWELL_PORT": str(port),
        }
        return _start([*python, "app"], environment, port, _ask_api)

    def _plain(self, python: list[str]) -> Start:
        port = free_port()
        files = [str(self._passages), str(self._index)]
        command = [*python, "bench.speed_plain", *files, str(port)]
        return _start(command, {}, port, _ask_gradio)

    def _watched(self, start: Callable[[list[str]], Start]) -> Stages:
        python = [sys.executable, "-m", "bench.start_stages", str(self._events)]
        began = time.time()
        start_ = start(python)
        stages: Stages = {}
        for line in self._events.read_text("utf-8").splitlines():
            name, first, last = json.loads(line)
            stages.setdefault(name, Span(first - began, last - began))
        stages["page"] = Span(start_.page_s, start_.page_s)
        return stages


def _median_stages(rounds: Sequence[Stages]) -> Stages:
    """Give the stages that every round has."""
    return {
        name: Span(
            median(stages[name].began_s for stages in rounds),
            median(stages[name].ended_s for stages in rounds),
        )
        for name in STAGES
        if all(name in stages for stages in rounds)
    }


def _median(starts: Sequence[Start]) -> Start:
    return Start(
        median(start.page_s for start in starts),
        median(start.answer_s for start in starts),
        median(start.memory_mb for start in starts),
    )


def _start(
    command: list[str],
    environment: dict[str, str],
    port: int,
    ask: Callable[[str], str],
) -> Start:
    """Start a program, and stop it when it has answered."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=os.environ | QUIET | {"BROWSER": "true"} | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _until(lambda: _get(address), process)
        page_s = time.perf_counter() - started
        _until(lambda: ask(address), process)
        answer_s = time.perf_counter() - started
        return Start(page_s, answer_s, _peak_mb(process.pid))
    finally:
        process.terminate()
        process.wait()


def _until(get: Callable[[], str], process: "subprocess.Popen[bytes]") -> None:
    """Try until something comes back."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            if get():
                return
        except (OSError, urllib.error.URLError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise
        time.sleep(STEP_S)


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=PATIENCE_S) as response:
        return response.read().decode()


def _post(address: str, body: object) -> str:
    request = urllib.request.Request(
        address,
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
        return response.read().decode()


def _ask_api(address: str) -> str:
    return _post(f"{address}api/ask", {"question": QUESTION})


def _ask_gradio(address: str) -> str:
    call = f"{address}gradio_api/call/ask"
    event = json.loads(_post(call, {"data": [QUESTION]}))["event_id"]
    answer = _get(f"{call}/{event}")
    if "event: complete" not in answer:
        raise RuntimeError(answer)
    return answer


def free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
