"""Questions in any language: for short forms, years, headings and names.

They need no grammar, and are asked where sentences made too few questions.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rag.suggesting.making.phrases import PHRASES, PLAIN, Phrases
from rag.suggesting.making.proposal import Proposal
from rag.suggesting.making.words import NO_NAME
from rag.types import Article, Passage, Sentence

MAX_NAMES = 8
MIN_YEAR_WORDS = 8
MIN_HEADING_WORDS, MAX_HEADING_WORDS = 2, 9
MAX_TERM_WORDS = 4
MIN_WIDE_CHARS, MAX_WIDE_CHARS = 2, 16
"""Of headings and terms in Chinese, Japanese and Korean."""

_OTHER_SCRIPTS = frozenset({"ru", "ar", "zh", "ja", "ko", "uk", "bg", "el", "he", "fa"})
_INFLECTED = {
    "de": ("en", "em"),
    "ru": (
        "ом", "ем", "ой", "ей", "ым", "им", "ого", "его", "ому", "ему", "ами", "ями",
        "ах", "ях", "ую", "юю",
    ),
}  # fmt: skip
"""How words end that are no subject."""
_ADJECTIVE = ("rican", "pean", "sian", "ese", "ish")

_SHORT = re.compile(r"(?<![\w’'-])((?:[\w’'-]++ ){2,9}+)\((?:the )?([A-Z]{2,6})\)")
_FOUR_DIGITS = re.compile(r"(?=(\d{4}))")
_SMALL = re.compile(r"[^\W\d_A-Z]{1,3}")
_LOWER, _UPPER = "a-zß-öø-ÿа-яё", "A-ZÀ-ÖØ-ÞА-ЯЁ"
_PART = rf"[{_UPPER}][\w’'-]+"
_OF = r"(?:(?:of|the|de|von|van|la|del|da|do|di|du|des) ){0,2}"
_LONG = rf"{_PART}(?: {_OF}{_PART}){{1,5}}(?![/’'-])"
_NAME = re.compile(
    rf"\b(the {_LONG})|\b(?!the )[{_LOWER}][\w’'-]{{0,60}},? ({_LONG})"
    rf"|\b(?!the )[{_LOWER}][\w’'-]{{0,60}} ((?:the )?{_PART})(?=[,.;])"
)
"""A name of several words, or of one at the end of its clause: the first word of a
sentence may be anything, and "French" before a noun is no name."""

# In ASCII, for `\w` would take in the other script's letters beside the name.
_LATIN_NAME = re.compile(
    rf"[A-Z][\w’'-]{{0,60}}[a-z][\w’'-]+(?: {_OF}[A-Z][\w’'-]+){{0,3}}", re.ASCII
)
_QUOTED = re.compile(
    r"[“「『《«]([^“”「」『』《》«»()（）]{2,30})[”」』》»]|\"([^\"()]{2,30})\""
)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HIRAGANA = re.compile(r"[\u3041-\u306d\u306f-\u309f]")  # all but "no", which is "of"
_NUMBERING = re.compile(r"^(?:#+\s*)?(?:[\dIVX]++[.)]?(?:\d++\.?)*+\s+)?")

_Said = tuple[Sentence, str]
"""A sentence, and its text on one line."""


def propose_topics(article: Article, passages: Sequence[Passage]) -> Iterator[Proposal]:
    """Make the questions that need no grammar.

    Args:
        article: The article.
        passages: Its passages.
    """
    phrases = PHRASES.get(article.language, PLAIN)
    said = [
        (sentence, " ".join(passage.quote(sentence).split()))
        for passage in passages
        for sentence in passage.sentences
    ]
    yield from _short_forms(said, phrases)
    yield from _years(said, phrases)
    yield from _headings(article, phrases)
    yield from _names(article, said, phrases)


def propose_title(article: Article, _: Sequence[Passage]) -> Iterator[Proposal]:
    """Ask for what is said of the title, with a sentence that has it if one has."""
    title, text = article.title, article.text
    question = PHRASES.get(article.language, PLAIN).about_heading(title)
    is_said = text.casefold().count(title.casefold()) > 1
    yield Proposal(question, 0, len(text), "title", 0, title if is_said else "")


def _short_forms(said: Sequence[_Said], phrases: Phrases) -> Iterator[Proposal]:
    """Ask for what "IPCC" stands for where it follows the words it is made of."""
    for sentence, text in said:
        for words, short in _SHORT.findall(text):
            if _is_short_for(short, words):
                question = phrases.stands_for.format(short)
                yield _of_sentence(question, sentence, "short")


def _is_short_for(short: str, words: str) -> bool:
    """Tell whether a short form is made of the initials of the words before it.

    Example:
        >>> _is_short_for("WHO", "in the World Health Organization ")
        True
    """
    parts = re.split("[ -]", words.strip())
    every = "".join(part[:1] for part in parts)
    # Small words may be left out, as in "Casa do Comércio Marítimo (CCM)".
    large = "".join(part[:1] for part in parts if not _SMALL.fullmatch(part))
    return every.upper().endswith(short) or large.upper().endswith(short)


def _years(said: Sequence[_Said], phrases: Phrases) -> Iterator[Proposal]:
    """Ask what happened in a year that one sentence alone tells of."""
    pattern = re.compile(phrases.in_year)
    tellers = Counter(year for _, text in said for year in _numbers_in(text))
    for sentence, text in said:
        is_long = len(text.split()) >= MIN_YEAR_WORDS or _WIDE.search(text)
        match = pattern.search(text)
        if match and is_long and tellers[match[1]] == 1:
            question = phrases.happened.format(match[1])
            yield _of_sentence(question, sentence, "year")


def _numbers_in(text: str) -> set[str]:
    """Give all that four digits in a row say, in longer numbers too."""
    return set(_FOUR_DIGITS.findall(text))


def _of_sentence(question: str, sentence: Sentence, kind: str) -> Proposal:
    return Proposal(question, sentence.start, sentence.end, kind, sentence.paragraph)


def _headings(article: Article, phrases: Phrases) -> Iterator[Proposal]:
    """Ask for what stands under a heading."""
    ends = [heading.start for heading in article.headings[1:]] + [len(article.text)]
    for number, (heading, end) in enumerate(zip(article.headings, ends, strict=False)):
        text = article.text[heading.start : heading.end].strip()
        text = " ".join(_NUMBERING.sub("", text).split())
        if _is_topic(text) and text != article.title:
            question = phrases.about_heading(text)
            # Numbers below those of paragraphs: each heading counts as a place of its
            # own.
            yield Proposal(question, heading.end, end, "section", -number)


def _is_topic(heading: str) -> bool:
    if _WIDE.search(heading):
        return MIN_WIDE_CHARS <= len(heading) <= MAX_WIDE_CHARS
    words = heading.split()
    is_moderate = MIN_HEADING_WORDS <= len(words) <= MAX_HEADING_WORDS
    # A heading that ends with a mark, or with "of", is a piece of a sentence.
    return is_moderate and heading[-1].isalnum() and not _SMALL.fullmatch(words[-1])


def _names(
    article: Article, said: Sequence[_Said], phrases: Phrases
) -> Iterator[Proposal]:
    """Ask for names: those of several words first, and of these the commonest."""
    counts = Counter(
        name
        for _, text in said
        for name in _names_in(text, article.language)
        if name != article.title and _is_own(name, article.language)
    )
    ordered = sorted(counts, key=lambda name: (" " not in name, -counts[name]))
    for name in ordered[:MAX_NAMES]:
        # At the start of a sentence it is "The".
        bare = name.removeprefix("the ")
        first = next(sentence for sentence, text in said if bare in text)
        question = phrases.about.format(name)
        place = 0, len(article.text), "name", first.paragraph
        yield Proposal(question, *place, carries=bare)


def _names_in(text: str, language: str) -> Iterator[str]:
    """Find names.

    In other scripts they are inflected or have no capitals: there it is what stands in
    quotation marks or in Latin letters.
    """
    if language not in _OTHER_SCRIPTS:
        yield from map("".join, _NAME.findall(text))
        return
    yield from filter(_is_term, map("".join, _QUOTED.findall(text)))
    yield from _LATIN_NAME.findall(text)


def _is_term(quoted: str) -> bool:
    """Tell a term in quotation marks from what somebody said."""
    if _WIDE.search(quoted):
        return len(quoted) <= MAX_WIDE_CHARS and not _HIRAGANA.search(quoted)
    return len(quoted.split()) <= MAX_TERM_WORDS and not quoted[0].islower()


def _is_own(name: str, language: str) -> bool:
    """Tell a name from a month or a day, an adjective, and a German noun."""
    if name.split()[0].endswith(_INFLECTED.get(language, ())):
        return False
    if language == "en" and name.endswith(_ADJECTIVE):
        return False
    return name.lower() not in NO_NAME and (" " in name or language != "de")
