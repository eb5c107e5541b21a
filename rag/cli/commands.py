"""What each command does."""

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rag.asking.opening import open_assistant, open_encoder
from rag.cli.configuration import check_folder, check_host, read_settings
from rag.cli.parser import make_parser
from rag.cli.terminal import complain, finish, progress_bar, say, say_json
from rag.errors import LibraryError, QuotewellError, ReadError, ServeError, extra
from rag.library.generation.manifest import program_version
from rag.library.library import Library
from rag.library.scope import FOLDER
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.building.indexing import MakeParts

Command = Callable[[argparse.Namespace, Settings], None]

ABOUT = (
    "Ask articles questions and get their own words back. Exit status 0 is done, "
    "1 an error said in one line, 2 wrong usage."
)


def run(argv: Sequence[str] | None) -> None:
    """Run one command.

    Args:
        argv: Its name and arguments; None takes the program's.

    Raises:
        QuotewellError: It can't be done.
        SystemExit: Wrong usage, or only help or the version was wanted.
    """
    parser = make_parser(RUN, ABOUT)
    version = f"quotewell {program_version() or '(not installed)'}"
    parser.add_argument("--version", action="version", version=version)
    arguments = parser.parse_args(argv)
    settings = read_settings(arguments, os.environ)
    check_folder(settings.index)
    command: Command = arguments.command
    command(arguments, settings)


def _build(
    settings: Settings,
    library: Library | None = None,
    *,
    make_parts: "MakeParts | None" = None,
    retry: bool = False,
) -> None:
    # Imported here, as below: `list` and `--help` need not wait for models.
    from rag.building.indexing import build_index
    from rag.suggesting.suggestions import make_starters

    with progress_bar():
        manifest = build_index(
            library or Library(settings.index),
            open_encoder(settings),
            suggest=make_starters,
            make_parts=make_parts,
            retry=retry,
        )
    say(
        f"Generation {manifest.number}: articles {len(manifest.articles)}, passages "
        f"{manifest.passages}, of which {manifest.encoded} were encoded anew."
    )
    for aside in manifest.set_aside:
        complain(f"{aside.id} is set aside: {aside.reason}")


def _workers(arguments: argparse.Namespace) -> "MakeParts | None":
    """Give what has other machines read and encode; None where none are named."""
    if not arguments.ray:
        return None
    with extra("ray", "--ray", LibraryError):
        from rag.building.cluster import make_parts
    return partial(make_parts, arguments.ray)


def _serve(_: argparse.Namespace, settings: Settings) -> None:
    from rag.page import serve

    check_host(settings.host)
    _tell(f"The library is in {settings.index}.")
    serve(settings, _tell)


def _tell(line: str) -> None:
    """Say something before the command ends, which may be long."""
    say(line)
    finish()


def _mcp(_: argparse.Namespace, settings: Settings) -> None:
    with extra("mcp", "the MCP server", ServeError):
        from rag.mcp_server import serve_mcp
    serve_mcp(open_assistant(settings))


