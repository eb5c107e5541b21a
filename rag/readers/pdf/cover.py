"""The date that a PDF's first page states: its properties say when it was printed."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from rag.readers.pdf.paragraphs import Text
from rag.readers.plain.lines import is_body
from rag.readers.plain.statements import read_statement

MAX_DATES = 3
"""More are the days of a programme, or of a history."""


def stated_date(texts: Sequence[Text], created: str | None) -> str | None:
    """Find a date that stands alone on a line of the first page, above its text.

    A sign may part it from what else is there, as the number of an issue.

    Args:
        texts: The texts of a document.
        created: When the file was, as yyyy-mm-dd, if that is known: what comes later
            is the day of something that was announced.

    Returns:
        The last of these, as yyyy-mm-dd or yyyy-mm: a report is later than what it is
        about.
    """
    above = list(takewhile(_is_above_text, texts))
    # A heading right above text dates that text alone, as in a history.
    following = texts[len(above)] if len(above) < len(texts) else None
    is_heading = above and above[-1].level and following and following.page == 1
    dates = set(_dates(above[:-1] if is_heading else above))
    if len(dates) > MAX_DATES:
        return None
    return max((date for date in dates if not created or date <= created), default=None)


def _is_above_text(text: Text) -> bool:
    is_text = not text.level and is_body(text.words)
    return text.page == 1 and text.row is None and not is_text


def _dates(texts: Sequence[Text]) -> Iterator[str]:
    for text in texts:
        for line in text.lines:
            # As the first line, for a place with a date may be what it is about.
            stated = read_statement(line.text, 0, is_first=True)
            if stated.date:
                yield stated.date
