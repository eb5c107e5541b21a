"""Questions for an overview, told by their form: "What is it about?", "Summarize".

Each form has a place for the thing that is asked about. Where that is left empty, or
says no more than "the article", all is meant that is asked; else it may be an
article's title (`rag.asking.overviews`), and if it is none, the question is like any
other: "Summarize the part on trains" is for retrieval.
"""

import re
import unicodedata
from dataclasses import dataclass

from rag.asking.wording.overview_forms import (
    FORMS,
    NAMING,
    POLITE_AFTER,
    POLITE_BEFORE,
    WHOLE,
)
from rag.settings import MAX_QUESTION_CHARS

ABOUT = "What is “{title}” about?"

_ENDS = " \t\n?!.,;:…。？！¿¡؟،"
_QUOTES = re.compile(r"[\"“”„‟«»「」『』‹›]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class OverviewQuestion:
    """A question for an overview; `named` is what of, None where nothing is named.

    A name is plain, as `plain` makes it.
    """

    named: str | None = None

    def names(self, title: str) -> bool:
        """Tell whether an article's title is what is named.

        Example:
            >>> OverviewQuestion("tides").names("The Tides")
            True
        """
        if self.named is None:
            return False
        bare = _bare(plain(title))
        known = {self.named, NAMING.sub("", self.named, count=1)}
        return bool(bare) and bare in map(_bare, known)


def overview_question(question: str) -> OverviewQuestion | None:
    """Read a question that asks for an overview; None for any other.

    Args:
        question: The question, in any of nine languages.

    Example:
        >>> overview_question("What is this article about?")
        OverviewQuestion(named=None)
        >>> overview_question("Please summarize “Tides”.")
        OverviewQuestion(named='tides')
        >>> overview_question("What is a tide?")
    """
    asked = POLITE_BEFORE.sub("", plain(question), count=1)
    asked = POLITE_AFTER.sub("", asked).strip(_ENDS)
    for form in FORMS:
        if found := form.fullmatch(asked):
            thing = (found.groupdict().get("x") or "").strip()
            is_whole = not thing or WHOLE.fullmatch(thing) is not None
            return OverviewQuestion(None if is_whole else thing)
    return None


def overview_request(title: str, form: str = ABOUT) -> str | None:
    """Word the question for an overview of an article; None where that is too long.

    Args:
        title: The article's title.
        form: The wording, in a language of `FORMS`, with a place for the title.

    Example:
        >>> overview_request("Tides")
        'What is “Tides” about?'
    """
    request = form.format(title=title)
    return request if len(request) <= MAX_QUESTION_CHARS else None


def plain(text: str) -> str:
    """Bring wordings together: case, quotation marks, white space, marks at the ends.

    Example:
        >>> plain(" What’s “Tides” about? ")
        "what's tides about"
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _QUOTES.sub("", text).replace("’", "'").replace("‘", "'")
    return _SPACES.sub(" ", text).strip(_ENDS)


def _bare(title: str) -> str:
    """Take off what people leave out of a title when they name it."""
    return title.removeprefix("the ").strip(_ENDS)
