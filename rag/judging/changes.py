"""What a new index changed in the answers to the questions that people judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rag.asking.assistant import Assistant
from rag.asking.ranking.reranking import Reranker
from rag.errors import LibraryError, QuotewellError
from rag.library.generation.generation import Generation
from rag.library.library import Library
from rag.roles import Encoder
from rag.types import Answer

Ask = Callable[[str], Answer]

NOTHING_NOW = (
    "the library has no article any more, so there is nothing to ask; `quotewell undo` "
    "brings back what was removed last"
)
NOTHING_BEFORE = (
    "the library had no article before the last change, so there is nothing to compare "
    "with; compare after the next one"
)


@dataclass(frozen=True, slots=True)
class FirstQuote:
    """What an answer quotes first, and the title of its article."""

    title: str
    quote: str


FirstQuotes = Mapping[str, FirstQuote | None]


def first_quotes(ask: Ask, questions: Sequence[str]) -> dict[str, FirstQuote | None]:
    """Ask each question and note what is quoted first; a failure gives nothing.

    Args:
        ask: Answers a question.
        questions: The questions.
    """
    found: dict[str, FirstQuote | None] = {}
    for question in questions:
        try:
            answer = ask(question)
        except QuotewellError:
            continue
        first = answer.citations[0] if answer.status == "answered" else None
        found[question] = FirstQuote(first.title, first.quote) if first else None
    return found


def moved(before: FirstQuotes, after: FirstQuotes) -> tuple[str, ...]:
    """Name the questions that quote other words first, in their order.

    Example:
        >>> moved({"Why?": None}, {"Why?": FirstQuote("Tides", "The Moon.")})
        ('Why?',)
    """
    return tuple(
        question
        for question, quote in before.items()
        if question in after and _words(after[question]) != _words(quote)
    )


def _words(first: FirstQuote | None) -> str | None:
    # Not of which article: a person may have given it another title.
    return first.quote if first else None


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that two generations answer with different first quotes."""

    question: str
    before: FirstQuote | None
    after: FirstQuote | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two generations, and the questions (of so many asked) that they answer apart."""

    before: int
    after: int
    asked: int
    differences: tuple[Difference, ...]


def compare_with_parent(
    library: Library,
    encoder: Encoder,
    questions: Sequence[str],
    reranker: Reranker | None = None,
) -> Comparison:
    """Ask the generation in use and the one before it, and compare the first quotes.

    Args:
        library: The library.
        encoder: The model that both were made with.
        questions: What to ask.
        reranker: Gives the final order; None is late interaction.

    Raises:
        LibraryError: There is no generation before the one in use, or nothing in one.
        GenerationError: One of them can't be opened or searched.
        QuestionError: None of the questions can be asked.
    """
    current, parent = library.current(), next(library.generations.whole_before(), None)
    if current is None or parent is None:
        raise LibraryError(
            "there is no earlier generation to compare with; compare after a change"
        )
    # Each opened by its number: `current` may change while questions are asked.
    sides = [
        Assistant(Library(library.root, generation=number), encoder, reranker)
        for number in (parent.number, current)
    ]
    for side in sides:
        generation = side.generation()
        _check(generation, is_current=generation.manifest.number == current)
    quotes = [first_quotes(side.ask, questions) for side in sides]
    if questions and not quotes[1]:
        sides[1].ask(questions[0])  # which says why it can't be
    return Comparison(
        before=parent.number,
        after=current,
        asked=len(quotes[1]),
        differences=tuple(
            Difference(question, quotes[0][question], quotes[1][question])
            for question in moved(*quotes)
        ),
    )


def _check(generation: Generation, *, is_current: bool) -> None:
    """Refuse what can't be asked: it would seem to answer nothing otherwise."""
    if not generation.manifest.articles:
        raise LibraryError(NOTHING_NOW if is_current else NOTHING_BEFORE)
    generation.check_vectors()
