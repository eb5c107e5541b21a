"""Where a quote stands, and how that is said to people, whoever shows it."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote as percent_encoded

MISREAD = "may be misread"
"""Stands with the place of what reads as no language, wherever that is quoted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands in its article, and how that is said to people.

    Args:
        article_id: The article.
        paragraph: The paragraph's number, from 1; 0 is the front.
        start: The quote's first character.
        end: The character after its last.
        section: The trail of headings over it, where known.
        page: The page, from 1, where known.
        time_s: When it is said, in seconds from the start, where known.
        is_doubtful: Whether the page reads as no language, and so may be misread.
    """

    article_id: str
    paragraph: int
    start: int
    end: int
    section: str | None = field(default=None, kw_only=True)
    page: int | None = field(default=None, kw_only=True)
    time_s: int | None = field(default=None, kw_only=True)
    is_doubtful: bool = field(default=False, kw_only=True)

    @property
    def parts(self) -> tuple[str, ...]:
        """Name what is known of it, the largest first: ("Causes", "p. 3", "¶ 4").

        A time is written as players show it: "0:12:31".
        """
        parts = (
            self.section or "",
            f"p. {self.page}" if self.page is not None else "",
            "" if self.time_s is None else str(timedelta(seconds=self.time_s)),
            # The front is no paragraph that anybody could count to.
            f"¶ {self.paragraph}" if self.paragraph else "top of the article",
            MISREAD if self.is_doubtful else "",
        )
        return tuple(part for part in parts if part)

    def label(self) -> str:
        """Name it in one line.

        >>> Place("tides", 4, 10, 90, section="Causes", page=3).label()
        'Causes · p. 3 · ¶ 4'
        """
        return " · ".join(self.parts)

    @property
    def permalink(self) -> str:
        """The address that opens the article at the quote.

        >>> Place("tides", 4, 10, 90).permalink
        '/articles/tides?p=4&s=10-90#p4'
        """
        # The server never sees what follows the #, so the query says the place again.
        path = percent_encoded(self.article_id, safe="")
        place = f"p={self.paragraph}&s={self.start}-{self.end}"
        return f"/articles/{path}?{place}#p{self.paragraph}"
