"""When a person made an office file, which isn't when its program's template was made.

Programs begin each file as a copy of a template, and many leave its date in it.
"""

from rag.readers.plain.dates import date_in

_TEMPLATES = frozenset(
    (
        "1996-10-14T23:33:28",  # Excel, from 97 on
        "2006-08-16T00:00:00",  # PowerPoint, from 2007 on
        "2006-09-16T00:00:00",  # Excel, from 2007 on
        "2015-06-05T18:17:20",  # Excel, from 2016 on
        "2015-06-05T18:19:34",
        "2013-01-27T09:14:16",  # python-pptx
        "2013-12-23T23:15:00",  # python-docx
        "1601-01-01T00:00:00",  # where clocks and archives begin
        "1970-01-01T00:00:00",
        "1980-01-01T00:00:00",
    )
)


def day_created(moment: str | None) -> str | None:
    """Give the day on which a file was made; None where only its template was.

    Args:
        moment: As the file's properties say it, in ISO 8601.

    Example:
        >>> day_created("2024-03-12T10:00:00Z"), day_created("2006-09-16T00:00:00Z")
        ('2024-03-12', None)
    """
    return None if (moment or "").rstrip("Z") in _TEMPLATES else date_in(moment)
