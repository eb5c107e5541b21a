"""What breaks other command lines: one line says so, and nothing is held up."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import rag.cli
from rag.cli import commands
from rag.cli.commands import RUN
from rag.cli.configuration import default_index
from rag.cli.parser import make_parser
from rag.judging.evidence import FORMAT, pack_json
from rag.library.library import Library
from rag.settings import MAX_FILE_BYTES
from tests.alone import run_python
from tests.cli.conftest import OWLS
from tests.judging.test_evidence import PACK

pytestmark = pytest.mark.attack

ROOT = Path(__file__).parents[2]
ESCAPES = "\x1b]0;owned\x07\x1b[2J\n\u202e"
NOT_TEXT = "caf\udce9"
PATIENCE_S = 60


def said_in_one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Give what was said on stderr, which must be one line without a traceback."""
    text = capsys.readouterr().err
    assert text.startswith("quotewell: ")
    assert text.count("\n") == 1
    return text


# Words


@pytest.mark.parametrize(
    "argv",
    [
        ["ask", NOT_TEXT],
        ["ask", NOT_TEXT, "--json"],
        ["rename", "OWLS", NOT_TEXT],
        ["add", "owls.txt", "--title", NOT_TEXT],
    ],
)
def test_bytes_that_are_no_text_are_refused(run, owls, capsys, argv: list[str]):
    """Python makes halves of surrogate pairs of them, which can't be stored."""
    assert run(*(owls if each == "OWLS" else each for each in argv)) == 1
    assert "no text" in said_in_one_line(capsys)


def test_a_file_name_that_is_no_text_can_be_added(run, capsys, tmp_path: Path):
    """Such files exist on Linux; the name is kept as far as it is text."""
    (tmp_path / f"{NOT_TEXT}.txt").write_text(OWLS)
    assert run("add", f"{NOT_TEXT}.txt") == 0
    (stored,) = Library(tmp_path / "library").articles()
    assert stored.name == "caf?.txt"
    assert run("ask", "What do feathers have?") == 0


def test_a_hostile_name_is_shown_harmless_everywhere(run, capsys, tmp_path: Path):
    """Added, listed, asked, refused: no control character and no forged line."""
    name = f"owls{ESCAPES}.txt"
    (tmp_path / name).write_text(OWLS)
    (tmp_path / f"blank{ESCAPES}.txt").write_text(" ")
    for argv in (
        ["add", name, f"blank{ESCAPES}.txt"],
        ["list"],
        ["ask", "What do feathers have?"],
        ["remove", ESCAPES],
        ["add", f"none{ESCAPES}"],
        ["ask", f"What do feathers {ESCAPES} have?"],
    ):
        run(*argv)
        said = capsys.readouterr()
        for text in (said.out, said.err):
            assert not {"\x1b", "\x07", "\u202e"} & set(text)
        assert all(line.startswith("quotewell: ") for line in said.err.splitlines())


def test_wrong_usage_is_shown_harmless(capsys):
    """The usage and one line that quotes the argument, escaped."""
    with pytest.raises(SystemExit) as caught:
        rag.cli.main(["list", f"x{ESCAPES}"])
    assert caught.value.code == 2
    said = capsys.readouterr().err
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert said.splitlines()[-1].startswith(
        "quotewell: error: unrecognized arguments: x\\x1b]0;owned\\x07\\x1b[2J\\n"
    )


@pytest.mark.parametrize("command", RUN)
def test_help_is_said_in_words_of_every_encoding(capsys, command: str):
    """It has the command's name, and nothing but ASCII."""
    with pytest.raises(SystemExit) as caught:
        make_parser(RUN, "about").parse_args([command, "--help"])
    assert caught.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith(f"usage: quotewell {command} [-h] [--index DIR]")
    assert said.isascii()


