"""Misspelt words: found among the library's own, and read so where that answers."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.asking.conversation import Asking
from rag.asking.retrieval import Retriever
from rag.asking.retrieved import Retrieved
from rag.asking.spelling.dictionary import Dictionary
from rag.asking.spelling.misspelt import (
    GAIN,
    NEAR_GAIN,
    Spelled,
    is_better,
    search_spelled,
)
from rag.library.generation.manifest import LanguageEntry
from rag.roles import EncodedText
from rag.types import Turn
from tests.asking.making import searching
from tests.asking.test_readings import found
from tests.fakes import WordEncoder

ARTICLES = {
    "forces.md": "# Productive forces\n\nProductive forces make happy industries in "
    "Wuhan. They colorize 1500 towers, and critics criticize the colors.\n",
    "whales.md": "# Whales\n\nWhales sing long songs in the deep sea. Producers of "
    "films record the songs, and the whale sings on.\n",
    "club.md": "# Bees\n\nThe Annual General Meeting is in May, and value added tax is "
    "due. Bees pay no value-added tax. Ants eat berries coolly. The House of the Four "
    "Queens fell.\n",
    "tea.md": "# 茶园\n\n茶农在春天采摘嫩叶。山上的雾气让茶叶更加清香。\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """Index four articles."""
    return searching(tmp_path_factory.mktemp("library"), ARTICLES)


@pytest.fixture
def dictionary(retriever: Retriever) -> Dictionary:
    """Give the words of the articles."""
    return retriever.dictionary()


def mended(
    retriever: Retriever,
    question: str,
    is_word: Callable[[str], bool] = lambda _: False,
) -> Spelled:
    """Search for a question in whichever spelling."""
    return search_spelled(
        lambda each: retriever.search(each, 3),
        retriever.dictionary(),
        question,
        is_word,
    )


@pytest.mark.parametrize(
    ("typed", "mistakes", "first"),
    [
        ("prodctive", 1, "productive"),  # its stem is "product", the typed one's not
        ("prodctiev", 2, "productive"),
        ("Wuhann", 1, "wuhan"),
        ("uWhan", 1, "wuhan"),
        ("whaels", 1, "whales"),
        ("hapy", 1, "happy"),  # of the stem "happi"
        ("indsutries", 1, "industries"),
        ("criticise", 1, "criticize"),
        ("colours", 1, "colors"),
        ("Wuhán", 1, "wuhan"),
    ],
)
def test_a_misspelt_word_is_found(
    dictionary: Dictionary, typed: str, mistakes: int, first: str
):
    """In the form in which the articles have it, in small letters."""
    assert dictionary.near(typed, mistakes)[0] == first


@pytest.mark.parametrize(
    ("typed", "mistakes"),
    [
        ("prodctiev", 1),  # two mistakes
        ("sae", 2),  # too short
        ("1501", 1),  # a number
        ("abc1", 2),
        ("volcano", 2),
        ("ahappy", 2),  # the opposite, as "atypical" is of "typical"
        ("", 1),
    ],
)
def test_what_is_near_nothing_stays(dictionary: Dictionary, typed: str, mistakes: int):
    """So do short words, which are near many, and numbers, which are always meant."""
    assert dictionary.near(typed, mistakes) == []


def test_of_two_words_as_near_the_more_frequent_comes_first(dictionary: Dictionary):
    """The word "songs" is there twice, "sings" once; both are one letter away."""
    assert dictionary.near("sogns", 1) == ["songs"]
    assert dictionary.near("sungs", 1) == ["songs", "sings"]


def test_a_word_is_as_frequent_as_all_its_forms_together(tmp_path: Path):
    """With a capital "songs" is there twice, without one once; "sings" is twice."""
    text = "Songs are long. Songs are old. She sings, and he sings old songs."
    dictionary = searching(tmp_path, {"songs.txt": text}).dictionary()
    assert dictionary.near("sungs", 1) == ["songs", "sings"]


def test_of_two_words_as_near_that_with_the_first_letter_comes_first(tmp_path: Path):
    """A letter too many makes "later" of it, or "water": few mistype the first one."""
    text = "Water comes. Later it goes."
    dictionary = searching(tmp_path, {"tide.txt": text}).dictionary()
    assert dictionary.near("lwater", 1) == ["later", "water"]


def test_a_misspelt_word_that_hides_the_answer_is_mended(retriever: Retriever):
    """Nothing is found as it stands; its words keep the case they were typed in."""
    assert retriever.search("Wuhann", 3).status == "not_found"
    spelled = mended(retriever, "Wuhann")
    assert spelled.read_as == "Wuhan"
    assert spelled.found == retriever.search("Wuhan", 3)
    assert mended(retriever, "WUHANN").read_as == "WUHAN"
    assert mended(retriever, "wuhann").read_as == "wuhan"


@pytest.mark.parametrize(
    ("question", "mended_to"),
    [
        ("Wat do whales sing?", "What do whales sing?"),
        ("wich whales sing?", "which whales sing?"),
        ("Whats a whale?", "What's a whale?"),
        ("whos a whale?", "who's a whale?"),
        ("Wy do whales sing?", "Wy do whales sing?"),  # too short
        ("Whichs whales sing?", "Whichs whales sing?"),  # too long
        ("Whta whales sing?", "What whales sing?"),
        ("Wha whales sing?", "Wha whales sing?"),  # "what", "who" or "why"
        ("Hwo do whales sing?", "Hwo do whales sing?"),  # "how" or "who"
        ("Do wat whales sing?", "Do wat whales sing?"),  # not the first word
        ("Wát whales sing?", "Wát whales sing?"),  # of another language
    ],
)
def test_a_misspelt_word_to_ask_with_is_mended(
    retriever: Retriever, question: str, mended_to: str
):
    """However sure the answer: what kind is wanted hangs on it. It is no reading."""
    spelled = mended(retriever, question, is_word=lambda _: True)
    assert (spelled.question, spelled.read_as) == (mended_to, None)


def test_a_mended_stop_word_need_not_be_in_the_passage(retriever: Retriever):
    """A passage is found by its words of content."""
    assert mended(retriever, "thye Wuhann").read_as == "the Wuhan"


@pytest.mark.parametrize(
    ("question", "first"),
    [("Wich whales sing?", "which"), ("Do whales sing wich?", "with")],
)
def test_a_question_begins_with_a_question_word(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch, question: str, first: str
):
    """Elsewhere the likelier word comes first."""
    tried: list[str] = []

    def search(asked: str) -> Retrieved:
        tried.append(asked)
        return retriever.search(asked, 3)

    near = {"wich": ["with", "which"]}
    dictionary = Dictionary(retriever._generation)
    monkeypatch.setattr(
        Dictionary, "near", lambda _, word, __: [*near.get(word.lower(), [])]
    )
    search_spelled(search, dictionary, question, lambda _: False)
    assert first in tried[1].lower().strip("?").split()


def test_a_word_is_no_slip_for_another(retriever: Retriever):
    """One that is a word stays, though the library lacks it and has one near."""
    spelled = mended(retriever, "Wuhann", "Wuhann".__eq__)
    assert spelled == Spelled(retriever.search("Wuhann", 3), "Wuhann", None)


@pytest.mark.parametrize(("text", "is_word"), [("makes", True), ("two words", False)])
def test_a_word_is_what_the_encoder_has_whole(
    retriever: Retriever, text: str, is_word: bool
):
    """In one piece; the fake has a piece for each word."""
    assert retriever.is_word(text) is is_word


class WholeEncoder(WordEncoder):
    """A second encoder that has whatever it is asked for in one piece."""

    def encode_question(self, question: str) -> EncodedText:
        """Encode a text as if it were a word."""
        offsets = np.array([(0, 0), (0, len(question)), (0, 0)], np.int64)
        known = np.ones(3, bool)
        return replace(super().encode_question(question), offsets=offsets, known=known)


@pytest.mark.parametrize(("trust", "is_word"), [(1.0, False), (0.9, True)])
def test_where_the_first_is_not_trusted_the_seconds_words_are_words_too(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch, trust: float, is_word: bool
):
    """The first has "two words" in two pieces, the second in one."""
    generation = retriever._generation
    languages = (LanguageEntry("es", 1, trust),)
    manifest = replace(generation.manifest, languages=languages)
    monkeypatch.setattr(generation, "manifest", manifest)
    both = Retriever(generation, WordEncoder(), None, WholeEncoder())
    assert both.is_word("two words") is is_word


def test_another_spelling_of_a_word_is_no_reading(retriever: Retriever):
    """It is searched for as the library has it, without a remark."""
    spelled = mended(retriever, "Who criticised the colours?")
    assert spelled.question == "Who criticize the colors?"
    assert spelled.read_as is None
    assert spelled.found == retriever.search(spelled.question, 3)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Why wasnt it in the sea?", "Why wasn't it in the sea?"),
        ("Dont whales sing?", "Don't whales sing?"),
        ("WHY CANT THEY SING", "WHY CAN'T THEY SING"),
        ("Who hadnt, couldnt or doesnt sing?", "Who hadn't, couldn't or doesn't sing?"),
        ("Why want they sing?", "Why want they sing?"),
    ],
)
def test_a_verb_and_its_not_are_parted_as_one_writes_them(
    retriever: Retriever, typed: str, written: str
):
    """Without a remark; else the articles would lack the word."""
    spelled = mended(retriever, typed)
    assert (spelled.question.casefold(), spelled.read_as) == (written.casefold(), None)


def test_letter_for_letter_nothing_is_mended(retriever: Retriever):
    """Neither a follow-up is read as one."""
    turns = [Turn("What are whales?")]
    asking = Asking(retriever, ["en"], 3, literal=True)
    asked = asking.understand("Wuhann", turns)
    assert asked.read_as is None
    assert asked.found == retriever.search("Wuhann", 3)


def test_a_follow_up_goes_on_from_the_mended_question(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
):
    """What it is read as is shown, whether a reading of the follow-up wins or not."""
    monkeypatch.setattr(retriever, "is_word", lambda _: False)
    asking = Asking(retriever, ["en"], 3)
    asked = asking.understand("And Wuhann?", [Turn("What sings?")])
    assert asked.read_as is not None
    assert "Wuhan" in asked.read_as
    assert "Wuhann" not in asked.read_as


def test_known_words_are_not_looked_up(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
):
    """Nor are those of unspaced scripts, whose signs make no words by themselves."""
    looked_up: list[str] = []

    def near(_: Dictionary, word: str, mistakes: int) -> list[str]:
        looked_up.append(word)
        return []

    monkeypatch.setattr(Dictionary, "near", near)
    mended(retriever, "What do happy whales sing?")
    mended(retriever, "电脑怎样计算？")
    assert looked_up == []
    mended(retriever, "How do volcanoes erupt?")
    assert looked_up == ["volcanoes", "erupt"]


@pytest.mark.parametrize(
    ("word", "question", "mistakes"),
    [
        ("prodctiev", "Which prodctiev?", 2),
        ("prodctie", "Which prodctie?", 2),
        ("Prodctiev", "Which Prodctiev?", 1),  # like a name
        ("prodcti", "Which prodcti?", 1),  # short
    ],
)
def test_two_mistakes_are_allowed_in_long_words_only(
    retriever: Retriever,
    monkeypatch: pytest.MonkeyPatch,
    word: str,
    question: str,
    mistakes: int,
):
    """And not in names: with two other letters Bach is Kant."""
    allowed: dict[str, int] = {}

    def near(_: Dictionary, word: str, mistakes: int) -> list[str]:
        allowed[word] = mistakes
        return []

    monkeypatch.setattr(Dictionary, "near", near)
    mended(retriever, question)
    assert allowed == {word: mistakes}


def test_a_reading_must_make_an_answer():
    """Of none a near miss, of that an answer, or of either a surer one.

    By comparison alone it is an answer from 0.3 on.
    """
    nothing, near, answer = (
        found(confidence, related=related)
        for confidence, related in ((0.1, 0.1), (0.1, 0.9), (0.4, 0.9))
    )
    assert is_better(near, nothing)
    assert is_better(answer, near)
    assert not is_better(near, answer)
    assert not is_better(nothing, nothing)
    assert is_better(found(0.51), answer)
    assert not is_better(found(0.49, related=0.9), answer)
    assert pytest.approx(0.1) == GAIN
    nearer = found(0.16, related=0.9)
    assert is_better(nearer, near)
    assert not is_better(found(0.14, related=0.9), near)
    assert not is_better(found(0.2, related=0.1), nothing)
    assert pytest.approx(0.05) == NEAR_GAIN


@pytest.mark.parametrize(("confidence", "searched"), [(0.9, 2), (0.89, 3)])
def test_no_other_word_is_tried_where_none_can_win(
    dictionary: Dictionary,
    monkeypatch: pytest.MonkeyPatch,
    confidence: float,
    searched: int,
):
    """A reading must be surer by a tenth, and none is surer than 1."""
    monkeypatch.setattr(Dictionary, "near", lambda *_: ["otters", "others"])
    asked: list[str] = []

    def search(question: str) -> Retrieved:
        asked.append(question)
        if len(asked) == 1:
            return replace(found(0.1), missing_terms=("ottrs",))
        return found(confidence, "otters", "others")

    spelled = search_spelled(search, dictionary, "Do ottrs swim?", lambda _: False)
    assert spelled.read_as == "Do otters swim?"
    assert len(asked) == searched


@pytest.mark.parametrize(
    ("acronym", "words"),
    [
        ("AGM", "annual general meeting"),  # once, as a name
        ("VAT", "value added tax"),  # twice
        ("HFQ", "house of the four queens"),
        ("EBC", None),  # once, in small letters
        ("GMA", None),
    ],
)
def test_an_acronym_stands_for_words_that_begin_with_its_letters(
    dictionary: Dictionary, acronym: str, words: str | None
):
    """Where they are a name, or are there more than once."""
    assert dictionary.spelled_out(acronym) == words


def test_in_many_passages_no_acronym_is_looked_for(
    dictionary: Dictionary, monkeypatch: pytest.MonkeyPatch
):
    """All of them would have to be read."""
    passages = len(dictionary._passages)
    for most, words in ((passages, "annual general meeting"), (passages - 1, None)):
        monkeypatch.setattr("rag.asking.spelling.dictionary.MAX_SPELLED_OUT", most)
        assert dictionary.spelled_out("AGM") == words


@pytest.mark.parametrize(
    ("question", "read_as"),
    [
        ("When is the AGM?", "When is the annual general meeting?"),
        ("When is the agm?", None),
        ("WHEN IS THE AGM?", None),
        ("When is the AG?", None),
        ("When is the A1M?", None),
    ],
)
def test_an_acronym_is_read_as_its_words(
    retriever: Retriever, question: str, read_as: str | None
):
    """Though it may be a word: in capitals, in a question that isn't all so."""
    assert mended(retriever, question, lambda _: True).read_as == read_as


