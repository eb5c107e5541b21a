"""The map of a library: passages, a question and its citations as points."""

import numpy as np
import pytest

from rag.asking.assistant import Assistant
from rag.building.indexing import build_index
from rag.errors import ModelError
from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.page.engine import Engine
from rag.page.map.layout import Maps, draw_map, most_alike
from rag.page.quotes.references import Reference
from rag.page.quotes.turns import AskedTurn, KeptQuote, remember

TEXTS = {
    "tides.md": "# Tides\n\nThe Moon pulls the sea.\n\nCoasts differ in height.\n",
    "moons.md": "# Moons\n\nThe Moon has no sea.\n",
    "bread.md": "# Bread\n\nFlour, yeast and salt rise overnight.\n",
}
LONG = "\n\n".join(
    f"Stone number {n} is heavy. " + f"It weighs {n} kilograms here. " * 12
    for n in range(12)
)


@pytest.fixture
def library(tmp_path) -> Library:
    """Give a library of three short articles that is not yet indexed."""
    library = Library(tmp_path)
    for name, text in TEXTS.items():
        library.add(text.encode(), name)
    return library


@pytest.fixture
def engine(library, encoder) -> Engine:
    """Give a model that is loaded, and an index."""
    build_index(library, encoder)
    engine = Engine(lambda: Assistant(library, encoder))
    engine.load()
    return engine


@pytest.fixture
def generation(engine):
    """Give the index of the three articles."""
    return engine.assistant().generation()


def ask(library, encoder, question):
    """Ask, and keep of the answer what a turn keeps."""
    return remember(Assistant(library, encoder).ask(question, top_k=5), 0.5)


def test_every_passage_is_a_point_that_opens_it(generation):
    """Each point's address names the passage's own range of its article."""
    drawn = draw_map(generation)
    assert drawn.passages == len(drawn.points) == len(generation.passages)
    for point, passage in zip(drawn.points, generation.passages, strict=True):
        article = generation.article(point.reference.article_id)
        place = slice(point.reference.start, point.reference.end)
        assert article.text[place] == passage.text
        assert drawn.articles[point.article].id == article.id
        assert point.excerpt == " ".join(passage.text.split())


def test_points_say_their_place_as_an_answer_does(library, encoder):
    """The front is a passage at the top; those of paragraphs have their numbers."""
    library.add(b"# Owls\n\nBy Ada Finch, 3 May 2021\n\nOwls fly.\n", "owls.md")
    build_index(library, encoder)
    drawn = draw_map(library.open(encoder.identity))
    places = [point.place for point in drawn.points if "Owls" in point.excerpt.split()]
    assert places == ["top of the article", "¶ 1"]


def test_an_excerpt_is_the_first_words(library, encoder):
    """What of a long passage's words is in 110 characters."""
    library.add(f"# Owls\n\nThey fly {'far ' * 40}away.\n".encode(), "owls.md")
    build_index(library, encoder)
    drawn = draw_map(library.open(encoder.identity))
    (excerpt,) = (p.excerpt for p in drawn.points if p.excerpt.startswith("They"))
    # "They fly " has 9 characters, and the 26th "far" would end at 112.
    assert excerpt == f"They fly {'far ' * 25}…"


def test_points_keep_the_distances_of_a_plane(generation):
    """Three vectors span a plane, so their points are as far apart as they are."""
    vectors = generation.passage_vectors.rows(0, len(generation.passages))
    assert len(vectors) == 3
    drawn = draw_map(generation)
    points = np.array([(point.x, point.y) for point in drawn.points])
    for given in (vectors, points):
        given -= given.mean(axis=0)
    np.testing.assert_allclose(points @ points.T, vectors @ vectors.T, atol=1e-6)
    assert drawn.projection.share == pytest.approx(1)


def test_largest_article_comes_first(tmp_path, encoder):
    """Articles are in the order of their passages, for the clearest looks."""
    library = Library(tmp_path)
    for name, text in {**TEXTS, "stones.md": f"# Stones\n\n{LONG}"}.items():
        library.add(text.encode(), name)
    build_index(library, encoder)
    drawn = draw_map(library.open(encoder.identity))
    sizes = [article.passages for article in drawn.articles]
    assert drawn.articles[0].title == "Stones"
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == len(drawn.points)


def test_large_library_is_sampled(tmp_path, encoder):
    """Over the limit, passages at equal distances are drawn, from first to last."""
    library = Library(tmp_path)
    library.add(f"# Stones\n\n{LONG}".encode(), "stones.md")
    build_index(library, encoder)
    generation = library.open(encoder.identity)
    assert len(generation.passages) == 12
    drawn = draw_map(generation, limit=4)
    starts = [passage.start for passage in generation.passages]
    assert [point.reference.start for point in drawn.points] == [
        starts[row] for row in (0, 3, 7, 11)
    ]
    assert (drawn.passages, drawn.articles[0].passages) == (12, 4)


def test_likeness_is_of_the_whole_vectors():
    """Each owner's mean is compared in all dimensions; no one is like itself."""
    vectors = np.float32([[1, 0, 0], [0.8, 0.6, 0], [0, 1, 0.1], [0, 0, 1]])
    # Owner 0 has the first two: its mean points to (0.9, 0.3, 0).
    assert most_alike(vectors, np.array([0, 0, 1, 2])) == [1, 0, 1]