@pytest.mark.parametrize("command", RUN)
def test_help_says_what_each_argument_is(capsys, command: str):
    """Behind its name, or indented below it; none stands there alone."""
    with pytest.raises(SystemExit):
        make_parser(RUN, "about").parse_args([command, "--help"])
    _, *rows = re.split(r"\n  (?=\S)", capsys.readouterr().out)
    assert rows
    for row in rows:
        assert re.search(r"\S(?:  +|\n {5,})[a-z]", row.partition("\n\n")[0], re.I), row


# Files


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["add", ""], "a name is empty"),
        (["add", "a" * 304], "can't be read"),
        (["add", "a\0b"], "can't be read"),
        (["add", "/dev/zero"], "is a device"),
        (["add", "pipe"], "is a pipe"),
        (["verify", "/dev/zero"], "is a device"),
        (["verify", "pipe"], "is a pipe"),
        (["verify", "folder"], "is a folder"),
        (["verify", "a" * 304], "can't be read"),
        (["verify", "large"], "over the limit of 20 MiB"),
        (["add", "large"], "over the limit of 20 MiB"),
        (["evaluate", "owls.txt"], "can't be read as a question set"),
        (["evaluate", "pipes"], "can't be read as a question set"),
        (["evaluate", "a" * 304], "too long"),
    ],
)
def test_what_is_no_file_is_refused(run, owls, capsys, tmp_path, argv, said):
    """Devices never end and pipes may never begin: neither is opened."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "pipes").mkdir()
    os.mkfifo(tmp_path / "pipes" / "corpus.jsonl")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    assert run(*argv) == 1
    assert said in said_in_one_line(capsys)
    assert len(Library(tmp_path / "library").articles()) == 1


def test_endless_standard_input_is_read_to_the_limit(run, capsys, monkeypatch):
    """No more than the limit, a byte and a buffer are taken."""

    class Endless(io.RawIOBase):
        taken = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:
            self.taken += len(buffer)
            assert self.taken < 2 * MAX_FILE_BYTES
            return len(buffer)

    stdin = io.TextIOWrapper(io.BufferedReader(Endless()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run("add", "-") == 1
    assert "over the limit" in said_in_one_line(capsys)
    monkeypatch.setattr(sys, "stdin", None)
    assert run("add", "-") == 1
    assert "is closed" in said_in_one_line(capsys)


@pytest.mark.parametrize(
    "argv",
    [["list"], ["ask", "Why?"], ["add", "owls.txt"], ["rebuild"], ["doctor"], ["undo"]],
)
@pytest.mark.parametrize("index", ["owls.txt", "owls.txt/below", "a" * 304, "a\0b"])
def test_an_index_that_is_no_folder_is_refused(
    run, capsys, tmp_path: Path, argv: list[str], index: str
):
    """Whatever the command; the file stays as it is."""
    (tmp_path / "owls.txt").write_text(OWLS)
    assert rag.cli.main([*argv, "--index", index]) == 1
    assert "--index" in said_in_one_line(capsys)
    assert (tmp_path / "owls.txt").read_text() == OWLS


@pytest.mark.parametrize("argv", [["list"], ["ask", "Who?"], ["doctor"]])
def test_a_folder_that_may_not_be_entered_is_named(tmp_path, monkeypatch, capsys, argv):
    """Not a file in it, that nobody can know to be there: another user's library."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert rag.cli.main([*argv, "--index", str(tmp_path)]) == 1
    assert said_in_one_line(capsys) == (
        f"quotewell: {tmp_path} can't be a library's folder (Permission denied); name "
        "one with --index\n"
    )


@pytest.mark.parametrize(
    "argv",
    [
        ["serve", "--port", "0"],
        ["serve", "--port", "-1"],
        ["serve", "--port", "65536"],
        ["serve", "--port", "9" * 5000],
        ["ask", "Why?", "--top-k", "0"],
        ["ask", "Why?", "--top-k", "21"],
        ["evaluate", "set", "--limit", "0"],
        ["evaluate", "set", "--limit", "-1"],
        ["list", "--index", ""],
    ],
)
def test_numbers_have_ranges(capsys, argv: list[str]):
    """What lies outside is wrong usage, and the message names the range."""
    with pytest.raises(SystemExit) as caught:
        rag.cli.main(argv)
    assert caught.value.code == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert "is no number from 1 to" in last or "name is empty" in last


