"""Long texts shortened between words; where these aren't spaced, between letters."""


def first_words(text: str, most: int) -> str:
    """Keep the beginning of a text that has more than so many characters.

    Example:
        >>> first_words("Tides rise at noon.", 12), first_words("潮水涨了又落", 4)
        ('Tides rise …', '潮水涨了 …')
    """
    if len(text) <= most:
        return text
    return f"{_fuller(text[:most].rpartition(' ')[0], text[:most])} …"


def last_words(text: str, most: int) -> str:
    """Keep the end of a text that has more than so many characters.

    Example:
        >>> last_words("Tides rise at noon.", 12), last_words("潮水涨了又落", 4)
        ('… at noon.', '… 涨了又落')
    """
    if len(text) <= most:
        return text
    return f"… {_fuller(text[-most:].partition(' ')[2], text[-most:])}"


def _fuller(whole: str, cut: str) -> str:
    """Give whole words, where they are more than half of what is cut."""
    return whole if 2 * len(whole) > len(cut) else cut
