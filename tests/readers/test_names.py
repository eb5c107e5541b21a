"""Names are told by their form: whose words are a person's, and whose are not."""

import pytest

from rag.readers.plain.names import is_name, is_person, persons, read_names
from tests.articles import BODY, read


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Jo Doe", True),
        ("Dr. J.-P. van Doe", True),
        ("A.B. O’Dee-Roe", True),
        ("Doe", False),
        ("Jo Al Bo Cy Doe", False),
        ("Jo doe", False),
        ("van Doe", True),
        ("Jo van", False),
        ("Jo of Tarn", False),
        ("Jo Doe 2", False),
        ("Jo Doe.", True),
        ("Jo Brown.", False),
        ("Jo Doe:", False),
    ],
)
def test_a_person_has_a_few_words_of_letters(text: str, person: bool) -> None:
    """Two to four, the last a name's; particles of names may be small."""
    assert is_person(text) == person


def test_a_publisher_may_have_other_small_words() -> None:
    """But no figure, and no sign of a sentence's end."""
    assert is_name("The Friends of the Tarn")
    assert not is_person("Friends of the Tarn")
    assert not is_name("The Tarn 2")
    assert not is_name("The Tarn?")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jo Doe, Al Roe, and Bo Sun", ["Jo Doe", "Al Roe", "Bo Sun"]),
        ("Jo Doe und Al Roe", ["Jo Doe", "Al Roe"]),
        ("Jo Doe & Al  Roe", ["Jo Doe", "Al Roe"]),
        ("Jo Doe, Tarn", []),
        ("", []),
    ],
)
def test_a_list_of_people_names_nobody_else(text: str, names: list[str]) -> None:
    """One that is no person makes the list something else."""
    assert persons(text) == names


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("J. Doe, A. B. Roe, P. van Sun", "J. Doe · A. B. Roe · P. van Sun"),
        ("J. Doe and A. Roe", "J. Doe · A. Roe"),
        ("J. Doe, Al Roe", None),
        ("J. Doe", None),
        ("J. Doe, the bridge", None),
    ],
)
def test_initials_tell_a_papers_authors(line: str, author: str | None) -> None:
    """Where all of several names have them; a line may hold other names, too."""
    assert read_names(line) == author
    article = read(f"Tides of the Tarn\n\n{line}\nTarn\n\n{BODY}", "x")
    assert article.author == author
