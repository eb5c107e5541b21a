"""Programs that are run by themselves, or in a network of their own."""

import functools
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run_python(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a program of a few lines that may import `rag`."""
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@functools.cache
def network_can_be_left() -> bool:
    """Tell whether this system gives a process a network of its own."""
    program = "import sys; from rag.network import be_alone; sys.exit(not be_alone())"
    return run_python(program).returncode == 0
