"""Which year a question and a quote are of, in any language."""

import pytest

from rag.asking.wording.years import is_of_other_year

SAID = "Im Jahr 2015 kam Ann."


def is_other(
    question: str, quote: str = SAID, passage: str = "", rest: str = ""
) -> bool:
    """Tell it of a quote in a passage in an article."""
    around = f"{passage} {quote}"
    return is_of_other_year(question, f"{around} {rest}", around, quote)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Wer kam 2016?", SAID),
        ("Wer kam 2014?", SAID),
        ("¿Quién vino en 2016?", "Ana vino en 2015."),
        ("2016年谁来了？", "2015年安来了。"),
        ("２０１６年に誰が来ましたか？", "２０１５年にアンが来ました。"),
        ("من جاء عام ٢٠١٦؟", "جاءت آن عام ٢٠١٥."),
        ("Wer kam 2018?", "Von 2015 bis 2017 kam Ann."),
        ("Wer kam 2012 und 2013?", "Von 2015 bis 2017 kam Ann."),
        ("Wer kam 1000?", SAID),
        ("Quem veio do ano de 2012?", "Ana veio em 2015."),
        ("Wer kam 2099?", SAID),
        ("Wer kam nach Linz, 2016?", SAID),
    ],
)
def test_a_quote_with_another_year_is_of_another(question: str, quote: str) -> None:
    """Whatever the digits, and whatever stands around them."""
    assert is_other(question, quote)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Wer kam 2015?", SAID),
        ("Wer kam?", SAID),
        ("Wer kam 2016?", "Ann kam."),
        ("Wer kam 2016?", "Von 2015 bis 2017 kam Ann."),
        ("Wer kam 2014 und 2015?", SAID),
        ("Wer kam 2016?", "Es kamen 2100, und 999 oder 12015 gingen."),
        ("Wer hat 2100 Boote?", SAID),
        ("Wer hat 999 Boote?", SAID),
        ("Wer hat die 0999?", SAID),
        ("Wer kam nach dem Jahr 2012?", SAID),
        ("Wer kam seit 2012?", SAID),
        ("Что было после 2012?", "Это было в 2015 году."),
        ("2012年以后谁来了？", "2015年安来了。"),
        ("2012年から誰が来ましたか？", "2015年にアンが来ました。"),
        ("2012 yılından sonra kim geldi?", "Ann 2015 yılında geldi."),
        ("Kto przyszedł po 2012?", "Ann przyszła w 2015 roku."),
        ("Kto przyszedł od roku 2012?", "Ann przyszła w 2015 roku."),
        ("Kto przyszedł do 2018 roku?", "Ann przyszła w 2015 roku."),
        ("Who came after 2012?", SAID),
        ("Who came between 2011 and 2014?", SAID),
        ("ใครมาหลังปี 2012", "แอนมาในปี 2015"),
        ("截至2018年谁来了？", "2015年安来了。"),
        ("2012년 이후 누가 왔습니까?", "2015년에 앤이 왔습니다."),
    ],
)
def test_one_that_may_be_of_the_year_is_not(question: str, quote: str) -> None:
    """Within a span, in an open one, or where either has no year."""
    assert not is_other(question, quote)


def test_what_stands_around_a_quote_may_have_the_year() -> None:
    """One that has no year is of another if its passage is and the article has none."""
    assert not is_other("Wer kam 2016?", passage="Das war 2016.")
    assert is_other("Wer kam 2016?", "Ann kam.", passage="Das war 2015.")
    assert not is_other("Wer kam 2016?", "Ann kam.", "Das war 2015.", "Und 2016?")
    assert not is_other("Wer kam 2016?", "Ann kam.", rest="Das war 2015.")
