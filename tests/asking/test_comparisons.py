"""Comparisons taken apart into sides that can be asked for alone."""

import pytest

from rag.asking.wording.comparisons import question_of, sides_of


@pytest.mark.parametrize(
    ("bare", "sides"),
    [
        ("Compare rain and hail", ("rain", "hail")),
        ("What distinguishes rain from hail", ("rain", "hail")),
        ("How is rain different from hail", ("rain", "hail")),
        ("What do owls and bats have in common", ("owls", "bats")),
        ("rain versus hail", ("rain", "hail")),
        (
            "Compare the wages of men and women",
            ("the wages of men", "the wages of women"),
        ),
        (
            "Compare the coast of Peru with that of Chile",
            ("the coast of Peru", "the coast of Chile"),
        ),
        (
            "Compare the deaths in Lima and in Quito",
            ("the deaths in Lima", "the deaths in Quito"),
        ),
        (
            "How do public and private schools differ",
            ("public schools", "private schools"),
        ),
        (
            "Compare the first and the second edition",
            ("the first edition", "the second edition"),
        ),
        (
            "Compare what Watt and Savery built",
            ("what Watt built", "what Savery built"),
        ),
        (
            "Compare Lima and Quito in terms of size",
            ("Lima in terms of size", "Quito in terms of size"),
        ),
        (
            "Compare the bridges in Lima with the towers in Rome",
            ("the bridges in Lima", "the towers in Rome"),
        ),
        (
            "Compare the price of tea with that of coffee and those of milk",
            ("the price of tea", "the price of coffee and those of milk"),
        ),
        ("Compare Lima with each other", ()),
        ("How does it differ from hail", ()),
        ("How fast are trains and planes", ()),
    ],
)
def test_each_side_has_what_the_other_says_for_both(bare: str, sides: tuple[str, ...]):
    """A head, a noun, a clause or an aspect; a pronoun is nothing to compare."""
    assert sides_of(bare) == sides


def test_a_side_is_asked_for_by_its_number():
    """The noun before the first preposition tells; a clause is a question already."""
    asked = [question_of(side) for side in ("owls", "the wages of men", "rain")]
    assert asked == ["What are owls", "What are the wages of men", "What is rain"]
    assert question_of("how Watt built it") == "how Watt built it"
