"""Markdown (CommonMark with tables): what a person sees of it, as plain text."""

import re
from collections.abc import Callable, Sequence
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rag.readers.builder import LINE_GAP, PARAGRAPH_GAP, DraftBuilder
from rag.readers.draft import Draft
from rag.readers.plain.dates import find_date
from rag.readers.plain.decoding import decode
from rag.readers.plain.statements import Front
from rag.readers.plain.text import read_text
from rag.readers.tables import table_lines
from rag.readers.web.markup import read_markup

MAX_NESTING = 60

# It may end with dots, as in YAML itself.
_HEADER = re.compile(
    r"---[ \t]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL
)
_FIELD = re.compile(
    r"^(?P<key>title|authors?|date|lang|language)[ \t]*:[ \t]*"
    r"(?P<value>.*(?:\n[ \t]*- .*)*)",
    re.MULTILINE | re.IGNORECASE,
)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)


def read(data: bytes) -> Draft:
    """Read a Markdown file, as `read_markdown` does its text."""
    return read_markdown(decode(data) or "")


def read_markdown(text: str) -> Draft:
    """Read Markdown; text nested too deeply to parse is taken as plain text.

    Emphasis, links and HTML tags leave their words, images their descriptions. A list
    item, a table's row (see `tables`) and a code block make a paragraph each.

    Args:
        text: Decoded Markdown with line feeds.

    Returns:
        A draft whose text is the rendered text; a YAML header stays on top as it is.
    """
    header = _HEADER.match(text)
    body = text[header.end() :] if header else text
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(
        ["table", "strikethrough"]
    )
    tokens = parser.parse(body)
    # Below that level the parser drops text without a word.
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        return read_text(text)
    builder = DraftBuilder()
    known, language = (
        _read_header(builder, header[0].rstrip()) if header else (None, None)
    )
    _Renderer(builder).render(tokens)
    return builder.finish(known, language)


def _read_header(builder: DraftBuilder, header: str) -> tuple[Front, str | None]:
    """Keep a YAML header as it is, and read its plain fields."""
    # For what stands in the file can be found and quoted.
    span = builder.add_front(header)
    fields = {m["key"].lower(): _value(m["value"]) for m in _FIELD.finditer(header)}
    found = find_date(fields.get("date", ""))
    front = Front(
        span=span,
        title=fields.get("title") or None,
        author=fields.get("author") or fields.get("authors") or None,
        date=found.iso if found else None,
    )
    language = fields.get("lang") or fields.get("language")
    return front, language


def _value(yaml: str) -> str:
    """Read a YAML scalar or list of scalars, written on one line or as "- " lines."""
    is_list = yaml.startswith(("[", "\n"))
    values = re.split(r"\n[ \t]*- |,", yaml.strip("[]")) if is_list else [yaml]
    return ", ".join(v for item in values if (v := item.strip().strip("\"'").strip()))


class _Renderer:
    """Walks the tokens of a document, and adds its blocks to a builder."""

    def __init__(self, builder: DraftBuilder) -> None:
        self._builder = builder
        self._level = 0
        self._lists = 0
        self._marker = ""
        self._rows: list[list[str]] = []
        self._gap = PARAGRAPH_GAP

    def render(self, tokens: Sequence[Token]) -> None:
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
        self._builder.add_table(table_lines(self._rows, headers=1))
        self._rows = []
        self._gap = PARAGRAPH_GAP

    def _inline(self, token: Token) -> None:
        text = _inline_text(token.children or ())
        if self._rows:
            self._rows[-1].append(text)
        else:
            self._add(text)

    def _code(self, token: Token) -> None:
        self._add(token.content)

    def _html(self, token: Token) -> None:
        # Tags in Markdown mean what they mean on a page; comments are not seen.
        for block in read_markup(token.content).blocks:
            self._level = block.level
            self._add(block.text)
        self._level = 0

    def _add(self, text: str) -> None:
        indent = "  " * (self._lists - 1) if self._marker else ""
        gap = self._gap
        self._builder.add(
            self._marker + text, level=self._level, gap=gap, indent=indent
        )
        # The next item follows on the next line, what else follows after a blank one.
        self._gap = PARAGRAPH_GAP
        if self._marker:
            self._gap = LINE_GAP
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
        "inline": _inline,
        "fence": _code,
        "code_block": _code,
        "html_block": _html,
    }


def _inline_text(tokens: Sequence[Token]) -> str:
    return "".join(map(_token_text, tokens))


def _token_text(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "html_inline":
        return "\n" if _BREAK.match(token.content) else ""
    if token.type == "image":
        return _inline_text(token.children or ())
    return token.content
