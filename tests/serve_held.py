"""`quotewell serve` as a process, with an encoder that counts words and can be held.

    python -m tests.serve_held HOLD serve --index LIBRARY --port PORT …

While there is a file `asking` in the folder HOLD, no question is encoded, and while
there is one `building`, no passage.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from rag.cli import program
from rag.roles import EncodedText
from rag.steps import pause
from tests.fakes import WordEncoder

ROOT = Path(__file__).parent.parent
STEP_S = 0.02


class HeldEncoder(WordEncoder):
    """An encoder that waits as long as a file is there.

    Args:
        hold: The folder with the files; who waits is noted beside them.
    """

    def __init__(self, hold: Path) -> None:
        super().__init__()
        self._hold = hold

    def encode_question(self, question: str) -> EncodedText:
        """Wait until it may go on."""
        self._wait("asking")
        return super().encode_question(question)

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Wait until it may go on, each time that a text is encoded."""
        for encoded in super().encode_passages(texts):
            self._wait("building")
            yield encoded

    def _wait(self, what: str) -> None:
        while (self._hold / what).exists():
            (self._hold / f"{what}-{os.getpid()}-{threading.get_ident()}").touch()
            time.sleep(STEP_S)
            pause()


class HeldServer:
    """A server of a library, which can be killed and begun again.

    Args:
        hold: The folder by which its encoder is held.
        index: The library.
        port: Where it listens.
        environment: What it gets beside this process's own.
    """

    def __init__(
        self, hold: Path, index: Path, port: int, environment: dict[str, str]
    ) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.hold = hold
        said = ("serve", "--index", index, "--port", port, "--host", "0.0.0.0")
        self._argv = [sys.executable, "-m", "tests.serve_held", hold, *said]
        self._environment = environment
        self.begin()

    def begin(self) -> None:
        """Start the process; it takes some seconds until it answers."""
        self.process = subprocess.Popen(
            [*map(str, self._argv), "--no-browser"],
            cwd=ROOT,
            env=os.environ | self._environment,
            stdout=subprocess.DEVNULL,
        )

    def held(self, what: str) -> int:
        """Count how many of its threads were held at asking, or building."""
        return len(list(self.hold.glob(f"{what}-{self.process.pid}-*")))

    def kill(self) -> None:
        """Kill it with -9."""
        self.process.kill()
        self.process.wait()


if __name__ == "__main__":
    import rag.models.encoder

    encoder = HeldEncoder(Path(sys.argv[1]))
    rag.models.encoder.load_encoder = lambda *_: encoder
    program(sys.argv[2:])
