"""What is deleted, and when: earlier generations and removed originals."""

import pytest

from rag.building.indexing import build_index
from rag.errors import ArticleNotFoundError, IndexDamagedError, LibraryError
from rag.library.compacting import Compacted, compactable
from rag.library.library import Library
from tests.fakes import WordEncoder

OWLS = b"Owls fly without a sound. Their feathers have soft edges.\n"
TIDES = b"The Moon pulls on the ocean. Tides rise twice a day.\n"


def test_compact_keeps_what_answers(library: Library, encoder: WordEncoder):
    """Removed originals and earlier generations go; the rest can be asked."""
    owls = library.add(OWLS, "owls.txt")
    tides = library.add(TIDES, "tides.txt")
    build_index(library, encoder)
    library.remove(owls.id)
    assert library.compact().articles == 0  # the index still has it
    build_index(library, encoder)
    done = library.compact()
    assert (done.articles, done.generations) == (1, 1)
    assert done.freed_bytes > 0
    assert [p.name for p in (library.root / "articles").iterdir()] == [tides.id]
    assert library.open(encoder.identity).has(tides.id)
    with pytest.raises(LibraryError, match="no earlier generation"):
        library.undo()


def test_compact_of_a_damaged_index_deletes_nothing(
    library: Library, encoder: WordEncoder
):
    """While the generation in use is damaged the earlier ones are needed."""
    library.add(OWLS, "owls.txt")
    build_index(library, encoder)
    build_index(library, encoder)
    (library.root / "generations" / "0002" / "passages.faiss").unlink()
    with pytest.raises(IndexDamagedError):
        library.compact()
    assert library.open(encoder.identity).manifest.number == 1


def test_compact_cut_short_leaves_no_half_article(
    library: Library, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
):
    """Killed while it deletes, it leaves what the next write sweeps away."""

    class KilledError(BaseException):
        """Stands for the end of the process."""

    def die(*_: object, **__: object) -> None:
        raise KilledError

    owls = library.add(OWLS, "owls.txt")
    library.add(TIDES, "tides.txt")
    library.remove(owls.id)
    build_index(library, encoder)
    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", die)
        with pytest.raises(KilledError):
            library.compact()
    assert [stored.name for stored in library.articles()] == ["tides.txt"]
    assert library.open(encoder.identity).manifest.number == 1
    library.compact()
    assert not list(library.root.rglob(".tmp-*"))


def test_compact_tells_beforehand(library: Library, encoder: WordEncoder):
    """What is announced is what goes; an article that the index has is not."""
    owls = library.add(OWLS, "owls.txt")
    library.add(TIDES, "tides.txt")
    build_index(library, encoder)
    library.remove(owls.id)
    assert compactable(library.originals, library.generations) == Compacted(0, 0, 0)
    build_index(library, encoder)
    planned = compactable(library.originals, library.generations)
    assert (planned.articles, planned.generations) == (1, 1)
    done = library.compact()
    assert (done.articles, done.generations) == (1, 1)
    assert 0 < planned.freed_bytes <= done.freed_bytes


def test_removed_article_is_brought_back(library: Library, encoder: WordEncoder):
    """Until it is deleted for good, and with the title that it had."""
    library.add(TIDES, "tides.txt")
    owls = library.add(OWLS, "owls.txt", "On owls")
    library.remove(owls.id)
    assert library.restore(owls.id).title == "On owls"
    assert owls.id in {stored.id for stored in library.articles()}
    library.remove(owls.id)
    build_index(library, encoder)
    library.compact()
    with pytest.raises(ArticleNotFoundError, match="add it again"):
        library.restore(owls.id)
