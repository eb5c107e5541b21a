"""Bytes to text, whatever the encoding."""

import pytest

from rag.readers.plain.decoding import decode

RUSSIAN = "Река поднялась на два метра за одну ночь, и мост был закрыт для движения."
CHINESE = "这条河在一夜之间上涨了两米，大桥对所有车辆关闭，许多人前来观看。"
JAPANESE = "川は一晩で二メートル上昇し、橋はすべての交通に対して閉鎖された。"
KOREAN = "강물이 하룻밤 사이에 이 미터 불어나서 다리의 통행이 모두 금지되었다."
FRENCH = "La rivière a débordé, et le pont a été fermé : « ça suffit », dit l’évêque."
SPANISH = "El río creció; mañana el puente estará cerrado. ¿Quién lo sabía?"
POLISH = "Rzeka podniosła się o dwa metry, a most był zamknięty. Żółw śpi, źle."
CZECH = "Řeka stoupla o dva metry a most byl uzavřen. Příliš žluťoučký kůň."
TURKISH = "Nehir bir gecede iki metre yükseldi; köprü kapalı. Şehir değişti, İstanbul."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-32"),
        (RUSSIAN, "utf-32-le"),
        (RUSSIAN, "utf-32-be"),
        ("The river rose.", "utf-16-le"),
        ("The river rose.", "utf-16-be"),
        ("The river rose by one (一) metre in a night.", "utf-16-be"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "cp949"),
        (KOREAN, "iso2022_kr"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
        (SPANISH, "latin-1"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (CZECH, "cp1250"),
        (TURKISH, "cp1254"),
    ],
)
def test_text_is_decoded(text: str, encoding: str) -> None:
    """Text comes back as it was, whatever it was encoded in."""
    assert decode(text.encode(encoding)) == text


def test_damaged_text_is_kept() -> None:
    """One bad byte in UTF-8 does not turn the rest into another language."""
    data = "Über den Fluss führte eine Brücke. ".encode() * 9
    assert decode(data + b"\xff") == data.decode() + "\ufffd"


def test_no_lone_surrogates() -> None:
    """Half a surrogate pair, which UTF-8 can't write, is replaced."""
    text = decode(b"\xff\xfe" + b"a\x00" + b"\x00\xd8" + b"b\x00")
    assert text == "a\ufffdb"


@pytest.mark.parametrize(
    "data",
    [b"text\x00text", bytes(range(1, 32)) * 5, "a\ufffe".encode(), "\uffff".encode()],
)
def test_data_is_no_text(data: bytes) -> None:
    """Zeros and control characters are not decoded."""
    assert decode(data) is None


@pytest.mark.parametrize(
    ("good", "kept"), [(20, True), (40, True), (19, False), (0, False)]
)
def test_twenty_good_characters_outweigh_a_bad_byte(good: int, kept: bool) -> None:
    """With fewer the data is in another encoding, and no byte of it is lost."""
    data = ("é" * good).encode() + b" \xff"
    assert ("\ufffd" in (decode(data) or "")) is kept
    assert decode(b"a" * 99) == "a" * 99


@pytest.mark.parametrize(("controls", "is_text"), [(1, True), (2, False)])
def test_one_control_character_in_a_thousand_is_text(
    controls: int, is_text: bool
) -> None:
    """Tabs, form feeds and a terminal's escapes are none of them."""
    data = b"\x01" * controls + b"a" * (1000 - controls)
    assert (decode(data) is not None) is is_text
    assert decode(b"\t\n\x0b\x0c\x1b") == "\t\n\x0b\x0c\x1b"
    assert decode(b"\x7f") is decode(b"\x08") is decode(b"\x0e") is None


def test_line_ends_become_line_feeds() -> None:
    """However a system writes them, and only those."""
    assert decode(b"a\r\nb\rc\nd\n\re\x0bf") == "a\nb\nc\nd\n\ne\x0bf"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(mark: bytes, encoding: str) -> None:
    """Even of a text of one letter, and of none."""
    assert decode(mark + "é".encode(encoding)) == "é"
    assert decode(mark) == ""


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(order: str) -> None:
    """A third of one half of the bytes, and twenty times those of the other half."""
    encoding = f"utf-16-{order}"
    ascii_share = "a" * 31 + "\u4e2d" * 69
    assert decode(ascii_share.encode(encoding)) == ascii_share
    less = "a" * 30 + "\u4e2d" * 70
    assert decode(less.encode(encoding)) is None
    # U+0100 has a zero where ASCII has none: one to 21 is allowed, to 20 not.
    assert decode(("a" * 21 + "\u0100").encode(encoding)) == "a" * 21 + "\u0100"
    assert decode(("a" * 20 + "\u0100").encode(encoding)) is None


def test_names_of_neighbours_are_read_in_the_texts_language() -> None:
    """French and Portuguese names in German need no other encoding than German."""
    text = (
        "Die Gemeinde liegt im Tal der Maizière, und zu ihr gehören die Orte Perière "
        "und São Jorge. Über die alte Brücke dort fährt die Bahn nach Périgueux."
    )
    assert decode(text.encode("cp1252")) == text
    assert decode(text.encode("mac_roman")) == text