def _add(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import add_all, is_folder

    names, workers = arguments.files, _workers(arguments)
    if arguments.title and (len(names) > 1 or is_folder(names[0])):
        raise ReadError("--title names one article; add the files one by one")
    library = Library(settings.index)
    refused = add_all(library, names, arguments.title, prune=arguments.prune)
    # What could be read is indexed, whatever was refused.
    try:
        # Files that were there already need no generation, nor the model for one.
        if library.pending():
            # It knows what it has just read.
            _build(settings, library, make_parts=workers)
    except QuotewellError:
        for error in refused:
            complain(str(error))
        raise
    if not library.is_new():
        say(f"The library is in {settings.index}.")
    for error in refused[:-1]:
        complain(str(error))
    # Raised, so that the exit status says so.
    if refused:
        raise refused[-1]


def _list(_: argparse.Namespace, settings: Settings) -> None:
    library = Library(settings.index)
    stored, set_aside = library.articles(), library.set_aside()
    called = library.called()
    for article in stored:
        aside = set_aside.get(article.id)
        said = [f"tag:{tag}" for tag in article.tags]
        said += [f"set aside: {aside.reason}"] if aside else []
        title = called.get(article.id, article.name)  # or it has just been added
        say(article.id, title, article.name, *said)
    _tell_what_is_damaged(library)
    if not stored:
        complain(f"no article in {settings.index}; add one with `quotewell add FILE`")


def _remove(arguments: argparse.Namespace, settings: Settings) -> None:
    Library(settings.index).remove(arguments.article)
    # Before the build, which may be stopped or fail: that changes nothing of it.
    say(f"Removed {arguments.article}; `quotewell undo` brings it back.")
    _build(settings)


def _rename(arguments: argparse.Namespace, settings: Settings) -> None:
    Library(settings.index).rename(arguments.article, arguments.title)
    _build(settings)


def _tag(arguments: argparse.Namespace, settings: Settings) -> None:
    add, drop = ((), [arguments.tag]) if arguments.remove else ([arguments.tag], ())
    changed = Library(settings.index).tag(arguments.articles, add=add, drop=drop)
    if not changed:
        # What `undo` would take back is another change.
        say("No tags were changed: they are as you want them.")
        return
    say(f"Changed the tags of {len(changed)} articles; `quotewell undo` takes it back.")


def _rebuild(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import look_into_folders

    library, workers = Library(settings.index), _workers(arguments)
    look_into_folders(library)
    # Who asks for it may have mended what kept an article out, and no file shows that.
    _build(settings, library, make_parts=workers, retry=True)


def _undo(_: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import undo

    undo(Library(settings.index))


def _redo(_: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import redo

    if redo(Library(settings.index)):
        _build(settings)


def _compact(_: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import compact

    compact(Library(settings.index))


def _diff(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.upkeep import print_differences

    print_differences(settings, arguments.questions)


def _ask(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.asking.answer_json import answer_object
    from rag.cli.answers import print_answer

    assistant = open_assistant(settings)
    answer = assistant.ask(
        arguments.question,
        top_k=arguments.top_k,
        articles=assistant.within(list(map(_from_here, arguments.within))),
    )
    # Not before: where nothing can be answered, the error alone says what to do.
    _tell_what_is_pending(Library(settings.index))
    if arguments.json:
        say_json(answer_object(answer))
    else:
        print_answer(answer, explain=arguments.explain)


def _from_here(name: str) -> str:
    """Give the whole path of a folder that is named from the working directory.

    Without dots ("folder:reports") it is the end of a path, wherever that is.
    """
    path = name.removeprefix(FOLDER)
    is_from_here = path != name and {".", ".."}.intersection(path.split("/"))
    return (
        f"{FOLDER}{os.path.normpath(Path(path).absolute())}" if is_from_here else name
    )


def _tell_what_is_pending(library: Library) -> None:
    """Say on stderr what an answer can't know of; it stands all the same."""
    _tell_what_is_damaged(library)
    try:
        pending = len(library.pending())
    except QuotewellError as error:
        complain(str(error))
        return
    if pending:
        complain(
            f"the index lacks {pending} changes of the library; run `quotewell rebuild`"
        )


def _tell_what_is_damaged(library: Library) -> None:
    for error in library.damaged():
        complain(str(error))


def _evaluate(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.cli.evaluate import evaluate

    evaluate(arguments, settings)


def _verify(arguments: argparse.Namespace, settings: Settings) -> None:
    from rag.asking.assistant import Assistant
    from rag.cli.verify import print_verification

    # No reranker: nothing is asked.
    assistant = Assistant(Library(settings.index), open_encoder(settings))
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
    "tag": _tag,
    "rebuild": _rebuild,
    "undo": _undo,
    "redo": _redo,
    "compact": _compact,
    "diff": _diff,
    "ask": _ask,
    "evaluate": _evaluate,
    "verify": _verify,
    "doctor": _doctor,
}
