"""What a rich text file says of itself: title, author, and when it was made."""

from rag.readers.builder import with_metadata
from rag.readers.draft import Draft
from rag.readers.rtf.looks import RtfPiece, joined

_TEXTS = ("title", "author")


class RtfProperties:
    """Gathers them; `texts` has a place for what each destination holds."""

    def __init__(self) -> None:
        self.texts: dict[str, list[RtfPiece]] = {name: [] for name in _TEXTS}
        self.created: dict[str, int] = {}

    def added_to(self, draft: Draft) -> Draft:
        """Give a draft with them; a date that isn't whole is none."""
        title, author = (" ".join(joined(self.texts[n]).split()) for n in _TEXTS)
        year, month, day = (self.created.get(n, 0) for n in ("yr", "mo", "dy"))
        date = f"{year:04}-{month:02}-{day:02}" if year and month and day else None
        return with_metadata(draft, title=title, author=author, date=date)
