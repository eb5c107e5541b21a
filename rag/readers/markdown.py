"""Markdown (CommonMark with tables): what a person sees of it, as plain text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from rag.readers.builder import LINE_GAP, PARAGRAPH_GAP, DraftBuilder
from rag.readers.draft import Draft
from rag.readers.markdown_around import BREAKS, without_around, without_tags
from rag.readers.markdown_header import divided, read_header
from rag.readers.phrase import Phrase
from rag.readers.plain.decoding import decode
from rag.readers.plain.headings import looks_like_heading
from rag.readers.plain.labels import is_kicker
from rag.readers.plain.statements import Front
from rag.readers.plain.text import read_text
from rag.readers.tables import Cell, moved, write_table
from rag.readers.web.elements import LOOKS
from rag.readers.web.markup import read_markup
from rag.text.line_breaks import INDENT
from rag.types import LookKind, TextLook

MAX_NESTING = 60
BLOCK_TOKENS = 3
"""Of a paragraph: its beginning, its words, its end."""

_NOTE = re.compile(r"\[\^(?P<label>[^\]\s]{1,40})\]")
_LOOKS: dict[str, LookKind] = {
    "strong": "strong",
    "em": "emphasis",
    "s": "strike",
    "code_inline": "code",
    "link": "link",
}
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_SET = re.compile(r"<(?P<end>/?)(?P<tag>sup|sub)\b", re.IGNORECASE)


def read(data: bytes) -> Draft:
    """Read a Markdown file, as `read_markdown` does its text."""
    return read_markdown(decode(data) or "")


def read_markdown(text: str) -> Draft:
    """Read Markdown; text nested too deeply to parse is taken as plain text.

    Emphasis, links and HTML tags leave their words, images their descriptions. A list
    item, a table's row (see `tables`) and a code block make a paragraph each; contents,
    badges and a site's tags for its programs are left out.

    Args:
        text: Decoded Markdown with line feeds.

    Returns:
        A draft whose text is the rendered text; a YAML header stays on top as it is.
    """
    header, body = divided(text)
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(
        ["table", "strikethrough"]
    )
    parser.block.ruler.at("reference", _reference)
    tokens = parser.parse(without_tags(body))
    # Below that level the parser drops text without a word.
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        return read_text(text)
    builder = DraftBuilder()
    known, language = read_header(builder, header) if header else (None, None)
    body_tokens = list(without_around(tokens))
    if not (known and known.title):
        _raise_title(body_tokens)
    if kicker := _kicker(body_tokens):
        known = replace(known or Front(), span=builder.add_front(kicker))
    _Renderer(builder).render(body_tokens[BLOCK_TOKENS * bool(kicker) :])
    return builder.finish(known, language)


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take no note for a link's address: "[^1]: https://example.org" is seen."""
    is_note = _NOTE.match(state.src, state.bMarks[start] + state.tShift[start])
    return not is_note and reference(state, start, end, silent)


def _raise_title(tokens: Sequence[Token]) -> None:
    """Make a heading on top that all others stand below one of the first level.

    Some write the same level on top of each file, that of a part of something larger.
    """
    headings = [token for token in tokens if token.type == "heading_open"]
    is_on_top = bool(headings) and headings[0] is tokens[0]
    if is_on_top and all(other.tag > headings[0].tag for other in headings[1:]):
        headings[0].tag = "h1"


def _kicker(tokens: Sequence[Token]) -> str:
    """Read a first paragraph that says what kind of piece the title below it is of."""
    kinds = [token.type for token in tokens[: BLOCK_TOKENS + 1]]
    if kinds != ["paragraph_open", "inline", "paragraph_close", "heading_open"]:
        return ""
    words = _phrase(tokens[1].children or ()).text.strip()
    return words if is_kicker(words) and tokens[BLOCK_TOKENS].tag == "h1" else ""


