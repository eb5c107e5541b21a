"""Filling a generation's folder: what is new is encoded, the rest is taken over."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.building.languages import measure_languages
from rag.building.terms import PassageTerms, analyse, make_vocabulary
from rag.building.texts import IndexedTexts
from rag.library.generation.generation import Generation
from rag.library.generation.lines import SentenceTerms
from rag.library.generation.manifest import ArticleEntry, Manifest
from rag.library.generation.nearest import VectorHome
from rag.library.generation.passage_encoding import (
    EncodedPassage,
    encode_passages,
    encode_passages_apart,
)
from rag.library.generation.writer import GenerationWriter, passage_key
from rag.models.second import second_of
from rag.overview.key_sentences import key_sentences
from rag.roles import Encoder, ModelIdentity
from rag.steps import advance, begin
from rag.text.passages import passage_input
from rag.types import Article, Passage, StarterQuestion

Questions = Sequence[StarterQuestion]
Suggest = Callable[
    [Iterable[tuple[Article, Sequence[Passage]]], Generation, Encoder],
    Iterator[Questions],
]
"""Makes each article's questions to begin with, asking an index that has all else."""


def no_questions(
    texts: Iterable[tuple[Article, Sequence[Passage]]], *_: object
) -> Iterator[Questions]:
    """Suggest nothing, article by article."""
    return (() for _ in texts)