def test_one_article_is_like_no_other():
    """Where there is nothing to compare nothing is said."""
    assert most_alike(np.ones((2, 3), np.float32), np.array([0, 0])) == [None]
    assert most_alike(np.empty((0, 3), np.float32), np.array([], np.int64)) == []


def test_library_without_articles_has_no_points(tmp_path, encoder):
    """An index of nothing is an empty map."""
    library = Library(tmp_path)
    stored = library.add(TEXTS["bread.md"].encode(), "bread.md")
    build_index(library, encoder)
    library.remove(stored.id)
    build_index(library, encoder)
    drawn = draw_map(library.open(encoder.identity))
    assert (drawn.points, drawn.articles, drawn.projection.share) == ((), (), 0)


def test_map_is_drawn_once_a_generation(engine, library, encoder):
    """The same map is given until another index is in use."""
    maps = Maps(engine)
    first = maps.current()
    assert maps.current() is first
    library.add(f"# Stones\n\n{LONG}".encode(), "stones.md")
    assert maps.current() is first
    build_index(library, encoder)
    assert maps.current().generation == first.generation + 1
    library.undo()
    assert maps.current().points == first.points


def test_question_that_is_a_passage_lies_on_it(engine, library, encoder):
    """A question is placed as passages are: the same vector has the same point."""
    maps = Maps(engine)
    drawn = maps.current()
    passage = engine.assistant().generation().passages[0]
    words = f"{passage.context}\n{passage.text}"
    asked = maps.place(drawn, ask(library, encoder, words))
    assert (asked.x, asked.y) == pytest.approx(
        (drawn.points[0].x, drawn.points[0].y), abs=0.02
    )


def test_citations_lie_on_their_passages(engine, library, encoder):
    """Each citation is numbered, and placed where the passage it is from is drawn."""
    maps = Maps(engine)
    drawn = maps.current()
    turn = ask(library, encoder, "What does the Moon pull?")
    asked = maps.place(drawn, turn)
    assert [spot.number for spot in asked.spots] == [1, 2, 3]
    points = {point.reference.article_id: point for point in drawn.points}
    for spot, quote in zip(asked.spots, turn.quotes, strict=True):
        own = points[quote.place.article_id]
        assert (spot.point.x, spot.point.y) == pytest.approx((own.x, own.y), abs=1e-6)
        assert spot.reference == quote.place


def test_citation_is_found_among_many_passages(tmp_path, encoder):
    """The passage is found by its place, wherever in its article it is."""
    library = Library(tmp_path)
    library.add(f"# Stones\n\n{LONG}".encode(), "stones.md")
    build_index(library, encoder)
    engine = Engine(lambda: Assistant(library, encoder))
    engine.load()
    drawn = Maps(engine).current()
    turn = ask(library, encoder, "How heavy is stone number 7?")
    first = Maps(engine).place(drawn, turn).spots[0]
    assert first.point.excerpt.startswith("Stone number 7 is heavy.")


def test_citation_in_what_was_edited_lies_where_it_stands_now(tmp_path, encoder):
    """In the article that took the place of a followed file's; lost words nowhere."""
    library, file = Library(tmp_path / "index"), tmp_path / "notes" / "bees.txt"
    file.parent.mkdir()

    def write(text: str) -> None:
        file.write_text(text)
        follow_folder(library, file.parent)
        build_index(library, encoder)

    write("Bees dance in the hive.")
    engine = Engine(lambda: Assistant(library, encoder))
    engine.load()
    turn = ask(library, encoder, "Do bees dance?")
    write("Spring is here. Bees dance in the hive.")
    maps = Maps(engine)
    drawn = maps.current()
    (spot,) = maps.place(drawn, turn).spots
    (point,) = drawn.points
    assert spot.title == "Bees"
    assert spot.reference.start == len("Spring is here. ")
    assert spot.reference.article_id == point.reference.article_id
    assert (spot.point.x, spot.point.y) == pytest.approx((point.x, point.y), abs=1e-6)
    write("Bees sleep.")
    (spot,) = maps.place(maps.current(), turn).spots
    assert (spot.title, spot.point) == ("Bees", None)


def test_citation_of_what_is_gone_has_no_point(engine):
    """An article that was removed, or a place that it no longer has, isn't drawn."""
    maps = Maps(engine)
    kept = engine.assistant().generation().manifest.articles[0]
    lost = Reference("gone", 1, 0, 5, 0, 5)
    beyond = Reference(kept.id, 9, 9000, 9005, 9000, 9005)
    quotes = (KeptQuote(lost), KeptQuote(beyond))
    changed = AskedTurn("Why?", None, "answered", (), quotes)
    spots = maps.place(maps.current(), changed).spots
    assert [(spot.title, spot.point) for spot in spots] == [
        (None, None),
        (kept.title, None),
    ]


def test_without_a_model_there_is_no_map(library):
    """A model that can't be loaded is said, as when asking."""

    def fail():
        raise ModelError("no model; reinstall it")

    engine = Engine(fail)
    engine.load()
    with pytest.raises(ModelError, match="reinstall"):
        Maps(engine).current()
