"""How time grows with texts that are made to be slow, whatever looks at them.

Each is repeats of a few tokens that patterns are made of. What a library of others
parses (HTML, PDF, Word, long Markdown) is left out: that runs apart, with limits.
"""

import gc
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rag.asking.ranking.question_words import missing_words
from rag.asking.wording.figures_asked import states_asked
from rag.asking.wording.followups import follow_up
from rag.asking.wording.overview_questions import overview_question
from rag.errors import EvidenceError
from rag.judging.evidence import read_pack
from rag.overview.standing import standing
from rag.page.quotes.article import View, article_html
from rag.readers.builder import DraftBuilder
from rag.readers.draft import article_from_draft
from rag.readers.naming import slug, title_from_name
from rag.readers.plain.decoding import decode
from rag.readers.plain.statements import read_lead, read_statement
from rag.readers.plain.text import read_text
from rag.readers.rtf import rtf
from rag.readers.sniffing import document_module, is_html, is_mhtml
from rag.suggesting.making import propose, propose_title, propose_topics
from rag.suggesting.making.definitions import ask_definition
from rag.suggesting.making.english import ask_english
from rag.suggesting.making.wording import Wording
from rag.suggesting.suggestions import choose
from rag.text.languages import detect_language, fold, stem
from rag.text.passages import split_passages
from rag.text.sentences import split_sentences
from rag.text.terms import find_terms
from rag.types import Article, Passage, Turn

MAX_RATIO = 15.0
"""Of the times for ten times the length: 10 where each character costs the same."""

FLOOR_S = 0.001
"""Less than this is measured as this: it is noise."""

LIMIT_S = 1.0
"""What takes so long is stopped: it would be far above any ratio."""

TRIALS = 4
"""A ratio above the limit is measured again so often: other programs disturb."""

WINDOW_TOKENS = 128

TOKENS = (
    *"#*_`~|=-+<>[](){}\\/.,;:!?'\"&%$1aA \n\t\xa0\u3000",
    *("“", "é", "\u0301", "\u0323", "中", "。", "あ", "ﬁ", "\u200d", "و", "ال"),
    *("<!--a-->", "<!--", "-->", "<a", "<a ", "</a>", "<p>", "<?xml ", "<![", "&#1"),
    *("# ", "## a\n", "==a==\n", "---\n", "- a\n", "  - a\n", "1. a\n", "> ", "* * "),
    *("|a", "a|b\n", "a|-\n", "[a](", "![", "[a]: b\n", "``a", "**a", "_a "),
    *("{\\b ", "\\par ", "\\'e9", "{\\*\\x ", "\\u233 "),
    *("Subject: a\n", "a: b\n", " a\n", "title: \n- a\n", "Date: 2020-01-01\n"),
    *("By ", "by Foo Bar\n", "CHAPTER\n", "Content-Type:", "1990-01-01 ", "3/18/2025"),
    *("1 May 1990 ", "10:10 ", "published ", "| ", " - ", "http://a ", "www."),
    *("Foo Bar ", "Foo", "The Foo ", "the foo ", "of the ", "was built ", "is a "),
    *("Foo Bar is a thing of the world.\n", "In 1990 a b c d e f g. ", "has 1 "),
    *("a. ", "A. ", ". ", "? ", "a, ", "a-", "a'", "A-", "AB (AB) ", "a b (AB) "),
    *("1,1", "1'000", "1.", "11", "(1) ", "3. ", "5 g. ", "km/h. ", "\xa0D.", "a\n\n"),
    *("a" * 50 + "\n", "a " * 40 + ".\n", "what is ", " like", "it ", "and "),
    *('<script type="application/json" id="evidence">', "<!-- evidence:"),
)
STARTS = ("", "# ", "## ", "==", "---\n", "what is ", "the ", "{\\rtf1 ")
ENDS = ("", "x", ".", "(", "\nThis is the end of a text.\n")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A text of any length: each of its units is repeated, one after the other."""

    start: str
    units: tuple[str, ...]
    end: str

    def text(self, chars: int) -> str:
        """Give the text in about so many characters."""
        share = chars // len(self.units)
        body = "".join(unit * max(1, share // len(unit)) for unit in self.units)
        return self.start + body + self.end


@dataclass(frozen=True, slots=True)
class Probe:
    """What looks at a text, in texts of which lengths, and what it is given."""

    name: str
    run: Callable[[Any], object]
    prepare: Callable[[str], Any] = str
    sizes: tuple[int, ...] = (20, 200, 2_000, 20_000)


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that takes too long: its length, and the ratio (infinite: stopped)."""

    probe: str
    recipe: Recipe
    chars: int
    ratio: float


