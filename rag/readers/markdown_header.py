"""A header in YAML or TOML on top of a Markdown file: what it states of the article.

Of YAML only what such headers are made of is read: scalars on one line or folded, lists
of them, and lists of what has a name.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from itertools import chain

from rag.readers.builder import DraftBuilder
from rag.readers.plain.dates import date_in
from rag.readers.plain.statements import Front

# A text may begin with a rule, too: a key stands right below it, comments aside. It may
# end with dots, as in YAML itself.
_HEADER = re.compile(
    r"---[ \t]*\n(?:(?P<fields>(?:#[^\n]*\n+)*+[\w \"'.-]+:(?=\s).*?)\n)?"
    r"(?:---|\.\.\.)[ \t]*(?:\n|$)",
    re.DOTALL,
)
_TOML = re.compile(r"\+{3}[ \t]*\n(?P<fields>.*?\n)??\+{3}[ \t]*(?:\n|$)", re.DOTALL)
_TABLES = ("taxonomies", "params", "extra")
"""Where in TOML an author may stand, for Hugo or Zola."""

_FIELD = re.compile(
    r"^(?P<key>title|authors?|date|(?:last_)?updated|lang|language)[ \t]*:[ \t]*"
    r"(?P<value>.*(?:\n(?:[ \t]|- ).*)*)",
    re.MULTILINE | re.IGNORECASE,
)
_FOLDED = re.compile(r"\A[>|][-+\d]*[ \t]*\n")
"""What says that a text follows on the next lines."""

_SCALAR = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'"
_QUOTED = re.compile(_SCALAR, re.DOTALL)
_LISTED = re.compile(rf"{_SCALAR}|[^\s,\[\]][^,\[\]]*", re.DOTALL)
_FIRST_ITEM = re.compile(r"\n[ \t]*- ")
_COMMENT = re.compile(rf"(?<![^\s\[{{,])({_SCALAR})|(?<!\S)#[^\n]*", re.DOTALL)
"""Or a scalar in quotes, in which a # begins none."""

_NULLS = ("~", "null", "Null", "NULL")
_MAPPINGS = re.compile(r"\[?\s*\{")
_NAMES = re.compile(rf"[{{,]\s*name:\s*({_SCALAR}|[^,}}]*)", re.DOTALL | re.IGNORECASE)
_KEYED = re.compile(r"\s*[\w-]+:\s")
_NAME = re.compile(r"^\s*name:[ \t]*(.*)", re.MULTILINE | re.IGNORECASE)


def divided(text: str) -> tuple[str, str]:
    r"""Part a header that states anything from the text below it.

    Example:
        >>> divided("---\ntitle: Tides\n---\nThey turn.")
        ('---\ntitle: Tides\n---', 'They turn.')
    """
    header = _HEADER.match(text) or _TOML.match(text)
    if header is None or _toml(header[0]) is None:
        return "", text
    return header[0].rstrip() if header["fields"] else "", text[header.end() :]


def read_header(builder: DraftBuilder, header: str) -> tuple[Front, str | None]:
    """Keep a header as it is, and read its plain fields.

    Args:
        builder: Takes it as the article's front.
        header: As `divided` gives it.

    Returns:
        What it states, and the language that it names.
    """
    # For what stands in the file can be found and quoted.
    span = builder.add_front(header)
    fields = _toml(header) or {
        m["key"].lower(): _value(m["value"]) for m in _FIELD.finditer(header)
    }
    dates = map(fields.get, ("date", "last_updated", "updated"))
    front = Front(
        span=span,
        title=fields.get("title") or None,
        author=fields.get("author") or fields.get("authors") or None,
        date=next(filter(None, map(date_in, dates)), None),
    )
    language = fields.get("lang") or fields.get("language")
    return front, language


def _toml(header: str) -> dict[str, str] | None:
    """Read the fields of a header in TOML, none of another; None if it is broken."""
    found = _TOML.match(header)
    if found is None:
        return {}
    try:
        stated = tomllib.loads(found["fields"] or "")
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    tables = (stated.get(name) for name in _TABLES)
    inner = (table.items() for table in tables if isinstance(table, dict))
    every = chain(*inner, stated.items())
    return {key.lower(): _toml_value(value) for key, value in every}


def _toml_value(value: object) -> str:
    """Write a text, a date, a name, or a list of them; "" for anything else."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_toml_value, value)))
    if isinstance(value, Mapping):
        return _toml_value(value.get("name", ""))
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(value.split()) if isinstance(value, str) else ""


def _value(yaml: str) -> str:
    """Read a scalar or a list, written on one line or on indented or "- " ones."""
    if _FOLDED.match(yaml):
        return _unquoted(_FOLDED.sub("", yaml))
    yaml = _COMMENT.sub(r"\1", yaml)
    if _MAPPINGS.match(yaml):
        values = _NAMES.findall(yaml)
    elif yaml.startswith("["):
        values = _LISTED.findall(yaml)
    elif yaml.startswith("\n"):
        # Items may have lists of their own, further in.
        item = _FIRST_ITEM.match(yaml)
        values = [_named(each) for each in (yaml.split(item[0]) if item else [yaml])]
    else:
        values = [yaml]
    return ", ".join(filter(None, map(_unquoted, values)))


def _unquoted(value: str) -> str:
    """Write a scalar on one line, without the quotes around it, if there are any."""
    value = " ".join(value.split())
    if not _QUOTED.fullmatch(value):
        return "" if value in _NULLS else value
    if value.startswith("'"):
        return value[1:-1].replace("''", "'").strip()
    try:
        # YAML has JSON's escapes, and some more.
        return str(json.loads(value)).strip()
    except ValueError:
        return value[1:-1].strip()


def _named(item: str) -> str:
    """Give an item, or the name of one with keys: "name: Jo Doe"."""
    if _MAPPINGS.match(item):
        return "".join(_NAMES.findall(item))
    if not _KEYED.match(item):
        return item
    name = _NAME.search(item)
    return name[1] if name else ""