def test_a_dictionary_may_be_of_some_articles(retriever: Retriever):
    """Wuhan is in one of forces, the meeting in one of bees; this is of whales."""
    [whales] = {hit.passage.article_id for hit in retriever.search("whale", 1).hits}
    dictionary = retriever.dictionary([whales])
    assert dictionary.near("Wuhann", 1) == []
    assert dictionary.near("whaels", 1) == ["whales"]
    assert dictionary.spelled_out("AGM") is None


def test_nothing_is_searched_with_words_of_other_articles(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
):
    """One of forces has "criticize", and only that of whales is asked."""
    searched: list[str] = []
    search = retriever.search

    def recording(question: str, *rest: object) -> Retrieved:
        searched.append(question)
        return search(question, *rest)

    [whales] = {hit.passage.article_id for hit in search("whale", 1).hits}
    monkeypatch.setattr(retriever, "search", recording)
    asking = Asking(retriever, ["en"], 3, articles=[whales])
    asking.understand("Who criticised?", [])
    assert searched == ["Who criticised?"]
    replace(asking, articles=None).understand("Who criticised?", [])
    assert searched[1:] == ["Who criticised?", "Who criticize?"]


def test_few_passages_are_read_for_an_acronym_where_few_are_asked(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
):
    """Those of other articles don't count."""
    [bees] = {hit.passage.article_id for hit in retriever.search("bees", 1).hits}
    dictionary = retriever.dictionary([bees])
    [passages] = retriever._generation.rows_of([bees])
    monkeypatch.setattr("rag.asking.spelling.dictionary.MAX_SPELLED_OUT", len(passages))
    assert dictionary.spelled_out("AGM") == "annual general meeting"


