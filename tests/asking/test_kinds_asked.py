"""Prices, ages, births, founders and more: asked for and said, in eleven languages."""

import pytest

from rag.asking.wording.figures_asked import states_asked
from rag.asking.wording.kinds_asked import KINDS, _asked_by, lacks_kind, lacks_price
from rag.asking.wording.measures_asked import MEASURES

PRICE, WEIGHT = range(2)
AGE, BIRTH, DEATH, YEAR, FOUNDER, BUILDER = range(len(MEASURES), len(MEASURES) + 6)
ASKED = {
    PRICE: [
        "How much does the boat cost?",
        "Was kostet das Boot?",
        "Wie viel hat das neue Boot gekostet?",
        "Wieviel kosten die Boote?",
        "Wie teuer ist das Boot?",
        "¿Cuánto cuesta el barco?",
        "¿Cuánto ha costado el barco?",
        "Quanto custa o barco?",
        "Quanto è costata la barca?",
        "Combien a coûté le bateau ?",
        "Сколько стоит лодка?",
        "Сколько тогда стоила лодка?",
        "Сколько будет стоить лодка?",
        "¿Cuánto va a costar el barco?",
        "Quanto vão custar os barcos?",
        "Combien va coûter le bateau ?",
        "Ile kosztowała łódź?",
        "Hoeveel kost de boot?",
        "Hoeveel heeft de boot gekost?",
        "كم كلّف القارب؟",
        "كم سعر القارب؟",
        "بكم هذا القارب؟",
        "这条船多少钱？",
        "船の値段はいくらですか？",
        "これはいくらですか？",
    ],
    WEIGHT: [
        "How much does the boat weigh?",
        "Wie viel wiegt das Boot?",
        "¿Cuánto pesa el barco?",
        "Quanto pesa un orso marino?",
        "Combien pèse le bateau ?",
        "Сколько весит лодка?",
        "Hoeveel weegt de boot?",
        "كم يزن القارب؟",
        "这条船多重？",
    ],
    AGE: [
        "How old is Ada?",
        "Wie alt ist Ada?",
        "¿Cuántos años tiene Ada?",
        "Quantos anos tem Ada?",
        "Quanti anni ha Ada?",
        "Quel âge a Ada ?",
        "Сколько ему лет?",
        "Ile lat ma Ada?",
        "阿达今年多大？",
        "阿达多大了？",
        "Hoe oud is Ada?",
        "كم عمر آدا؟",
        "阿达今年多大年纪？",
        "アダは何歳ですか？",
    ],
    BIRTH: [
        "When was Ada born?",
        "Wann wurde Ada geboren?",
        "Wann wurde die Malerin geboren?",
        "¿Cuándo nació Ada?",
        "Quando nasceu Ada?",
        "Quando è nata Ada?",
        "Quand Ada est-elle née ?",
        "Когда Ада родилась?",
        "Wanneer is Ada geboren?",
        "متى ولدت آدا؟",
        "متى وُلد آدم؟",
        "阿达什么时候出生？",
        "アダはいつ生まれましたか？",
        "アダが生まれたのは何年？",
        "Kiedy urodziła się Ada?",
    ],
    DEATH: [
        "When did Ada die?",
        "Wann ist Ada gestorben?",
        "Wann ist der Wirt gestorben?",
        "Wann starb Ada?",
        "¿Cuándo murió Ada?",
        "Quando morreu Ada?",
        "Quando è morta Ada?",
        "Quand Ada est-elle morte ?",
        "Когда Ада умерла?",
        "Wanneer stierf Ada?",
        "متى توفيت آدا؟",
        "阿达是哪一年去世的？",
        "アダはいつ亡くなりましたか？",
        "How many people died in it?",
        "Wie viele Menschen kamen ums Leben?",
        "Wie viele Tote gab es?",
        "¿Cuántas personas murieron?",
        "Quantas pessoas morreram?",
        "Quante persone morirono?",
        "Combien de morts y a-t-il eu ?",
        "Сколько человек погибло?",
        "Hoeveel mensen kwamen om?",
        "Ilu ludzi zginęło?",
    ],
    YEAR: [
        "What year was it?",
        "In welchem Jahr kam Ada?",
        "¿En qué año llegó Ada?",
        "Em que ano chegou Ada?",
        "En quelle année Ada est-elle venue ?",
        "In che anno venne Ada?",
        "In welk jaar kwam Ada?",
        "В каком году приехала Ада?",
        "W którym roku przybyła Ada?",
        "في أي عام جاءت آدا؟",
    ],
    FOUNDER: [
        "Who founded it?",
        "Wer gründete die Firma?",
        "Wer hat die Firma gegründet?",
        "¿Quién fundó la empresa?",
        "Quem fundou a empresa?",
        "Chi ha fondato la ditta?",
        "Qui a fondé la maison ?",
        "Кто основал фирму?",
        "Wie heeft de zaak opgericht?",
        "Kto założył firmę?",
        "谁创立了它？",
        "من أسس الشركة؟",
    ],
    BUILDER: [
        "Who designed it?",
        "Wer baute die Mühle?",
        "Wer hat die Mühle entworfen?",
        "¿Quién diseñó el molino?",
        "Quem projetou o moinho?",
        "Chi ha progettato il mulino?",
        "Qui a construit le moulin ?",
        "Кто построил мельницу?",
        "Wie heeft de molen gebouwd?",
        "Kto zbudował młyn?",
        "谁建造了它？",
        "من بنى الطاحونة؟",
    ],
}
SAID = {
    PRICE: [
        "3 €", "$3", "3 Euro", "3 dollars", "3 рубля", "3 دولار", "3元", "3ドル",
        "3 Goldmark", "CHF 3", "12 pounds", "3 копейки", "3 دراهم", "3英镑", "3億円",
        "Es kostet drei.", "Costa tres.", "Coûte trois.", "El precio es 3.", "цена 3",
        "سعره 3", "价格是三", "It is free.", "Der Eintritt ist frei.", "gratuita",
        "бесплатно", "مجانا", "免费", "無料", "3 milioni",
        "budgeted at 4bn", "3 bilhões", "обойдётся в три", "12 zł", "3 miljoen",
    ],
    WEIGHT: [
        "3 kg", "3t", "3 Kilo", "three grams", "3 Tonnen", "3 Pfund", "3 libras",
        "3 кг", "300 г", "12 т", "3 тонны", "3 كيلو", "3 غرام", "3 كغ", "3 أطنان",
        "3公斤", "3吨", "3キロ", "3トン", "3 chili", "3 quilos", "Er wiegt drei.",
        "pesaba tres", "весит три", "يزن ثلاثة", "重三", "mehr als ein Zentner",
    ],
    AGE: [
        "85 years", "85-jährig", "85 años", "85 ans", "85 anni", "85 лет", "85 jaar",
        "85 سنة", "85 عامًا", "85岁", "85歳", "Ada, 85, sails",
        "阿达（85）", "born 1941",
        "515 Millionen Jahre", "4,5 milliards d’années", "dreißig Jahre", "八十岁",
        "12th century", "siglo XII", "XII век", "القرن الثاني عشر", "drei Monate",
        "octogenaria", "ottantenne", "She died at 85.", "Anfang dreißig", "tachtig",
        "died at 85 in Rome", "starb mit 85 in Ulm", "eighty-five then",
        "in her eighties",
    ],
    BIRTH: [
        "born 1941", "* 1941", "1941 geboren", "nació en 1941", "nasceu", "è nata",
        "née en 1941", "naissance", "родилась", "وُلِدَت", "مواليد 1941", "1941年出生",
        "生于1941年", "生まれ", "(1941–2001)", "(1941-)", "kam zur Welt", "(Ulm, 1941)",
        "(3. Mai 1941 – 2. Juni 2001)", "（1941年5月3日－2001年6月2日）", "Geburtstag",
        "1941年5月3日－", "founded in 1941", "1941 gegründet", "появилась на свет",
        "came into the world",
        "ur. 7 maja 1867", "przyszła na świat", "classe 1970", "1970年生", "النور",
    ],
    DEATH: [
        "died", "her death", "† 2001", "starb", "gestorben", "murió", "morreu",
        "mort en 2001", "décédée", "décès", "умерла", "تُوُفِّيَت", "去世", "死亡", "stierf",
        "(1941–2001)", "(1941-99)", "(3. Mai 1941 – 2. Juni 2001)", "was killed",
        "kam ums Leben", "fiel 1916", "asesinada", "ejecutada", "погиб", "казнён",
        "过世", "病故", "永眠", "vermoord", "morì", "lived until 2001",
        "three victims", "ofiary", "they lost three", "drei Todesopfer", "жертвы",
        "No one survived.", "17 bodies", "39 Menschenleben", "Alle kamen dabei um.",
        "mató a 70", "17 corps", "никто не выжил", "zamordowano", "nie żyje 12",
    ],
    YEAR: [
        "in 1960", "in 615", "(615)", "1960–61", "١٩٦٠", "و1960",
        "27 BC", "44 v. Chr.", "in the ’60s", "the 80s", "二〇一九年", "在1960",
        "今年", "a year ago", "voriges Jahr", "el año pasado", "l'an dernier",
        "l’anno dopo", "vorig jaar", "через год", "rok później", "XII век",
        "siglo XII", "القرن", "in the Sixties", "nineteen eighty-four", "los sesenta",
        "nel Quattrocento", "в 60-х", "w latach 60.", "الستينيات", "den 60ern",
    ],
    FOUNDER: [
        "founded by Ada", "Gründerin", "fundada", "fondée", "fondata", "основана",
        "opgericht", "założona", "成立", "أسسها", "it began with Ada", "created",
        "eröffnet", "her father", "set up", "Ada introduced it",
        "Ada formed the band", "chartered", "Ada set the firm up", "ins Leben",
        "stiftete", "formado", "avviata", "заложил", "begonnen", "powstał", "发起",
        "مؤسس الشركة",
    ],
    BUILDER: [
        "built by Ada", "Ada designed it", "der Bau", "entworfen von Ada", "diseñado",
        "projetado", "progettato", "conçu", "построила", "ontworpen", "zbudowany",
        "建造", "设计", "بناها", "Ada's work", "the architect", "invented", "drew it",
        "by Norman Foster", "was laid out", "stammt von Ada", "gestaltete", "mandó",
        "erguida", "eretto", "bâti", "автор Ада", "aangelegd", "wzniósł",
        "修筑", "أقام", "作りました", "بنت",
    ],
}  # fmt: skip
NEITHER = ["Ada 3", "3 Boote", "3 mal", "3 лодки", "3 قوارب", "3条船", "il programma"]
OTHERS = {
    PRICE: ["vor 20 Jahren", "14 anni", "1988", "in 3 weeks", "有三只船"],
    WEIGHT: [
        "I don't know.",
        "vor 20 Jahren",
        "0,2 cuccioli",
        "3 million boats",
        "公园有两只熊",
    ],
    AGE: ["3 kg", "drei Euro", "They know many."],
    BIRTH: [
        "Sie zog 1960 nach Paris.",
        "il museo nazionale 1960",
        "1960 kam sie an.",
        "the world’s fastest",
    ],
    DEATH: [
        "Todos vinieron en 1960.",
        "More came in 1960.",
        "1960年没有船",
        "today",
        "وفي عام 1960",
    ],
    YEAR: [
        "87 species",
        "The C450 has a speed of 450 km/h.",
        "8,000 boats",
        "3 Fundaciones",
        "有三只船",
    ],
    FOUNDER: ["Ada has three boats.", "Ada kam 1960 mit drei Booten.", "1960年没有船"],
    BUILDER: [
        "Her house, with its oak porch, stands here.",
        "It went by at night.",
        "Ada kam 1960.",
        "有三只船",
    ],
}


