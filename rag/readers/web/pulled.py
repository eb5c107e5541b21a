"""Pull quotes: an article's own words, shown again to be looked at."""

import re
from collections import defaultdict
from collections.abc import Sequence

from rag.readers.web.blocks import MarkupBlock

MIN_PULLED_WORDS = 4
"""With fewer words a caption may be in the text by chance."""

MAX_PULLED_WORDS = 60
"""What is longer is quoted for what is said of it."""

MAX_PLACES = 20
"""So many places that begin alike are compared."""

_OWN_LOOKS = frozenset({"item", "listing"})
_WORD = re.compile(r"\w+")


def without_pulled(blocks: Sequence[MarkupBlock]) -> list[MarkupBlock]:
    """Leave out what is set apart and stands word for word in the text as well.

    Whoever is named right below as having said it goes, too, if the text names them.

    Args:
        blocks: An article's blocks.

    Returns:
        The others, in order.
    """
    apart = [i for i, block in enumerate(blocks) if _may_be_pulled(block)]
    if not apart:
        return list(blocks)
    others = set(range(len(blocks))).difference(apart)
    text = [word for i in sorted(others) for word in _words(blocks[i])]
    places = defaultdict(list)
    for i in range(len(text) - MIN_PULLED_WORDS + 1):
        places[hash(tuple(text[i : i + MIN_PULLED_WORDS]))].append(i)
    known, pulled = set(text), set[int]()
    for i in apart:
        words = _words(blocks[i])
        starts = places.get(hash(tuple(words[:MIN_PULLED_WORDS])), [])[:MAX_PLACES]
        is_again = any(text[at : at + len(words)] == words for at in starts)
        if len(words) < MIN_PULLED_WORDS:
            is_again = i - 1 in pulled and known.issuperset(words)
        if is_again and len(words) <= MAX_PULLED_WORDS:
            pulled.add(i)
    return [block for i, block in enumerate(blocks) if i not in pulled]


def _may_be_pulled(block: MarkupBlock) -> bool:
    """Tell whether a block is a paragraph that is set apart."""
    own = _OWN_LOOKS.intersection(look.kind for look in block.looks)
    return block.is_apart and not block.level and not own


def _words(block: MarkupBlock) -> list[str]:
    return _WORD.findall(block.text.casefold())
