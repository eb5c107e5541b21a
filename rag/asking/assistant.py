"""A question in a conversation, answered by citations."""

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from rag.asking.agreeing.agreement import agree_on
from rag.asking.composing import compose
from rag.asking.conversation import Asking
from rag.asking.current import CurrentGeneration, empty
from rag.asking.overviews import about_questions, article_talked_of, find_overview
from rag.asking.quoting import cite
from rag.asking.ranking.reranking import Reranker
from rag.asking.retrieval import Retriever
from rag.asking.sources import LibrarySources, nowhere
from rag.asking.summaries import ArticleSummary, Summaries
from rag.asking.wording.front_questions import front_question
from rag.asking.wording.overview_questions import overview_request
from rag.disk import is_unicode
from rag.errors import ArticleNotFoundError, QuestionError
from rag.library.generation.generation import Generation
from rag.library.generation.patience import asked
from rag.library.library import Library
from rag.library.scope import Choice, choices, choose
from rag.library.succession import Succession
from rag.models.second import second_of
from rag.roles import Encoder
from rag.settings import DEFAULT_TOP_K, MAX_QUESTION_CHARS, MAX_TOP_K
from rag.text.terms import count_words
from rag.types import Answer, Article, Turn


class Assistant:
    """Answers from whatever generation is in use; safe to call from many threads.

    Args:
        library: The library to ask.
        encoder: The model that its index is made with.
        reranker: Gives the final order; None is late interaction.
    """

    def __init__(
        self, library: Library, encoder: Encoder, reranker: Reranker | None = None
    ) -> None:
        self._library = library
        self.encoder = encoder
        self._reranker = reranker
        self._current = CurrentGeneration(library, encoder)
        self._sources = LibrarySources(library)
        self._succession = Succession(library)
        self._summaries = Summaries()

    @asked()
    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        top_k: int | None = None,
        articles: Sequence[str] | None = None,
        literal: bool = False,
    ) -> Answer:
        """Answer a question with the closest passages, or say that none answers.

        One for an overview is answered with key sentences, as many as it takes.

        Args:
            question: What the person asked, 1 to 500 characters.
            history: The turns before it, oldest first.
            top_k: How many citations, 1 to 20, whether or not they may answer; None
                gives those that may, `DEFAULT_TOP_K` at most.
            articles: Ask only the articles of these ids, at least one; None asks all.
            literal: Take the question as it stands, whatever was asked before.

        Raises:
            QuestionError: The question is empty, without words or too long.
            EmptyLibraryError: The library has no article.
            ArticleNotFoundError: No article has one of the ids.
            GenerationError: The index can't be opened.
        """
        started = time.perf_counter()
        question = _checked(question)
        generation = self.generation()
        if not generation.manifest.articles:
            raise empty(self._library)
        if top_k is not None:
            top_k = max(1, min(top_k, MAX_TOP_K))  # no number is a reason not to answer
        earlier = () if literal else about_questions(history)
        source = None
        if not literal:
            source = self._sources.of(generation, question, articles, earlier)
        asked = source.asked if source else question
        within = [source.article_id] if source else articles
        asking = self._asking(generation, within, top_k, literal)
        answer = self._answer(asked, generation, asking, earlier, top_k)
        if source:
            read = None if answer.overview else source.read_as(answer.read_as)
            parts = tuple(
                replace(part, asked=source.with_title(part.asked))
                for part in answer.parts
            )
            answer = replace(answer, question=question, read_as=read, parts=parts)
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _answer(
        self,
        question: str,
        generation: Generation,
        asking: Asking,
        earlier: Sequence[Turn],
        top_k: int | None,
    ) -> Answer:
        """Answer a question as it is asked; how long that takes isn't known yet."""
        meant = article_talked_of(question, earlier, generation, asking)
        articles = [meant] if meant else asking.articles
        overview = find_overview(question, generation, articles, top_k)
        if overview is not None:
            read = overview_request(generation.title(meant)) if meant else None
            return replace(overview, read_as=read)
        asking = asking.about(front_question(question), earlier)
        understood = asking.understand(question, earlier)
        found = understood.found
        read = understood.read_as or question
        parts = asking.in_parts(read)
        composed = compose(found, parts, None if top_k is None else len(found.hits))
        shown = top_k or DEFAULT_TOP_K
        agreed = agree_on(composed, found.hits, generation, read, shown)
        return Answer(
            question=question,
            status=composed.status,
            confidence=composed.confidence,
            related=composed.related,
            missing_terms=found.missing_terms,
            elapsed_ms=0.0,
            citations=cite(
                agreed.hits,
                generation,
                agreed.same,
                with_marks=composed.status != "not_found",
                nowhere=found.missing_terms,
            ),
            read_as=understood.read_as,
            parts=composed.parts,
            # Of what doesn't answer, nobody asked.
            differences=agreed.differences if composed.status == "answered" else (),
            language=found.language,
            threshold=composed.threshold,
        )

    def choices(self) -> list[Choice]:
        """List what can be asked by itself: tags, folders and articles."""
        titles = self.generation().manifest.titles
        return choices(self._library, titles)

    def within(self, names: Sequence[str]) -> list[str] | None:
        """Give the ids of the articles that names choose; no name chooses all.

        Raises:
            ScopeError: A name chooses nothing; the message has the nearest names.
        """
        if not names:
            return None
        generation = self.generation()
        names = self._led_on(names, generation)
        # Ids are what a page names: for them alone no record is read.
        if all(map(generation.has, names)):
            return names
        chosen = choose(names, self.choices())
        return list(dict.fromkeys(id_ for each in chosen for id_ in each.articles))

    def called(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """Give the names of now, each with what people call it: an id with a title."""
        generation = self.generation()
        return [
            (name, generation.title(name) if generation.has(name) else name)
            for name in self._led_on(names, generation)
        ]

    def _led_on(self, names: Sequence[str], generation: Generation) -> list[str]:
        """Put what replaced an article in the place of its id; each name once."""
        led = []
        for name in names:
            heir = None if generation.has(name) else self._succession.of(name)
            led.append(heir if heir and generation.has(heir) else name)
        return list(dict.fromkeys(led))

    def _asking(
        self,
        generation: Generation,
        articles: Sequence[str] | None,
        top_k: int | None,
        literal: bool,
    ) -> Asking:
        second = self._second(generation)
        shown = top_k or DEFAULT_TOP_K
        return Asking(
            Retriever(generation, self.encoder, self._reranker, second),
            [entry.code for entry in generation.manifest.languages],
            # Those that say the same take one place, and leave theirs to others.
            shown if len(articles or generation.articles) == 1 else 2 * shown,
            articles,
            literal=literal,
            sources=nowhere
            if literal
            else partial(self._sources.of, generation, articles=articles),
        )

    def article(self, article_id: str) -> Article:
        """Read an article as the index in use holds it.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        return self.generation().article(article_id)

    def find(self, article_id: str) -> Article | None:
        """Give an article, or what replaced it; None where neither is in the index."""
        try:
            return self.article(article_id)
        except ArticleNotFoundError:
            heir = self._succession.of(article_id)
            # One that was added, but that the index doesn't have yet, is its own.
            return self.find(heir) if heir and heir != article_id else None

    def articles(self) -> list[ArticleSummary]:
        """List the articles that can be asked."""
        return self._summaries.of(self.generation())

    def generation(self) -> Generation:
        """Give the generation in use (see `CurrentGeneration.generation`)."""
        return self._current.generation()

    def _second(self, generation: Generation) -> Encoder | None:
        """Give the second model, if it made the second vectors of a generation."""
        second = second_of(self.encoder)
        made_by = generation.manifest.second_model
        if second is None or made_by is None:
            return None
        return second if second.identity.sha256 == made_by.sha256 else None


def _checked(question: str) -> str:
    question = " ".join(question.split())
    # First of all: half a surrogate pair can't be searched, logged or shown.
    if not is_unicode(question):
        raise QuestionError("the question is no text in Unicode; type it again")
    if not question:
        raise QuestionError("the question is empty; ask something")
    if len(question) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"the question has {len(question)} characters, the limit is "
            f"{MAX_QUESTION_CHARS}; ask a shorter one"
        )
    # What is nearest to a mark or a picture is no answer to it.
    if not count_words(question):
        raise QuestionError("the question has no words; ask something in words")
    return question
