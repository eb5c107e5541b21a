"""The first stage, over small libraries and an encoder that counts words."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.asking.ranking.candidates import (
    RETRIEVERS,
    Candidate,
    blended,
    find_candidates,
    level_of,
)
from rag.asking.ranking.fusion import Ranking
from rag.asking.ranking.late_interaction import Interaction
from rag.asking.ranking.query import Query, prepare
from rag.library.generation.generation import Generation
from tests.asking.making import indexed
from tests.fakes import WordEncoder

ANIMALS = """# Animals

## Owls

Owls fly without a sound at night. Their feathers have soft edges.

## Whales

Whales sing long songs in the deep sea. A song lasts half an hour.
"""
TIDES = "# Tides\n\nThe Moon pulls on the ocean. The sea rises twice a day.\n"


@pytest.fixture
def encoder() -> WordEncoder:
    """Give an encoder whose places are so many that no two words share one."""
    return WordEncoder(dimension=4096)


def build(folder: Path, encoder: WordEncoder, *texts: str) -> Generation:
    """Index texts as articles, in that order."""
    files = {f"{number}.md": text for number, text in enumerate(texts)}
    return indexed(folder, encoder, files).open(encoder.identity)


@pytest.fixture
def generation(tmp_path: Path, encoder: WordEncoder) -> Generation:
    """Index two articles: passages on owls, whales, and tides."""
    return build(tmp_path / "index", encoder, ANIMALS, TIDES)


def asked(
    question: str, generation: Generation, encoder: WordEncoder, trust: float = 0.5
) -> Query:
    """Prepare a question, with a given trust in the encoder."""
    query = prepare(question, encoder, generation.manifest.languages)
    return replace(query, trust=trust)


def all_of(generation: Generation) -> list[range]:
    """Give the rows of all passages."""
    return [range(len(generation.passages))]


def sections(candidates: list[Candidate]) -> list[str | None]:
    """Name the candidates by their sections."""
    return [candidate.passage.section for candidate in candidates]


@pytest.mark.parametrize("trust", [0.0, 0.5, 1.0])
def test_the_passage_with_the_words_comes_first(
    generation: Generation, encoder: WordEncoder, trust: float
) -> None:
    """Vectors and words agree, so it doesn't matter which of them is trusted."""
    query = asked("soft feathers of owls", generation, encoder, trust)
    found = find_candidates(query, generation, all_of(generation))
    assert sections(found)[0] == "Owls"
    assert found[0].row == 0
    scores = [candidate.fused for candidate in found]
    assert scores == sorted(scores, reverse=True)


def test_ranks_tell_each_retrievers_place(
    generation: Generation, encoder: WordEncoder
) -> None:
    """The best is first in all three lists; only the words leave passages out."""
    query = asked("soft feathers", generation, encoder)
    best, *others = find_candidates(query, generation, all_of(generation))
    assert best.ranks == tuple((name, 1) for name in RETRIEVERS)
    assert {name for other in others for name, _ in other.ranks} == set(RETRIEVERS[:2])


def test_ranks_do_not_follow_the_order_of_the_articles(
    generation: Generation, encoder: WordEncoder
) -> None:
    """The last passage is first in all lists when the question repeats it."""
    query = asked("The Moon pulls on the ocean.", generation, encoder)
    best = find_candidates(query, generation, all_of(generation))[0]
    assert best.row == 2
    assert best.ranks == tuple((name, 1) for name in RETRIEVERS)


def test_only_the_given_rows_are_searched(
    generation: Generation, encoder: WordEncoder
) -> None:
    """Both articles have the sea; in the second's scope only its passage is found."""
    tides = generation.passage_rows(generation.manifest.articles[1].id)
    query = asked("the deep sea", generation, encoder)
    found = find_candidates(query, generation, [tides])
    assert [candidate.row for candidate in found] == list(tides)


def test_without_trust_the_words_alone_choose(
    generation: Generation, encoder: WordEncoder
) -> None:
    """A passage that shares no word with the question is no candidate."""
    query = asked("feathers", generation, encoder, trust=0.0)
    found = find_candidates(query, generation, all_of(generation))
    assert sections(found) == ["Owls"]


