"""Groups whose questions or passages are put into other languages, word by word."""

from collections import Counter
from random import Random
from types import SimpleNamespace

import numpy as np
import pytest

from tests.later import Later
from training.material import Example

torch, translating = Later("torch"), Later("training.translating")

OWN = {"the": "", "tide": "潮", "is": "是", "high": "高い", "owl's": "フクロウ"}


def put(text: str, answer: str | None, script: str = "CJK") -> tuple[str, str | None]:
    """Translate a text, and give the answer in it."""
    span = None
    if answer is not None:
        start = text.index(answer)
        span = start, start + len(answer)
    made, moved = translating.translated(text, span, lambda w: OWN.get(w, w), script)
    return made, None if moved is None else made[slice(*moved)]


@pytest.mark.parametrize(
    ("text", "answer", "made", "moved"),
    [
        ("see the tide is high", None, "see潮是高い", None),
        ("A tide is at 7.30 pm.", "7.30 pm", "A 潮是 at 7.30 pm.", "7.30 pm"),
        ("7 tide is high", "tide is", "7 潮是高い", "潮是"),
        # No word of an answer is left out.
        ("see the tide, high", "the tide", "see the 潮, 高い", "the 潮"),
        ("tide owl tide", "owl", "潮 owl 潮", "owl"),
        ("tide the owl", "owl", "潮 owl", "owl"),
        # An answer may begin and end within a word, which gives way as a whole.
        ("an owl's high", "owl", "an フクロウ高い", "フクロウ"),
        ("7 owl's", "s", "7 フクロウ", "フクロウ"),
        ("Cent's tide", "Cent", "Cent's 潮", "Cent"),
        ("see Cent's", "ent", "see Cent's", "ent"),
        ("a high-tide 9", "tide 9", "a 高い-潮 9", "潮 9"),
        ("(tide)", "(tide)", "(潮)", "(潮)"),
        ("is high  ", "high", "是高い  ", "高い"),
        ("  owl", "owl", "  owl", "owl"),
    ],
)
def test_words_give_way_and_the_answer_is_found_again(text, answer, made, moved):
    """Spaces go where a language has none, and words that it has none for."""
    assert put(text, answer) == (made, moved)


def test_words_stay_apart_where_a_language_parts_them():
    """But for the space before what is left out."""
    for script in ("LATIN", "CYRILLIC", "ARABIC", "HANGUL"):
        assert put("tide is the high", "high", script) == ("潮 是 高い", "高い")
    for script in ("CJK", "KANA", "THAI"):
        assert put("tide is the high", "high", script) == ("潮是高い", "高い")


PASSAGE = "a tide, a tide"


def translated(times: int, others: dict[str, list[str]]) -> list:
    """Translate one group many times, into every script alike."""
    every = dict.fromkeys(translating.SCRIPTS, others)
    translator, random = translating.Translator(every), Random(1)
    group = (
        Example("tide", PASSAGE, (2, 6)),
        Example("no tide", PASSAGE, None, weight=0.5),
    )
    return [translator(group, random) for _ in range(times)]


def test_groups_and_sides_are_translated_as_often_as_stated():
    """The question, the passage, or both; some words stay as they are."""
    made = translated(6000, {"tide": ["marea"]})
    asked = np.array([first.question != "tide" for first, _ in made])
    read = np.array([first.passage != PASSAGE for first, _ in made])
    # Of 0.6 of the groups, in which 0.9 of the words give way.
    for found, side in (
        (asked & ~read, 0.5),
        (read & ~asked, 0.3),
        (asked & read, 0.2),
    ):
        assert found.mean() == pytest.approx(0.6 * 0.9 * side, abs=0.02)


def test_a_word_is_the_same_in_all_of_a_group():
    """What differed by little before does so afterwards."""
    made = translated(300, {"tide": ["marea", "прилив"]})
    for first, second in made:
        assert second.question == f"no {first.question}"
        assert second.passage == first.passage
        answer = first.passage[slice(*first.span)]
        assert first.passage == f"a {answer}, a {answer}"
        assert second.span is None
        assert second.weight == 0.5
    assert {first.question for first, _ in made} == {"tide", "marea", "прилив"}


def test_scripts_are_drawn_as_often_as_stated():
    """Each group is put into one."""
    each = {script: {"tide": [script]} for script in translating.SCRIPTS}
    translator, random = translating.Translator(each), Random(2)
    group = (Example("tide", "", None),)
    made = Counter(translator(group, random)[0].question for _ in range(9000))
    del made["tide"]
    total = sum(translating.SCRIPTS.values())
    for script, times in translating.SCRIPTS.items():
        assert made[script] / made.total() == pytest.approx(times / total, abs=0.02)


@pytest.mark.parametrize(
    ("piece", "script"),
    [
        ("▁tide", "LATIN"),
        ("▁прилив", "CYRILLIC"),
        ("潮", "CJK"),
        ("の潮", "KANA"),
        ("ノート", "KANA"),
        ("น้ํา", "THAI"),
        ("tideприлив", ""),
        ("tide7", ""),
        ("▁", ""),
    ],
)
def test_a_piece_has_a_script(piece: str, script: str):
    """If its letters have one; what has other signs is no word."""
    assert translating.piece_script(piece) == script


