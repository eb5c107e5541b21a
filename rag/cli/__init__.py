"""The command line: `quotewell COMMAND`.

Exit status 0 is done, 1 an error said in one line on stderr, 2 wrong usage.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rag.cli.terminal import print_answer, print_json, progress_bar
from rag.errors import QuotewellError, ReadError
from rag.library import Library
from rag.settings import DEFAULT_TOP_K, Settings

if TYPE_CHECKING:
    from rag.reranking import Reranker
    from rag.types import Encoder

Command = Callable[[argparse.Namespace, Settings], None]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    arguments = _parser().parse_args(argv)
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
    names = ("index", "model", "reranker", "host", "port", "top_k")
    given = {
        name: value
        for name in names
        if (value := getattr(arguments, name, None)) is not None
    }
    if getattr(arguments, "no_browser", False):
        given["open_browser"] = False
    return replace(Settings.from_env(os.environ), **given)


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--index", type=Path, metavar="DIR", help="the library's folder"
    )
    common.add_argument("--model", metavar="NAME", help="a sentence-transformers model")
    common.add_argument("--reranker", metavar="NAME", help="a CrossEncoder model")
    parser = argparse.ArgumentParser(prog="quotewell", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, parents=[common], help=text, description=text)
        sub.set_defaults(command=command)
        return sub

    serve = add("serve", _serve, "open the page")
    serve.add_argument("--host")
    serve.add_argument("--port", type=int)
    serve.add_argument("--no-browser", action="store_true", help="don't open a browser")
    files = add("add", _add, "add articles and index them")
    files.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a file, a folder to follow, an address, or - for stdin",
    )
    files.add_argument("--title", help="a title of your own, for a single file")
    files.add_argument(
        "--prune", action="store_true", help="remove what is gone from a folder"
    )
    add("list", _list, "list the articles")
    add("remove", _remove, "remove an article").add_argument("article")
    rename = add("rename", _rename, "give an article another title")
    rename.add_argument("article")
    rename.add_argument("title")
    add("rebuild", _rebuild, "index all articles anew")
    add("undo", _undo, "go back to the index before the last change")
    add("compact", _compact, "delete earlier indexes and removed articles for good")
    diff = add("diff", _diff, "say what the last change did to answers")
    diff.add_argument(
        "questions", nargs="*", metavar="QUESTION", help="by default those judged"
    )
    ask = add("ask", _ask, "ask the articles a question")
    ask.add_argument("question")
    ask.add_argument("--top-k", type=int, default=DEFAULT_TOP_K, help="citations, 1-20")
    ask.add_argument("--explain", action="store_true", help="say why each was found")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    evaluate = add("evaluate", _evaluate, "measure answers on a labelled question set")
    asked = evaluate.add_mutually_exclusive_group(required=True)
    asked.add_argument("set", nargs="?", type=Path, metavar="SET_DIR")
    asked.add_argument(
        "--verdicts", action="store_true", help="ask what people judged on the page"
    )
    evaluate.add_argument("--scope", choices=("article", "library"), default="library")
    evaluate.add_argument(
        "--limit", type=int, metavar="N", help="a sample of questions"
    )
    evaluate.add_argument("--json", action="store_true", help="print one JSON object")
    evaluate.add_argument("--answers", type=Path, metavar="OUT.jsonl")
    verify = add("verify", _verify, "check an evidence pack against the library")
    verify.add_argument("pack", type=Path, metavar="PACK")
    doctor = add("doctor", _doctor, "check the installation and the library")
    doctor.add_argument(
        "--airgap", action="store_true", help="prove that nothing asks the outside"
    )
    return parser


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


def _build(settings: Settings) -> None:
    from rag.indexing import build_index

    with progress_bar("Encoding") as progress:
        manifest = build_index(Library(settings.index), _encoder(settings), progress)
    print(
        f"Generation {manifest.number}: articles {len(manifest.articles)}, passages "
        f"{manifest.passages}, of which {manifest.encoded} were encoded anew."
    )


def _serve(_: argparse.Namespace, settings: Settings) -> None:
    from rag.page import serve

    serve(settings)


def _add(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import add_all

    names = arguments.files
    if arguments.title and (len(names) > 1 or Path(names[0]).is_dir()):
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
    stored = Library(settings.index).articles()
    for article in stored:
        print(f"{article.id}\t{article.title or article.name}")
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
    _build(settings)


def _undo(_: argparse.Namespace, settings: Settings) -> None:
    manifest = Library(settings.index).undo()
    print(
        f"Back to generation {manifest.number} of {manifest.created}: "
        f"{len(manifest.articles)} articles."
    )


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
