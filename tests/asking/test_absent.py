"""A question's names that an article has nowhere."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from rag.asking.opening import open_reranker
from rag.asking.ranking.reading import ReadingReranker
from rag.asking.retrieval import Retriever
from rag.asking.spelling.absent import names_an_absent
from rag.asking.wording.named import find_names
from rag.models.second import second_of
from rag.roles import Encoder, Reading
from rag.settings import Settings
from rag.types import Span
from tests.asking.making import indexed, reading, searching


def is_absent(
    question: str, article: str, language: str = "en", excused: str = ""
) -> bool:
    """Tell it of a question, of which one word may be excused."""

    def is_excused(word: Span) -> bool:
        return question[word.start : word.end] == excused

    names = find_names(question, language)
    return names_an_absent(question, names, article, is_excused)


OTHERS = "Özil, Dvořák, Marchand and O’Reilly in Xi'an"
ARTICLE = "Ann Lee built the bridge of Lima with a Turkish firm. Hamza, a banker, sang."
CODES = "速度CR 450, on the M–25, A320s, a BM2500, B₁₂, Carbon-14, Т-34, Route 66, "
CODES += "时速400, 歼-20, carbon 12, Боинг 737"


@pytest.mark.parametrize(
    "question",
    [
        "Who built the bridge of Quito?",
        "Who built it, Quito or Lima?",
        "Is it what Mr. Peterson built?",
        "Did she sing in San Juan?",
        "Was it Quito's bridge?",
        "Was it the Quitos’ bridge?",
        "Who came from the Ministry of the Interior?",
        "Who is Ada Moen?",
        "Who is Gustafson Moen?",
        "Where is the Banker of Quito?",
        "Who saw Hamst sing?",
        "What is in Lima, Peru?",
        "Did Urke build it?",
        "Did Anke build it?",
        "Did she see Gystaffsom sing?",
        "How fast is the CR400?",
        "Is it CR450, or CR-400?",
        "Is it an A32?",
        "Is it on the M2500?",
        "这是CR400吗？",
        "Is it SABC12?",
    ],
)
def test_a_name_that_the_article_lacks_is_absent(question: str) -> None:
    """However it is joined with others, and whoever's it is."""
    assert is_absent(
        question, f"{ARTICLE} Gustafson sang in ATLAS with {OTHERS}. {CODES}"
    )


@pytest.mark.parametrize(
    "question",
    [
        "Who built the bridge of Lima?",
        "Who built it with Turkey?",
        "Did Mrs Lee build it?",
        "What did Hamaz sing?",
        "Did Hamaz-Lee sing?",
        "Where is the Quito Banker?",
        "Did Mrs Atlas sing?",
        "Did Ozil sing?",
        "Did Dvorak sing?",
        "Did she sing in Xian?",
        "Was it Oreilly who sang?",
        "Which Member of Parliament sang?",
        "What Parliament was it?",
        "In which Parliament was it?",
        "Quito?",
        "Is it of the UMC Board?",
        "Is it DECnet that sang?",
        "Did an American sing?",
        "What does the Daily Observer article say of her song?",
        "Did they sing in Britain?",
        "Did Bo Xi sing?",
        "Did Bo Fu sing?",
        "Who Is It That Was In Quito",
        "Did quito sing?",
        "Was it Gystaffson who sang?",
        "Was it Gystafson who sang?",
        "Was it Murchend who sang?",
        "How fast is the CR450?",
        "Is it B12?",
        "Is it C-14?",
        "Is it a T-34?",
        "Is it on the US-66?",
        "Was it in AD79, for EUR50, in Q32021?",
        "Is it a J20?",
        "Is it C12?",
        "Is it a B737?",
        "Is it of the G20, in K-12?",
        "How fast is the CR-450A?",
        "Is it on an a32?",
        "Is it A320neo?",
        "Is it on the M25?",
        "Is it the MH1984?",
        "Is it CO2, or COVID-19?",
        "Is it 3D123?",
        "Is it M123456?",
    ],
)
def test_one_that_it_may_have_in_other_letters_is_not(question: str) -> None:
    """Nor what begins a question, is asked for, or is no name but by its capital."""
    assert not is_absent(
        question, f"{ARTICLE} Gustafson sang in ATLAS with {OTHERS}. {CODES}"
    )


