"""Evidence packs: a conversation with its quotes, to be shown and checked elsewhere.

A pack names for each quote its words, its place, and the hashes of the words and of the
article. The same record is inside each form in which a pack is written (JSON, HTML,
Markdown), so each can be read back and verified against a library later.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from html import unescape

from rag.errors import EvidenceError
from rag.types import Article, Part, Place, Span, Status

FORMAT = "quotewell-evidence-1"
_OPENING = '<script type="application/json" id="evidence">'
_CLOSING = "</script>"
_MARKDOWN_OPENING = (
    "<details><summary>Record for quotewell verify, with all hashes</summary>\n\n"
    "```json\n"
)
_MARKDOWN_CLOSING = "\n```\n\n</details>"

_TAG = re.compile(r"<[^<>]*>")
_MARKDOWN_TAG = re.compile(rf"(?<!\\){_TAG.pattern}")

FindArticle = Callable[[str], Article | None]


@dataclass(frozen=True, slots=True)
class EvidenceQuote:
    """A quote: its words with what stands before and after, its place, its hashes.

    `verbatim` tells whether the article said these words when the pack was made; one
    that was gone then has an empty hash.
    `answer_start` and `answer_end` are the answer's own words in the article, None
    where no reader marked them, and in packs of before; `answer_in_section` are those
    in a heading, as characters of `section`. `marks` are further sentences of the
    answer, in the article, beside the quote. `is_also` quotes say in another article
    what the one of their number says; `is_doubtful` ones may be misread.
    """

    number: int
    article_id: str
    title: str
    section: str | None
    paragraph: int
    page: int | None
    start: int
    end: int
    before: str
    quote: str
    after: str
    quote_sha256: str
    article_sha256: str
    verbatim: bool
    verdict: str | None
    answer_start: int | None = None
    answer_end: int | None = None
    marks: tuple[Span, ...] = ()
    is_also: bool = False
    time_s: int | None = None
    is_doubtful: bool = False
    answer_in_section: Span | None = None

    @property
    def place(self) -> Place:
        """Where the quote stood when the pack was made."""
        return Place(
            self.article_id,
            self.paragraph,
            self.start,
            self.end,
            section=self.section,
            page=self.page,
            time_s=self.time_s,
            is_doubtful=self.is_doubtful,
        )


@dataclass(frozen=True, slots=True)
class EvidenceTurn:
    """A question, how it was answered, and what was quoted.

    `unanswered` tells whether a person said that the articles don't answer it; packs of
    before don't say. `parts` says of a question that asks several things what each got.
    `confidence` is the probability, 0 to 1, that the first quote answers, `overview`
    how many articles an overview left out, None of any other answer; packs of before
    don't say these either. `differences` say in which numbers or dates quotes differ.
    One that `is_pinned` is no answer but a quote that a person kept, with a `note`.
    `within` is what alone was asked, as people call it.
    """

    question: str
    read_as: str | None
    status: Status
    missing_terms: tuple[str, ...]
    quotes: tuple[EvidenceQuote, ...]
    unanswered: bool = False
    parts: tuple[Part, ...] = ()
    confidence: float | None = None
    overview: int | None = None
    differences: tuple[str, ...] = ()
    is_pinned: bool = False
    note: str = ""
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidencePack:
    """A conversation as evidence, with the time and the index that it came from."""

    made: str
    generation: int | None
    turns: tuple[EvidenceTurn, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """What tells a pack from other JSON."""

    format: str


def sha256_of_text(text: str) -> str:
    """Hash a text, encoded as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def pack_json(pack: EvidencePack) -> str:
    """Write a pack as JSON."""
    record = {"format": FORMAT, **asdict(pack)}
    return json.dumps(record, ensure_ascii=False, indent=1)


def pack_for_html(pack: EvidencePack) -> str:
    """Write a pack as a data block for an HTML page; no tag can end it early."""
    return f"{_OPENING}{_without_tags(pack_json(pack))}{_CLOSING}"


def pack_for_markdown(pack: EvidencePack) -> str:
    """Write a pack as a block of JSON for a Markdown file, folded where it is shown."""
    # No line of JSON begins with a backtick, which would end the block. What knows no
    # blocks, and takes tags for tags, may open the file, too.
    record = _without_tags(pack_json(pack))
    return f"{_MARKDOWN_OPENING}{record}{_MARKDOWN_CLOSING}"


def _without_tags(record: str) -> str:
    # Within JSON's strings, the only place of "<" there, the escape means the same.
    return record.replace("<", "\\u003c")


def read_pack(data: bytes) -> EvidencePack:
    """Read a pack from any of its forms.

    Raises:
        EvidenceError: It isn't a pack, or not one of this format.
    """
    # Imported here: whoever only asks needs no check of types.
    from pydantic import TypeAdapter

    try:
        record, _ = _parted(data)
        # By itself first: a pack of another format may have other fields.
        form = TypeAdapter(_Form).validate_json(record).format
        if form != FORMAT:
            raise EvidenceError(f"the pack's format is {form!r}, expected {FORMAT!r}")
        # Strictly: else "yes" would pass for a truth value, and be written back as one.
        return TypeAdapter(EvidencePack).validate_json(record, strict=True)
    except ValueError as error:
        raise EvidenceError(
            "this is no evidence pack; export one from the page as JSON, HTML or "
            f"Markdown ({_reason(error)})"
        ) from error


def _reason(error: ValueError) -> str:
    """Say in a few words where a record isn't as it should be."""
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return type(error).__name__
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}" if place else first["msg"]


def _parted(data: bytes) -> tuple[str, str | None]:
    """Part a pack's record from what a person reads around it, None of JSON alone.

    Raises:
        UnicodeDecodeError: It is no text.
    """
    # As a program on Windows may have saved it; JSON has no line ends in texts.
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    # Found by hand: an expression would try each of many openings up to the end.
    for opening, closing, is_html in (
        (_OPENING, _CLOSING, True),
        (_MARKDOWN_OPENING, _MARKDOWN_CLOSING, False),
    ):
        before, opened, after = text.partition(opening)
        record, closed, behind = after.partition(closing)
        if opened and closed:
            shown = before + behind
            if is_html:
                return record, unescape(_TAG.sub("", shown))
            return record, _MARKDOWN_TAG.sub("", shown)
    return text, None


def shown_by(data: bytes) -> str | None:
    """Give the letters and figures that a pack shows a person, none of JSON alone.

    Marks and line ends may stand anywhere among them, as editors have it.
    """
    _, shown = _parted(data)
    return None if shown is None else letters_of(shown)


def letters_of(text: str) -> str:
    """Leave of a text its letters and figures, as `shown_by` gives a file's.

    >>> letters_of("**Tides** rise.")
    'Tidesrise'
    """
    return "".join(filter(str.isalnum, text))