@pytest.mark.parametrize(
    "host", ["no.such.host.invalid", "a" * 70, "a..b", NOT_TEXT, "a b", "\0", "::::"]
)
def test_a_host_that_is_none_is_said(capsys, tmp_path: Path, host: str):
    """Also where it can't be looked up at all."""
    argv = ["serve", "--host", host, "--password", "x", "--no-browser"]
    assert rag.cli.main([*argv, "--index", str(tmp_path / "library")]) == 1
    assert "name one with --host" in said_in_one_line(capsys)


def test_a_page_that_cannot_reach_itself_is_said(capsys, tmp_path, monkeypatch):
    """Gradio asks the page to begin; what its client raises would be a traceback."""
    from httpx import ProxyError

    from rag.page import serving
    from tests.served import free_port

    def launch(*_):
        raise ProxyError("503 Service Unavailable")

    monkeypatch.setattr(serving, "_launch", launch)
    argv = ["serve", "--port", str(free_port()), "--index", str(tmp_path / "library")]
    assert rag.cli.main(argv) == 1
    said = said_in_one_line(capsys)
    assert "doesn't answer at its own address (503 Service Unavailable)" in said


# Evidence packs


@pytest.mark.parametrize(
    "pack",
    [
        "",
        "no JSON",
        "[" * 100_000,
        '{"a":' * 100_000,
        "[]",
        "1",
        "null",
        '"text"',
        "{}",
        json.dumps({"format": FORMAT}),
        json.dumps({"format": FORMAT, "made": "", "generation": 1, "turns": 5}),
        json.dumps({"format": FORMAT, "made": "", "generation": 1, "turns": [5]}),
        pack_json(PACK).replace('"start": 12', '"start": "12"'),
        pack_json(PACK).replace('"start": 12', '"start": 1e999'),
        pack_json(PACK).replace('"start": 12', '"start": NaN'),
        pack_json(PACK).replace('"start": 12', '"start": ' + "9" * 5000),
        pack_json(PACK).replace('"quote": "The', '"quote": "\\ud800'),
        pack_json(PACK).replace('"quote": "The', '"quote": 5, "x": "The'),
        pack_json(PACK).replace('"status": "answered"', '"status": "other"'),
        "<!-- evidence:AAA -->",
        '<script type="application/json" id="evidence">' * 100_000,
    ],
    ids=range(21),
)
def test_malformed_packs_are_refused(run, owls, capsys, tmp_path: Path, pack: str):
    """Wrong shapes, deep nesting, huge numbers, halves of pairs, many openings."""
    (tmp_path / "pack.json").write_text(pack)
    assert run("verify", "pack.json") == 1
    assert "no evidence pack" in said_in_one_line(capsys)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"start": 12', '"start": ' + "9" * 4000),
        ('"paragraph": 1', '"paragraph": ' + "9" * 4000),
        ('"article_id": "tides"', f'"article_id": "{"x" * 100_000}"'),
        ('"article_id": "tides"', '"article_id": "\\u001b[2J\\n\\u202e"'),
    ],
)
def test_odd_packs_are_checked(run, owls, capsys, tmp_path: Path, old: str, new: str):
    """They have the right shape; each is one short harmless line that says BAD."""
    (tmp_path / "pack.json").write_text(pack_json(PACK).replace(old, new))
    assert run("verify", "pack.json") == 1
    said = capsys.readouterr().out
    assert said.startswith("BAD the article is not in the library: »The Moon")
    assert said.count("\n") == 1
    assert len(said) < 300
    assert "\x1b" not in said


# The output, and being stopped


