"""Words of a question that are names or figures, by how they are written."""

import pytest

from rag.asking.wording.names import (
    MAX_BESIDE_CHARS,
    find_holder,
    names_among,
    names_whom_asked,
    only_lists,
    says_no_more,
    tells_of,
    tells_who,
)
from rag.types import Span


def test_names_and_figures_are_chosen_among_words():
    """A capital counts inside a question, a digit or an inner capital anywhere."""
    text = "Trains like the CR400 of eBay in 6G Wuhan 2024 run fast?"
    words = ["Trains", "CR400", "eBay", "6G", "Wuhan", "2024", "fast", "Wuhan"]
    assert names_among(words, text) == ["CR400", "eBay", "6G", "Wuhan", "2024"]
    assert names_among(["McAfee", "sells"], "McAfee sells what?") == ["McAfee"]
    assert names_among(["WHO", "TOWER", "12"], "WHO BUILT TOWER 12?") == ["12"]
    assert names_among([], "") == []
    text = "It was cold! Why? “Who” asked. Ask Al: He knew 3. Who?"
    words = ["It", "Why", "Who", "Ask", "Al", "He"]
    assert names_among(words, text) == ["Al", "He"]


@pytest.mark.parametrize(
    ("question", "sentence", "is_on"),
    [
        ("How many live in Lima?", "In Lima it is nine million.", True),
        ("How many live in Lima?", "Nine million live in Quito.", False),
        ("How many live in Lima?", "Nine million live in its north, Rimac.", None),
        ("How many live in Lima?", "It is near Quito, where nine million live.", None),
        (
            "How many live in Lima?",
            "So Quito is large: in it live nine million.",
            False,
        ),
        ("How many live in Lima?", "Quito, not Rimac, is it with nine million.", False),
        ("How many live in Lima?", "Nine million live there.", None),
        ("How many live in Lima?", "Nine million do.", None),
        ("How many live in the city?", "Nine million live in Quito.", None),
        # What may be written otherwise.
        ("How many live in the UK?", "Nine million live in Quito.", None),
        ("How many live in French towns?", "Nine million live in Quito.", None),
        ("How many Roman towns are there?", "Nine are in Quito.", None),
        ("How many live in Lima?", "Of Chinese in the EU it is nine.", None),
    ],
)
def test_names_tell_what_a_sentence_is_on(question: str, sentence: str, is_on) -> None:
    """Where nothing in it may stand for the one that is asked of."""
    assert tells_of(question, sentence) is is_on


@pytest.mark.parametrize(
    ("text", "words", "is_told"),
    [
        ("The miller Ada Moen came.", "miller", True),
        ("The miller, Ada Moen, came.", "miller", True),
        ("The miller Ada\nMoen came.", "miller", True),
        ("The millerAda Moen came.", "miller", False),
        ("The miller told Ada Moen.", "miller", False),
        ("The miller Ada Moens came.", "miller", False),
        ("The miller Eva Moen came.", "miller", False),
        ("Ada Moen, miller, came.", "miller", True),
        ("Ada Moen, the miller, came.", "miller", True),
        ("Ada  Moen (their miller) came.", "miller", True),
        ("Ada Moen – a miller – came.", "miller", True),
        ("Ada Moen - an old miller - came.", "old miller", True),
        ("Ada Moen is our miller.", "miller", True),
        ("Ada Moen was the miller.", "miller", True),
        ("Ada Moen, who is the miller, came.", "miller", True),
        ("Ada Moen, who was miller, came.", "miller", True),
        ("Ada Moen-miller came.", "miller", False),
        ("Ada Moen saw the miller.", "miller", False),
        ("Wada Moen, miller, came.", "miller", False),
        ("Ada Moen came; the miller, too.", "miller", False),
    ],
)
def test_who_somebody_is_stands_beside_the_name(
    text: str, words: str, is_told: bool
) -> None:
    """Right before or behind it, with a comma, a bracket, a dash or "is" between."""
    at = text.index(words)
    said = Span(at, at + len(words))
    assert tells_who("Who is Ada Moen?", text, said) is is_told


@pytest.mark.parametrize(
    ("question", "is_told"),
    [
        ("Who was Ada Moen?", True),
        ("who's Ada Moen", True),
        ("Who’s  Ada Moen?!", True),
        ("“Who is Ada Moen", True),
        ("Who is Moen?", False),
        ("Who is Ada Moen's brother?", False),
        ("Who is Ada Moen in the book?", False),
        ("Who saw Ada Moen?", False),
        ("Who is ada moen?", False),
        ("Where is Ada Moen?", False),
    ],
)
def test_only_a_full_name_is_asked_for(question: str, is_told: bool) -> None:
    """A single one may be of many, and behind a name something else is asked."""
    assert tells_who(question, "The miller Ada Moen came.", Span(4, 10)) is is_told


@pytest.mark.parametrize("length", [96, 97])
def test_no_more_is_looked_at_than_a_name_takes(length: int) -> None:
    """100 characters before the words, here ", a " and 96 of a name."""
    name = f"A{'a' * 40} B{'b' * (length - 43)}"
    assert len(name) == length
    said = f"{name}, a miller"
    assert tells_who(f"Who is {name}?", said, Span(length + 4, length + 10)) is (
        length == 96
    )