def test_the_nearest_stem_has_most_of_the_passages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Of 8 passages it has 4, and "nights" is in the fourth that has its stem.

    Were all stems to have as many, it would have one, beside nigel, niger, nines ...
    """
    monkeypatch.setattr("rag.asking.spelling.dictionary.MAX_PASSAGES", 8)
    files = {f"{n}.txt": f"The night of hour {n} was dark." for n in "abc"}
    others = {f"{n}.txt": f"There {n} stays." for n in ("nigel", "niger", "nines")}
    files |= {"n.txt": "All nights were cold.", **others}
    dictionary = searching(tmp_path, files).dictionary()
    assert dictionary.near("nigts", 1) == ["nights"]


def test_a_farther_stem_has_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The typed word begins as "carpet" does, which is in more passages than are read.

    The word it stands for is in one.
    """
    monkeypatch.setattr("rag.asking.spelling.dictionary.MAX_PASSAGES", 4)
    files = {f"{n}.txt": f"The carpet {n} is red." for n in "abcde"}
    files["work.txt"] = "A carpenter made the door."
    dictionary = searching(tmp_path, files).dictionary()
    assert dictionary.near("carpetner", 2)[0] == "carpenter"


def test_another_degree_of_a_word_is_no_misspelling_of_it(tmp_path: Path):
    """What is cheaper need not be cheapest; a letter left out makes no degree."""
    text = "The cheaper inn has the wettest rooms."
    dictionary = searching(tmp_path, {"inns.txt": text}).dictionary()
    assert dictionary.near("cheapest", 2) == []
    assert dictionary.near("wetter", 2) == []
    assert dictionary.near("cheapr", 1) == ["cheaper"]
    assert dictionary.near("wettst", 1) == ["wettest"]


