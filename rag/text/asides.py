"""What of an article says nothing of its subject: references, indexes, navigation.

Only what plainly is one counts, by its heading or by its form: an answer that is left
out is worse than a line too many.
"""

import re
from itertools import pairwise

from rag.text.passages.contexts import TRAIL_SEPARATOR

_ASIDE_SECTIONS = frozenset({
    "references", "bibliography", "works cited", "literature cited", "citations",
    "further reading", "external links", "see also", "related articles",
    "einzelnachweise", "weblinks", "literatur", "siehe auch",
    "referencias", "bibliografía", "enlaces externos", "véase también",
    "références", "bibliographie", "liens externes", "voir aussi",
    "参考文献", "参考资料", "外部链接", "延伸阅读", "参见", "相关条目",
    "脚注", "出典", "関連項目", "外部リンク",
    "примечания", "литература", "ссылки", "см. также", "المراجع", "المصادر",
})  # fmt: skip
_NUMBERING = re.compile(r"^[\d.]+\s+")

_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
# Besides a year. A sentence that cites has a name and the year, or a number and a year.
_OF_ENTRIES = tuple(
    re.compile(pattern)
    for pattern in (
        r"^[\W\d]{0,8}[^\W\d_]['’\w-]+,? (?:[A-Z]\.[ -]?){1,3}",
        r"\bet al\b|\b[Ee]ds?\.",
        r"\bdoi\b|https?://|\barXiv\b|\b(?:ISBN|ISSN|PMID)\b",
        r"\b(?:Retrieved|Accessed|Archived)\b|\babgerufen am\b",
        r"\b(?:Proceedings|Proc\.|Journal|Trans\.|University Press|Verlag)\b",
    )
)
_LESS_SURE = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}\.|\^)\s",
        r"\b(?:pp?|vol|no|S)\.\s?\d|\d\s?\(\d+\)[,:]|[:,]\s?\d{1,4}[–-]\d{1,4}\b",
    )
)
_PAGES = r"\d{1,4}(?:[–-]\d{1,4})?"
# "Lind, Jenny, 3, 41–43", "Boz, see Dickens".
_INDEXED = re.compile(
    rf"\W*(?P<name>[^\W\d].{{0,99}}?)"
    rf"(?:,[”’\"']?\s{_PAGES}(?P<more>(?:,\s{_PAGES})*)|,\s(?P<see>see\s.{{1,60}}))\.?"
)
LEAST_INDEXED = 3
"""Of fewer lines any order may be chance."""

MAX_ENTRY_CHARS = 400
LEAST_SIGNS = 2

_ITEM_MARKS = re.compile(r"\s+[|·•›»/>]\s+|\s*[|›»]\s*")
_TRAIL_MARKS = re.compile(r"\s+>\s+|\s*[|›»]\s*")
"""Those that no title or heading has twice: "Salt / Silk / Silver" may be one."""

MAX_ITEM_WORDS = 3
LEAST_ITEMS = 3
_BUTTONS = re.compile(
    r"(?:(?:\d++\s)?"
    r"(?:bookmark|comments?|copy link|e-?mail|like|print|reply|save|share|tweet)\b"
    r"(?:\s?\(?\d++\)?)?[\s|·•,/]*+){2,}+",
    re.IGNORECASE,
)
_OF_SITES = (
    r"skip to (?:main|content|navigation)\b|share (?:this|on)\b|follow us\b"
    r"|(?:read|see) (?:more|also|next)\s?:|advertisement$|©|copyright (?:©|\(c\)|\d)"
    r"|all rights reserved|back to (?:top|home)"
    r"|(?:previous|next) (?:article|page|post)\b"
    # German, Spanish, French
    r"|zum (?:haupt)?inhalt springen|(?:möchten sie (?:diesen|den) )?artikel teilen\b"
    r"|war (?:dieser|der) (?:artikel|beitrag) (?:nützlich|hilfreich)|lesen sie auch\b"
    r"|weiterlesen\s?:|alle rechte vorbehalten|anzeige$"
    r"|saltar al contenido|compartir en\b|síguenos|leer? (?:también|más)\s?:"
    r"|todos los derechos reservados|publicidad$"
    r"|aller au contenu|partager (?:sur|cet)\b|suivez-nous|(?:à )?lire aussi\b"
    r"|tous droits réservés|publicité$"
    # Russian, Arabic, Chinese, Japanese
    r"|читайте также|поделиться|все права защищены|перейти к содержанию|реклама$"
    r"|اقرأ أيضا|جميع الحقوق محفوظة|تابعونا|تجاوز إلى المحتوى"
    r"|分享到\s?[:：]|相关阅读|版权所有|责任编辑\s?[:：]|返回顶部|[上下]一篇"
    r"|シェアする|関連記事|無断転載|ページの先頭"
)
_FURNITURE = re.compile(_OF_SITES, re.IGNORECASE)
# Some of these are headings, too, of texts on that.
_MENU = re.compile(
    rf"(?:{_OF_SITES}|skip to |(?:read|see) (?:more|also|next)\b"
    r"|related (?:articles|stories|posts)\b|sign (?:in|up)\b|log ?in\b|subscribe\b"
    r"|cookies? (?:policy|settings)|privacy policy|terms of (?:use|service)"
    r"|home$|print this\b|click here\b|table of contents$)",
    re.IGNORECASE,
)
MAX_MENU_WORDS = 10
MAX_MENU_CHARS = 120