def asked() -> list[tuple[int, str]]:
    """Give all questions with the kind that they ask for."""
    return [(kind, question) for kind, each in ASKED.items() for question in each]


@pytest.mark.parametrize(("kind", "question"), asked())
def test_what_is_of_another_kind_lacks_it(kind: int, question: str) -> None:
    """Each question asks for one kind, which is said in any of the languages."""
    assert _asked_by(question) == (KINDS[kind],)
    for text in SAID[kind]:
        assert not lacks_kind(question, text), text
    for text in (*NEITHER, *OTHERS[kind]):
        assert lacks_kind(question, text), text


@pytest.mark.parametrize(
    "question",
    [
        "How much water does it hold?",
        "How long did she live?",
        "How much does it matter that costs rise?",
        "Was kostete Napoleon den Thron?",
        "Wann starb der Dodo aus?",
        "Wann ist das Dorf, in dem er lebte, gestorben?",
        "Сколько стоит на месте поезд?",
        "Сколько стоило жизней взятие?",
        "墓里有多少钱币？",
        "When was the author, who was born in Ulm, made a judge?",
        "When was the monument to those who died built?",
        "Wie viele Kosten entstehen?",
        "Wie schwer war der Sturm?",
        "Wann wurde das Grab des Gestorbenen entdeckt?",
        "Combien de couteaux y a-t-il ?",
        "Combien de vies a coûté la guerre ?",
        "Quando fu fondata la NATO?",
        "Hoeveel tijd kost het?",
        "كم سعرة حرارية فيه؟",
        "哪一年出生率最高？",
        "いくらの卵は何色ですか？",
        "Wie viele Boote gibt es?",
        "Who built on that?",
        "Who designed to please?",
        "Who founded her theory on it?",
        "Wie viele tote Winkel hat es?",
        "How many of those who died were boys?",
        "What year was she in?",
        "¿En qué año de carrera está?",
        "Was ist schwer?",
        "Wann öffnet das alte Museum?",
        "Сколько лет назад это было?",
        "何人いますか？",
        "議席数はいくらか？",
        "多重结合的多重度是什么？",
        "كم عدد القوارب؟",
    ],
)
def test_other_questions_ask_for_none(question: str) -> None:
    """How many or when it is may be any number or time."""
    assert not lacks_kind(question, "Ada 3")


