"""Filling a generation's folder: what is new is encoded, the rest is taken over."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rag.building.before import Before, Row
from rag.building.languages import measure_languages
from rag.building.terms import PassageTerms, analyse, make_vocabulary
from rag.building.texts import IndexedTexts
from rag.library.generation.generation import Generation
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
        before: What to take over.
        suggest: Makes questions to begin with.
        home: Where the vectors are searched.
    """

    texts: IndexedTexts
    encoder: Encoder
    before: Before
    suggest: Suggest
    home: VectorHome

    def write(self, folder: Path) -> Manifest:
        """Write all files but the manifest into the folder, and describe them."""
        passages = [passage for _, passage in self.texts.rows()]
        manifest, terms, writer = self._write_passages(folder, passages)
        published = self.before.published
        languages = measure_languages(
            self.texts.articles,
            passages,
            terms,
            self.encoder,
            published.manifest.languages if published else (),
        )
        manifest = replace(manifest, languages=languages)
        # Not published yet: what follows is made from the files just written.
        draft = Generation(folder, manifest, home=self.home)
        begin("overviews", len(self.texts.articles))
        writer.write_overviews(self._overviews(draft))
        # Last: a question is kept where asking the index for it finds its sentence.
        begin("questions", len(self.texts.articles))
        writer.write_starters(self._starters(draft))
        begin("publishing")
        return manifest

    def write_part(self, folder: Path) -> Manifest:
        """Write only what is of each passage by itself, for a build to take over."""
        passages = [passage for _, passage in self.texts.rows()]
        return self._write_passages(folder, passages)[0]

    def _write_passages(
        self, folder: Path, passages: Sequence[Passage]
    ) -> tuple[Manifest, Sequence[PassageTerms], GenerationWriter]:
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
        return self._manifest(passages, known), terms, writer

    def _write_encodings(
        self,
        writer: GenerationWriter,
        passages: Sequence[Passage],
        known: Sequence[Row | None],
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
        known: Sequence[Row | None],
    ) -> list[PassageTerms]:
        """Write the texts and their words; gives the terms of each passage."""
        begin("words", len(passages))
        terms = self._analyse(known)
        writer.write_texts(self.texts.articles, self.texts.passages)
        writer.write_terms(t.own for t in terms)
        writer.write_vocabulary(make_vocabulary(terms))
        return terms

    def _manifest(
        self, passages: Sequence[Passage], known: Sequence[Row | None]
    ) -> Manifest:
        """Describe the generation, but for its languages."""
        texts, published = self.texts, self.before.published
        taken = sum(row is not None and row[0] is published for row in known)
        return Manifest(
            model=self.encoder.identity,
            articles=tuple(
                ArticleEntry(article.id, article.title, len(group), article.language)
                for article, group in zip(texts.articles, texts.passages, strict=True)
            ),
            languages=(),
            passages=len(passages),
            sentences=sum(len(passage.sentences) for passage in passages),
            encoded=len(passages) - taken,
            set_aside=texts.set_aside,
            second_model=self._second_model(),
        )

    def _overviews(self, draft: Generation) -> Iterator[tuple[int, ...]]:
        """Choose each article's key sentences, or take over unchanged ones'."""
        texts, previous = self.texts, self.before.published
        for article, passages in zip(texts.articles, texts.passages, strict=True):
            if previous is not None and article.id in texts.unchanged:
                yield previous.overview(article.id)
            else:
                yield key_sentences(article, passages, draft.vectors_of(article.id))
            advance()

    def _starters(self, draft: Generation) -> Iterator[Questions]:
        """Make each article's questions to begin with, or take over unchanged ones'."""
        texts, previous = self.texts, self.before.published
        both = zip(texts.articles, texts.passages, strict=True)
        new = (pair for pair in both if pair[0].id not in texts.unchanged)
        # In the same order as the articles, one for each that isn't taken over.
        fresh = self.suggest(new, draft, self.encoder)
        for article in texts.articles:
            if previous is not None and article.id in texts.unchanged:
                yield previous.starters(article.id)
            else:
                yield next(fresh)
            advance()

    def _known_rows(self, passages: Sequence[Passage]) -> list[Row | None]:
        """Find where each passage is known, None where it is new."""
        # By what the encoder saw: a passage that moved to another article is known.
        rows = self.before.rows()
        found = [rows.get(passage_key(passage_input(passage))) for passage in passages]
        # The same text read in another language may fall into other sentences.
        return [
            row
            if row and len(row[0].sentence_rows(row[1])) == len(p.sentences)
            else None
            for p, row in zip(passages, found, strict=True)
        ]

    def _encoded(
        self, known: Sequence[Row | None], new: Sequence[Passage]
    ) -> Iterator[EncodedPassage]:
        """Take over what is known and encode the rest, in the order of the rows."""
        fresh = encode_passages(new, self.encoder)
        for row in known:
            yield row[0].first.encoded(row[1]) if row else next(fresh)

    def _second_model(self) -> ModelIdentity | None:
        second = second_of(self.encoder)
        return second.identity if second is not None else None

    def _encoded_again(
        self, known: Sequence[Row | None], passages: Sequence[Passage]
    ) -> Iterator[EncodedPassage]:
        """Do the same with the second model, and take over what it made before."""
        second = second_of(self.encoder)
        assert second is not None  # its files are being written
        made = [
            (row[0].second, row[1])
            if row and row[0].manifest.second_model == second.identity
            else (None, 0)
            for row in known
        ]
        new = [p for p, (there, _) in zip(passages, made, strict=True) if not there]
        fresh = encode_passages_apart(new, second)
        for there, row in made:
            yield there.encoded(row) if there else next(fresh)

    def _analyse(self, known: Sequence[Row | None]) -> list[PassageTerms]:
        """Find the terms of each passage, or take over those of known ones.

        The title of an only article says nothing of its passages: it would be in each,
        and so its words be worth nothing where the text has them.
        """
        is_alone = len(self.texts.articles) == 1
        terms: list[PassageTerms] = []
        for (article, passage), row in zip(self.texts.rows(), known, strict=True):
            context = passage.context.removeprefix(article.title if is_alone else "")
            taken = row[0].terms[row[1]] if row else None
            terms.append(analyse(passage, context, article.language, taken))
            advance()
        return terms