# Words mean the same that point the same way, in degrees: of what the base reads, and
# of its own vectors of pieces.
PIECES = {
    "▁the": (180, 0),
    "▁tide": (90, 90),
    "▁tides": (90, 90),
    "▁marea": (80, 85),
    "▁Mareas": (85, 80),
    "▁hide": (270, 270),
    "▁owl": (0, 0),
    "▁прилив": (80, 110),
    "▁при": (90, 300),
    "прилив": (90, 90),
    "▁сова": (295, 295),
    "潮": (100, 95),
    "汐": (120, 110),
    "田": (100, 280),
    "皮": (270, 270),
    "梟": (290, 290),
    "7": (90, 90),
}
BEFORE = len(PIECES) + 4


class FakePieces:
    """Some pieces of four scripts, behind the special ones."""

    names = ["<s>", "<pad>", "</s>", "<unk>", *PIECES]
    model = None

    @staticmethod
    def encode(text: str):
        """Cut a text, which is a piece or what is put before a question's words."""
        if text == translating.BEFORE:
            return [BEFORE], []
        words = [name.strip("▁") for name in FakePieces.names]
        return [words.index(text if text in words else text.lower())], []


class FakeBody:
    """Makes of each row what its one word means."""

    config = SimpleNamespace(hidden_size=2)

    def eval(self):
        """Be as it is."""
        return self

    @staticmethod
    def get_input_embeddings():
        """Give the vectors of pieces, which tell also that something is a piece."""
        return SimpleNamespace(weight=vectors(1))

    def __call__(self, input_ids, attention_mask, token_type_ids):
        """Read rows, each of which has what every one has."""
        assert input_ids[:, 0].eq(0).all()
        assert input_ids[:, 1].eq(BEFORE).all()
        assert input_ids.eq(2).any(dim=1).all()
        return SimpleNamespace(last_hidden_state=vectors(0)[input_ids])


def vectors(which: int):
    """Give the vectors of all pieces, of one of the two kinds, off the middle."""
    degrees = torch.tensor([[0.0]] * 4 + [[float(p[which])] for p in PIECES.values()])
    turned = torch.deg2rad(torch.cat([degrees, torch.zeros(1, 1)]))
    made = torch.cat([torch.cos(turned), torch.sin(turned)], dim=1)
    made[:4] = made[-1] = 0
    return made


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch):
    """Find what the words of a few texts may give way to."""
    monkeypatch.setattr("training.translating.packed_body", lambda _: FakeBody())
    monkeypatch.setattr("training.translating._centered", unit)
    monkeypatch.setattr("training.translating.COMMON", 1)
    texts = ["the the the tide. Tide", "the tide, the tide", "hide hide, the 7"]
    texts += ["Owl, owl: the owl", "Tide Tide, owl"]
    return translating.translations_of(texts, FakePieces())


def unit(vectors: np.ndarray) -> np.ndarray:
    """Leave vectors where they are, of length 1."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def test_words_give_way_to_what_means_the_same_and_is_used_alike(found):
    """Not to forms of themselves, to English words, or to a part of a word."""
    latin = {"tide": ["marea", "mareas"], "Tide": ["Marea", "Mareas"]}
    assert found["LATIN"] == latin
    # An owl's is just alike enough, of another script's it isn't.
    assert found["CYRILLIC"] == {
        "the": [""], "tide": ["прилив"], "Tide": ["Прилив"], "owl": ["сова"],
    }  # fmt: skip
    # Another is farther behind the nearest, and no word was asked for too rarely.
    assert found["CJK"] == {"the": [""], "tide": ["潮"], "Tide": ["潮"]}


def test_grammar_is_left_out_where_a_script_has_no_word_for_it(found):
    """Latin letters have words for all of it."""
    assert found["CYRILLIC"]["the"] == found["KANA"]["the"] == [""]
    assert "the" not in found["LATIN"]
    assert "tide" not in found["KANA"]


def test_the_mean_of_a_row_is_that_of_its_own_pieces():
    """Whatever is longer beside it, and in the order given."""
    table = torch.tensor([[9.0, 9.0], [5.0, 5.0], [1.0, 0.0], [3.0, 2.0], [5.0, 4.0]])
    rows = [[2, 3, 4], [3], [2, 4]]
    means = translating._means(rows, lambda ids, _: table[ids])
    assert means.tolist() == [[3, 2], [3, 2], [3, 2]]
    means = translating._means([[4, 4, 3], [2]], lambda ids, _: table[ids])
    assert means == pytest.approx(np.array([[13 / 3, 10 / 3], [1, 0]]))


def test_what_all_words_have_in_common_is_taken_away():
    """What is left has length 1, if anything is."""
    made = translating._centered(np.array([[5, 1], [5, 3], [5, 2]], np.float32))
    assert made.tolist() == [[0, -1], [0, 1], [0, 0]]