def test_the_year_of_a_birth_is_both() -> None:
    """A year alone is none, and neither is a birth."""
    question = "In welchem Jahr wurde Ada geboren?"
    assert _asked_by(question) == (KINDS[BIRTH], KINDS[YEAR])
    assert lacks_kind(question, "Sie kam 1960.")
    assert lacks_kind(question, "Sie wurde in Ulm geboren.")
    assert not lacks_kind(question, "Sie wurde 1941 geboren.")


@pytest.mark.parametrize(
    "text", ["costruita a Zurigo", "construida en 1960", "ein Konstrukteur"]
)
def test_what_is_built_costs_nothing_by_that(text: str) -> None:
    """Though it begins as a cost does."""
    assert lacks_kind("Quanto costò la barca?", text)


def test_a_number_or_time_of_another_kind_states_nothing() -> None:
    """It states nothing that is asked for."""
    assert not states_asked("Wie viel wiegt ein Bär?", "Ein Bär lebt 20 Jahre.")
    assert states_asked("Wie viel wiegt ein Bär?", "Ein Bär wiegt 200 kg.")
    assert not states_asked("Когда родился Костин?", "Он приехал в 1960 году.")
    assert states_asked("Когда родился Костин?", "Он родился в 1940 году.")


@pytest.mark.parametrize(
    "question",
    [
        "ticket price tanner road price",
        "monthly rent",
        "cost of the tunnel in Quito",
        "Growth plan fee",
        "ticket price 2024",
        "the mill's fare to Oslo",
    ],
)
def test_keywords_for_a_price_ask_for_one(question: str) -> None:
    """In English: what to do in Italy and the good fairy are other things."""
    assert lacks_price(question, "The tunnel was dug by 9 men in 1990.")
    assert not lacks_price(question, "They pay 40 crowns.")
    for other in ("Che cosa posso fare?", "Wer ist die gute Fee?", question):
        assert not lacks_kind(other, "The tunnel was dug by 9 men in 1990.")


