"""Who wrote a paper: large or bold names between its title and its abstract."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from rag.readers.pdf.paragraphs import Text
from rag.readers.plain.front import AFFILIATION
from rag.readers.plain.names import persons

ABSTRACT = "abstract"
_WORD = re.compile(r"\w+")


def with_bylines(texts: Sequence[Text]) -> list[Text]:
    """Take what stands between a paper's title and its abstract for no heading.

    Args:
        texts: The texts of a document.

    Returns:
        The same, with what would be headings there marked as bylines.
    """
    above = list(takewhile(lambda text: not _is_abstract(text), texts))
    heads = [at for at, text in enumerate(above) if text.level]
    if not heads or len(above) == len(texts) or texts[len(above)].page > 1:
        return list(texts)
    # All lines of the title look as its first one.
    title = above[heads[0]].level
    named = {at for at in heads if above[at].level > title}
    return [
        replace(text, level=0, is_byline=True) if at in named else text
        for at, text in enumerate(texts)
    ]


def authors_of(texts: Sequence[Text]) -> str | None:
    """Give the persons that bylines name, if they name nothing else.

    A kind of article ("Original Research") has words that are written small elsewhere.

    Args:
        texts: The texts of a document, as `with_bylines` gives them.
    """
    lines = [text.words for text in texts if text.is_byline]
    named = [persons(line) for line in lines if not AFFILIATION.fullmatch(line)]
    if not named or not all(named):
        return None
    words = (word for text in texts for word in _WORD.findall(text.words))
    small = {word for word in words if word.islower()}
    names = [name for each in named for name in each]
    if any(small.issuperset(name.casefold().split()) for name in names):
        return None
    return " · ".join(names)


def _is_abstract(text: Text) -> bool:
    return text.level > 0 and text.words.strip(" .:—–-").casefold() == ABSTRACT
