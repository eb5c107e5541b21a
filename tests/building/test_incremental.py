"""What is known is taken over: only new text is encoded and analysed."""

from dataclasses import replace

import pytest

import rag.library.generation.vectors
from rag.building.indexing import build_index, publish_articles
from rag.library.articles import ArticleStore
from rag.library.generation.generation import Generation
from rag.library.generation.vectors import rows_path
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.text.passages import split_passages
from rag.text.terms import index_terms
from rag.types import Article, Paragraph, Passage, StarterQuestion
from tests.fakes import WordEncoder

OWLS = b"Owls fly without a sound. Their feathers have soft edges.\n"
TIDES = b"The Moon pulls on the ocean. Tides rise twice a day.\n"


def test_only_new_articles_are_read_and_divided(
    library: Library, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
):
    """What is indexed stays as it is, until a person gives it another title."""
    done: list[str] = []
    read = ArticleStore.read

    def note_read(self: ArticleStore, stored: StoredArticle) -> Article:
        done.append(f"read {stored.name}")
        return read(self, stored)

    def note_divided(article: Article, *arguments) -> list[Passage]:
        done.append(f"divide {article.title}")
        return split_passages(article, *arguments)

    monkeypatch.setattr(ArticleStore, "read", note_read)
    monkeypatch.setattr("rag.building.texts.split_passages", note_divided)
    owls = library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    library.add(TIDES, "tides.txt")
    library.rename(owls.id, "Owls")  # the title that it has
    build_index(library, encoder)
    new = ["read owls.txt", "divide Owls", "read tides.txt", "divide Tides"]
    assert done == new
    library.rename(owls.id, "Silent wings")
    build_index(library, encoder)
    assert done == [*new, "read owls.txt", "divide Silent wings"]


def test_another_text_under_a_known_id_is_divided_anew(
    library: Library, encoder: WordEncoder
):
    """What is taken over is what is the same, not what is called the same."""
    texts = ("Owls fly at night.", "Owls sleep by day.")
    for text in texts:
        article = Article("owls", "Owls", text, (Paragraph(1, 0, len(text)),))
        publish_articles(library, [article], encoder)
        (passage,) = library.open(encoder.identity).passages
        assert passage.text == text


def test_only_new_text_is_analysed(
    library: Library, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
):
    """A second build looks for terms in the new article only, and in titles."""
    library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    library.add(TIDES, "tides.txt")
    analysed: list[str] = []

    def note(text: str, language: str) -> list[str]:
        analysed.append(text)
        return index_terms(text, language)

    monkeypatch.setattr("rag.building.terms.index_terms", note)
    build_index(library, encoder)
    assert any(text.startswith("Tides rise") for text in analysed)
    assert not any("feathers" in text for text in analysed)


def test_taken_over_vectors_are_the_same(library: Library, encoder: WordEncoder):
    """What was taken over equals, file by file, a build from nothing."""
    library.add(TIDES, "tides.txt")
    build_index(library, encoder)
    library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    fresh = Library(library.root.parent / "fresh")
    fresh.add(TIDES, "tides.txt")
    fresh.add(OWLS, "owls.txt")
    build_index(fresh, encoder)
    grown, whole = (lib.open(encoder.identity).manifest for lib in (library, fresh))
    assert (grown.encoded, whole.encoded) == (1, 2)
    assert grown.files == whole.files


BRIDGES = (
    b"Old red stone bridges cross many wide rivers here.\n"
    b"Tall wooden sailing ships carry heavy grain upstream.\n"
)


def test_languages_are_not_measured_for_one_article_more(
    library: Library, encoder: WordEncoder
):
    """That encodes sentences anew; with three articles after two, none of them is."""
    library.add(BRIDGES, "bridges.txt")
    library.add(TIDES, "tides.txt")
    build_index(library, encoder)
    assert any(text.startswith("Old red stone") for text in encoder.encoded)
    encoder.encoded.clear()
    library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    assert [text.split()[0] for text in encoder.encoded] == ["Owls"]


def test_only_new_articles_are_asked_for_questions(
    library: Library, encoder: WordEncoder
):
    """One that stays keeps its questions, one with another title gets new ones."""
    asked: list[str] = []

    def suggest(texts, generation, _):
        for article, _ in texts:
            asked.append(article.title)
            assert generation.has(article.id)
            yield (StarterQuestion(f"What of {article.title}?", 0, 4),)

    def questions() -> list[str]:
        generation = library.open(encoder.identity)
        starters = (generation.starters(each.id) for each in generation.articles)
        return [each.question for group in starters for each in group]

    owls = library.add(OWLS, "owls.txt")
    build_index(library, encoder, suggest=suggest)
    library.add(TIDES, "tides.txt")
    build_index(library, encoder, suggest=suggest)
    assert asked == ["Owls", "Tides"]
    assert questions() == ["What of Owls?", "What of Tides?"]
    library.rename(owls.id, "Silent wings")
    build_index(library, encoder, suggest=suggest)
    assert asked == ["Owls", "Tides", "Silent wings"]
    assert questions() == ["What of Silent wings?", "What of Tides?"]


def test_a_text_that_falls_into_other_sentences_is_encoded_anew(
    library: Library, encoder: WordEncoder
):
    """In German "3." ends no sentence, in English it does: two vectors, one, two."""
    text = "Er kam am 3. Mai nach Graz."
    english = Article("graz", "Graz", text, (Paragraph(1, 0, len(text)),))
    german = replace(english, language="de")
    counts = []
    for article in (english, german, german, english):
        made = publish_articles(library, [article], encoder)
        generation = library.open(encoder.identity)
        vectors = len(generation.first.encoded(0).sentences)
        counts.append((made.encoded, made.sentences, vectors))
    assert counts == [(1, 2, 2), (1, 1, 1), (0, 1, 1), (1, 2, 2)]


def encoder_made(generation: Generation, article_id: str) -> list[bytes]:
    """Give the bytes of all that the encoder made of an article."""
    encoded = map(generation.first.encoded, generation.passage_rows(article_id))
    return [
        part.tobytes()
        for passage in encoded
        for part in (passage.vector, passage.sentences, passage.codes)
    ]


@pytest.mark.parametrize("exact_rows", [1, 3, 1000])
def test_vectors_never_drift(
    library: Library,
    encoder: WordEncoder,
    monkeypatch: pytest.MonkeyPatch,
    exact_rows: int,
):
    """Six generations on, every bit is as the encoder gave it.

    By lists, one by one, or from one to the other as articles come and go.
    """
    monkeypatch.setattr(rag.library.generation.vectors, "EXACT_ROWS", exact_rows)
    owls = library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    first = encoder_made(library.open(encoder.identity), owls.id)
    encoder.encoded.clear()
    kinds = set()
    for _ in range(3):
        tides = library.add(TIDES, "tides.txt")
        library.add(OWLS, "owls-again.txt")
        for is_last in (False, True):
            if is_last:
                library.remove(tides.id)
            manifest = build_index(library, encoder)
            generation = library.open(encoder.identity)
            assert encoder_made(generation, owls.id) == first
            folder = library.generations.folder(manifest.number)
            kinds.add(rows_path(folder / "sentences.faiss").exists())
    assert not any(text.startswith("Owls\n") for text in encoder.encoded)
    assert kinds == {1: {True}, 3: {True, False}, 1000: {False}}[exact_rows]
