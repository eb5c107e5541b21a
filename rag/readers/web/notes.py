"""Signs of a page's notes: links that lead to a note, begin it, or lead back from it.

So are those with which headings lead to themselves, as "¶" and "#".

Word, Google Docs, LibreOffice, Wikipedia and programs that read Markdown name them each
in its own way, in pairs.
"""

import re
from typing import Literal

from rag.readers.web.elements import Attributes

SignKind = Literal["", "sign", "note", "back"]
"""What a link is: none of these, to a note, the note's own sign, or back.

A heading's link is one back, if it says nothing."""

_NUMBER = r"[-_:]?\d{1,5}"
_NOTE = re.compile(
    rf"(?:user-content-)?(?:_?(?:ftnt?|edn)|fn){_NUMBER}|sd(?:foot|end)note\d{{1,5}}sym"
    r"|(?:cite_note|footnote)-[^\s#]{1,80}"
)
_SIGN = re.compile(
    rf"(?:user-content-)?(?:_?(?:ftnt?|edn)|fn)_?ref{_NUMBER}"
    r"|sd(?:foot|end)note\d{1,5}anc|(?:cite_ref|fr)-[^\s#]{1,80}"
)
_LABEL = re.compile(r"[\[(]?(\w{1,8}|[*†‡§¶]{1,4})[\])]?")
_ROLES = frozenset({"doc-noteref", "noteref"})
"""What a link to a note is called (DPUB-ARIA 1.1, EPUB 3 Structural Semantics)."""


class NoteSign:
    """Gathers what is written of a link to or from a note, which is no text.

    Usage:
        sign = NoteSign()
        note = {"href": "#_ftn1", "name": "_ftnref1"}
        sign.open(note, is_raised=False, is_heading=False)
        sign.write("[1]")
        sign.taken()  # ("sign", "[1]", "1")
    """

    def __init__(self) -> None:
        self._kind: SignKind = ""
        self._parts: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether what comes now is written of one."""
        return self._kind != ""

    def open(
        self, attributes: Attributes, *, is_raised: bool, is_heading: bool
    ) -> None:
        """Take the start of a link, and whether it is raised, or a heading's."""
        self._kind = _kind_of(attributes, is_raised)
        is_own = is_heading and (attributes.get("href") or "").startswith("#")
        if is_own and not self._kind:
            self._kind = "back"

    def write(self, text: str) -> str:
        """Take text of it; gives what of it is none of a sign, as words are back."""
        self._parts.append(text)
        if self._kind != "back" or not any(map(str.isalnum, text)):
            return ""
        return self.taken()[1]

    def taken(self) -> tuple[SignKind, str, str]:
        """End it; give what it was, its text, and its label, if it has one."""
        kind, text = self._kind, "".join(self._parts)
        self._kind = ""
        self._parts.clear()
        label = _LABEL.fullmatch("".join(text.split()))
        return kind, text, label[1] if label else ""


def _kind_of(attributes: Attributes, is_raised: bool) -> SignKind:
    own = [attributes.get(name) or "" for name in ("id", "name")]
    to = (attributes.get("href") or "").removeprefix("#")
    if any(map(_NOTE.fullmatch, own)):
        return "note"
    roles = {attributes.get("role"), attributes.get("epub:type")}
    is_sign = any(map(_SIGN.fullmatch, own)) or not _ROLES.isdisjoint(roles)
    if is_sign or (is_raised and _NOTE.fullmatch(to)):
        return "sign"
    return "back" if _SIGN.fullmatch(to) else ""