@pytest.mark.parametrize("words", [2, 3, 4])
def test_of_a_few_words_each_is_mended_alone_too(
    dictionary: Dictionary, monkeypatch: pytest.MonkeyPatch, words: int
):
    """Only "ottrs" is a slip here; of four words none is tried alone."""
    near = {"ottrs": "otters", "Molin": "moles", "Berl": "berry", "Gent": "gnats"}
    missing = tuple(near)[:words]
    monkeypatch.setattr(Dictionary, "near", lambda _, word, __: [near[word]])
    asked: list[str] = []

    def search(question: str) -> Retrieved:
        asked.append(question)
        if question == "Do otters swim from Molin to Berl and Gent?":
            return found(1.0, "otters")
        return replace(found(0.1), missing_terms=missing)

    question = "Do ottrs swim from Molin to Berl and Gent?"
    spelled = search_spelled(search, dictionary, question, lambda _: False)
    read_as = "Do otters swim from Molin to Berl and Gent?"
    assert spelled.read_as == (None if words > 3 else read_as)
    assert len(asked) == (2 if words > 3 else 3)


def test_what_was_mended_whole_is_not_mended_by_half(
    dictionary: Dictionary, monkeypatch: pytest.MonkeyPatch
):
    """However sure the half would be."""
    near = {"ottrs": "otters", "Molin": "moles"}
    monkeypatch.setattr(Dictionary, "near", lambda _, word, __: [near[word]])
    sure = {"Do otters eat Moles?": 0.85, "Do otters eat Molin?": 0.96}

    def search(question: str) -> Retrieved:
        if question in sure:
            return found(sure[question], "otters", "moles")
        return replace(found(0.1), missing_terms=tuple(near))

    spelled = search_spelled(search, dictionary, "Do ottrs eat Molin?", lambda _: False)
    assert spelled.read_as == "Do otters eat Moles?"


