"""Web pages saved as one file (MHTML, RFC 2557): the page among its pictures."""

from email import message_from_bytes
from email.message import Message

from rag.errors import EmptyFileError
from rag.readers.draft import Draft
from rag.readers.web.html import read as read_html


def read(data: bytes) -> Draft:
    """Read a page saved by "Save as: single file".

    Args:
        data: An MHTML file.

    Returns:
        A draft of the page, as `rag.readers.web.html` makes it.

    Raises:
        EmptyFileError: The file holds no page, or the page no text.
    """
    return read_html(page_in(data))


def page_in(data: bytes) -> bytes:
    """Give the page in a file, in UTF-8, which is tried before what the page names.

    Raises:
        EmptyFileError: It holds none.
    """
    # The first part is the page (RFC 2387, 3.2); its frames follow.
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            text = text_as_said(part)
            return payload(part) if text is None else text.encode()
    raise EmptyFileError("holds no page: save it as HTML")


def payload(part: Message) -> bytes:
    """Give what a part of a message holds, as it was before it was sent."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def text_as_said(part: Message) -> str | None:
    """Decode a part as it says it is encoded; None where it isn't."""
    try:
        return payload(part).decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return None
