"""The second model's vectors: made, kept, taken over, and left out."""

from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import read_manifest
from rag.library.library import Library
from rag.models.second import EncoderPair
from tests.fakes import TranslatingEncoder, WordEncoder

OWLS = b"Owls fly without a sound. Their feathers have soft edges.\n"
TIDES = b"The Moon pulls the sea. So tides rise twice a day.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library of one article, not indexed yet."""
    library = Library(tmp_path / "index")
    library.add(OWLS, "owls.txt")
    return library


def built(library: Library, second: TranslatingEncoder | None) -> Generation:
    """Build with a second model, or none, and open what was built."""
    first = WordEncoder()
    encoder = first if second is None else EncoderPair(first, second)
    build_index(library, encoder)
    return library.open(first.identity, whole=True)


def test_passages_and_sentences_get_a_second_vector(library):
    """One passage of two sentences; each sentence's vector is that of it alone."""
    second = TranslatingEncoder({})
    generation = built(library, second)
    assert generation.manifest.second_model == second.identity
    assert generation.second is not None
    encoded = generation.second.encoded(0)
    assert encoded.vector.shape == (128,)
    sentences = ["Owls fly without a sound.", "Their feathers have soft edges."]
    for vector, text in zip(encoded.sentences, sentences, strict=True):
        alone = second.encode_question(text).vector
        assert vector == pytest.approx(alone, abs=1e-6)


def test_only_new_text_is_encoded(library):
    """After a second article was added, the first one's text isn't read again."""
    built(library, TranslatingEncoder({}))
    library.add(TIDES, "tides.txt")
    second = TranslatingEncoder({})
    generation = built(library, second)
    assert not any("Owls" in text for text in second.encoded)
    assert any("Moon" in text for text in second.encoded)
    assert generation.second is not None
    assert len(generation.second.passages) == 2


def test_another_second_model_reads_all_anew(library):
    """The first model's vectors are taken over, those of the other one aren't."""
    built(library, TranslatingEncoder({}))
    second = TranslatingEncoder({}, sha256="3" * 64)
    generation = built(library, second)
    assert generation.manifest.encoded == 0
    assert any("Owls" in text for text in second.encoded)
    assert generation.manifest.second_model == second.identity


def test_without_a_second_model_there_are_no_such_files(library):
    """Nothing is written, and what was there before isn't taken over."""
    built(library, TranslatingEncoder({}))
    generation = built(library, None)
    assert generation.second is None
    folder = library.generations.folder(2)
    assert not (folder / "second").exists()
    assert read_manifest(folder).second_model is None


def test_it_can_come_later(library):
    """A library that was built without gets the second vectors of all its text."""
    built(library, None)
    generation = built(library, TranslatingEncoder({}))
    assert generation.manifest.encoded == 0
    assert generation.second is not None
    assert len(generation.second.sentences) == 2
