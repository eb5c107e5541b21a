"""The command line: `quotewell COMMAND`.

Exit status 0 is done, 1 an error said in one line on stderr, 2 wrong usage.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.cli.parser import make_parser
from rag.cli.terminal import print_answer, print_json, progress_bar
from rag.errors import QuotewellError, ReadError, ServeError
from rag.library import Library
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.reranking import Reranker
    from rag.types import Encoder

Command = Callable[[argparse.Namespace, Settings], None]

ABOUT = (
    "Ask articles questions and get their own words back. Exit status 0 is done, "
    "1 an error said in one line, 2 wrong usage."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    arguments = make_parser(RUN, ABOUT).parse_args(argv)
    settings = _settings(arguments)
    command: Command = arguments.command
    try:
        command(arguments, settings)
        sys.stdout.flush()
    except QuotewellError as error:
        print(f"quotewell: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("quotewell: stopped; the index in use is unchanged", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _settings(arguments: argparse.Namespace) -> Settings:
    """Join the environment with the flags that were given."""
    names = ("index", "model", "reranker", "host", "port", "password", "top_k")
    given = {
        name: value
        for name in names
        if (value := getattr(arguments, name, None)) is not None
    }
    if getattr(arguments, "no_browser", False):
        given["open_browser"] = False
    return replace(Settings.from_env(os.environ), **given)


def _encoder(settings: Settings) -> "Encoder":
    # Imported here: `list` or `--help` need not wait for it.
    from rag.encoder import load_encoder
    from rag.onnx_encoder import EXPORTS

    return load_encoder(settings.model, settings.index / EXPORTS)


def _reranker(settings: Settings) -> "Reranker | None":
    if settings.reranker is None:
        return None
    from rag.reranking import CrossEncoderReranker
    from rag.sentence_models import load_cross_encoder

    return CrossEncoderReranker(load_cross_encoder(settings.reranker))


def _build(settings: Settings, *, retry: bool = False) -> None:
    from rag.indexing import build_index

    with progress_bar("Encoding") as progress:
        manifest = build_index(
            Library(settings.index), _encoder(settings), progress, retry=retry
        )
    print(
        f"Generation {manifest.number}: articles {len(manifest.articles)}, passages "
        f"{manifest.passages}, of which {manifest.encoded} were encoded anew."
    )
    for aside in manifest.set_aside:
        print(f"quotewell: {aside.id} is set aside: {aside.reason}", file=sys.stderr)


def _serve(_: argparse.Namespace, settings: Settings) -> None:
    from rag.page import serve

    serve(settings)


def _mcp(_: argparse.Namespace, settings: Settings) -> None:
    from rag.assistant import Assistant

    try:
        from rag.mcp_server import serve_mcp
    except ModuleNotFoundError as error:
        raise ServeError(
            f"the MCP server needs the package {error.name}, which isn't installed; "
            'run `pip install "quotewell[mcp]"`'
        ) from error
    library = Library(settings.index)
    serve_mcp(Assistant(library, _encoder(settings), _reranker(settings)))


def _add(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import add_all, is_folder

    names = arguments.files
    if arguments.title and (len(names) > 1 or is_folder(names[0])):
        raise ReadError("--title names one article; add the files one by one")
    library = Library(settings.index)
    refused = add_all(library, names, arguments.title, prune=arguments.prune)
    if library.pending():
        _build(settings)
    for error in refused[:-1]:
        print(f"quotewell: {error}", file=sys.stderr)
    if refused:
        raise refused[-1]


def _list(_: argparse.Namespace, settings: Settings) -> None:
    library = Library(settings.index)
    stored, set_aside = library.articles(), library.set_aside()
    for article in stored:
        aside = set_aside.get(article.id)
        said = f"\tset aside: {aside.reason}" if aside else ""
        print(f"{article.id}\t{article.title or article.name}{said}")
    _tell_what_is_damaged(library)
    if not stored:
        print("No article yet; add one with `quotewell add FILE`.", file=sys.stderr)


def _remove(arguments: argparse.Namespace, settings: Settings) -> None:
    Library(settings.index).remove(arguments.article)
    _build(settings)
    print(f"Removed {arguments.article}; `quotewell undo` brings it back.")


def _rename(arguments: argparse.Namespace, settings: Settings) -> None:
    Library(settings.index).rename(arguments.article, arguments.title)
    _build(settings)


def _rebuild(_: argparse.Namespace, settings: Settings) -> None:
    _build(settings, retry=True)


def _undo(_: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import undo

    undo(Library(settings.index))


def _compact(_: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import compact

    compact(Library(settings.index))


def _diff(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import print_differences

    print_differences(
        Library(settings.index),
        _encoder(settings),
        _reranker(settings),
        arguments.questions,
    )


def _ask(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.assistant import Assistant

    library = Library(settings.index)
    assistant = Assistant(library, _encoder(settings), _reranker(settings))
    answer = assistant.ask(arguments.question, top_k=arguments.top_k)
    _tell_what_is_pending(library)
    if arguments.json:
        print_json(answer)
    else:
        print_answer(answer, explain=arguments.explain)


def _tell_what_is_pending(library: Library) -> None:
    """Say on stderr what an answer can't know of; it stands all the same."""
    _tell_what_is_damaged(library)
    try:
        pending = len(library.pending())
    except QuotewellError as error:
        print(f"quotewell: {error}", file=sys.stderr)
        return
    if pending:
        print(
            f"quotewell: the index lacks {pending} changes of the library; run "
            "`quotewell rebuild`",
            file=sys.stderr,
        )


def _tell_what_is_damaged(library: Library) -> None:
    for error in library.damaged():
        print(f"quotewell: {error}", file=sys.stderr)


def _evaluate(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.evaluate import run

    run(arguments, _encoder(settings), _reranker(settings), settings.index)


def _verify(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.assistant import Assistant
    from rag.cli.verify import print_verification

    assistant = Assistant(Library(settings.index), _encoder(settings))
    if broken := print_verification(arguments.pack, assistant):
        raise QuotewellError(f"{broken} quotes of the pack no longer hold")


def _doctor(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import print_findings

    if not print_findings(settings, airgap=arguments.airgap):
        raise QuotewellError("something needs mending; see the lines marked BAD")


RUN: Mapping[str, Command] = {
    "serve": _serve,
    "mcp": _mcp,
    "add": _add,
    "list": _list,
    "remove": _remove,
    "rename": _rename,
    "rebuild": _rebuild,
    "undo": _undo,
    "compact": _compact,
    "diff": _diff,
    "ask": _ask,
    "evaluate": _evaluate,
    "verify": _verify,
    "doctor": _doctor,
}