@pytest.mark.parametrize(
    ("typed", "words", "mended_as"),
    [
        ("comon", {"common"}, "common"),
        ("recieve", {"receive"}, "receive"),
        ("rceeive", {"receive"}, "receive"),
        ("receiev", {"receive"}, "receive"),
        ("recieved", {"received"}, "received"),
        ("robed", {"robbed"}, "robbed"),
        ("robed", {"robbed", "robe"}, None),
        ("prefering", {"preferring", "prefer"}, None),
        ("kindly", {"kinddly", "kind"}, None),
        ("quizz", {"quiz"}, None),
        ("desserts", {"desertss", "dessert", "dessertss"}, None),
        ("commo", {"commoo"}, "commoo"),
        ("comon", {"colon", "comin"}, None),
        ("comon", {"common", "cmoon"}, None),
        ("comon", {"common", "comon"}, None),
        ("Comon", {"Common", "common"}, None),
        ("comn", {"comnn", "conm"}, None),
        ("com0n", {"comm0n", "co0mn"}, None),
    ],
)
def test_a_slip_for_a_common_word_is_mended_whatever_articles_have(
    retriever: Retriever, typed: str, words: set[str], mended_as: str | None
):
    """One letter too few of two, or two swapped, and no other word."""
    result = mended(retriever, f"Do the {typed} bees sing?", words.__contains__)
    assert result.question == f"Do the {mended_as or typed} bees sing?"
    assert result.read_as == (result.question if mended_as else None)


