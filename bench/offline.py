"""Watch Quotewell at rest and at work: what is asked of the outside, what is written.

    python -m bench.offline [--rest 120]

strace (Linux) reads every system call of every process of `quotewell add`, `rebuild`,
`ask`, `mcp` and `serve`, each with an empty home and an empty folder for temporary
files. The page rests, reads a file, builds, answers, and rests again; then it is
stopped as a service is (SIGTERM). The exit status is 1 if an address off this machine
was asked, or if a file was written outside the library's folder, but for temporary ones
that were gone at the end, and those that Python compiles beside its modules.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.cli.airgap.traces import outside_in

PATIENCE_S = 300
STEP_S = 0.2
CALLS = "trace=connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat"
QUESTION = "What is read apart?"
TEXT = "Owls fly without a sound. Their feathers have soft edges.\n"
PAGE = "<html><body><p>A page of HTML is read apart from all else.</p></body></html>"

_OPENED = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|creat\(")
_FILE = re.compile(r" = \d+<([^>]+)>$")
_FOLDER = re.compile(r'mkdir(?:at)?\([^"]*"([^"]+)".* = 0$')
_OF_THE_SYSTEM = re.compile(
    # what is no file: devices, pipes and sockets, locks between processes, settings of
    # a thread; and Python's compiled modules
    r"/dev/(null|tty|shm/sem\.)|pipe:|socket:|anon_inode:|/memfd:|/proc/|.*__pycache__"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a command did: addresses asked, and paths written, off its places."""

    name: str
    calls: int
    asked: tuple[str, ...]
    written: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether it kept to itself."""
        return not self.asked and not self.written


@dataclass(frozen=True, slots=True)
class Places:
    """A folder that holds all that commands may touch."""

    root: Path

    def command(self, name: str, *arguments: str) -> list[str]:
        """Give a command of Quotewell under strace, on the library here."""
        traced = ["strace", "-f", "-y", "-qq", "-e", CALLS, "-o", f"{self.trace(name)}"]
        ours = [sys.executable, "-m", "rag.cli", name, *arguments]
        return [*traced, *ours, "--index", str(self.root / "index")]

    def trace(self, name: str) -> Path:
        """Give the file that strace writes on a command."""
        return self.root / f"{name}.trace"

    def environment(self) -> dict[str, str]:
        """Give the environment as it is, with an empty home."""
        home, temporary = str(self.root / "home"), str(self.root / "tmp")
        named = {n: v for n, v in os.environ.items() if not n.startswith("XDG_")}
        state = str(self.root / "state")
        return named | {"HOME": home, "TMPDIR": temporary, "XDG_STATE_HOME": state}

    def seen(self, name: str) -> Seen:
        """Read what strace wrote on a command."""
        trace = self.trace(name).read_text("utf-8", errors="replace")
        lines = trace.splitlines()
        ours = (str(self.root / "index"), str(self.root / "tmp"))
        written = dict.fromkeys(p for p in _written(lines) if not p.startswith(ours))
        return Seen(name, len(lines), outside_in(trace), tuple(written))

    def left(self) -> tuple[str, ...]:
        """List what is left in the home and among temporary files."""
        folders = (self.root / "home", self.root / "tmp")
        return tuple(str(p) for folder in folders for p in folder.rglob("*"))


def _written(lines: list[str]) -> Iterator[str]:
    """Give the paths that were opened to be written, and the folders made."""
    for line in lines:
        opened = _OPENED.search(line) and _FILE.search(line)
        found = opened or _FOLDER.search(line)
        if found and not _OF_THE_SYSTEM.match(found[1]):
            yield found[1]


def run(places: Places, name: str, *arguments: str) -> Seen:
    """Run a command to its end."""
    subprocess.run(
        places.command(name, *arguments),
        env=places.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return places.seen(name)


def serve(places: Places, port: int, rest_s: float) -> Seen:
    """Serve the page: rest, add and build, ask, and rest."""
    address = f"http://127.0.0.1:{port}/"
    arguments = ("--port", str(port), "--no-browser")
    process = subprocess.Popen(
        places.command("serve", *arguments), env=places.environment()
    )
    try:
        _until(f"{address}readyz")
        time.sleep(rest_s / 2)
        # The page builds by itself what is added.
        another = PAGE.replace("HTML", "the web").encode()
        _post(f"{address}api/articles?name=c.html", another, "text/html")
        asked = json.dumps({"question": QUESTION}).encode()
        _post(f"{address}api/ask", asked, "application/json")
        time.sleep(rest_s / 2)
    finally:
        _stop(process.pid)
        process.wait(PATIENCE_S)
    return places.seen("serve")


def _stop(tracer: int) -> None:
    """Tell the program under strace to stop, as a service manager would."""
    children = Path(f"/proc/{tracer}/task/{tracer}/children").read_text().split()
    for child in children[:1]:
        os.kill(int(child), signal.SIGTERM)


def _until(address: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            urllib.request.urlopen(address).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(STEP_S)


def _post(address: str, data: bytes, kind: str) -> None:
    origin = "/".join(address.split("/")[:3])
    headers = {"Content-Type": kind, "Origin": origin}
    request = urllib.request.Request(address, data, headers)
    urllib.request.urlopen(request, timeout=PATIENCE_S).close()


def watch(places: Places, port: int, rest_s: float) -> Iterator[Seen]:
    """Watch one command after the other."""
    for name in ("home", "tmp", "articles"):
        (places.root / name).mkdir()
    text, page = (places.root / "articles" / name for name in ("a.txt", "b.html"))
    text.write_text(TEXT)
    page.write_text(PAGE)
    yield run(places, "add", str(text), str(page))
    yield run(places, "rebuild")
    yield run(places, "ask", QUESTION)
    yield run(places, "mcp")
    yield serve(places, port, rest_s)


def main() -> None:
    """Watch each command, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rest", type=float, default=120.0, help="seconds at rest")
    parser.add_argument("--port", type=int, default=7999)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder))
        clean = True
        for seen in watch(places, arguments.port, arguments.rest):
            asked, written = seen.asked or "nobody", seen.written or "nothing"
            print(f"{seen.name}: {seen.calls} calls, asked {asked}, wrote {written}")
            clean = clean and seen.is_clean
        left = places.left()
    print(f"left behind: {left or 'nothing'}")
    sys.exit(not clean or bool(left))


if __name__ == "__main__":
    main()
