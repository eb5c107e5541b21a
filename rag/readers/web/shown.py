"""How much of a text the blocks of a page show, by its words."""

import re
from collections import Counter
from collections.abc import Iterable

from rag.readers.phrase import on_line
from rag.readers.web.blocks import MarkupBlock

_WORD = re.compile(r"\w+")
_PART = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
"""A word; of Chinese and Japanese a sign, since trafilatura writes readings between."""


def shown_share(text: str, blocks: Iterable[MarkupBlock]) -> float:
    r"""Tell how much of a text some blocks show, whatever else they do.

    Words are counted, as a row has those of its header between its own. A line that is
    there again counts once: some pages hold their article for screens of several sizes.

    Args:
        text: A text as trafilatura writes it, a paragraph or a row of a table a line.
        blocks: Blocks of a page.

    Returns:
        The share of the text's characters that are in words of the blocks, not counting
        what is no word; 1 for a text without words.

    Example:
        >>> row = MarkupBlock("Town: Ulm; Height: 161", 0, 0.0, False, is_row=True)
        >>> shown_share("| Ulm | 161 |\nBern", [row])
        0.6
    """
    lines = dict.fromkeys(text.split("\n"))
    words = Counter(part for line in lines for part in _parts(line))
    shown = words & Counter(part for block in blocks for part in _parts(block.text))
    return _chars(shown) / _chars(words) if words else 1.0


def plain_words(text: str) -> list[str]:
    """Give the words of a text as trafilatura writes them.

    Example:
        >>> plain_words("10⁶ spar\u00adrows")
        ['106', 'sparrows']
    """
    return _WORD.findall(plain(text))


def plain(text: str) -> str:
    """Write a text as trafilatura does: without soft hyphens and all that isn't seen.

    Example:
        >>> plain("10⁶ spar\u00adrows")
        '106 sparrows'
    """
    unseen = (x for x in set(text) if not (x.isprintable() or x.isspace()))
    return on_line(text).translate(dict.fromkeys(map(ord, unseen)))


def _parts(text: str) -> list[str]:
    return _PART.findall(plain(text))


def _chars(words: Counter[str]) -> int:
    return sum(len(word) * times for word, times in words.items())
