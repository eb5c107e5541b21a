"""`quotewell verify`: checks an evidence pack against the library as it is now."""

from pathlib import Path

from rag.assistant import Assistant
from rag.errors import ArticleNotFoundError, EvidenceError
from rag.evidence import Finding, read_pack, verify_pack
from rag.types import Article

SHOWN_CHARS = 60


def print_verification(path: Path, assistant: Assistant) -> int:
    """Print a line for each quote of a pack; gives how many no longer hold.

    Args:
        path: The pack: HTML, Markdown or JSON.
        assistant: Gives the articles.

    Raises:
        EvidenceError: The file can't be read, or isn't a pack.
    """
    try:
        pack = read_pack(path.read_bytes())
    except OSError as error:
        raise EvidenceError(
            f"{path} can't be read ({error.strerror}); name a pack that was exported"
        ) from error

    def find(article_id: str) -> Article | None:
        try:
            return assistant.article(article_id)
        except ArticleNotFoundError:
            return None

    broken = 0
    for finding in verify_pack(pack, find):
        print(_line(finding))
        broken += not finding.holds
    return broken


def _line(finding: Finding) -> str:
    quote = finding.quote
    words = " ".join(quote.quote.split())
    if len(words) > SHOWN_CHARS:
        words = words[:SHOWN_CHARS].rstrip() + "…"
    place = f"{quote.article_id} ¶ {quote.paragraph}"
    state = "ok " if finding.holds else "BAD"
    return f"{state} {finding.message}: »{words}« ({place})"
