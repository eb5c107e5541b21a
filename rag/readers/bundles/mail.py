"""Mail (EML, RFC 5322): a message, and its attachments as articles of their own."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from typing import Any

from rag.readers.builder import DraftBuilder
from rag.readers.bundles.member import MAX_MEMBERS, Member, packed, shown_name
from rag.readers.draft import MAX_LEVEL, Draft
from rag.readers.formats import SUFFIXES
from rag.readers.plain.decoding import decode, with_line_feeds
from rag.readers.plain.statements import Front
from rag.readers.plain.text import read_part
from rag.readers.web.blocks import MarkupBlock, add_markup
from rag.readers.web.markup import read_markup
from rag.readers.web.mhtml import payload, text_as_said

_SHOWN = ("From", "To", "Cc", "Date")
_MESSAGE = "message/rfc822"
_ONE_TEXT = ("multipart/alternative", "multipart/related")
"""What holds a text in several forms, or with its pictures."""


def read(data: bytes) -> Draft:
    """Read a message.

    Args:
        data: An EML file.

    Returns:
        A draft of its text: the plain one where there is one, else that of its page; of
        all parts of it, between which attachments may stand. Above it stand subject,
        sender, receivers and date, as title, author and date.
    """
    message = _parsed(data)
    subject = _header(message, "Subject")
    builder = DraftBuilder()
    span = builder.add_front(subject) if subject else None
    for name in _SHOWN:
        if value := _header(message, name):
            span = builder.add_front(f"{name}: {value}")
    # In some messages the text itself has a file's name.
    for body in list(_bodies(message)) or filter(None, [_body(message)]):
        _add_body(builder, body)
    name, address = parseaddr(_header(message, "From"))
    front = Front(span, subject or None, name or address or None, _date(message))
    return builder.finish(front)


def make(data: bytes) -> dict[str, Any]:
    """Give the message itself, and its attachments whose names end as a format's.

    Args:
        data: An EML file.

    Returns:
        The message first, `packed`; none where it has no attachments, and is alone.
    """
    attached = list(_attachments(_parsed(data)))[:MAX_MEMBERS]
    return packed([Member("", data), *attached] if attached else [])


def _parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)  # which this policy makes
    return message


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):  # headers that break its parser
        return ""


def _date(message: EmailMessage) -> str | None:
    try:
        date = getattr(message["Date"], "datetime", None)
    except (ValueError, IndexError, AttributeError, TypeError):
        return None
    return date.date().isoformat() if date else None


def _bodies(message: EmailMessage) -> Iterator[MIMEPart]:
    """Give the texts of a message, each in one form, but those that are attached."""
    for part in _parts(message, _ONE_TEXT):
        body = None if part.get_filename() else _body(part)
        if body is not None:
            yield body


def _body(part: EmailMessage) -> MIMEPart | None:
    """Give a text as plain text; as a page where that says nothing."""
    plain = part.get_body(("plain",))
    page = part.get_body(("html",))
    # A part without a header of its own is as long as that: it counts as false.
    is_plain = plain is not None and (page is None or _text(plain).strip() != "")
    return plain if is_plain else page


def _add_body(builder: DraftBuilder, body: MIMEPart) -> None:
    text = _text(body)
    if body.get_content_subtype() == "html":
        blocks = read_markup(text).blocks
        # What is hidden is a line for the list of messages, or a trap for filters.
        shown = [b for b in blocks if not b.is_around] or blocks
        add_markup(builder, map(_below_subject, shown))
        return
    for found in read_part(text).blocks:
        builder.add(text[found.start : found.end], level=found.level)


def _below_subject(block: MarkupBlock) -> MarkupBlock:
    """Put a heading of the page below the subject, which is the title of all."""
    lower = min(block.level + 1, MAX_LEVEL)
    return replace(block, level=lower) if block.level else block


def _text(part: MIMEPart) -> str:
    """Decode a part as it says it is encoded, or else as it looks."""
    text = text_as_said(part)
    if text is None:
        raw = payload(part)
        text = decode(raw) or raw.decode("utf-8", "replace")
    return with_line_feeds(text)


def _attachments(message: EmailMessage) -> Iterator[Member]:
    for part in _parts(message) if message.is_multipart() else ():
        name = shown_name(part.get_filename() or "")
        if part.get_content_type() == _MESSAGE:
            yield _inner(part)
        elif name.lower().endswith(SUFFIXES) and not _is_picture_of_text(part):
            yield Member(name, payload(part))


def _parts(
    message: EmailMessage, whole: Collection[str] = ()
) -> Iterator[EmailMessage]:
    """Give the parts that hold no parts; a message within is one, whatever it holds.

    Args:
        message: The message, or a part of it.
        whole: Types of parts that are given with what they hold.
    """
    holds_parts = message.get_content_maintype() == "multipart"
    if not (holds_parts and message.is_multipart()) or (
        message.get_content_type() in whole
    ):
        yield message
        return
    for part in message.iter_parts():
        assert isinstance(part, EmailMessage)
        yield from _parts(part, whole)


def _inner(part: EmailMessage) -> Member:
    """Give a message that was forwarded whole."""
    inner = part.get_content()
    assert isinstance(inner, EmailMessage)  # which this policy makes
    name = shown_name(_header(inner, "Subject")) or "message"
    return Member(f"{name}.eml", inner.as_bytes())


def _is_picture_of_text(part: EmailMessage) -> bool:
    """Tell whether a part is a picture that the message's text shows."""
    is_shown = part.get_content_disposition() == "inline" or part["Content-ID"]
    return part.get_content_maintype() == "image" and bool(is_shown)
