"""Kill -9 while a file of several articles is stored: all is there, or nothing."""

import json
import math
import random
import shutil
import signal
from email.message import EmailMessage
from pathlib import Path

import pytest

from rag.library.adding import add_file, check_file
from rag.library.library import Library
from rag.library.unfinished import NOTE
from tests.archives import packed
from tests.faults_worker import PATIENCE_S, add_bundle, begin

KILLS = 12
TEXTS = {f"story-{n}.txt": f"The bridge of story {n} was closed." for n in range(4)}


def message() -> bytes:
    """Write a letter that has the texts attached."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "jo@example.org", "ann@example.org"
    mail["Subject"], mail["Message-ID"] = "Stories", "<1@example.org>"
    mail.set_content("Here are the stories of the bridges.")
    for name, text in TEXTS.items():
        mail.add_attachment(text, filename=name)
    return mail.as_bytes()


LINES = "\n".join(json.dumps({"title": n, "text": t}) for n, t in TEXTS.items())
FILES = {
    "all.zip": (packed(TEXTS), 4),
    "all.jsonl": (LINES.encode(), 4),
    "all.eml": (message(), 5),
}


def killed(root: Path, checked: object, last_call: float) -> int | None:
    """Store what was read, killed at a call; gives their number if it came through."""
    process, pipe = begin(add_bundle, root, checked, last_call)
    process.join(PATIENCE_S)
    assert process.exitcode in (0, -signal.SIGKILL)
    return pipe.recv() if process.exitcode == 0 else None


@pytest.mark.parametrize("name", FILES)
def test_a_kill_leaves_all_or_nothing(tmp_path: Path, name: str):
    """Others see no part of it, the next writer clears up, adding again completes."""
    data, count = FILES[name]
    root = tmp_path / "index"
    before = Library(root).add(b"Owls fly without a sound.", "owls.txt").id
    checked = check_file(Library(root), data, name)
    whole = shutil.copytree(root, tmp_path / "whole")
    calls = killed(whole, checked, math.inf)
    assert calls
    most = calls * 9 // 10  # some calls it has only now and then
    assert len(Library(whole).articles()) == 1 + count
    dice, parts = random.Random(7), 0
    for turn in range(KILLS):
        copy = shutil.copytree(root, tmp_path / f"copy-{turn}")
        assert killed(copy, checked, dice.randint(1, most)) is None
        library = Library(copy)
        folders = len(list((copy / "articles").glob("[!.]*")))
        listed = len(library.articles())
        assert listed in (1, 1 + count)
        parts += listed == 1 < folders
        with library.writing():
            pass
        assert len(list((copy / "articles").glob("[!.]*"))) == listed
        assert not (copy / "articles" / NOTE).exists()
        assert len(add_file(library, data, name).stored) == count
        assert len(library.articles()) == 1 + count
        assert all(map(library.originals.is_intact, library.articles()))
        assert library.articles()[0].id == before
    assert parts  # or no kill came between two articles


def test_a_failure_takes_back_what_was_stored(tmp_path: Path, monkeypatch):
    """The disk is full at the third article: none of them is there, what was, stays."""
    library = Library(tmp_path)
    data, _ = FILES["all.zip"]
    library.add(TEXTS["story-0.txt"].encode(), "old.txt")
    add, stored = library.originals.add, []

    def fail(*given):
        if len(stored) == 2:
            raise OSError(28, "No space left on device")
        stored.append(add(*given))
        return stored[-1]

    monkeypatch.setattr(library.originals, "add", fail)
    with pytest.raises(Exception, match="No space left"):
        add_file(library, data, "all.zip")
    assert [each.name for each in library.articles()] == ["old.txt"]
    assert len(list((tmp_path / "articles").glob("[!.]*"))) == 1
