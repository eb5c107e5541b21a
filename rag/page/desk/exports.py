"""The desk as files to be saved: for writing, for a bibliography, and as evidence."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal, get_args

from rag.judging.evidence import EvidencePack, EvidenceTurn
from rag.page.desk.bibliography import bibtex, csl_json, ris
from rag.page.desk.citing import cited_works
from rag.page.desk.entries import DeskEntry
from rag.page.desk.footnotes import noted_quotes
from rag.page.desk.word import word_page
from rag.page.desk.writing import html_page, markdown_page
from rag.page.quotes.export import export

PageForm = Literal["docx", "html", "markdown"]
BibliographyForm = Literal["bibtex", "ris", "csl"]
EvidenceForm = Literal["evidence-html", "evidence-markdown", "evidence-json"]
# One choice, not one of three: a refusal names the forms of all.
DeskForm = Literal[PageForm, BibliographyForm, EvidenceForm]

_PAGES = {"html": (html_page, "html"), "markdown": (markdown_page, "md")}
_BIBLIOGRAPHIES = {
    "bibtex": (bibtex, "bib"),
    "ris": (ris, "ris"),
    "csl": (csl_json, "json"),
}


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file to be saved."""

    name: str
    data: bytes


def desk_file(
    entries: Sequence[DeskEntry], form: DeskForm, made: str, generation: int | None
) -> SavedFile:
    """Write what is on the desk in a form.

    Args:
        entries: What is on it.
        form: The form.
        made: The time, ISO 8601.
        generation: Number of the index in use.
    """
    if form in get_args(EvidenceForm):
        packed = export(desk_pack(entries, made, generation), form.split("-")[1])
        return SavedFile(packed.name, packed.text.encode())
    if form in _BIBLIOGRAPHIES:
        write, ending = _BIBLIOGRAPHIES[form]
        works = cited_works(entry.work for entry in entries)
        return SavedFile(f"references.{ending}", write(works).encode())
    if form == "docx":
        return SavedFile("quotes.docx", word_page(noted_quotes(entries)))
    draw, ending = _PAGES[form]
    return SavedFile(f"quotes.{ending}", draw(noted_quotes(entries)).encode())


def desk_pack(
    entries: Sequence[DeskEntry], made: str, generation: int | None
) -> EvidencePack:
    """Gather what is on the desk for an evidence pack, gone articles' quotes too."""
    turns = (_turn(number, entry) for number, entry in enumerate(entries, start=1))
    return EvidencePack(made, generation, tuple(turns))


def _turn(number: int, entry: DeskEntry) -> EvidenceTurn:
    pin = entry.pin
    # Where the words stand now: in what replaced an article, `verify` finds them there.
    quote = replace(
        pin.quote,
        number=number,
        title=entry.work.title,
        verbatim=entry.holds,
        # By none, as in a conversation's pack, an article is known to be gone.
        article_sha256="" if entry.gone else pin.quote.article_sha256,
        **asdict(entry.place),
    )
    return EvidenceTurn(
        question=pin.question,
        read_as=None,
        status="answered",
        missing_terms=(),
        quotes=(quote,),
        is_pinned=True,
        note=pin.note,
    )
