"""The one place that prints: what comes from texts, titles and names is made harmless.

A terminal obeys control characters: they move its cursor, set its title, put text on
the clipboard or turn a line around. So each line goes through `shown`, which writes
them as escapes, line breaks among them: what is one line to the program is one line on
the screen. Nothing else in `rag.cli` prints, which a test holds.
"""

import codecs
import json
import logging
import os
import re
import shutil
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, TextIO

from rag.asking.wording.english import capital
from rag.errors import QuotewellError
from rag.steps import Step, watched
from rag.text.line_breaks import INDENT, levels, unwrapped

if TYPE_CHECKING:
    from tqdm import tqdm

    from rag.types import Span

BAR_S = 0.5
PIPED_WIDTH = 80
MAX_WIDTH = 100
"""Longer lines are hard to read, however wide the terminal is."""
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
ORDER = CLOSING, LINE, OPENING = "\x03", "\x04", "\x02"
"""Stand for the marks of a quote and a new line while it is wrapped, in this order at
one place: shown text has none of them."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
"""Controls, line separators, what embeds, overrides or isolates a direction (UAX 9) and
halves of surrogate pairs. Joiners and the marks of one direction are parts of words."""
_LINE_END = re.compile(r"\n( *)")
_SPACE = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
_NEAREST = {"»": '"', "«": '"', "—": "-", "–": "-", "·": "|", "¶": "par.", "…": "..."}


def shown(text: str) -> str:
    r"""Write what a terminal would obey as escapes; letters of all scripts stay.

    >>> shown("a\x1b[2Jb\nc")
    'a\\x1b[2Jb\\nc'
    """
    return _UNSAFE.sub(lambda found: _escape(found[0]), text)


def say(*columns: str) -> None:
    """Print one line on standard output, its columns parted by tabs."""
    _write(sys.stdout, "\t".join(map(shown, columns)))


def complain(message: str) -> None:
    """Say on standard error, in one line, what went wrong."""
    _tell(f"quotewell: {message}")


def complain_of_usage(usage: str, message: str) -> None:
    """Say on standard error how a command is used, and what was wrong."""
    for line in usage.rstrip().split("\n"):
        _tell(line)
    _tell(f"quotewell: error: {message}")


def say_passage(label: str, text: str, *marked: "Span") -> None:
    """Print a text, wrapped, with parts of it marked: in bold, or by »quotes«.

    Args:
        label: What stands before its first line, and how far the others are indented.
        text: The text; it has the lines that `unwrapped` leaves.
        marked: The ranges that are marked, in characters of `text` and in its order.
    """
    ends = [*_LINE_END.finditer(unwrapped(text))]
    signs = [(end.start() + 1, LINE) for end in ends]
    for span in marked:
        signs += [(span.start, OPENING), (span.end, CLOSING)]
    written, at = "", 0
    for place, sign in sorted(signs, key=lambda each: (each[0], ORDER.index(each[1]))):
        written += f"{_flat(text[at:place])}{sign}"
        at = place
    label = shown(label)
    lines = (written + _flat(text[at:])).split(LINE)
    below = " " * len(label)
    indents = [below, *(below + INDENT * levels(len(end[1])) for end in ends)]
    wrapped = "\n".join(
        textwrap.fill(
            line.strip(),
            _width(),
            initial_indent=indent if number else label,
            subsequent_indent=indent,
        )
        for number, (line, indent) in enumerate(zip(lines, indents, strict=True))
    )
    opening, closing = (BOLD, PLAIN) if _takes_bold() else ("»", "«")
    marked_up = wrapped.replace(OPENING, opening).replace(CLOSING, closing)
    _write(sys.stdout, marked_up)


def _flat(text: str) -> str:
    return shown(_SPACE.sub(" ", text))


def say_json(value: object) -> None:
    """Print a JSON value; what a terminal would obey is escaped as JSON escapes it."""
    everything = _encoding(sys.stdout).startswith("utf")
    text = json.dumps(value, ensure_ascii=not everything, indent=2)
    lines = text.split("\n")
    _write(sys.stdout, "\n".join(map(_shown_in_json, lines)))


def finish() -> None:
    """See that all was written.

    Raises:
        QuotewellError: It can't be.
    """
    if sys.stdout is not None:
        with _explained():
            sys.stdout.flush()


def abandon_output() -> None:
    """Let go of what can't be written, so that Python doesn't try again at the end."""
    try:
        finish()
    except (OSError, QuotewellError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def progress_bar() -> Iterator[None]:
    """Show each step of what is done inside as a bar on stderr, if it's a terminal.

    What is done at once has none.
    """
    since = time.monotonic()
    last = Step("starting")
    with ExitStack() as stack:
        bar: tqdm[NoReturn] | None = None

        def show(step: Step) -> None:
            nonlocal last, bar
            is_soon = time.monotonic() < since + BAR_S
            if is_soon or step is last or step.name == "starting":
                return
            # Not by its truth, which is that of its total.
            bar = stack.enter_context(_bar()) if bar is None else bar
            if step.name != last.name:
                bar.reset()
            bar.total = step.total or None
            bar.update(step.done - bar.n)
            if step.said != last.said:
                bar.set_description(capital(shown(step.said)))
            last = step

        with watched(show):
            yield


def _bar() -> "tqdm[NoReturn]":
    # Imported here: whoever asks needs no bar.
    from tqdm import tqdm

    disabled = True if sys.stderr is None else None  # None: unless it is a terminal
    return tqdm(disable=disabled, leave=False, file=sys.stderr)


def set_up_logging() -> None:
    """Write warnings to standard error, one a line."""
    handler = logging.StreamHandler()
    handler.setFormatter(_LineFormatter("%(levelname)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


class _LineFormatter(logging.Formatter):
    """Shows a message in one line, and a traceback line by line."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - inherited
        return shown(super().formatMessage(record))

    def formatException(  # noqa: N802 - inherited
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return "\n".join(map(shown, super().formatException(ei).split("\n")))


def _tell(line: str) -> None:
    try:
        _write(sys.stderr, shown(line))
    except (OSError, QuotewellError):
        return  # nobody is left to be told


def _write(stream: TextIO | None, text: str) -> None:
    """Write a line that is harmless, in characters that the stream has.

    Raises:
        BrokenPipeError: Nobody reads it any more.
        QuotewellError: It can't be written.
    """
    if stream is None:  # closed by whoever started the program
        return
    encoding = _encoding(stream)
    known = text.encode(encoding, _nearest.__name__).decode(encoding)
    with _explained():
        stream.write(f"{known}\n")


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise QuotewellError(
            f"the output can't be written ({error.strerror}); free space, or send it "
            "elsewhere"
        ) from error


def _encoding(stream: TextIO | None) -> str:
    return codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Put the nearest ASCII for our own marks that an encoding lacks, else escapes."""
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "".join(_NEAREST.get(each) or _escape(each) for each in lacking), error.end


codecs.register_error(_nearest.__name__, _nearest)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()


def _shown_in_json(line: str) -> str:
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def _takes_bold() -> bool:
    """Tell whether standard output is a terminal that may be sent escape sequences.

    See https://no-color.org; a "dumb" terminal has none.
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and _is_terminal()


def _width() -> int:
    if not _is_terminal():
        return PIPED_WIDTH
    return min(shutil.get_terminal_size().columns, MAX_WIDTH)


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