@dataclass(frozen=True, slots=True)
class Filling:
    """All that goes into one generation.

    Args:
        texts: What is to be indexed.
        encoder: Makes the vectors.
        previous: The generation to take over from what is there already.
        suggest: Makes questions to begin with.
        home: Where the vectors are searched.
    """

    texts: IndexedTexts
    encoder: Encoder
    previous: Generation | None
    suggest: Suggest
    home: VectorHome

    def write(self, folder: Path) -> Manifest:
        """Write all files but the manifest into the folder, and describe them."""
        passages = [passage for _, passage in self.texts.rows()]
        known = self._known_rows(passages)
        second = self._second_model()
        with GenerationWriter(
            folder,
            self.encoder.identity.dimension,
            second.dimension if second else None,
            self.home,
        ) as writer:
            self._write_encodings(writer, passages, known)
            terms = self._write_words(writer, passages, known)
            writer.finish()
        manifest = self._manifest(passages, terms, known.count(None))
        # Not published yet: what follows is made from the files just written.
        draft = Generation(folder, manifest, home=self.home)
        begin("overviews", len(self.texts.articles))
        writer.write_overviews(self._overviews(draft))
        # Last: a question is kept where asking the index for it finds its sentence.
        begin("questions", len(self.texts.articles))
        writer.write_starters(self._starters(draft))
        begin("publishing")
        return manifest

    def _write_encodings(
        self,
        writer: GenerationWriter,
        passages: Sequence[Passage],
        known: Sequence[int | None],
    ) -> None:
        """Write what the encoders make of the passages."""
        new = [p for p, row in zip(passages, known, strict=True) if row is None]
        begin("encoding")
        writer.first.write(self._encoded(known, new))
        if writer.second is not None:
            begin("encoding again")
            writer.second.write(self._encoded_again(known, passages))

    def _write_words(
        self,
        writer: GenerationWriter,
        passages: Sequence[Passage],
        known: Sequence[int | None],
    ) -> list[PassageTerms]:
        """Write the texts and their words; gives the terms of each passage."""
        begin("words", len(passages))
        terms = self._analyse(known)
        writer.write_texts(self.texts.articles, self.texts.passages)
        writer.write_terms(t.own for t in terms)
        writer.write_vocabulary(make_vocabulary(terms))
        return terms

    def _manifest(
        self, passages: Sequence[Passage], terms: Sequence[PassageTerms], encoded: int
    ) -> Manifest:
        """Describe the generation."""
        texts, previous = self.texts, self.previous
        return Manifest(
            model=self.encoder.identity,
            articles=tuple(
                ArticleEntry(article.id, article.title, len(group), article.language)
                for article, group in zip(texts.articles, texts.passages, strict=True)
            ),
            languages=measure_languages(
                texts.articles,
                passages,
                terms,
                self.encoder,
                previous.manifest.languages if previous else (),
            ),
            passages=len(passages),
            sentences=sum(len(passage.sentences) for passage in passages),
            encoded=encoded,
            set_aside=texts.set_aside,
            second_model=self._second_model(),
        )

    def _overviews(self, draft: Generation) -> Iterator[tuple[int, ...]]:
        """Choose each article's key sentences, or take over unchanged ones'."""
        texts, previous = self.texts, self.previous
        for article, passages in zip(texts.articles, texts.passages, strict=True):
            known = None
            if previous is not None and article.id in texts.unchanged:
                known = previous.overview(article.id)
            if known is None:
                known = key_sentences(article, passages, draft.vectors_of(article.id))
            advance()
            yield known

    def _starters(self, draft: Generation) -> Iterator[Questions]:
        """Make each article's questions to begin with, or take over unchanged ones'."""
        texts = self.texts
        both = zip(texts.articles, texts.passages, strict=True)
        new = (pair for pair in both if pair[0].id not in texts.unchanged)
        # In the same order as the articles, one for each that isn't taken over.
        fresh = self.suggest(new, draft, self.encoder)
        for article in texts.articles:
            if self.previous is not None and article.id in texts.unchanged:
                yield self.previous.starters(article.id)
            else:
                yield next(fresh)
            advance()

    def _known_rows(self, passages: Sequence[Passage]) -> list[int | None]:
        """Find each passage's row in the previous generation, None where it is new."""
        # By what the encoder saw: a passage that moved to another article is known.
        previous = self.previous
        if previous is None:
            return [None] * len(passages)
        rows = {key: row for row, key in enumerate(previous.passage_keys.tolist())}
        found = [rows.get(passage_key(passage_input(passage))) for passage in passages]
        # The same text read in another language may fall into other sentences.
        return [
            row
            if row is not None and len(previous.sentence_rows(row)) == len(p.sentences)
            else None
            for p, row in zip(passages, found, strict=True)
        ]

    def _encoded(
        self, known: Sequence[int | None], new: Sequence[Passage]
    ) -> Iterator[EncodedPassage]:
        """Take over what is known and encode the rest, in the order of the rows."""
        fresh = encode_passages(new, self.encoder)
        for row in known:
            if row is None or self.previous is None:
                yield next(fresh)
            else:
                yield self.previous.first.encoded(row)

    def _second_model(self) -> ModelIdentity | None:
        second = second_of(self.encoder)
        return second.identity if second is not None else None

    def _encoded_again(
        self, known: Sequence[int | None], passages: Sequence[Passage]
    ) -> Iterator[EncodedPassage]:
        """Do the same with the second model, and take over what it made before."""
        second, previous = second_of(self.encoder), self.previous
        assert second is not None  # its files are being written
        taken = None
        if previous is not None and previous.manifest.second_model == second.identity:
            taken = previous.second
        rows = known if taken is not None else [None] * len(known)
        new = [p for p, row in zip(passages, rows, strict=True) if row is None]
        fresh = encode_passages_apart(new, second)
        for row in rows:
            if row is None or taken is None:
                yield next(fresh)
            else:
                yield taken.encoded(row)

    def _analyse(self, known: Sequence[int | None]) -> list[PassageTerms]:
        """Find the terms of each passage, or take over those of known ones.

        The title of an only article says nothing of its passages: it would be in each,
        and so its words be worth nothing where the text has them.
        """
        is_alone = len(self.texts.articles) == 1
        terms: list[PassageTerms] = []
        for (article, passage), row in zip(self.texts.rows(), known, strict=True):
            context = passage.context.removeprefix(article.title if is_alone else "")
            taken = self._known_terms(row)
            terms.append(analyse(passage, context, article.language, taken))
            advance()
        return terms

    def _known_terms(self, row: int | None) -> SentenceTerms | None:
        """Read the terms of a passage that the previous generation has at `row`."""
        if row is None or self.previous is None:
            return None
        return self.previous.terms[row]
