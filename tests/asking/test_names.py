"""Words of a question that are names or figures, by how they are written."""

from rag.asking.wording.names import names_among


def test_names_and_figures_are_chosen_among_words():
    """A capital counts inside a question, a digit or an inner capital anywhere."""
    text = "Trains like the CR400 of eBay in 6G Wuhan 2024 run fast?"
    words = ["Trains", "CR400", "eBay", "6G", "Wuhan", "2024", "fast", "Wuhan"]
    assert names_among(words, text) == ["CR400", "eBay", "6G", "Wuhan", "2024"]
    assert names_among(["McAfee", "sells"], "McAfee sells what?") == ["McAfee"]
    assert names_among(["WHO", "TOWER", "12"], "WHO BUILT TOWER 12?") == ["12"]
    assert names_among([], "") == []
