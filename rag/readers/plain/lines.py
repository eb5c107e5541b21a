"""How wide a line is, how it begins, and how it ends."""

import re
from collections.abc import Iterator

from rag.text.line_breaks import ITEM_SIGNS, WIDE_ITEM
from rag.text.sentences import ends_noted
from rag.types import Span

LOOKED_AT_CHARS = 40
"""Of a text's end; closing quotes and marks of notes take less."""

_BULLET = re.compile(
    rf"\s*(?:(?:[{ITEM_SIGNS}]|\(?(?:\d{{1,3}}|[a-zA-Z])[.)]|\[\d{{1,3}}\])\s+\S"
    rf"|{WIDE_ITEM})"
)
_LABEL = re.compile(r"[^\W\d_][\w’'-]*+(?: [\w’'-]++){0,3}+(?::\s++|：\s*+)\S")
_RULE = re.compile(r"\s*+(?:[-*_=~#+.·•—–]\s*+){3,}+$|\s*+[*⁂]++\s*+$")
_WIDE = re.compile(
    r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9d]"
)
_FIRST_WORD = re.compile(rf"\s*(?:{_WIDE.pattern}|\S+)")
_CLOSERS = "\"'”’»«)]』」）】*_ \t\u3000\u200f\u200e"
_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "：", ":", "．", "｡")


def width(text: str) -> int:
    """Measure text in columns: a Chinese, Japanese or Korean character takes two.

    Example:
        >>> width("ab新")
        4
    """
    return len(text) + len(_WIDE.findall(text))


def ends_sentence(text: str) -> bool:
    """Tell whether text ends as a sentence does, but for quotes and marks of notes.

    Example:
        >>> ends_sentence("He said: “Yes.”")
        True
    """
    end = text[-LOOKED_AT_CHARS:].rstrip(_CLOSERS)
    return end.endswith(_ENDS) or ends_noted(end)


def is_body(text: str) -> bool:
    """Tell whether text is long enough to stand under a heading.

    That is a whole sentence of 40 columns, several lines, or 120 columns of anything.

    Example:
        >>> is_body("Trains between the two cities take four hours.")
        True
    """
    columns = width(text)
    return (
        columns >= 120
        or (columns >= 40 and ends_sentence(text))
        or (columns >= 60 and "\n" in text)
    )


def is_list_item(line: str) -> bool:
    """Tell whether a line starts with a bullet or a number, as list items do.

    Example:
        >>> is_list_item("- eggs"), is_list_item("[3] Doe, J., 2020. Eggs.")
        (True, True)
    """
    return _BULLET.match(line[:40]) is not None


def is_labelled(line: str) -> bool:
    """Tell whether a line is a label of up to four words and a value, no sentence.

    Example:
        >>> is_labelled("Opening hours: 9 to 5"), is_labelled("Note: It is shut.")
        (True, False)
    """
    return _LABEL.match(line) is not None and not ends_sentence(line)


def is_rule(line: str) -> bool:
    """Tell whether a line is drawn, not written: "-----", "* * *".

    Example:
        >>> is_rule("* * *")
        True
    """
    return _RULE.match(line[:400]) is not None and not any(map(str.isalnum, line))


def lines(text: str, start: int = 0) -> Iterator[Span]:
    r"""Give the range of each line, without its line feed.

    Example:
        >>> list(lines("ab\n\nc"))
        [Span(start=0, end=2), Span(start=3, end=3), Span(start=4, end=5)]
    """
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield Span(start, end)
        start = end + 1


def has_room(row: str, following: str, wrap_columns: float) -> bool:
    """Tell whether the next line's first word would have fitted on a line.

    Args:
        row: The line.
        following: The next one.
        wrap_columns: How wide lines are; infinite where none is wrapped.

    Example:
        >>> has_room("The end", "of it", 10), has_room("The end", "of it", 9)
        (True, False)
    """
    word = _FIRST_WORD.match(following)
    return len(word[0].strip() if word else "") <= wrap_columns - len(row) - 1