def test_what_plays_a_role_is_found_by_its_own_words(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    """The question has none of them; English ones are looked for in any language."""
    generation = build(tmp_path, encoder, TIDES, "# Nets\n\nNets must be funded.\n")
    query = asked("Who paid for it?", generation, encoder, trust=0.0)
    for language in ("en", "de"):
        (found,) = find_candidates(
            replace(query, language=language), generation, all_of(generation)
        )
        assert found.passage.text == "Nets must be funded."


def test_without_trust_or_words_the_nearest_are_left(
    generation: Generation, encoder: WordEncoder
) -> None:
    """There is always something to show, ordered by the passage vectors."""
    query = asked("volcanoes", generation, encoder, trust=0.0)
    found = find_candidates(query, generation, all_of(generation))
    assert len(found) == 3
    assert [dict(candidate.ranks)[RETRIEVERS[0]] for candidate in found] == [1, 2, 3]


def test_the_nearest_are_so_as_passages(tmp_path: Path, encoder: WordEncoder) -> None:
    """A mark is half of a short sentence, but of a smaller part of its long passage.

    No word is shared but the mark, which is none: it is one of two of the question's,
    and one of the four that the nearest passage is read as ("Two / Bees hum!").
    """
    go = "# One\n\nGo! Long ago an old gardener grew red roses in this valley.\n"
    pair = build(tmp_path / "pair", encoder, go, "# Two\n\nBees hum!\n")
    query = asked("volcanoes!", pair, encoder, trust=0.0)
    found = find_candidates(query, pair, all_of(pair))
    assert [candidate.row for candidate in found] == [1, 0]
    assert [dict(candidate.ranks)[RETRIEVERS[1]] for candidate in found] == [2, 1]
    assert found[0].fused == pytest.approx(1 / 2**0.5 / 4**0.5)


def test_fused_scores_are_the_weighted_lists(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    """Of two passages the better is one deviation above the mean in each list."""
    text = "# Animals\n\n## Owls\n\nOwls fly.\n\n## Whales\n\nWhales sing.\n"
    pair = build(tmp_path / "pair", encoder, text)
    query = asked("owls", pair, encoder, trust=0.5)
    first, second = find_candidates(query, pair, all_of(pair))
    # The words know a single passage: their list of one decides nothing.
    # The two vector lists weigh 0.7 together, half of it trusted.
    assert first.fused == pytest.approx(0.35)
    assert second.fused == pytest.approx(-0.35)


@pytest.mark.parametrize("trust", [0.0, 0.5, 1.0])
def test_the_weights_of_the_lists_are_one_together(
    tmp_path: Path, encoder: WordEncoder, trust: float
) -> None:
    """First of two in each list is one deviation above the mean in all, too."""
    text = "# A\n\n## Owls\n\nOwls fly.\n\n## Sea\n\nWhales never see owls at sea.\n"
    pair = build(tmp_path / "pair", encoder, text)
    query = asked("owls", pair, encoder, trust)
    first, second = find_candidates(query, pair, all_of(pair))
    assert first.fused == pytest.approx(1)
    assert second.fused == pytest.approx(-1)


def test_coverage_is_the_share_of_the_words_in_each_sentence(
    generation: Generation, encoder: WordEncoder
) -> None:
    """One word of two equally rare ones is a half; headings count for all."""
    for question, expected in (("feathers fly", 0.5), ("whales", 1.0)):
        query = asked(question, generation, encoder)
        best = find_candidates(query, generation, all_of(generation))[0]
        assert best.coverage.tolist() == pytest.approx([expected, expected])


def test_what_states_a_life_has_all_words_of_who_asks_for_it(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    """And no other sentence; "born" is in none."""
    files = {"moen.txt": "Moen (1903-1987) wrote. Moen left Oslo."}
    generation = indexed(tmp_path, encoder, files).open(encoder.identity)
    for question, has_all in (("When was Moen born?", True), ("Was Moen born?", False)):
        query = asked(question, generation, encoder)
        (found,) = find_candidates(query, generation, all_of(generation))
        assert (found.coverage == 1.0).tolist() == [has_all, False]


def test_late_interaction_compares_words_one_by_one(
    generation: Generation, encoder: WordEncoder
) -> None:
    """Both words stand in the passage, each sentence has one of them."""
    query = asked("feathers fly", generation, encoder)
    best = find_candidates(query, generation, all_of(generation))[0]
    assert best.interaction.passage == pytest.approx(1, abs=1e-3)
    assert best.interaction.sentences.tolist() == pytest.approx([0.5, 0.5], abs=1e-3)


def test_no_more_than_late_interaction_can_see(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    """Of 30 passages that all have the word the first stage lets 20 through."""
    sections = [f"## Owl {n}\n\nOwls fly {n} times a night.\n" for n in range(30)]
    many = build(tmp_path / "many", encoder, "\n".join(sections))
    assert len(many.passages) == 30
    query = asked("How do owls fly?", many, encoder)
    rows = [candidate.row for candidate in find_candidates(query, many, all_of(many))]
    assert len(rows) == len(set(rows)) == 20


@pytest.mark.parametrize(
    ("count", "level"), [(0, 0.0), (1, 0.99), (10, 0.9), (12, 0.89)]
)
def test_the_level_is_that_behind_the_ten_nearest(count: int, level: float) -> None:
    """Of 0.99, 0.98, 0.97 ... the eleventh is 0.89; of fewer it is the last."""
    scores = np.array([0.99 - 0.01 * n for n in range(count)], np.float32)
    nearest = Ranking(np.arange(count), scores)
    assert level_of(nearest) == pytest.approx(level)


def test_all_candidates_have_the_level_of_the_question(
    generation: Generation, encoder: WordEncoder
) -> None:
    """Of three passages or fewer than ten it is the cosine of the furthest."""
    query = asked("Do owls fly?", generation, encoder)
    found = find_candidates(query, generation, all_of(generation))
    vector = query.encoded.vector
    rows = range(len(generation.passages))
    furthest = min(generation.first.cosines(row, vector)[0] for row in rows)
    assert [each.level for each in found] == pytest.approx([furthest] * len(found))


def test_a_second_models_tokens_count_seven_tenths() -> None:
    """Of 1 and 0: the passage 0.7, the first sentence 0.3 (0 and 1), the next 0.85."""
    tokens = Interaction(1.0, np.float32([0, 1]), np.float32([0.9, 0.2]))
    both = blended(tokens, [0, 1, 0.5])
    assert both.passage == pytest.approx(0.7)
    assert both.sentences.tolist() == pytest.approx([0.3, 0.85])
    assert both.best is tokens.best
