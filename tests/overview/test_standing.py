"""Which sentences can be read alone, in several languages."""

import pytest

from rag.overview.standing import Standing, standing

STANDS = [
    ("en", "The old bridge at Ravensford was built of timber in 1310."),
    ("en", "This article asks why the towns along the coast grew so late."),
    ("en", "“Rain falls on both sides of the ridge,” the surveyor wrote."),
    ("en", "Names apart, Ravensford has nothing of a ford any more."),
    ("en", "Every bridge of the valley has been measured again since [12]."),
    ("en", "There is every reason to build the bridge of stone this time."),
    ("de", "Die alte Brücke von Rabenfurt wurde im Jahr 1310 gebaut."),
    ("de", "Das Dorf am Fluss hat seit langem keine Fähre mehr im Dienst."),
    ("fr", "Le vieux pont de bois fut construit au début du siècle."),
    ("es", "El puente viejo fue construido de madera hace siete siglos."),
    ("pt", "A ponte velha foi construída de madeira há sete séculos."),
    ("ru", "Старый мост через реку был построен из дерева в 1310 году."),
    ("zh", "古老的木桥建于一三一〇年，横跨渡鸦河。"),
    ("ja", "古い木の橋は千三百十年に川の上に建てられた。"),
    ("ar", "بني الجسر القديم من الخشب فوق النهر قبل سبعة قرون كاملة."),
]
LEANS = [
    ("en", "It was built of timber and burned down in the same century."),
    ("en", "But the old bridge at Ravensford was built of timber in 1310."),
    ("en", "For example, the bridge at Ravensford was built in one summer."),
    ("en", "(However, the bridge was never used by the people of the town.)"),
    ("en", "Most of its timber came down the river from the forests above."),
    ("en", "Opened in 1310, it carried the road to the north for centuries."),
    ("en", "When they had finished, the masons went on to the next valley."),
    ("en", "Who built the old bridge over the river at Ravensford in 1310?"),
    ("en", "The bridge burned."),
    ("en", "The bridge was built of timber, of stone, of brick, of iron ..."),
    ("en", "and the old bridge at Ravensford was built of timber in 1310."),
    ("en", "wide enough for carts, the bridge of Ravensford had two lanes."),
    ("en", "A heading without a mark at its end that is long enough to stand"),
    ("en", "The bridge " + "and the river " * 30 + "are old."),
    ("de", "Sie wurde im selben Jahrhundert von einem Hochwasser zerstört."),
    ("de", "Zum Beispiel wurde die Brücke in einem einzigen Sommer gebaut."),
    ("fr", "C’est en 1310 que le vieux pont de bois fut détruit par une crue."),
    ("fr", "Mais le vieux pont de bois fut détruit par une crue du fleuve."),
    ("es", "Además, el puente viejo fue destruido por una crecida del río."),
    ("pt", "Esta ponte de madeira foi destruída por uma cheia do grande rio."),
    ("ru", "Однако старый мост был разрушен наводнением в том же веке."),
    ("zh", "但是这座木桥在同一个世纪里就被大水冲毁了。"),
    ("ja", "しかし、その橋は同じ世紀のうちに洪水で流された。"),
    ("ar", "وهو جسر خشبي قديم دمره فيضان النهر في القرن نفسه بالكامل."),
]
NO_SENTENCE = [
    "By: Ann Lee, who has written of bridges for twenty years now.",
    "Authors: Lee, Ann; Brook, Tom, of the county's office of bridges.",
    "Read more about the bridges of the county.",
    "Subscribe to our monthly letter on bridges.",
    "Ravensford | The old bridge of timber over the river, built in 1310.",
    "© 2024 The County Press, with all rights kept.",
    "The plans can be seen at https://example.org/plans by anybody.",
    "Write to bridges@example.org if you have seen the old timbers.",
    "[12] Lee A. On the timbers of old bridges. County Press, 1990.",
    "The authors declare that they have no interests in any bridge.",
    "Competing interests Neither of us owns a ferry over the river.",
    "Availability of data and materials Not applicable to old bridges.",
    "This study was funded by the county's own office of bridges.",
    "Lee, A. B. On the timbers of old bridges. Journal of Bridges, 1990.",
]


@pytest.mark.parametrize(("language", "text"), STANDS)
def test_a_whole_statement_stands(language: str, text: str):
    """A sentence that names what it is about can be read alone."""
    assert standing(text, language) is Standing.STANDS


@pytest.mark.parametrize(("language", "text"), LEANS)
def test_what_needs_the_sentence_before_leans(language: str, text: str):
    """A pronoun, a joining word, a question, a fragment, a very long one."""
    assert standing(text, language) is Standing.LEANS


@pytest.mark.parametrize("text", NO_SENTENCE)
def test_a_notice_is_no_sentence_of_the_text(text: str):
    """Labels, links, notices and references say nothing of the subject."""
    assert standing(text, "en") is Standing.NO_SENTENCE


def test_forty_characters_stand_and_fewer_do_not():
    """The bound is where a sentence begins to say something."""
    text = "The bridge at Ravensford is of timber a."
    assert len(text) == 40
    assert standing(text, "en") is Standing.STANDS
    assert standing(text[:-2] + ".", "en") is Standing.LEANS


def test_four_hundred_characters_are_read_at_a_glance():
    """One more is too long."""
    text = "The " + "b" * 395 + "."
    assert len(text) == 400
    assert standing(text, "en") is Standing.STANDS
    assert standing("The b" + text[4:], "en") is Standing.LEANS


def test_fifteen_wide_characters_stand():
    """Chinese says in fifteen what English says in forty."""
    text = "木" * 14 + "。"
    assert standing(text, "zh") is Standing.STANDS
    assert standing(text[1:], "zh") is Standing.LEANS