class TooSlowError(BaseException):
    """Raised by the clock; no exception of the code that is measured."""


def fault_of(probe: Probe, recipe: Recipe) -> Fault | None:
    """Give a text a tenth longer step by step; says at which it takes too long."""
    before = FLOOR_S
    for chars in probe.sizes:
        seconds = _seconds(probe, recipe, chars)
        for _ in range(TRIALS):
            if seconds <= MAX_RATIO * before or seconds > LIMIT_S:
                break
            before = max(before, _seconds(probe, recipe, chars // 10))
            seconds = min(seconds, _seconds(probe, recipe, chars))
        if seconds > MAX_RATIO * before:
            return Fault(probe.name, recipe, chars, seconds / before)
        before = max(FLOOR_S, seconds)
    return None


def _seconds(probe: Probe, recipe: Recipe, chars: int) -> float:
    """Measure the computing time of this thread alone, without collecting garbage."""
    subject = probe.prepare(recipe.text(chars))
    for cached in (fold, stem):  # what was looked up before would cost nothing
        cached.cache_clear()
    gc.collect(0)
    gc.disable()
    try:
        with _clock():
            started = time.thread_time()
            probe.run(subject)
            return time.thread_time() - started
    except TooSlowError:
        return float("inf")
    finally:
        gc.enable()


@contextmanager
def _clock() -> Iterator[None]:
    """Stop what computes too long, inside of a pattern, too."""

    def stop(*_: object) -> None:
        raise TooSlowError

    former = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


def _count_tokens(texts: list[str]) -> list[int]:
    return [2 + len(text) // 4 for text in texts]


def _article(text: str) -> Article:
    return article_from_draft(read_text(text), text.encode(), "a.txt", None, "en")


def _split(article: Article) -> list[Passage]:
    return split_passages(article, _count_tokens, WINDOW_TOKENS)


def _both(text: str) -> tuple[Article, list[Passage]]:
    article = _article(text)
    return article, _split(article)


def _build(text: str) -> object:
    builder = DraftBuilder()
    for part in text.split("\n\n"):
        builder.add(part, level=part.startswith("# "))
    return builder.finish()


def _verify(data: bytes) -> None:
    try:
        read_pack(data)
    except EvidenceError:
        return


def _follow(text: str) -> None:
    for now, then in ((text, "What is the Foo Bar?"), ("And how old is it?", text)):
        follow_up(now, [Turn(then)], "en")


def _sniff(text: str) -> None:
    is_html(text)
    is_mhtml(text)
    document_module(text.encode())


SENTENCES = (10, 100, 1_000)
PROBES = (
    Probe("sniffing", _sniff),
    Probe("decoding", decode, lambda text: text.encode("cp1252", "replace") + b"\xe9"),
    Probe("plain text", read_text),
    Probe("draft", _build),
    Probe("article", lambda d: article_from_draft(d, b"", "a", None, "en"), read_text),
    Probe("rich text", rtf.read, lambda text: b"{\\rtf1 " + text.encode()),
    Probe("line", lambda t: (read_statement(t, 0, False), read_lead(t, 0))),
    Probe("name", lambda t: (slug(t[:500]), title_from_name(t))),
    Probe("language", detect_language),
    Probe("sentences", split_sentences),
    Probe("passages", _split, _article),
    Probe("terms", lambda t: find_terms(t, "en", ["de"])),
    Probe("unspaced terms", lambda t: find_terms(t, "zh")),
    Probe("missing", lambda t: missing_words(t, find_terms(t, "en"), lambda _: False)),
    Probe("figures", lambda t: [states_asked(a, t) for a in ("几个？", "When is it?")]),
    Probe("questions", lambda both: choose(list(propose(*both)), 12), _both),
    Probe("topics", lambda both: list(propose_topics(*both)), _both),
    Probe("title", lambda both: list(propose_title(*both)), _both),
    Probe("wording", lambda text: Wording(text[:500], text)),
    Probe(
        "English", lambda t: list(ask_english(t, Wording("Foo", t))), sizes=SENTENCES
    ),
    Probe("German", lambda t: ask_definition(t, "de", "Foo"), sizes=SENTENCES),
    Probe("follow-up", _follow, lambda t: " ".join(t.split())[:500], (50, 500)),
    Probe("overview", overview_question, lambda t: t[:500], (50, 500)),
    Probe("standing", lambda t: standing(t, "en"), sizes=SENTENCES),
    Probe("evidence", _verify, str.encode),
    Probe("page", lambda article: article_html(article, View()), _article),
)