@pytest.mark.parametrize("length", [98, 99])
def test_no_more_is_looked_at_behind_the_words(length: int) -> None:
    """100 characters, here ", " and 98 of a name."""
    name = f"A{'a' * 40} B{'b' * (length - 43)}"
    said = f"miller, {name} came"
    assert tells_who(f"Who is {name}?", said, Span(0, 6)) is (length == 98)


@pytest.mark.parametrize(
    ("sentence", "lists"),
    [
        ("They sell salt, kelp and cod.", True),
        ("They sell salt; kelp; dried cod and tea.", True),
        ("They sell such things as salt, cod, and kelps", True),
        ("They sell salt, cod or kelp.", False),
        ("They sell goods like kelp and cod.", True),
        ("They sell goods like cod and kelp.", True),
        ("Plants including the kelp, cod, and salt.", True),
        ("The weed, kelp or tangle, is brown.", False),
        ("In Japan, kelp and nori are eaten.", False),
        ("In Japan, kelp, nori, and its leaves are eaten.", False),
        ("In Japan, kelp and nori mean weeds.", False),
        ("It has many names, such as tangle and kelp.", False),
        ("It is also called tangle, kelp and weed.", False),
        ("They sell salt, KELP, cod, and\ntea. It grows.", True),
        ("They sell kelp and\ncod and salt.", False),
        ("They sell salt and kelp.", False),
        ("They sell salt, kelpie and cod.", False),
        ("They sell salt, cod and tea.", False),
        ("They sell salt, kelp, and cod; kelp grows.", False),
        ("They sell salt, cod, and kelp from Lima.", False),
        ("They sell salt, kelp, a weed of some very cold seas, and cod.", False),
        ("Kelp, salt and cod are sold.", False),
        ("In cooking, kelp, known as kombu in Japan, is a brown weed.", False),
        ("In summer, kelp, round weeds, grows.", False),
        ("Such weeds are called tangle or kelp.", False),
        ("They eat brown, flat weeds, or kelp.", False),
    ],
)
def test_what_only_stands_in_a_list(sentence: str, lists: bool) -> None:
    """There between others, at its end or at its beginning."""
    assert only_lists("kelp", sentence) is lists
    assert not only_lists("", sentence)


@pytest.mark.parametrize(
    ("question", "words", "names"),
    [
        ("Who came for Lee?", "Captain Ann Lee", True),
        ("Who came for Lee?", "Ann Lee", True),
        ("Who came for Lee?", "Lee", False),
        ("Who came for Lee?", "Captain Ann Moen", False),
        ("Who came for Lee?", "Captain Ann Lee sang", False),
        ("Who came for Ann Lee?", "Captain Ann Lee", False),
        ("When did Bo come for Lee?", "Captain Ann Lee", False),
        ("Who is Lee?", "Captain Ann Lee", False),
    ],
)
def test_whom_a_question_has_by_the_last_name(question: str, words: str, names: bool):
    """The same in full is no answer, but to who it is."""
    assert names_whom_asked(question, words) is names


@pytest.mark.parametrize(
    ("words", "no_more"),
    [
        ("The bridge sways.", True),
        ("The bridge", True),
        ("The bridge of Lima sways.", False),
        ("the", False),
        ("Lima", False),
    ],
)
def test_words_that_say_no_more(words: str, no_more: bool):
    """All that carry content are the question's; some need be."""
    assert says_no_more("Why does the bridge sway?", words, "en") is no_more


POSTS = "Ada Moen (the chair), Dr Per O'Dell (Treasurer), Jo (cook at sea) came."


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is the chair?", "Ada Moen"),
        ("Who was the treasurer of the club?", "Dr Per O'Dell"),
        ("Who's their cook at sea?", "Jo"),
        ("Who is the cook for today?", "Jo"),
        ("Who is the coo?", None),
        ("Who is the mate?", None),
        ("Who are the cook?", None),
        ("Is she the chair?", None),
    ],
)
def test_who_holds_a_post_stands_before_its_brackets(question: str, name: str | None):
    """Of several in one sentence."""
    found = find_holder(question, POSTS)
    assert (POSTS[found.start : found.end] if found else None) == name


def test_of_a_long_run_of_names_the_last_is_whose_post_stands_behind_it():
    """As far as a name may reach, and no further."""
    quote = f"{'Ada ' * 999}Moen (cook)"
    found = find_holder("Who is the cook?", quote)
    assert found is not None
    assert (found.end, found.end - found.start) == (quote.index(" (cook"), 100)


def test_who_it_is_stands_right_beside_the_name():
    """Not so far before that it belongs to another."""
    for filler, tells in (("", True), ("x" * MAX_BESIDE_CHARS, False)):
        text = f"Then Ada Moen, {filler}the miller, came."
        at = text.index("miller")
        assert tells_who("Who is Ada Moen?", text, Span(at, at + 6)) is tells
    text = f"{'Bo. ' * MAX_BESIDE_CHARS}Ada Moen, the miller, came."
    at = text.index("miller")
    assert tells_who("Who is Ada Moen?", text, Span(at, at + 6))
