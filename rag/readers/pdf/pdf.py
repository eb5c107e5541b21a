"""PDF documents: text in reading order, with pages and headings, by PDFium.

Their properties say when they were printed, so that the first page's date comes first.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs
from pypdfium2 import raw

from rag.errors import EmptyFileError, ReadError
from rag.readers.builder import LINE_GAP, PARAGRAPH_GAP, DraftBuilder, with_metadata
from rag.readers.draft import Draft
from rag.readers.pdf.aligned import with_tables
from rag.readers.pdf.bylines import authors_of, with_bylines
from rag.readers.pdf.characters import runs_of
from rag.readers.pdf.columns import parts_of
from rag.readers.pdf.cuts import Letters
from rag.readers.pdf.glyphs import page_glyphs
from rag.readers.pdf.grids import ruled_tables
from rag.readers.pdf.joining import lines_of
from rag.readers.pdf.line_numbers import without_line_numbers
from rag.readers.pdf.margins import Near, without_margins
from rag.readers.pdf.marks import marks_of, with_items, with_letters
from rag.readers.pdf.order import reading_order
from rag.readers.pdf.paragraphs import Text, texts_of
from rag.readers.pdf.rulings import NONE, rulings_of
from rag.readers.pdf.running_heads import part_running_heads, without_contents
from rag.readers.pdf.runs import Run
from rag.readers.pdf.wide import with_wide
from rag.readers.plain.dates import date_in
from rag.readers.plain.lines import is_body
from rag.readers.plain.statements import read_statement
from rag.types import TextLook

_PROGRAMS_TITLE = re.compile(
    r"^untitled|^microsoft "
    r"|\.(?:docx?|exe|indd|qxd|tex|dvi|pdf|pptx?|psd|rtf|odt|xlsx?)\b",
    re.IGNORECASE,
)
_WRITTEN_ON = (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_WIDGET)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def read(data: bytes) -> Draft:
    """Read a PDF document.

    Args:
        data: A PDF file.

    Returns:
        A draft: columns one after another, lines joined into paragraphs, page numbers
        left out, and running heads last, once each, in no paragraph. A paragraph has
        the page on which it begins. Pages of pictures alone are unread.

    Raises:
        EmptyFileError: Nothing is on any page.
        ReadError: It is damaged, or under a password.
    """
    document = opened(data)
    pages, unread = [], []
    for number, (page, blocks) in enumerate(pages_of(document), 1):
        pages.append(blocks)
        if is_unread(page, blocks):
            unread.append(number)
    return draft_of(document, texts_in(pages), tuple(unread))


def is_unread(page: pdfium.PdfPage, blocks: list[list[Run]]) -> bool:
    """Tell whether a page has pictures alone, which only OCR can read."""
    return not blocks and raw.FPDFPage_CountObjects(page) > 0


def pages_of(
    document: pdfium.PdfDocument, first: int = 0, last: int = sys.maxsize
) -> Iterator[tuple[pdfium.PdfPage, list[list[Run]]]]:
    """Go through a document's pages, each open until the next, with blocks of lines.

    Args:
        document: An open document.
        first: The first page, from 0.
        last: The page after the last; there may be fewer.
    """
    for index in range(first, min(last, len(document))):
        page = opened_page(document, index)
        yield page, blocks_of(page, index + 1, _near(document, index))
        page.close()


def _near(document: pdfium.PdfDocument, index: int) -> Near:
    """Give what reads the pages before and behind one, each opened once if at all."""

    @cache
    def text_page(at: int) -> pdfium.PdfTextPage | None:
        try:
            return document[at].get_textpage() if 0 <= at < len(document) else None
        except pdfium.PdfiumError:
            return None  # it is named when it is read itself

    def near(run: Run, step: int) -> str:
        page = text_page(index + step)
        place = (run.x0, -run.bottom, run.x1, -run.top)
        return " ".join(page.get_text_bounded(*place).split()) if page else ""

    return near


def blocks_of(page: pdfium.PdfPage, number: int, near: Near) -> list[list[Run]]:
    """Read the lines of a page in blocks, in the order in which they are read.

    A table is one line, which has its rows.

    Args:
        page: An open page.
        number: Its number, from 1.
        near: Reads the pages before and behind.
    """
    glyphs = page_glyphs(page)
    letters = Letters.of(glyphs)
    blocks: list[list[Run]] = []
    # Each direction by itself: text that is turned stands across the others' lines.
    for turn, runs in runs_of(glyphs, number):
        # Only what is read most has tables, and bullets that are drawn.
        rulings = NONE if blocks else rulings_of(page, turn)
        if blocks:
            runs = [replace(run, is_turned=True) for run in runs]
        else:
            # Only upright pages are compared with others.
            runs = runs if turn else without_margins(runs, near)
            runs = with_items(without_line_numbers(runs), marks_of(page, turn))
        tables, others = ruled_tables(runs, rulings, letters)
        for part in parts_of([*others, *(table.as_run() for table in tables)]):
            order = reading_order(with_wide(part, letters))
            blocks += [with_tables(block, letters) for block in order]
    return [lines_of(block) for block in blocks]


def texts_in(pages: list[list[list[Run]]]) -> list[Text]:
    """Join the lines of a document, page by page; running heads come last.

    A table of contents is left out: its lines are headings further down.
    """
    body, heads = part_running_heads(with_letters(pages))
    texts = texts_of(body)
    kept = without_contents(body, texts)
    return with_bylines(texts if kept is body else texts_of(kept)) + heads


def draft_of(
    document: pdfium.PdfDocument, texts: Sequence[Text], unread: tuple[int, ...] = ()
) -> Draft:
    """Make the draft of a document's paragraphs and headings, and of unread pages.

    Raises:
        EmptyFileError: There is none of either.
    """
    builder = DraftBuilder()
    above = ""
    for text in texts:
        row = text.row
        item = [TextLook(0, len(text.words), "item", "0")] if text.sign else []
        turns = [TextLook(at, at, "page", str(page)) for at, page in text.turns]
        kind = "row" if row else "item" if item else ""
        builder.add(
            text.words,
            level=text.level,
            page=text.page,
            is_row=row is not None,
            gap=LINE_GAP if kind and kind == above else PARAGRAPH_GAP,
            looks=row.looks if row else [*item, *turns],
        )
        above = kind
    draft = _without_heads(builder.finish(), sum(text.is_head for text in texts))
    if not (draft.text or unread):
        pages = len(document)
        count = "1 page" if pages == 1 else f"{pages} pages"
        raise EmptyFileError(f"holds nothing in its {count}: add another file")
    return replace(_with_properties(draft, document, texts), unread=unread)


def _without_heads(draft: Draft, count: int) -> Draft:
    """Leave running heads, which come last, in the text alone.

    What they say is no answer; where a document has nothing else, it is all there is.
    """
    blocks = draft.blocks[:-count] if count else ()
    return replace(draft, blocks=blocks) if blocks else draft


def opened(data: bytes) -> pdfium.PdfDocument:
    """Open a document, its forms filled in.

    Raises:
        ReadError: It is damaged, or under a password.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise ReadError(
                "is protected by a password: save it without one"
            ) from error
        raise ReadError("is a damaged PDF: save or download it anew") from error
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()  # draws the fields that have a value and no picture of it
    return document


def opened_page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Open a page with what is filled in or written onto it as part of its text.

    Raises:
        ReadError: The page is damaged.
    """
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        message = f"is a PDF whose page {index + 1} is damaged"
        raise ReadError(f"{message}: save or download it anew") from error
    if not any(kind in _WRITTEN_ON for kind in _annotations(page)):
        return page
    # PDFium's text is that of the page alone: what is filled in is drawn onto it.
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _annotations(page: pdfium.PdfPage) -> Iterator[int]:
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        yield raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)


def _with_properties(
    draft: Draft, document: pdfium.PdfDocument, texts: Sequence[Text]
) -> Draft:
    properties = document.get_metadata_dict()
    title = " ".join(properties.get("Title", "").split())
    created = _DATE.match(properties.get("CreationDate", ""))
    printed = date_in("-".join(created.groups())) if created else None
    return with_metadata(
        draft,
        # Word processors write a file's name there, unasked.
        title=None if _PROGRAMS_TITLE.search(title) else title,
        author=" ".join(properties.get("Author", "").split()) or authors_of(texts),
        date=stated_date(texts, printed) or printed,
    )


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