def test_three_capitals_are_names_and_four_a_title() -> None:
    """Where no longer word is in small letters."""
    assert is_absent("Is it Ada Moen of Quito?", ARTICLE)
    assert not is_absent("Is it Ada Moen of New Quito?", ARTICLE)
    assert is_absent("Is it what Ada Moen of New Quito said?", ARTICLE)


@pytest.fixture(scope="module")
def two_articles(
    tmp_path_factory: pytest.TempPathFactory, real_encoder: Encoder
) -> Retriever:
    """Give a way to search two articles, with the models that ship."""
    files = {
        "coasts.md": "---\ntitle: On harbours\nauthor: Jo Moen\n---\n\n"
        "Ann Lee built the stone bridge in 1902.\n\n"
        "## Seas\n\nThe sea of Lima is cold.\n",
        "towns.md": "# On towns\n\nOslo has trams, and many people live there.\n",
    }
    library = indexed(tmp_path_factory.mktemp("two"), real_encoder, files)
    generation = library.open(real_encoder.identity)
    return Retriever(generation, real_encoder, open_reranker(Settings(), real_encoder))


@pytest.mark.parametrize(
    ("place", "is_absent"),
    [
        ("Lima", False),
        ("Quito", True),
        ("Oslo", True),
        ("Moen", False),
        ("Harbours", False),
        ("Coasts", False),
    ],
)
def test_what_is_nowhere_in_the_quoted_article_is_beside_the_point(
    two_articles: Retriever, place: str, is_absent: bool
) -> None:
    """Its title, author, file and other passages count; other articles don't."""
    found = two_articles.search(f"Who built the stone bridge of {place}?", 1)
    assert found.hits[0].passage.text.startswith("Ann")
    assert found.features.answers is not None
    assert found.features.beside_point == is_absent


ROAD = "# On roads\n\nJo Kerr paved the road with bricks. They were laid in 1931.\n"


@pytest.mark.parametrize(("year", "is_other"), [(1931, False), (1928, True)])
def test_a_year_that_the_article_lacks_is_beside_the_point(
    tmp_path: Path, real_encoder: Encoder, year: int, is_other: bool
) -> None:
    """The quote has none; what stands around it is of another."""
    generation = indexed(tmp_path, real_encoder, {"roads.md": ROAD}).open(
        real_encoder.identity
    )
    retriever = Retriever(
        generation, real_encoder, open_reranker(Settings(), real_encoder)
    )
    found = retriever.search(f"Who paved the road with bricks in {year}?", 1)
    passage = found.hits[0].passage
    assert passage.quote(found.hits[0].sentence).startswith("Jo Kerr")
    assert found.features.beside_point == is_other


