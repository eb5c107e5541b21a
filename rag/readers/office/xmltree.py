"""XML from strangers: parsed without entities, asked for names without namespaces.

Office formats come in namespaces of several years; only the local names matter here.
"""

from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element as Element  # what readers say they take

from defusedxml.common import (  # type: ignore[import-untyped]  # it has no stubs
    DefusedXmlException,
)
from defusedxml.ElementTree import (  # type: ignore[import-untyped]  # it has no stubs
    fromstring,
)

from rag.errors import ReadError


def parse(data: bytes) -> Element:
    """Parse XML.

    Raises:
        ReadError: It is no XML, or defines entities, which could unfold without end.
    """
    try:
        root: Element = fromstring(data)
    except DefusedXmlException as error:
        raise ReadError("defines entities of its own: save it anew") from error
    except SyntaxError as error:  # which XML's ParseError is
        raise ReadError(f"has a damaged part ({error}): save it anew") from error
    return root


def local(element: Element) -> str:
    """Give an element's name without its namespace.

    Example:
        >>> local(parse(b'<w:p xmlns:w="urn:w"/>'))
        'p'
    """
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """Give the value of an attribute, by its name without namespace.

    Example:
        >>> attribute(parse(b'<p xmlns:w="urn:w" w:val="2"/>'), "val")
        '2'
    """
    if element is None:
        return None
    return next(
        (value for key, value in element.items() if key.rpartition("}")[2] == name),
        None,
    )


def child(element: Element | None, *path: str) -> Element | None:
    """Follow local names down from an element, and give what is there, if anything."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element


def named(element: Element, name: str) -> Iterator[Element]:
    """Give all elements below with a local name, in document order."""
    return (e for e in element.iter() if local(e) == name)


def parts(element: Element, name: str, wrappers: Collection[str]) -> Iterator[Element]:
    """Give a table's rows or a row's cells, but not those of tables within them.

    Args:
        element: The table or the row.
        name: The local name of what is looked for.
        wrappers: Local names of what may stand around it.
    """
    for part in element:
        if local(part) == name:
            yield part
        elif local(part) in wrappers:
            yield from parts(part, name, wrappers)


def words(element: Element | None) -> str | None:
    """Give an element's text with single spaces; None where there is none."""
    text = " ".join("".join(element.itertext()).split()) if element is not None else ""
    return text or None
