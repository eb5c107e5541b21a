"""What a question says of all that it asks for."""

import pytest

from rag.asking.wording.predicates import predicate_stems


@pytest.mark.parametrize(
    ("question", "stems"),
    [
        ("Which walks pass a café?", "cafe"),
        ("What people need passes?", "pass"),
        ("Which long walks of the guide have a café?", "cafe"),
        ("Which firms' walks have toilets?", "toilet"),
        # The verb is no part of it, however it is made.
        ("Which walks will be led by a guide?", "guid"),
        ("Which walks have been closed by snow?", "snow"),
        ("Which walks were being shown on maps?", "map"),
        ("Which walks were known to monks?", "monk"),
        ("Which walks are done by monks?", "monk"),
        ("Which walks can't be done in snow?", "snow"),
        ("Which walks have hosted a race?", "race"),
        ("Which walks have guides?", "guid"),
        ("Which walks haven't a guide?", "guid"),
        ("Which walks don’t allow dogs?", "dog"),
        ("Which walks do not allow dogs?", "dog"),
        ("Which walks should close in winter?", "winter"),
        ("Which walks are famous for flowers?", "flower"),
        ("Which walks are there in Bern?", "bern"),
        ("Which walks are steep?", "steep"),
        # Where they are is said of fewer; where it is a clause, of all.
        ("Which walks in the park have toilets?", "toilet"),
        ("Which walks near Bern have toilets?", "toilet"),
        ("Which walks that pass Bern have toilets?", "bern toilet"),
    ],
)
def test_what_is_said_is_told_without_the_verb(question: str, stems: str) -> None:
    """In stems; with or without the verb where there is more."""
    for with_verb in (True, False):
        found = predicate_stems(question, with_verb=with_verb)
        assert found == frozenset(stems.split())


@pytest.mark.parametrize(
    ("question", "stem"),
    [
        ("Which walks are planned?", "plan"),
        ("Which walks were taken?", "taken"),
        ("Which walks are missing?", "miss"),
        ("Which walks were known?", "known"),
        ("Which walks were made?", "made"),
        ("Which walks are being repaired?", "repair"),
        ("Which walks vanished?", "vanish"),
        ("Which children swim?", "swim"),
    ],
)
def test_a_verb_alone_counts_where_it_is_to(question: str, stem: str) -> None:
    """What announces a list may have said it in other words."""
    assert predicate_stems(question, with_verb=True) == {stem}
    assert predicate_stems(question, with_verb=False) == frozenset()


@pytest.mark.parametrize(
    "question",
    [
        # Who does it, or where all are.
        "Which walks can I do?",
        "Which walks do you offer?",
        "Which walks does the guide lead?",
        "Which walks can the guide lead?",
        "Which walks should guides lead?",
        "Which walks are there?",
        # A limit, a figure, a comparison.
        "Which walks cost under £5?",
        "Which walks have 2 cafés?",
        "Which walks are longer than the Ridge?",
        # One, or another thing is asked for.
        "Which bus has toilets?",
        "Which glass has a stem?",
        "What are the walks of Bern?",
        "How many walks have toilets?",
        "Do walks have toilets?",
    ],
)
def test_nothing_is_said_of_all(question: str) -> None:
    """Or what can't be looked for."""
    assert predicate_stems(question, with_verb=True) == frozenset()