@pytest.mark.parametrize(
    ("language", "article", "there", "absent"),
    [
        (
            "es",
            "El puente de México es viejo.",
            "¿Qué puente hay en {Mexico}?",
            "Quito",
        ),
        ("ru", "Рим стоит на реке.", "Чей мост стоит в {Риме}?", "Кито"),
        ("ru", "Мост в Лиме очень старый.", "Чей мост стоит в {Лима}?", "Кито"),
        ("ru", "Лим и ким.", "Чей мост стоит в {Лиме}?", "Киме"),
        ("tr", "Ankara eski bir kent.", "Köprü {Ankara}'da mı?", "Quito"),
        ("de", "Die Brücke von Österreich.", "Was steht in {Osterreich}?", "Quito"),
        ("ja", "ベルリンの橋は古い。", "{ベルリーン}の橋は古いですか？", "ベルゲン"),
        ("zh", "奥斯陆的桥很旧。", "{奥斯路}的桥有多旧？", "基多"),
        ("zh", "毕卡索的桥很旧。", "{毕加索}的桥有多旧？", "毕加马"),
        ("zh", "索毕加的桥很旧。", "{索加加}的桥有多旧？", "马毕"),
        ("zh", "奧斯陸的橋很舊。", "{奥斯陆}的桥有多旧？", "奥陆"),
        ("zh", "奥斯陆的桥很旧。", "{奧斯陸}的橋有多舊？", "羅馬"),
        ("ar", "جسر اوسلو قديم.", "من بنى الجسر في {أوسلو}؟", "كيتو"),
        ("ar", "جسر oslo قديم.", "أين يقع جسر {Oslo} القديم؟", "Quito"),
    ],
)
def test_names_of_other_languages_are_looked_for_in_their_spelling(
    language: str, article: str, there: str, absent: str
) -> None:
    """With other endings or accents, and in either script of Chinese."""
    before, name, after = re.split("[{}]", there)
    assert not is_absent(before + name + after, article, language)
    assert is_absent(before + absent + after, article, language)


def test_a_word_that_is_excused_is_not_absent() -> None:
    """Which word it is, is told by its place."""
    asked = "Who built the bridge of Quito?"
    assert not is_absent(asked, ARTICLE, excused="Quito")
    assert is_absent(asked, ARTICLE, excused="Lima")


def test_latin_letters_are_looked_for_where_an_article_has_some() -> None:
    """A Chinese text may have 西门子 for "Siemens"."""
    asked = "Siemens在这里做什么？"
    assert not is_absent(asked, "西门子在这里造桥，用CAD。", "zh")
    assert is_absent(asked, "西门子和Bosch在这里造桥。", "zh")


@pytest.mark.parametrize(
    ("name", "question", "absent"),
    [
        ("bruecke", "Wer baute die alte Brücke von Linz?", False),
        ("bruecke", "Wer baute die alte Brücke von Quito?", True),
        ("bruecke", "Wer baute die alte Brücke von Tamperele?", True),
        ("bruecke", "Wer baute die alte Brücke von Vienna?", False),
        ("bruecke", "Who built the old bridge of Vienna?", False),
        ("bruecke", "Who built the old bridge of Quito?", True),
        ("bridge", "Wer baute die alte Brücke von Wien?", False),
        ("bridge", "Wer baute die alte Brücke von Quito?", True),
        ("bridge", "Wer baute die alte Brücke von Tamperele?", False),
        ("bridge", "Кто построил старый мост в Париже?", False),
        ("bridge", "古い橋を誰が東京で作りましたか？", False),
        ("hashi", "Who built the old bridge of Paris?", False),
        ("hashi", "古い橋をジョン・ベルゲンが大阪で作りましたか？", True),
        ("hashi", "古い橋をジョン・リーが大阪で作りましたか？", False),
        ("jisr", "من بنى الجسر القديم في كيتو؟", True),
        ("jisr", "من بنى الجسر القديم في لينز؟", False),
        ("jisr", "من بنى الجسر القديم في يناير؟", False),
        ("jisr", "من بنى الجسر القديم في بغداد؟", True),
        ("bruecke", "Wer baute die alte Brücke bei Ansicht?", False),
        ("hashi", "古い橋を誰が東京で作りましたか？", True),
        ("hashi", "古い橋を誰が大阪で作りましたか？", False),
        ("hashi", "古い橋を誰がロンドンで作りましたか？", True),
        ("hashi", "古い橋のプロジェクトを誰が作りましたか？", False),
    ],
)
def test_names_of_other_languages_may_have_other_forms(
    bridges: dict[str, Retriever], name: str, question: str, absent: bool
) -> None:
    """The second model tells of one piece; of several nothing, across languages.

    It also tells names where none has a capital: January in Arabic, a project in
    katakana, and a view in German are none.
    """
    found = bridges[name].search(question, 1)
    assert "Anna Lee" in found.hits[0].passage.text
    assert found.features.answers is not None
    assert found.features.beside_point == absent


