"""A question's names that an article has nowhere."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from rag.asking.opening import open_reranker
from rag.asking.ranking.reading import ReadingReranker
from rag.asking.retrieval import Retriever
from rag.asking.spelling.absent import names_an_absent
from rag.roles import Encoder, Reading
from rag.settings import Settings
from tests.asking.making import indexed, reading, searching

OTHERS = "Özil, Dvořák and O’Reilly in Xi'an"
ARTICLE = "Ann Lee built the bridge of Lima with a Turkish firm. Hamza, a banker, sang."


@pytest.mark.parametrize(
    "question",
    [
        "Who built the bridge of Quito?",
        "Who built it, Quito or Lima?",
        "Is it what Mr. Peterson built?",
        "Did she sing in San Juan?",
        "Was it Quito's bridge?",
        "Was it the Quitos’ bridge?",
        "Who came from the Ministry of the Interior?",
        "Who is Ada Moen?",
        "Who is Gustafson Moen?",
        "Where is the Banker of Quito?",
        "Who saw Hamst sing?",
        "What is in Lima, Peru?",
        "Did Urke build it?",
        "Did Anke build it?",
        "Did she see Gystaffsom sing?",
    ],
)
def test_a_name_that_the_article_lacks_is_absent(question: str) -> None:
    """However it is joined with others, and whoever's it is."""
    assert names_an_absent(
        question, f"{ARTICLE} Gustafson sang in ATLAS with {OTHERS}."
    )


@pytest.mark.parametrize(
    "question",
    [
        "Who built the bridge of Lima?",
        "Who built it with Turkey?",
        "Did Mrs Lee build it?",
        "What did Hamaz sing?",
        "Did Hamaz-Lee sing?",
        "Where is the Quito Banker?",
        "Did Mrs Atlas sing?",
        "Did Ozil sing?",
        "Did Dvorak sing?",
        "Did she sing in Xian?",
        "Was it Oreilly who sang?",
        "Which Member of Parliament sang?",
        "What Parliament was it?",
        "In which Parliament was it?",
        "Quito?",
        "Is it of the UMC Board?",
        "Is it DECnet that sang?",
        "Did an American sing?",
        "What does the Daily Observer article say of her song?",
        "Did they sing in Britain?",
        "Did Bo Xi sing?",
        "Who Is It That Was In Quito",
        "Did quito sing?",
        "Was it Gystaffson who sang?",
        "Was it Gystafson who sang?",
    ],
)
def test_one_that_it_may_have_in_other_letters_is_not(question: str) -> None:
    """Nor what begins a question, is asked for, or is no name but by its capital."""
    assert not names_an_absent(
        question, f"{ARTICLE} Gustafson sang in ATLAS with {OTHERS}."
    )


def test_three_capitals_are_names_and_four_a_title() -> None:
    """Where no longer word is in small letters."""
    assert names_an_absent("Is it Ada Moen of Quito?", ARTICLE)
    assert not names_an_absent("Is it Ada Moen of New Quito?", ARTICLE)
    assert names_an_absent("Is it what Ada Moen of New Quito said?", ARTICLE)


@pytest.fixture(scope="module")
def two_articles(
    tmp_path_factory: pytest.TempPathFactory, real_encoder: Encoder
) -> Retriever:
    """Give a way to search two articles, with the models that ship."""
    files = {
        "coasts.md": "---\ntitle: On harbours\nauthor: Jo Moen\n---\n\n"
        "Ann Lee built the stone bridge in 1902.\n\n"
        "## Seas\n\nThe sea of Lima is cold.\n",
        "towns.md": "# On towns\n\nOslo has trams, and many people live there.\n",
    }
    library = indexed(tmp_path_factory.mktemp("two"), real_encoder, files)
    generation = library.open(real_encoder.identity)
    return Retriever(generation, real_encoder, open_reranker(Settings(), real_encoder))


@pytest.mark.parametrize(
    ("place", "is_absent"),
    [
        ("Lima", False),
        ("Quito", True),
        ("Oslo", True),
        ("Moen", False),
        ("Harbours", False),
        ("Coasts", False),
    ],
)
def test_what_is_nowhere_in_the_quoted_article_is_beside_the_point(
    two_articles: Retriever, place: str, is_absent: bool
) -> None:
    """Its title, author, file and other passages count; other articles don't."""
    found = two_articles.search(f"Who built the stone bridge of {place}?", 1)
    assert found.hits[0].passage.text.startswith("Ann")
    assert found.features.answers is not None
    assert found.features.beside_point == is_absent


def test_capitals_tell_names_in_english_alone(
    tmp_path: Path, real_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In German each noun has one, and an article may have another for it."""
    monkeypatch.setattr("rag.asking.ranking.reading.TRUSTED", 0.0)
    files = {"turm.txt": "Anna Lee baute den hohen Turm. Er steht nun schon lange."}
    generation = indexed(tmp_path, real_encoder, files).open(real_encoder.identity)
    reader = ReadingReranker(SureReader())
    asked = "Wer baute den Leuchtturm, der 77 Fenster hat?"
    found = Retriever(generation, real_encoder, reader).search(asked, 1)
    assert (found.language, found.features.answers) == ("de", 9.0)
    assert found.features.beside_point == 0


class SureReader:
    """Takes the last word of each passage for the answer, without a doubt."""

    languages: frozenset[str] | None = None

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Say so of each."""
        last = [(len(each) - len("lange."), len(each) - 1) for each in passages]
        return [replace(reading([9], [9], [each]), answers=9.0) for each in last]


def test_what_is_not_read_is_not_beside_the_point(tmp_path: Path) -> None:
    """By comparison alone nothing is called an answer so surely."""
    files = {"a.txt": "Ann built the bridge."}
    found = searching(tmp_path, files).search("Who built the bridge of Quito?", 1)
    assert found.features.beside_point == 0