class _Renderer:
    """Walks the tokens of a document, and adds its blocks to a builder."""

    def __init__(self, builder: DraftBuilder) -> None:
        self._builder = builder
        self._level = 0
        self._lists = 0
        self._marker = ""
        self._rows: list[list[Cell]] = []
        self._quotations = 0
        self._gap = PARAGRAPH_GAP

    def render(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            action = self._ACTIONS.get(token.type)
            if action:
                action(self, token)

    def _heading(self, token: Token) -> None:
        self._level = int(token.tag[1]) if token.nesting > 0 else 0

    def _list(self, token: Token) -> None:
        self._lists += token.nesting
        self._gap = PARAGRAPH_GAP

    def _item(self, token: Token) -> None:
        self._marker = f"{token.info}{token.markup} " if token.info else "- "

    def _row(self, _token: Token) -> None:
        self._rows.append([])

    def _table(self, _token: Token) -> None:
        # Markdown has no table without a header of one row.
        self._builder.add_table(write_table(self._rows, headers=1))
        self._rows = []
        self._gap = PARAGRAPH_GAP

    def _quotation(self, token: Token) -> None:
        self._quotations += token.nesting

    def _inline(self, token: Token) -> None:
        parts = _with_definitions(token.children or ())
        if self._rows:
            self._rows[-1].append(_phrase(parts).cell())
            return
        end = 0 if self._level or self._lists or self._quotations else _bold_line(parts)
        if end and looks_like_heading(_phrase(parts[:end]).text):
            self._add_phrase(_phrase(parts[:end]))
            self._gap = LINE_GAP
            parts = parts[end + 1 :]
        self._add_phrase(_phrase(parts))

    def _add_phrase(self, phrase: Phrase) -> None:
        text = phrase.text
        self._add(text, [*phrase.looks_in(text), *_notes(text)])

    def _code(self, token: Token) -> None:
        self._add(token.content, [TextLook(0, len(token.content), "listing")])

    def _html(self, token: Token) -> None:
        # Tags in Markdown mean what they mean on a page; comments are not seen.
        for block in read_markup(token.content).blocks:
            self._level = block.level
            self._gap = LINE_GAP if block.is_row and block.goes_on else self._gap
            self._add(block.text, block.looks, is_row=block.is_row)
        self._level = 0

    def _add(
        self, text: str, looks: Iterable[TextLook], *, is_row: bool = False
    ) -> None:
        indent = INDENT * (self._lists - 1) if self._marker else ""
        shown = self._marker + text
        shifted = moved(looks, len(self._marker))
        if self._quotations:
            shifted.append(TextLook(0, len(shown), "quotation"))
        self._builder.add(
            shown,
            level=self._level,
            is_row=is_row,
            gap=self._gap,
            indent=indent,
            looks=shifted,
        )
        # The next item follows on the next line, what else follows after a blank one.
        self._gap = LINE_GAP if self._marker else PARAGRAPH_GAP
        self._marker = ""

    _ACTIONS: ClassVar[dict[str, Callable[["_Renderer", Token], None]]] = {
        "heading_open": _heading,
        "heading_close": _heading,
        "bullet_list_open": _list,
        "bullet_list_close": _list,
        "ordered_list_open": _list,
        "ordered_list_close": _list,
        "list_item_open": _item,
        "table_close": _table,
        "tr_open": _row,
        "blockquote_open": _quotation,
        "blockquote_close": _quotation,
        "inline": _inline,
        "fence": _code,
        "code_block": _code,
        "html_block": _html,
    }


def _with_definitions(tokens: Sequence[Token]) -> list[Token]:
    """Write each explanation of a list of terms behind its term, on one line.

    It is a line that begins with a colon; a second one of the same term stays a line.
    """
    written: list[Token] = []
    is_explained = False
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else token
        if before.type in BREAKS:
            begins = token.type == "text" and token.content.startswith(": ")
            if begins and is_explained:
                token.content = token.content[1:].lstrip()
            elif begins:
                token.content = f": {token.content[1:].lstrip()}"
                written.pop()
            is_explained = begins
        written.append(token)
    return written


def _bold_line(tokens: Sequence[Token]) -> int:
    """Find the end of a paragraph's first line, if all of it is bold: 0 if not so."""
    depth = 0
    for i, token in enumerate(tokens):
        if token.type in ("strong_open", "strong_close"):
            depth += token.nesting
        elif depth == 0 and token.type in BREAKS:
            return i
        elif depth == 0 and token.content:
            break
    return 0


def _phrase(tokens: Sequence[Token]) -> Phrase:
    phrase = Phrase()
    _write_inline(phrase, tokens)
    return phrase


def _write_inline(phrase: Phrase, tokens: Sequence[Token]) -> None:
    """Write what is seen of the tokens of a paragraph, and how it looks."""
    for token in tokens:
        kind = _LOOKS.get(token.type.removesuffix("_open").removesuffix("_close"))
        if kind is None:
            _write_token(phrase, token)
        elif token.nesting > 0:
            phrase.begin(kind, str(token.attrGet("href") or ""))
        elif token.nesting < 0:
            phrase.end(kind)
        else:
            phrase.begin(kind)
            phrase.write(token.content)
            phrase.end(kind)


def _write_token(phrase: Phrase, token: Token) -> None:
    if token.type in BREAKS:
        phrase.write("\n")
    elif token.type == "html_inline":
        _write_tag(phrase, token.content)
    elif token.type == "image":
        _write_inline(phrase, token.children or ())
    else:
        phrase.write(token.content)


def _write_tag(phrase: Phrase, tag: str) -> None:
    """Break the line where a tag of HTML does, and raise or lower what it does."""
    if _BREAK.match(tag):
        phrase.write("\n")
    elif found := _SET.match(tag):
        kind = LOOKS[found["tag"].lower()]
        (phrase.end if found["end"] else phrase.begin)(kind)


def _notes(text: str) -> Iterator[TextLook]:
    """Find where notes are named, "[^1]", of which this Markdown knows nothing."""
    for match in _NOTE.finditer(text):
        yield TextLook(match.start(), match.end(), "note", match["label"])
