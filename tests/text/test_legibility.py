"""Whether text reads as a language: real text does, what broken fonts give does not."""

import json
import random
import string
from pathlib import Path

import pytest

from rag.text.languages import detect_language
from rag.text.legibility import is_garbled

ENGLISH = (
    "the river rose by two metres in one night and the bridge was closed at once, so "
    "that many people came to look at it and some of them stayed until the morning, "
    "when the water fell again, while the mayor asked for boats, bread, lamps and dry "
    "blankets, which farmers from villages higher up had brought by noon that same day "
) * 2


def shifted(text: str, by: int) -> str:
    """Move each character by some codes, as fonts cut down to some glyphs do."""
    return "".join(c if c == " " else chr(max(33, ord(c) + by)) for c in text)


def replaced(text: str) -> str:
    """Give each letter another one's code, as a font of its own numbering does."""
    letters = string.ascii_lowercase
    return text.translate(str.maketrans(letters, letters[13:] + letters[:13]))


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (ENGLISH, False),
        (ENGLISH.upper(), False),
        (shifted(ENGLISH, -29), True),
        (shifted(ENGLISH, -31), True),
        (shifted(ENGLISH, 0xF000 - 0x20), True),
        (replaced(ENGLISH), True),
        (replaced(ENGLISH)[:70], False),
        ("-.4.)& ? ' & 6)'.+ " * 8, True),
        ("The river " + "." * 200 + " 12", False),
        ("1880 2.45 1910 3.12 " * 20, False),
        ("Jan Brueghel Anthony van Dyck Ludovico Carracci " * 20, False),
        ("the river rose " * 3 + "\ue000" * 5 + "and the bridge was closed" * 4, False),
        ("the river rose " * 3 + "\ufffd" * 15 + "the bridge was closed" * 3, True),
        ("河水上涨了，桥在一夜之间就关闭了。" * 8, False),
        ("橋梁堤防洪災居民撤離道路封閉" * 8, True),
        ("川の水が一夜で二メートル上がった。" * 8, False),
        ("橋梁堤防カワミズアガル撤離道路" * 8, False),
    ],
)
def test_text_is_told_from_what_fonts_make_of_it(text: str, garbled: bool) -> None:
    """Signs, private codes, letters for others and rare Chinese signs are no text."""
    assert is_garbled(text, "en") == garbled


@pytest.mark.parametrize(("count", "garbled"), [(59, False), (60, True)])
def test_sixty_words_are_enough_to_tell(count: int, garbled: bool) -> None:
    """None of so many unlike words is a common one, and no line is a name."""
    letters = string.ascii_lowercase[:8]
    words = [f"{a}x{b}q" for a in letters for b in letters][:count]
    assert is_garbled(" ".join(words), "en") == garbled


@pytest.mark.parametrize(("count", "garbled"), [(54, True), (55, False)])
def test_words_with_vowels_may_be_names(count: int, garbled: bool) -> None:
    """Of sixty in capitals more than nine tenths, as in tables of nothing else."""
    letters = "BDFGHKLM"
    words = [
        f"{a}{'O' if i < count else 'X'}{b}TH"
        for i, (a, b) in enumerate((a, b) for a in letters for b in letters)
    ][:60]
    assert is_garbled(" ".join(words), "en") == garbled


@pytest.mark.parametrize(("common", "garbled"), [(0, True), (2, True), (3, False)])
def test_of_150_chinese_signs_three_are_common_ones(common: int, garbled: bool) -> None:
    """A share of 0.02: two of them are less than that, three are not."""
    signs = list("\u6a4b\u6881\u5824" * 50)
    signs[: 2 * common : 2] = "\u7684" * common
    assert is_garbled("".join(signs), "zh") == garbled


def test_a_foreign_page_is_text() -> None:
    """What isn't the article's language may be another one's, whole lists lacking."""
    german = "der fluss stieg in einer nacht um zwei meter und die alte brücke war zu "
    maltese = (
        "ix-xmara telgħet b'żewġ metri minn lejl għal ieħor u l-pont kien magħluq "
    )
    others = ["wieħed", "tnejn", "tlieta", "erbgħa", "ħamsa", "sitta", "sebgħa"]
    words = random.Random(1).choices([*maltese.split(), *others], k=200)
    assert not is_garbled(german * 6, "en")
    assert not is_garbled(" ".join(words), "mt")


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    ["xquad_en", "xquad_de", "xquad_es", "xquad_ru", "xquad_ar", "xquad_zh", "jsquad"],
)
def test_real_pages_read_as_text(name: str, shared: Path) -> None:
    """No page of the sets is doubted, in seven languages and four scripts."""
    with (shared / "eval" / name / "corpus.jsonl").open(encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for row in rows]
    pages = [
        (text[start : start + 1_500], detect_language(text[:20_000]))
        for text in texts
        for start in range(0, len(text), 1_500)
    ]
    assert not [page for page, language in pages if is_garbled(page, language)]
