"""What is printed is harmless to a terminal, readable in all scripts, and one line."""

import ast
import fcntl
import io
import json
import logging
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from rag.cli.terminal import (
    MAX_WIDTH,
    complain,
    progress_bar,
    say,
    say_json,
    say_passage,
    set_up_logging,
    shown,
)
from rag.steps import advance, begin
from rag.types import Span

COMMAND_LINE = Path(__file__).parents[2] / "rag" / "cli"
CONTROLS = "\x1b]0;owned\x07\x1b[2J\x9b1m\r\x00\x7f"
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SCRIPTS = (
    "العربية، وفيها ١٢٣",
    "क्‍ष और क्‌ष",  # joined by ZWJ, kept apart by ZWNJ
    "نمی‌خواهم",
    "שלום\u200f!",
    "👩‍👩‍👧 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f ❤️",
    "中文、日本語、한국어",
    "e\u0301 ﬁ ½ £",
)


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Say so."""
        return True


def shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Make standard output a terminal of no special kind."""
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    return screen


def dangerous(text: str) -> list[str]:
    """List what a terminal would obey, or what turns a line around."""
    return [
        character
        for character in text
        if (character < " " and character != "\n")
        or "\x7f" <= character <= "\x9f"
        or character in DIRECTIONS + "\u2028\u2029"
    ]


@pytest.mark.attack
@pytest.mark.parametrize("character", [*CONTROLS, *DIRECTIONS, "\u2028", "\u2029"])
def test_what_a_terminal_obeys_is_written_out(character: str):
    """Each is replaced by an escape of printable ASCII that names it."""
    written = shown(f"a{character}b")
    assert written[0] + written[-1] == "ab"
    assert written[1:-1].encode().decode("unicode_escape") == character
    assert written.isascii()
    assert written.isprintable()


@pytest.mark.parametrize("text", SCRIPTS)
def test_letters_of_all_scripts_stay(text: str):
    """Joiners, marks of one direction and tags of flags are parts of words."""
    assert shown(text) == text


@pytest.mark.attack
def test_a_name_cannot_forge_a_line(capsys: pytest.CaptureFixture[str]):
    """However many line breaks are in what is said, it is one line, on both streams."""
    say("id", "Owls\nok  verbatim\r\nBAD\u2028x")
    complain("owls\n.txt is empty")
    said = capsys.readouterr()
    assert said.out == "id\tOwls\\nok  verbatim\\r\\nBAD\\u2028x\n"
    assert said.err == "quotewell: owls\\n.txt is empty\n"


@pytest.mark.attack
def test_half_a_surrogate_pair_is_no_crash(capsys: pytest.CaptureFixture[str]):
    """Bytes of an argument that are no text come as such halves."""
    say("a\udcffb")
    assert capsys.readouterr().out == "a\\udcffb\n"


@pytest.mark.attack
def test_json_is_the_same_value_and_harmless(capsys: pytest.CaptureFixture[str]):
    """Controls and directions are escaped as JSON escapes; the rest stays readable."""
    value = {"title": CONTROLS + DIRECTIONS + "\u2028", "words": list(SCRIPTS)}
    say_json(value)
    said = capsys.readouterr().out
    assert json.loads(said) == value
    assert not dangerous(said)
    assert SCRIPTS[0] in said


