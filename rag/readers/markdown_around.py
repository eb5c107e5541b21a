"""What of Markdown is around its text: contents, badges, what is for programs."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

LEAST_LINKS = 3
"""Fewer links to other parts of a text may be a paragraph's."""

_BADGE = re.compile(r"\.svg\b|badge|shields?\b", re.IGNORECASE)
_LABEL = re.compile(r"[^:]{1,40}:")
BREAKS = ("softbreak", "hardbreak")
_FOR_PROGRAMS = re.compile(
    # Code may be about them, and stays.
    r"(?P<code>^[ \t]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t]*(?P=fence)|\Z)|`[^`\n]+`)"
    # Liquid (Jekyll): links, comments, and any other tags; but of what it puts in,
    # which the text may be about, addresses alone.
    r"|(?<=\]\()\{%-?\s*(?:link|post_url)\s(?P<to>[^\s%]+)\s*-?%\}"
    r"|\{%-?\s*comment\s*-?%\}(?:(?!\{%).){0,9999}\{%-?\s*endcomment\s*-?%\}"
    r"|(?<=\]\()\{\{[^{}\n]*\}\}|[ \t]?\{%(?:(?![{%][%}]).){0,999}%\}"
    # Hugo's shortcodes, and attributes as kramdown and Pandoc write them.
    r"|[ \t]?\{\{[<%](?:(?!\{\{|\}\}).){0,999}[>%]\}\}"
    r"|[ \t]?\{:\s?(?:toc|[.#][a-z][^{}\n]*|\w+=[^{}\n]*)\}"
    r"|[ \t]?\{[.#][a-z][^{}\n]*\}(?=[ \t]*$)",
    re.DOTALL | re.MULTILINE,
)


def without_tags(text: str) -> str:
    r"""Leave out what tells programs how to make a page of Markdown.

    Args:
        text: The Markdown of a site, a book or the like.

    Example:
        >>> without_tags("# Tides {#tides}\n\nThey turn {% cite roe %}.")
        '# Tides\n\nThey turn.'
    """
    return _FOR_PROGRAMS.sub(lambda found: found["code"] or found["to"] or "", text)


def without_around(tokens: Sequence[Token]) -> Iterator[Token]:
    """Leave out contents, with their heading, and badges.

    Contents are a list or paragraph of nothing but links within the text, badges linked
    images by themselves, each drawn (SVG) or of an address that says so.

    Args:
        tokens: A document's tokens.

    Yields:
        Those of all other blocks; of all where these are headings alone.
    """
    blocks = [block for block in _blocks(tokens) if not _is_comment(block[0])]
    is_contents = [_is_contents(block) for block in blocks]
    kept = [
        block
        for i, block in enumerate(blocks)
        if not is_contents[i]
        and not _is_badges(block)
        and not (is_contents[i + 1 : i + 2] == [True] and _is_over_nothing(blocks, i))
    ]
    is_text = any(block[0].type != "heading_open" for block in kept)
    for block in kept if is_text else blocks:
        yield from block


def _blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Gather the tokens of each block that is in no other."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _is_comment(token: Token) -> bool:
    """Tell whether nothing is seen of a block: programs mark their contents so."""
    text = token.content.strip()
    return token.type == "html_block" and text.startswith("<!--") and "-->" in text[-3:]


def _is_over_nothing(blocks: Sequence[list[Token]], i: int) -> bool:
    """Tell whether a block is a heading over the next one alone, and not the title."""
    heading, below = blocks[i][0], [block[0] for block in blocks[i + 2 : i + 3]]
    is_all = all(t.type == "heading_open" and t.tag <= heading.tag for t in below)
    return i > 0 and heading.type == "heading_open" and is_all


def _is_contents(block: Sequence[Token]) -> bool:
    if not block[0].type.startswith(("paragraph", "bullet_list", "ordered_list")):
        return False
    links = 0
    for token in block:
        if token.type == "inline":
            found = _links_within(token.children or ())
            if not found:
                return False
            links += found
        elif token.nesting == 0:
            return False  # a listing or the like
    return links >= LEAST_LINKS


def _links_within(tokens: Sequence[Token]) -> int:
    """Count the links of a paragraph: 0 if it has others, or words beside them.

    A label may stand before them: "On this page:".
    """
    links, is_linked = 0, False
    label = rest = ""
    for token in tokens:
        if token.type == "link_open":
            if not str(token.attrGet("href") or "").startswith("#"):
                return 0
            links += 1
        if token.type in ("link_open", "link_close"):
            is_linked = token.nesting > 0
        elif not is_linked and links:
            rest += token.content
        elif not is_linked:
            label += token.content
    is_label = _LABEL.fullmatch(label.strip()) is not None
    has_words = any(map(str.isalnum, rest if is_label else label + rest))
    return 0 if has_words else links


def _is_badges(block: Sequence[Token]) -> bool:
    if block[0].type != "paragraph_open":
        return False
    images, is_linked = 0, False
    for token in block[1].children or ():
        if token.type in ("link_open", "link_close"):
            is_linked = token.nesting > 0
        elif token.type == "image":
            is_badge = is_linked and _BADGE.search(str(token.attrGet("src") or ""))
            if not is_badge:
                return False
            images += 1
        elif token.type not in BREAKS and token.content.strip():
            return False
    return images > 0
