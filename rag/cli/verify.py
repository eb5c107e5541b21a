"""`quotewell verify`: checks an evidence pack against the library as it is now."""

from pathlib import Path

from rag.asking.assistant import Assistant
from rag.cli.files import read_file
from rag.cli.terminal import say
from rag.judging.evidence import read_pack, shown_by
from rag.judging.verifying import VerifiedQuote, verify_pack
from rag.text.line_breaks import in_one_line


def print_verification(path: Path, assistant: Assistant) -> int:
    """Print a line for each quote of a pack; gives how many no longer hold.

    Args:
        path: The pack: HTML, Markdown or JSON.
        assistant: Gives the articles.

    Raises:
        ReadError: The file can't be read.
        EvidenceError: It isn't a pack.
    """
    data = read_file(path)
    pack = read_pack(data)
    broken = 0
    # An index that can't be read says nothing about the pack: that stays an error.
    for finding in verify_pack(pack, assistant.find, shown_by(data)):
        say(_line(finding))
        broken += not finding.holds
    return broken


def _line(finding: VerifiedQuote) -> str:
    quote = finding.quote
    words = in_one_line(quote.quote)
    place = " · ".join(map(in_one_line, (quote.article_id, *quote.place.parts)))
    state = "ok " if finding.holds else "BAD"
    return f"{state} {finding.message}: »{words}« ({place})"
