"""What the command line takes: one function a command, and the list of them."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from rag.cli.terminal import complain_of_usage, say
from rag.errors import LibraryError
from rag.library.engine import EngineAddress, read_address
from rag.settings import DEFAULT_HOST, DEFAULT_PORT, MAX_PORT, MAX_TOP_K

MAX_SAMPLE = 10**9
VARIABLES = (
    "--index, --beside, --journal, --originals, the models, and --host, --port and "
    "--password of serve may stand in the environment instead, as QUOTEWELL_INDEX."
)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are harmless to a terminal, whatever they quote."""

    def format_usage(self) -> str:
        """Write how the command is used, in short."""
        self.color = False  # from Python 3.14 on it would write escape sequences
        return super().format_usage()

    def format_help(self) -> str:
        """Write how the command is used."""
        self.color = False
        return super().format_help()

    def _print_message(self, message: str, file: object = None) -> None:
        """Say help or a version; unlike argparse's own, fail if that can't be."""
        for line in message.rstrip().split("\n"):
            say(line)

    def error(self, message: str) -> NoReturn:
        """Say how the command is used and what was wrong, and exit with status 2."""
        complain_of_usage(self.format_usage(), message)
        self.exit(2)


Describe = Callable[[Parser], object]


def make_parser(run: Mapping[str, object], about: str) -> Parser:
    """Make the parser of all commands.

    Args:
        run: What each command of `COMMANDS` runs; it is put into `command` of the
            parsed arguments.
        about: What the program is, for `--help`.

    Raises:
        KeyError: A command has nothing to run.
    """
    parser = Parser(prog="quotewell", description=about, epilog=VARIABLES)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = _common()
    for name, text, describe in COMMANDS:
        sub = commands.add_parser(name, parents=[common], help=text, description=text)
        sub.set_defaults(command=run[name])
        describe(sub)
    return parser


def _common() -> Parser:
    common = Parser(add_help=False)
    common.add_argument(
        "--index",
        type=_index,
        metavar="DIR",
        help="the library's folder, or its engine: milvus://HOST:PORT/NAME, "
        "milvus+tls://HOST:PORT/NAME or milvus+lite:PATH",
    )
    common.add_argument(
        "--beside",
        type=_folder,
        metavar="DIR",
        help="the library's folder beside an engine's server",
    )
    common.add_argument(
        "--journal",
        metavar="URL",
        help="a database for what people say and ask, postgresql://USER@HOST:PORT/DB; "
        "one with a password better in QUOTEWELL_JOURNAL, which no list of processes "
        "shows",
    )
    common.add_argument(
        "--originals",
        metavar="URL",
        help="what holds the articles' files: s3://BUCKET/PREFIX or file:///FOLDER",
    )
    common.add_argument("--model", metavar="NAME", help="a sentence-transformers model")
    common.add_argument("--reranker", metavar="NAME", help="a CrossEncoder model")
    common.add_argument(
        "--reader",
        metavar="NAME",
        help="a model for extractive question answering, or none",
    )
    common.add_argument(
        "--second-model",
        metavar="NAME",
        help="a sentence-transformers model of many languages, or none",
    )
    return common


def _number(last: int) -> Callable[[str], int]:
    """Make what reads a whole number from 1 to `last`."""

    def read(text: str) -> int:
        # Its length first: `int` refuses thousands of digits in words of its own.
        if text.isdecimal() and len(text) <= len(str(last)) and 1 <= int(text) <= last:
            return int(text)
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {last}")

    return read


def _folder(text: str) -> Path:
    if text:
        return Path(text)
    raise argparse.ArgumentTypeError("a folder's name is empty")


def _index(text: str) -> Path | EngineAddress:
    try:
        return read_address(text) or _folder(text)
    except LibraryError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _serve(parser: Parser) -> None:
    parser.add_argument(
        "--host",
        help=f"the address to listen on (default: {DEFAULT_HOST}, this machine alone)",
    )
    parser.add_argument(
        "--port",
        type=_number(MAX_PORT),
        metavar=f"1-{MAX_PORT}",
        help=f"the port to listen on (default: {DEFAULT_PORT})",
    )
    parser.add_argument(
        "--password",
        help="what the page asks for, needed for a --host that other machines reach; "
        "better in QUOTEWELL_PASSWORD, which no list of processes shows",
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="don't open a browser"
    )


