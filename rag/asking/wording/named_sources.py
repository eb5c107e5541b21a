"""Sources that a question names: "according to the Courier", "the article on tides".

A question is of a source where "the article" can stand in the source's place, by the
forms of `rag.asking.wording.reported`, of overviews and of author and date. "The paper
was late" says nothing of a source, then, and neither does "the price of the paper".
Whether the library has such a source, `rag.asking.sources` says. English forms only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.asking.wording.english import BE, DO, MARKS, WH, capital
from rag.asking.wording.front_questions import front_question
from rag.asking.wording.overview_questions import overview_question
from rag.asking.wording.reported import without_article
from rag.asking.wording.talk import OPENING
from rag.text.terms import find_terms

THE_ARTICLE = "the article"

_PLAIN = "article|text|document|report|paper|piece|story|page|post|file|newspaper"
_KIND = (
    "explainer|statement|release|press|summary|opinion|interview|column|wire|study|"
    "review|editorial|profile|analysis"
)
# Bodies that are called by what they write: "the inquiry" is no kind of its own report.
_BODY = "inquiry|survey"
# "The lease" is one that articles tell of, unless an overview of it is asked for.
_GENRE = (
    "minutes|agenda|manual|handbook|guide|brochure|recipe|lease|contract|agreement|"
    "obituary|speech|letter|memo|briefing|brief|newsletter|bulletin|diary|transcript|"
    "essay|poem|notes?|tutorial|lecture|podcast|leaflet|pamphlet|feature"
)
_NOUN = rf"(?:{_PLAIN}|{_KIND}|{_BODY})"
_SAY = (
    r"(?:(?:ever|also|even|actually) )?(?:say|tell|report|write|state|claim|mention|"
    r"name|cite|list|discuss|cover|refer|talk|speak|give|describe|highlight|think)s?\b"
)
_DO = rf"(?:{DO})\b"
_ASKS = rf"(?:{WH}|{BE}|{DO})"
# Up to eight words.
_NAME = r"[^\s,\"“„«]++(?: [^\s,]++){0,7}?"
_SAYER = rf"(?!(?:{DO}|{BE})\b)[^\s,\"“„«]++(?: (?!{_DO})[^\s,]++){{0,7}}?"
_PLACES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # A title between quotation marks is one, whatever it is made of.
        r"(?P<source>[\"“„«](?P<title>[^\"“”„«»]++)[\"”“»])",
        # "The battery paper", "Strata's article".
        rf"\b(?P<source>(?:the|[\w.-]++['’]s?) (?:(?!the )[^\s,]++ ){{0,5}}?"
        rf"(?P<noun>{_NOUN}(?: {_NOUN})*)\b)",
        # "Summarise the lease", "What is the long lease about?"
        r"\b(?:(?:summari[sz]e|sum up|recap|outline|summary of|overview of"
        r"|points (?:of|in|from))|what(?:['’]s| is| are| was| were)(?=.* about\Z))"
        rf" (?P<source>the (?:[^\s,]++ ){{0,3}}?(?P<noun>{_GENRE}))(?=\Z| about\Z)",
        rf"\baccording to (?P<source>{_NAME})(?=,| {_ASKS}\b|$)",
        rf"\b(?:{_DO}|what) (?P<source>{_SAYER})(?= {_SAY})",
    )
)
_SUBJECT = re.compile(r" (?:(?P<on>about|on)|by|from)(?: [^\s,]++){1,6}", re.IGNORECASE)
# "According to the Courier?", "And what does it say?": what was asked before is meant.
_ONLY = re.compile(
    rf"(?:(?:and|but|or|so) )?(?:according to|in|from) {THE_ARTICLE}"
    rf"|(?:and|but|so) what {_DO} {THE_ARTICLE} say"
    rf"|(?:(?:and|but|so) )?what {_DO} {THE_ARTICLE} say (?:about|on|of|to) "
    r"(?:it|that|this)",
    re.IGNORECASE,
)
# A report that somebody wrote may well be one that the articles tell of.
_WRITTEN_OF = re.compile(r"report|paper|study|statement|release|review", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"\Aaccording to [^,]+, *|,? according to [^,?]+(?=\W*\Z)", re.IGNORECASE
)


def content_words(text: str) -> frozenset[str]:
    """Give the stems of a text's words of content.

    Example:
        >>> sorted(content_words("Strata's piece on the tides"))
        ['piec', 'strata', 'tide']
    """
    terms = find_terms(text, "en")
    return frozenset(t.stems[0] for t in terms if not t.stop and len(t.text) > 1)


PLAIN_NOUNS = content_words(_PLAIN)
KINDS = content_words(_KIND)
_NOUNS = PLAIN_NOUNS | KINDS | content_words(f"{_BODY}|{_GENRE}")
# "The author" is that of any article.
_ANY = content_words("author writer library")


@dataclass(frozen=True, slots=True)
class NamedSource:
    """What a question calls a source, and the question with `THE_ARTICLE` for it.

    `title` is the source's in full, where it is quoted; `words` are the stems of what
    it is called, and `is_on` tells whether it is told by what it is about.
    """

    written: str
    asked: str
    title: str | None
    words: frozenset[str]
    is_on: bool

    @property
    def is_text(self) -> bool:
        """Whether it is called a text, and not by its name alone."""
        return not self.words.isdisjoint(_NOUNS)

    @property
    def is_all(self) -> bool:
        """Whether the question asks nothing else: what was asked before is meant."""
        return _ONLY.fullmatch(self.asked.strip(MARKS)) is not None


def named_sources(question: str) -> Iterator[NamedSource]:
    """Find what may be a source by the form of a question, the likeliest first.

    Args:
        question: The question, with single spaces.

    Example:
        >>> [s.written for s in named_sources("Does the tide paper mention Lima?")]
        ['the tide paper']
        >>> list(named_sources("What is the tide paper made of?"))
        []
    """
    bare = question.rstrip(MARKS)
    known: set[NamedSource] = set()
    for form in _PLACES:
        for found in form.finditer(bare):
            for source in _sources(bare, found):
                if source not in known and source.words - _ANY and _is_named(source):
                    known.add(source)
                    yield source


def of_any(question: str) -> str:
    """Leave out whom a question is asked of, as another is to be asked.

    Example:
        >>> of_any("How wide is it, according to Jo Doe?")
        'How wide is it?'
    """
    return capital(_OF_ANOTHER.sub("", question, count=1))


def _sources(bare: str, found: re.Match[str]) -> Iterator[NamedSource]:
    """Say what a source may be: all to its noun, or to a word of what it is about."""
    start, end = found.span("source")
    named = found.groupdict()
    subject = _SUBJECT.match(bare, end) if named.get("noun") else None
    # Behind the preposition, which ends no source.
    words = list(re.finditer(r"\S+", subject.group()))[1:] if subject else ()
    for last in (end, *(end + word.end() for word in words)):
        yield NamedSource(
            written=bare[start:last],
            asked=f"{bare[:start]}{THE_ARTICLE}{bare[last:]}?",
            title=named.get("title"),
            words=content_words(bare[start:last]),
            is_on=last > end and subject is not None and bool(subject["on"]),
        )


def _is_named(source: NamedSource) -> bool:
    bare = OPENING.sub("", source.asked)
    left = without_article(bare)
    if left is not None and THE_ARTICLE not in left.lower():
        return True
    overview = overview_question(bare)
    if overview is not None and overview.named is None:
        return True
    asked = front_question(bare)
    if asked is not None and asked.subject is None:
        return not _WRITTEN_OF.search(source.written)
    return source.is_all
