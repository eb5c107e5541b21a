"""PDF documents: text in reading order, with pages and headings, by PDFium."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs
from pypdfium2 import raw

from rag.errors import EmptyFileError, ReadError
from rag.readers.builder import DraftBuilder, with_metadata
from rag.readers.draft import Draft
from rag.readers.pdf.order import reading_order
from rag.readers.pdf.paragraphs import lines_of, part_running_heads, texts_of
from rag.readers.pdf.runs import page_runs
from rag.readers.plain.dates import find_date

_PROGRAMS_TITLE = re.compile(
    r"^untitled|^microsoft |\.(?:docx?|indd|qxd|tex|dvi|pdf|pptx?|rtf|odt)\b",
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
        left out, and running heads last, once each. A paragraph has the page on which
        it begins. Pages of pictures alone are unread.

    Raises:
        EmptyFileError: Nothing is on any page.
        ReadError: It is damaged, or under a password.
    """
    document = _opened(data)
    pages = []
    unread = []
    for index in range(len(document)):
        page = _page(document, index)
        turned = page_runs(page, index + 1)
        if not turned and raw.FPDFPage_CountObjects(page):
            unread.append(index + 1)
        # Each direction by itself: text that is turned stands across the others' lines.
        blocks = [block for runs in turned for block in reading_order(runs)]
        pages.append([lines_of(block) for block in blocks])
        page.close()
    builder = DraftBuilder()
    body, heads = part_running_heads(pages)
    for text in texts_of(body) + heads:
        builder.add(text.words, level=text.level, page=text.page)
    draft = builder.finish()
    if not (draft.text or unread):
        count = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
        raise EmptyFileError(f"holds nothing in its {count}: add another file")
    return replace(_with_properties(draft, document), unread=tuple(unread))


def _opened(data: bytes) -> pdfium.PdfDocument:
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


def _page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Open a page with what is filled in or written onto it as part of its text."""
    page = document[index]
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


def _with_properties(draft: Draft, document: pdfium.PdfDocument) -> Draft:
    properties = document.get_metadata_dict()
    title = " ".join(properties.get("Title", "").split())
    created = _DATE.match(properties.get("CreationDate", ""))
    found = find_date("-".join(created.groups())) if created else None
    return with_metadata(
        draft,
        # Word processors write a file's name there, unasked.
        title=None if _PROGRAMS_TITLE.search(title) else title,
        author=" ".join(properties.get("Author", "").split()),
        date=found.iso if found else None,
    )