def program(*argv: str, **options) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a program of its own."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    command = [sys.executable, "-m", "rag.cli", *argv]
    return subprocess.run(command, cwd=ROOT, check=False, timeout=PATIENCE_S, **options)


def test_the_version_is_said(capsys, monkeypatch):
    """Without a command; none is known where it isn't installed."""
    for version, said in (("1.2.3", "1.2.3"), ("", "(not installed)")):
        monkeypatch.setattr(
            commands, "program_version", lambda version=version: version
        )
        with pytest.raises(SystemExit) as caught:
            rag.cli.main(["--version"])
        assert caught.value.code == 0
        assert capsys.readouterr().out == f"quotewell {said}\n"


@pytest.mark.parametrize("argv", [["list"], ["--help"], ["--version"]])
def test_a_full_disk_is_said(owls, tmp_path: Path, argv: list[str]):
    """One line and status 1, though Python buffers what is printed to the end."""
    index = ["--index", str(tmp_path / "library")] if argv == ["list"] else []
    with Path("/dev/full").open("wb") as full:
        done = program(*argv, *index, stdout=full)
    assert done.returncode == 1
    assert done.stderr.startswith(b"quotewell: the output can't be written (No space")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_who_goes_is_no_error(owls, tmp_path: Path):
    """As `| head -1` does: nothing is said."""
    ours, theirs = os.pipe()
    os.close(ours)
    done = program("list", "--index", str(tmp_path / "library"), stdout=theirs)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")


def test_closed_output_is_no_error(owls, tmp_path: Path):
    """As `>&-` does."""
    command = f'exec "{sys.executable}" -m rag.cli list --index "{tmp_path}/library"'
    done = subprocess.run(
        ["sh", "-c", f"{command} >&-"], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupt_while_importing_is_one_line():
    """The libraries take long to import; an interrupt then is like any other.

    Also in code that a library compiles, after which Python would end by the signal.
    """
    code = (
        "import sys, os, signal\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'rag.cli.commands':\n"
        "            exec('os.kill(os.getpid(), signal.SIGINT)')\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "from rag.cli import program\n"
        "program(['list'])\n"
    )
    done = run_python(code)
    assert done.returncode == 1
    assert done.stderr == "quotewell: stopped; the index in use is unchanged\n"


def test_threads_in_native_code_do_not_abort_the_end():
    """Python would stop them there, on which C++ ends the program with SIGABRT."""
    code = (
        "import threading, time, torch, rag.cli\n"
        "def work():\n"
        "    a = torch.rand(400, 400)\n"
        "    while True: torch.mm(a, a)\n"
        "def main(argv):\n"
        "    for _ in range(4): threading.Thread(target=work, daemon=True).start()\n"
        "    time.sleep(0.5)\n"
        "    return 1\n"
        "rag.cli.main = main\n"
        "rag.cli.program([])\n"
    )
    done = run_python(code)
    assert (done.returncode, done.stderr) == (1, "")


# Where the library lies


def test_a_clone_keeps_its_own_library(tmp_path: Path):
    """Beside the package lies the project's file: the library is there, too."""
    (tmp_path / "pyproject.toml").touch()
    assert default_index(tmp_path) == tmp_path / "index"
    assert default_index(ROOT) == ROOT / "index"


def test_an_installed_program_keeps_it_with_a_persons_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Not in the folder that one happens to be in."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("sys.platform", "linux")
    found = default_index(tmp_path / "site-packages")
    assert found == tmp_path / "data" / "quotewell" / "index"


def test_where_it_is_is_said(run, owls, capsys, tmp_path: Path):
    """By `add` and `doctor`, and by what misses an article."""
    run("add", "owls.txt")
    assert "The library is in library.\n" in capsys.readouterr().out
    for argv in (["ask", "Why?"], ["list"]):
        rag.cli.main([*argv, "--index", "elsewhere"])
        assert "elsewhere" in capsys.readouterr().err
    rag.cli.main(["doctor", "--index", "elsewhere"])
    assert "elsewhere is not there yet" in capsys.readouterr().out
