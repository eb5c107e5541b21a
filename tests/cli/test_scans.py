"""Adding a scan on a terminal: each page is told, and Ctrl-C loses one page."""

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from hashlib import sha256
from pathlib import Path

from rag.library.articles import ArticleStore
from rag.library.library import ARTICLES, Library
from rag.models.onnx import EXPORTS
from tests.scans import saved, scanned

ROOT = Path(__file__).parents[2]
SIZE = 24, 200
PAGES = 3
PATIENCE_S = 60


def said_until(ours: int, words: str) -> str:
    """Read what a program says on a terminal up to some words."""
    said = ""
    until = time.monotonic() + PATIENCE_S
    while words not in said:
        assert time.monotonic() < until, said
        if select.select([ours], [], [], 1)[0]:
            said += os.read(ours, 10_000).decode()
    return said


def test_an_interrupt_stops_a_scan_within_its_page(starter_index: Path, tmp_path: Path):
    """Of three pages the first is kept, the second is given up, no third begun."""
    frames = [scanned().crop((0, 0, 1654, 140 + number)) for number in range(PAGES)]
    data = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    (tmp_path / "fax.tiff").write_bytes(data)
    index = tmp_path / "library"
    shutil.copytree(starter_index / EXPORTS, index / EXPORTS)  # it begins at once
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
    command = ["add", str(tmp_path / "fax.tiff"), "--index", str(index)]
    with subprocess.Popen(
        [sys.executable, "-m", "rag.cli", *command],
        cwd=ROOT,
        stderr=theirs,
    ) as program:
        said = said_until(ours, "Page 2 of 3 of fax.tiff")
        program.send_signal(signal.SIGINT)
        assert program.wait() == 1
    assert "Page 1 of 3 of fax.tiff" in said
    stopped = "quotewell: stopped; the index in use is unchanged, and pages"
    assert said_until(ours, "goes on from there").splitlines()[-1].startswith(stopped)
    store, digest = ArticleStore(index / ARTICLES), sha256(data).hexdigest()
    kept = [store.scans.get(digest, page) is not None for page in (1, 2, 3)]
    assert kept == [True, False, False]
    assert Library(index).articles() == []
