"""Which words of a passage are words of the question."""

from html import escape

from rag.text.terms import find_terms


def underlined_html(text: str, stems: frozenset[str], language: str) -> str:
    """Escape a text, and underline its words that are among the stems.

    Example:
        >>> underlined_html("Two towers & a gate", frozenset({"tower"}), "en")
        'Two <u>towers</u> &amp; a gate'
    """
    if not stems:
        return escape(text)
    parts: list[str] = []
    position = 0
    for term in find_terms(text, language):
        # Terms of scripts without spaces overlap; each character is written once.
        if term.start < position or term.partial or not stems.intersection(term.stems):
            continue
        parts.append(escape(text[position : term.start]))
        parts.append(f"<u>{escape(text[term.start : term.end])}</u>")
        position = term.end
    return "".join(parts) + escape(text[position:])