def test_a_word_of_the_articles_comes_before_a_common_one(retriever: Retriever):
    """What they have is likelier meant."""
    result = mended(retriever, "Do the whaels sing?", {"wheals"}.__contains__)
    assert result.question == "Do the whales sing?"


def test_words_of_other_languages_are_no_slips(retriever: Retriever):
    """Though an English one is near."""

    def search(question: str) -> Retrieved:
        return replace(retriever.search(question, 3), language="es")

    words = retriever.dictionary()
    asked = "Do the comon bees sing?"
    result = search_spelled(search, words, asked, {"common"}.__contains__)
    assert result == Spelled(search(asked), asked, None)


def in_russian(folder: Path, asked: str) -> Spelled:
    """Ask a Russian article."""
    text = "# Забег\n\nБегуны берут номера в манеже. Половину номеров раздали.\n"
    retriever = searching(folder, {"run.md": text})

    def search(question: str) -> Retrieved:
        return replace(retriever.search(question, 3), language="ru")

    return search_spelled(search, retriever.dictionary(), asked, lambda _: False)


def test_a_form_of_a_word_is_no_slip_for_another(tmp_path: Path):
    """So "бегут", which begins as "бегуны", is not "берут"."""
    assert in_russian(tmp_path, "Когда бегут?").question == "Когда бегут?"


def test_of_a_word_with_another_ending_nothing_is_said(tmp_path: Path):
    """It is searched for as the article has it; a slip within the word is shown."""
    form = in_russian(tmp_path / "form", "Где половинка?")
    assert (form.question, form.read_as) == ("Где половину?", None)
    slip = in_russian(tmp_path / "slip", "Где манже?")
    assert (slip.question, slip.read_as) == ("Где манеже?", "Где манеже?")