@pytest.mark.parametrize(
    "question", ["What will Ada earn as head?", "What does a miller earn?"]
)
def test_what_somebody_earns_is_money(question: str) -> None:
    """A number of men is not."""
    assert lacks_kind(question, "The tunnel was dug by 9 men in 1990.")
    assert not lacks_kind(question, "They pay 40 crowns.")


@pytest.mark.parametrize(
    "question",
    [
        "What did the rent strike change?",
        "Is the rent due in May?",
        "List what the rent is for",
        "price rises and strikes",
        "rents and strikes",
        "What did Ada earn at Oxford?",
        "price 20245",
    ],
)
def test_other_words_of_prices_ask_for_none(question: str) -> None:
    """A question says itself what it asks."""
    assert not lacks_price(question, "The tunnel was dug by 9 men in 1990.")
    assert not lacks_kind(question, "The tunnel was dug by 9 men in 1990.")


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Ada died in 1990.", True),
        ("Ada, who died in the 1990s, had 74 boats.", True),
        ("Ada died of old age.", False),
        ("Her death in 1990 from cold was sudden.", False),
        ("Ada died in an avalanche.", False),
        ("A fever took Ada.", False),
        ("Ada drowned.", False),
    ],
)
def test_what_one_died_of_is_said(text: str, lacks: bool) -> None:
    """When it was doesn't tell."""
    assert lacks_kind("What did Ada die of?", text) is lacks
    assert lacks_kind("How did Ada Moen die?", text) is lacks
    assert lacks_kind("What did Ada Moen die from?", text) is lacks
    assert not lacks_kind("How did the old custom of Ada and of the boats die?", text)