def is_aside(text: str, section: str | None) -> bool:
    """Tell whether a passage is of a reference list or an index, or to navigate by.

    Args:
        text: The passage, an entry or an item a line, or all in one.
        section: Its trail of headings.

    Example:
        >>> is_aside("Home | News | Contact", None)
        True
    """
    heading = section.split(TRAIL_SEPARATOR)[-1] if section else ""
    if _NUMBERING.sub("", heading).strip(" :").casefold() in _ASIDE_SECTIONS:
        return True
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return (
        _mostly_entries(lines)
        or _is_indexed(lines)
        or all(_is_of(line, _MENU, _ITEM_MARKS) for line in lines)
    )


def _mostly_entries(lines: list[str]) -> bool:
    """Tell whether two thirds of the lines are entries of a reference list."""
    return 3 * sum(map(_is_entry, lines)) >= 2 * len(lines)


def _is_indexed(lines: list[str]) -> bool:
    """Tell whether lines are of a book's index: names with their pages, in order.

    Two thirds of the lines are, and three fourths of these behind the one before; one
    at least has several pages, or leads to another: else they may be people's ages.
    """
    found = [entry for line in lines if (entry := _INDEXED.fullmatch(line))]
    pairs = pairwise(entry["name"].casefold() for entry in found)
    return (
        3 * len(found) >= max(2 * len(lines), 3 * LEAST_INDEXED)
        and 4 * sum(one <= other for one, other in pairs) >= 3 * (len(found) - 1)
        and any(entry["more"] or entry["see"] for entry in found)
    )


def _is_entry(line: str) -> bool:
    if len(line) > MAX_ENTRY_CHARS or not _YEAR.search(line):
        return False
    sure = _count(_OF_ENTRIES, line)
    return sure > 0 and sure + _count(_LESS_SURE, line) >= LEAST_SIGNS


def _count(signs: tuple[re.Pattern[str], ...], line: str) -> int:
    return sum(sign.search(line) is not None for sign in signs)


def is_furniture(line: str) -> bool:
    """Tell whether a line is a site's and no title or heading, whatever follows it.

    Example:
        >>> is_furniture("Home > News > Whales"), is_furniture("See also")
        (True, False)
    """
    return _is_of(line, _FURNITURE, _TRAIL_MARKS)


def is_trail(line: str) -> bool:
    """Tell whether a line is a site's and no row of buttons, which a title is over.

    Example:
        >>> is_trail("Home > News > Whales"), is_trail("Share | Print")
        (True, False)
    """
    return is_furniture(line) and not _BUTTONS.fullmatch(line)


def _is_of(line: str, known: re.Pattern[str], marks: re.Pattern[str]) -> bool:
    """Tell whether a line is known, buttons alone, or short items alone."""
    if len(line) > MAX_MENU_CHARS:
        return False
    if _BUTTONS.fullmatch(line):
        return True
    items = [item for item in marks.split(line) if item]
    if len(items) >= LEAST_ITEMS:
        return all(len(item.split()) <= MAX_ITEM_WORDS for item in items)
    return len(line.split()) <= MAX_MENU_WORDS and known.match(line) is not None
