"""From the command to the page, and to the first answer; memory once it is given."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import faiss

from bench.speed_plain import Plain

QUESTION = "What is embodied AI?"
PATIENCE_S = 120
STEP_S = 0.01
ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to the page and to the first answer, and the most memory taken, in MB."""

    page_s: float
    answer_s: float
    memory_mb: float


def compare_starts(library: Path, plain: Plain, folder: Path) -> tuple[Start, Start]:
    """Start Quotewell and the plain app in turn; medians of each figure.

    Args:
        library: A library that is indexed.
        plain: The same passages.
        folder: Where the plain app's files are written.
    """
    passages, index = folder / "passages.json", folder / "plain.faiss"
    passages.write_text(json.dumps(list(plain.passages)), "utf-8")
    faiss.write_index(plain.index, str(index))
    rounds = []
    for _ in range(ROUNDS):
        port = _free_port()
        environment = {"QUOTEWELL_INDEX": str(library), "QUOTEWELL_PORT": str(port)}
        ours = _start([sys.executable, "app.py"], environment, port, _ask_api)
        port = _free_port()
        program = [sys.executable, "-m", "bench.speed_plain"]
        theirs = _start(
            [*program, str(passages), str(index), str(port)], {}, port, _ask_gradio
        )
        rounds.append((ours, theirs))
    return _median([ours for ours, _ in rounds]), _median(
        [plain for _, plain in rounds]
    )


def _median(starts: list[Start]) -> Start:
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
        env=os.environ | {"BROWSER": "true", "HF_HUB_OFFLINE": "1"} | environment,
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