@pytest.mark.attack
def test_a_log_line_is_one_line_and_a_traceback_harmless(
    monkeypatch: pytest.MonkeyPatch,
):
    """A message can't forge a second one; a traceback keeps its own lines."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    log = logging.getLogger()
    monkeypatch.setattr(log, "handlers", [])
    set_up_logging()
    log.warning("%s is damaged", "a\nERROR: b\x1b[2J")
    try:
        raise ValueError("c\x1b]0;d\x07")
    except ValueError:
        log.exception("failed")
    first, second, *traceback = stream.getvalue().splitlines()
    assert first == "WARNING: a\\nERROR: b\\x1b[2J is damaged"
    assert second == "ERROR: failed"
    assert traceback[-1] == "ValueError: c\\x1b]0;d\\x07"
    assert len(traceback) > 2


@pytest.mark.attack
def test_only_one_module_prints():
    """Nothing in the command line goes past `terminal`: no print, no stream."""
    past = []
    for path in COMMAND_LINE.glob("*.py"):
        if path.name == "terminal.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Name | ast.Attribute):
                name = node.id if isinstance(node, ast.Name) else node.attr
                if name.strip("_") in ("print", "stdout", "stderr"):
                    past.append(f"{path.name}:{node.lineno} {name}")
    assert past == []


def test_the_quote_is_marked_and_wrapped(capsys: pytest.CaptureFixture[str]):
    """Piped, lines have 80 characters at most, and those after the first are indented.

    25 words of "word" make 124 characters: 76 columns take 15 of them, 74 characters.
    """
    say_passage("[1] ", "word " * 24 + "end\nit", Span(0, 4))
    first, second = capsys.readouterr().out.splitlines()
    assert first == "[1] »word« " + " ".join(["word"] * 14)
    assert second == "    " + " ".join(["word"] * 9) + " end it"


def test_paragraphs_and_items_begin_lines(capsys: pytest.CaptureFixture[str]):
    """The marks stay where they are, also where a line begins or ends."""
    text = "Of use:\n(a) eels;\n(b) cod.\n\nNot\nof use: - tar."
    marked = Span(0, 17), Span(18, 26), Span(28, 34)
    say_passage("[1] ", text, *marked)
    assert capsys.readouterr().out.splitlines() == [
        "[1] »Of use:",
        "    (a) eels;«",
        "    »(b) cod.«",
        "    »Not of« use: - tar.",
    ]


def test_a_list_within_a_list_is_indented(capsys: pytest.CaptureFixture[str]):
    """What is wrapped of an item stands below it; a mark that begins there, too."""
    text = f"Of use:\n\n- eels\n\n  - big{' ones' * 20}\n    - cod\n- tar"
    say_passage("[1] ", text, Span(text.index("- cod"), len(text)))
    assert capsys.readouterr().out.splitlines() == [
        "[1] Of use:",
        "    - eels",
        "      - big" + " ones" * 13,
        "      " + " ".join(["ones"] * 7),
        "        »- cod",
        "    - tar«",
    ]


def test_a_table_without_signs_keeps_its_lines(capsys: pytest.CaptureFixture[str]):
    """The paragraph before it was only wrapped."""
    text = "It is\ngone.\n\nOslo 1\nLima 2\nBari 3\nQuito 4"
    say_passage("[1] ", text, Span(20, 26))
    assert capsys.readouterr().out.splitlines() == [
        "[1] It is gone.",
        "    Oslo 1",
        "    »Lima 2«",
        "    Bari 3",
        "    Quito 4",
    ]


@pytest.mark.attack
def test_a_passage_cannot_forge_marks_or_obey(capsys: pytest.CaptureFixture[str]):
    """What stands for the marks while wrapping can't come from the text."""
    say_passage("[1] ", "a\x02b\x03c\x1b[1md \u202ee\x04f", Span(7, 9))
    assert capsys.readouterr().out == "[1] a\\x02b\\x03c\\x1b[»1m«d \\u202ee\\x04f\n"


def test_a_terminal_shows_bold(monkeypatch: pytest.MonkeyPatch):
    """Only the quote is bold, and the text between has no mark."""
    screen = shown_on_a_terminal(monkeypatch)
    say_passage("[1] ", "Owls fly.", Span(0, 4))
    assert screen.getvalue() == "[1] \x1b[1mOwls\x1b[0m fly.\n"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_escapes_gets_none(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
):
    """NO_COLOR that isn't empty, or a dumb terminal: quotes instead of bold."""
    screen = shown_on_a_terminal(monkeypatch)
    monkeypatch.setenv(name, value)
    say_passage("[1] ", "Owls fly.", Span(0, 4))
    assert screen.getvalue() == "[1] »Owls« fly.\n"


@pytest.mark.parametrize(("columns", "longest"), [(40, 40), (400, MAX_WIDTH)])
def test_the_width_is_the_terminals(
    monkeypatch: pytest.MonkeyPatch, columns: int, longest: int
):
    """A narrow terminal is filled, a wide one only as far as reads well."""
    screen = shown_on_a_terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    say_passage("", "x" * 1000, Span(0, 0))
    assert max(map(len, screen.getvalue().splitlines())) == longest


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("ascii", b'"Owls" - A | B, par. 1 ... \\u4e2d\\xe9\n'),
        ("cp1252", "»Owls« — A · B, ¶ 1 … ".encode("cp1252") + b"\\u4e2d\xe9\n"),
        ("utf-8", "»Owls« — A · B, ¶ 1 … 中é\n".encode()),
    ],
)
def test_encodings_that_lack_marks_get_others(
    monkeypatch: pytest.MonkeyPatch, encoding: str, expected: bytes
):
    """Our marks become the nearest ASCII, letters their escapes; nothing fails."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    monkeypatch.setattr(sys, "stdout", stream)
    say("»Owls« — A · B, ¶ 1 … 中é")
    stream.flush()
    assert stream.buffer.getvalue() == expected


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_json_stays_json_in_any_encoding(
    monkeypatch: pytest.MonkeyPatch, encoding: str
):
    """Characters that the encoding lacks are escaped as JSON wants it."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    say_json({"quote": "»中« 👩"})
    stream.flush()
    assert json.loads(stream.buffer.getvalue()) == {"quote": "»中« 👩"}


def test_closed_streams_are_no_crash(monkeypatch: pytest.MonkeyPatch):
    """Python has None for a stream that was closed when it started."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    say("a")
    complain("b")
    say_json({})
    say_passage("", "abc", Span(0, 1))
    with progress_bar():
        begin("encoding", 2)
        advance()


def test_a_real_terminal_gets_its_width():
    """Through a pseudo-terminal of 50 columns, no line is longer than that."""
    program = "from rag.cli.terminal import *; from rag.types import Span\n"
    program += "say_passage('', 'word ' * 99, Span(0, 0))"
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 50, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k != "COLUMNS"}
    command = [sys.executable, "-c", program]
    subprocess.run(
        command, stdout=theirs, env=environment | {"NO_COLOR": "1"}, check=True
    )
    os.close(theirs)
    lines = os.read(ours, 10_000).decode().splitlines()
    os.close(ours)
    assert max(map(len, lines)) == 49  # ten words of four letters
