"""Comparisons taken apart into sides that can be asked for alone."""

import pytest

from rag.asking.wording.comparisons import picked_of, question_of, sides_of

SIDES = """
Compare rain and hail
    rain | hail
What distinguishes rain from hail
    rain | hail
How is rain different from hail
    rain | hail
What do owls and bats have in common
    owls | bats
What’s the difference between rain and hail
    rain | hail
rain versus hail
    rain | hail
Compare the wages of men and women
    the wages of men | the wages of women
Compare the coast of Peru with that of Chile
    the coast of Peru | the coast of Chile
Compare the deaths in Lima and in Quito
    the deaths in Lima | the deaths in Quito
Compare the wages of men and the prices of tea
    the wages of men | the prices of tea
Compare rain with that of Lima
    rain | that of Lima
How do public and private schools differ
    public schools | private schools
Compare the first and the second edition
    the first edition | the second edition
Compare what Watt and Savery built
    what Watt built | what Savery built
Compare Lima and Quito in terms of size
    Lima in terms of size | Quito in terms of size
Compare the bridges in Lima with the towers in Rome
    the bridges in Lima | the towers in Rome
Compare the price of tea with that of coffee and those of milk
    the price of tea | the price of coffee and those of milk
Compare what the flood did to Lima with what it did to Quito
    what the flood did to Lima | what the flood did to Quito
Compare what Watt built with what it cost
    what Watt built | what it cost
Compare what the Tide Gazette and Watt say about steam
    what the Tide Gazette says about steam | what Watt says about steam
Compare what miners and Watt wrote
    what miners wrote | what Watt wrote
Compare what the miners and the crews think of it
    what the miners think of it | what the crews think of it
Compare what Watt says about steam with what the Gazette says
    what Watt says about steam | what the Gazette says about steam
Compare what Watt says and what the Gazette claims about steam
    what Watt says about steam | what the Gazette claims about steam
Compare what Watt says and the Gazette claims about steam
    what Watt says about steam | what the Gazette claims about steam
Compare what Watt said of tin with what Bo said of salt
    what Watt said of tin | what Bo said of salt
Compare the wages of the first group and the second group
    the wages of the first group | the wages of the second group
Compare what they said about the voice and about the words
    what they said about the voice | what they said about the words
""".strip().splitlines()


@pytest.mark.parametrize(
    ("bare", "sides"), [*zip(SIDES[::2], SIDES[1::2], strict=True)]
)
def test_each_side_has_what_the_other_says_for_both(bare: str, sides: str):
    """A head, a noun, a clause or an aspect."""
    assert " | ".join(sides_of(bare)) == sides.strip()


@pytest.mark.parametrize(
    "bare",
    [
        "Compare Lima with each other",
        "How does it differ from hail",
        "How fast are trains and planes",
    ],
)
def test_a_pronoun_is_nothing_to_compare(bare: str):
    """Nor is what the form of a question doesn't part."""
    assert sides_of(bare) == ()


def test_a_side_is_asked_for_by_its_number():
    """The noun before the first preposition tells; a clause is a question already."""
    asked = [question_of(side) for side in ("owls", "the wages of men", "rain")]
    assert asked == ["What are owls", "What are the wages of men", "What is rain"]
    assert question_of("how Watt built it") == "how Watt built it"


@pytest.mark.parametrize(
    ("bare", "said"),
    [
        ("Who sold more hats, Ann or Bo", ("Ann sold hats", "Bo sold hats")),
        ("Which city is older, Lima or Rome", ("Lima is older", "Rome is older")),
        (
            "Which was the most common, rain or hail",
            ("rain was common", "hail was common"),
        ),
        (
            "Where is rain more common, on hills or inland",
            ("rain common on hills", "rain common inland"),
        ),
        ("Which is larger, Lima and Callao or Quito", ()),
        ("Which is it, Lima or Quito", ()),
        ("Who sold more, Ann, Bo or Cy", ()),
        ("Which is larger, Lima", ()),
    ],
)
def test_each_thing_to_pick_from_is_looked_for(bare: str, said: tuple[str, ...]):
    """With what is to be found of it, and without the "more" that compares."""
    assert tuple(one for _, one in picked_of(bare)) == said
