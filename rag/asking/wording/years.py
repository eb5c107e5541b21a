"""Which year a question and a quote are of, in any language.

What came in 2016 came in no other year. English has more to say of times
(`rag.asking.wording.times`).
"""

import re

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
FIRST, LAST = 1000, 2099
"""Numbers of four digits that are taken for years."""

_OPEN = re.compile(
    # English, German, Spanish, Portuguese, French, Italian, Dutch, Russian, Arabic
    r"\b(?:before|after|since|until|till|by|from|between|vor|nach|bis|seit|ab|zwischen"
    r"|antes|después|depois|até|hasta|desde|entre|partir|avant|après|jusqu['’]en|depuis|dès"
    r"|prima|dopo|fino|dal|tra|voor|na|tot|sinds|vanaf|tussen|до|после|с|по|между"
    r"|قبل|بعد|حتى|منذ|بين)\s+(?:\w{1,4}\s+){0,2}\d{4}(?!\d)"
    # Polish, Thai
    r"|\b(?:przed|po|od)\s+(?:\w+\s+)?\d{4}(?!\d)|\bdo\s+\d{4}\s*r"
    r"|(?:ก่อน|หลัง|ตั้งแต่|จนถึง|ระหว่าง)\D{0,8}\d{4}(?!\d)"
    # Chinese, Japanese, Korean, Turkish
    r"|截[至止]\s*\d{4}|\d{4}\s*[年년]?(?:以?[前后後来來]|之[前后後]|から|まで|より|至|到|起)"
    r"|\d{4}\s*[年년]?\s*(?:이전|이후|까지|부터)"
    r"|\d{4}(?:['’]\w+)?\s+(?:\w+\s+)?(?:önce|sonra|kadar|beri)\b",
    re.IGNORECASE,
)
"""A year before or since which all is asked for."""


def is_of_other_year(question: str, article: str, passage: str, quote: str) -> bool:
    """Tell whether a quote is of another year than the one that a question has.

    Args:
        question: The question.
        article: All that the article says.
        passage: What the quote stands in, with its headings, which must lack the
            year, too, and has others where the quote has none.
        quote: What is quoted.

    Example:
        >>> is_of_other_year("Wer kam 2016?", "", "", "2015 kam Ann.")
        True
        >>> is_of_other_year("Wer kam 2016?", "", "", "Von 2015 bis 2017 kam Ann.")
        False
    """
    asked, around = _years(question), _years(passage)
    if not asked or asked & around or _OPEN.search(question):
        return False
    said = _years(quote)
    if said:
        # "From 2010 to 2014" is of 2012, too.
        return max(asked) < min(said) or max(said) < min(asked)
    return bool(around) and not asked & _years(article)


def _years(text: str) -> set[int]:
    found = map(int, _YEAR.findall(text))
    return {year for year in found if FIRST <= year <= LAST}