@pytest.fixture(scope="module")
def bridges(
    tmp_path_factory: pytest.TempPathFactory, real_encoder: Encoder
) -> dict[str, Retriever]:
    """Give ways to search an English and a German article, with what ships."""
    texts = {
        "bridge": "Anna Lee built the old bridge of Vienna. She was born in the town.",
        "bruecke": "Anna Lee baute die alte Brücke von Linz und die neue von Wien.",
        "hashi": "古い橋はAnna Lee（リー）が大阪で作りました。川の上にあります。",
        "jisr": "بنت Anna Lee الجسر القديم في لينز على النهر الكبير منذ زمن طويل.",
    }
    made = {}
    for name, text in texts.items():
        folder = tmp_path_factory.mktemp(name)
        library = indexed(folder, real_encoder, {f"{name}.txt": text})
        generation = library.open(real_encoder.identity)
        reranker = open_reranker(Settings(), real_encoder)
        second = second_of(real_encoder)
        made[name] = Retriever(generation, real_encoder, reranker, second)
    return made


def test_a_word_of_any_length_may_be_asked() -> None:
    """What is longer than any that is looked at is in no article."""
    word = "B" + "q" * 200
    question = f"Where does {word} live?"
    names = find_names(question, "en")
    for article, is_absent in ((f"In {word} there is a mill.", False), ("Bread", True)):
        found = names_an_absent(question, names, article, lambda word: False)
        assert found == is_absent


def test_what_is_not_read_is_not_beside_the_point(tmp_path: Path) -> None:
    """By comparison alone nothing is called an answer so surely."""
    files = {"a.txt": "Ann built the bridge."}
    found = searching(tmp_path, files).search("Who built the bridge of Quito?", 1)
    assert found.features.beside_point == 0


def test_a_first_model_tells_names_in_english_alone(
    tmp_path: Path, real_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever reads: in German each noun has a capital, and no vector helps."""
    monkeypatch.setattr("rag.asking.ranking.reading.TRUSTED", 0.0)
    files = {"turm.txt": "Anna Lee baute den hohen Turm. Er steht nun schon lange."}
    generation = indexed(tmp_path, real_encoder, files).open(real_encoder.identity)
    reader = ReadingReranker(SureReader())
    asked = "Wem gehört der hohe Turm bei Ankunft?"
    found = Retriever(generation, real_encoder, reader).search(asked, 1)
    assert (found.language, found.features.answers) == ("de", 9.0)
    assert found.features.beside_point == 0


class SureReader:
    """Takes the last word of each passage for the answer, without a doubt."""

    languages: frozenset[str] | None = None

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Say so of each."""
        last = [(len(each) - len("lange."), len(each) - 1) for each in passages]
        return [replace(reading([9], [9], [each]), answers=9.0) for each in last]


def test_in_a_mixed_library_each_article_is_looked_at_in_its_language(
    tmp_path: Path, real_encoder: Encoder
) -> None:
    """A German one isn't expected to have a Russian question's name in Cyrillic."""
    files = {
        "bruecke.txt": "Anna Lee baute die alte Brücke von Linz und die neue von Wien.",
        "most.txt": "Маяк стоит на острове, и море вокруг него очень холодное.",
    }
    library = indexed(tmp_path, real_encoder, files)
    generation = library.open(real_encoder.identity)
    reranker, second = open_reranker(Settings(), real_encoder), second_of(real_encoder)
    retriever = Retriever(generation, real_encoder, reranker, second)
    for place, absent in (("Больцано", False), ("2016 году", False)):
        found = retriever.search(f"Кто построил старый мост в {place}?", 1)
        assert found.hits[0].passage.text.startswith("Anna")
        assert found.features.beside_point == absent
