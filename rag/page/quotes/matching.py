"""Which words of a passage are words of the question."""

from html import escape

from rag.text.terms import find_terms


def question_stems(question: str, language: str) -> frozenset[str]:
    """Give the stems of a question's content words.

    Args:
        question: The question.
        language: ISO 639-1 code of the language that the passage is in.

    Example:
        >>> sorted(question_stems("How tall are the towers?", "en"))
        ['tall', 'tower']
    """
    terms = find_terms(question, language)
    return frozenset(stem for term in terms if not term.stop for stem in term.stems)


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