def _add(parser: Parser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a file, a folder to follow, an address, or - for stdin",
    )
    parser.add_argument("--title", help="a title of your own, for a single file")
    parser.add_argument(
        "--prune", action="store_true", help="remove what is gone from a folder"
    )
    _ray(parser)


def _ray(parser: Parser) -> None:
    parser.add_argument(
        "--ray",
        metavar="HOST:PORT",
        help="have a Ray cluster, of which this machine is a node, read and encode",
    )


def _article(parser: Parser) -> None:
    parser.add_argument("article", help="its id, as `quotewell list` shows it")


def _rename(parser: Parser) -> None:
    _article(parser)
    parser.add_argument("title", help="what it is called from now on")


def _tag(parser: Parser) -> None:
    parser.add_argument("tag", help="a word or a few, without a comma")
    parser.add_argument(
        "articles", nargs="+", metavar="ARTICLE", help="ids, as `quotewell list` shows"
    )
    parser.add_argument("--remove", action="store_true", help="take the tag from them")


def _diff(parser: Parser) -> None:
    parser.add_argument(
        "questions", nargs="*", metavar="QUESTION", help="by default those judged"
    )


def _ask(parser: Parser) -> None:
    parser.add_argument("question", help="in one argument, in quotation marks")
    parser.add_argument(
        "--top-k",
        type=_number(MAX_TOP_K),
        metavar=f"1-{MAX_TOP_K}",
        help="how many citations (default: those that may answer)",
    )
    parser.add_argument(
        "--in",
        action="append",
        default=[],
        dest="within",
        metavar="NAME",
        help="ask only an article (its title or id), folder:PATH or tag:NAME; "
        "may be repeated",
    )
    parser.add_argument("--explain", action="store_true", help="say why each was found")
    _json(parser)


def _evaluate(parser: Parser) -> None:
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "set",
        nargs="?",
        type=Path,
        metavar="SET_DIR",
        help="a question set; it is indexed where --index says, else for this time",
    )
    asked.add_argument(
        "--verdicts", action="store_true", help="ask what people judged on the page"
    )
    parser.add_argument(
        "--asked-in",
        type=Path,
        metavar="SET_DIR",
        help="ask with the questions of this translation of the set",
    )
    parser.add_argument(
        "--scope",
        choices=("article", "library"),
        default="library",
        help="ask each question of its own article, or of all (default: library)",
    )
    parser.add_argument(
        "--limit", type=_number(MAX_SAMPLE), metavar="N", help="a sample of questions"
    )
    parser.add_argument(
        "--half",
        choices=("fitted", "unseen"),
        help="only articles that the confidence was fitted on, or didn't see",
    )
    parser.add_argument(
        "--answers", type=Path, metavar="OUT.jsonl", help="write each answer there"
    )
    _json(parser)


def _json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _verify(parser: Parser) -> None:
    parser.add_argument(
        "pack", type=Path, metavar="PACK", help="HTML, Markdown or JSON from the page"
    )


def _doctor(parser: Parser) -> None:
    parser.add_argument(
        "--airgap", action="store_true", help="prove that nothing asks the outside"
    )


def _nothing(_: Parser) -> None:
    """Take no argument of its own."""


COMMANDS: tuple[tuple[str, str, Describe], ...] = (
    ("serve", "open the page", _serve),
    ("mcp", "answer programs that speak MCP, on stdin and stdout", _nothing),
    ("add", "add articles and index them", _add),
    ("list", "list the articles", _nothing),
    ("remove", "remove an article", _article),
    ("rename", "give an article another title", _rename),
    ("tag", "give articles a tag, to ask them by it", _tag),
    ("rebuild", "index all articles anew", _ray),
    ("undo", "take back the last change", _nothing),
    ("redo", "make again what was undone last", _nothing),
    ("compact", "delete earlier indexes and removed articles for good", _nothing),
    ("diff", "say what the last change did to answers", _diff),
    ("ask", "ask the articles a question", _ask),
    ("evaluate", "measure answers on a labelled question set", _evaluate),
    ("verify", "check an evidence pack against the library", _verify),
    ("doctor", "check the installation and the library", _doctor),
)
