"""Sentences: where they begin and end."""

from typing import Any

import pytest
from sentencex import get_sentence_boundaries

from rag.text.sentences import cut_point, ends_noted, split_sentences


def cut(text: str, language: str = "en") -> list[str]:
    """Cut a text into its sentences."""
    return [text[span.start : span.end] for span in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("It ran at 400 km/h. The next one ran faster.", "en", 2),
        ("It weighs 5 g. The other is lighter.", "en", 2),
        ("Mr. Doe came at 3.5 p.m. yesterday.", "en", 1),
        ("“Why?” he asked. “No.” He left.", "en", 3),
        ("3. Boil the water. 4. Add salt.", "en", 2),
        ("你好。我是学生！对吗？", "zh", 3),
        ("Das kostet z. B. 5 Euro. Mehr nicht.", "de", 2),
        ("Signed by John\xa0D. Roe\u2028A. in\xa0Graz.", "en", 1),
        ("El bar abre a las 5 p. m. Los lunes no.", "es", 2),
        ("등대는 2024. 12. 5. 서울에서 열렸다. 높이는 32m이다.", "ko", 2),
        ("พบกันปี พ.ศ. 2567 เวลา 18.30 น. ที่ จ.เชียงใหม่ กับ ดร. สมชาย", "th", 1),
        ("เขาเดินทางไปทางเหนือ. แล้วกลับมา", "th", 2),
        ("Unknown language. Two sentences.", "xx", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, language: str, sentences: int) -> None:
    """Abbreviations, units, initials and list numbers end no sentence."""
    assert len(cut(text, language)) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("In mice (Roe et al., 1993) , rats (Doe, 1994) , and man (Roe, 2) . So.", 2),
        ("It rose in 9 (out of 12) Asian and 8 (out of 11) Arab towns.", 1),
        ("Some are so long (2 to 3 cm) (P<.05), or short (1 cm) (P<.01) . So.", 2),
        ("It was shown (6) (7) (8) . Some go on (9) ; few (10) , say.", 2),
        ("It needs: (1) Water and (2) Salt.", 3),
        ("“Who Is It?” was sung. Help! is a song. Help! It was.", 4),
        ("He was Jo in Help! (2001), Bo in Go? (1998), Lee in So! (2101) It was.", 2),
        ("who is it? a man. he sang.", 3),
        ("Roe et al. [5] show it. Some 20 spp. in approx. 9 towns.", 2),
        ("It was an owl sp. (or two). So say Roe et al. It flew.", 3),
        ("On ASP.NET, README.MD and Tarn.Net all is said.It rose.OK.", 3),
    ],
)
def test_what_is_cited_or_named_ends_no_sentence(text: str, sentences: int) -> None:
    """Numbers in parentheses are no items of a list, unless text follows them."""
    assert len(cut(text)) == sentences


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It is common in adults.6", "We asked them."),
        ("It is common in adults.6,7", "We asked them."),
        ("It is common in adults.6, 112", "“We” asked them."),
        ("It is common in adults.1–3,5", "(We) asked them."),
        ("It is common in adults.⁶⁻⁸,¹²", "We asked them."),
        ("It is common in adults.*", "We asked them."),
        ("It is common in adults.†‡", "We asked them."),
        ("It is common in adults.[a]", "We asked them."),
        ("It is common in adults.(6)", "We asked them."),
        ("It is common in adults.(6, 12)", "We asked them."),
        ("It is common in adults.[^6]", "We asked them."),
        ("It is common in adults.[^a-6][^b]", "We asked them."),
        ("It is once a day.6", "We asked them."),
        ("It is HbA1c.6", "We asked them."),
        ("Was it so?6", "We asked them."),
        ("“It is so.”6", "We asked them."),
        ("It began in 2019.6", "We asked them."),
        ("It was 12%.6", "We asked them."),
        ("It is a flu (of birds).6", "We asked them."),
        ("It is HIV.6", "We asked them."),
        ("It is the long-lived.6", "We asked them."),
        ("It was built in 1887.[^1]", "It cost much."),
        ("We saw it.[^1][^b]", "Then we left."),
        ("It weighs 9 kg.¹", "The other is light."),
        ("He came by 400.²⁻³", "Nobody knew."),
        ("Is it 12?⁴", "Nobody knew."),
        ("It is so.[citation needed]", "Nobody knew."),
    ],
)
def test_marks_of_notes_belong_to_the_sentence_before(first: str, second: str) -> None:
    """As they come out of a PDF, whose raised figures stand behind the full stop."""
    assert cut(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "He read vol.3 The Sea.",
        "He saw fig.3 The Sea.",
        "It is so (see.[^6 The Sea).",
        "It rose to 3.5 Million in May.",
        "It is in version.6 for now.",
        "See Fig.2 The boats.",
        "It is in item.1234 The end.",
        "See doi/10.1/ice.2020.61 The tides.",
        "See sea.org/pages/part.3 The tides.",
    ],
)
def test_a_figure_behind_a_point_is_no_mark_of_a_note(text: str) -> None:
    """Of a volume, a decimal, a version, a name or an address nothing ends there."""
    assert cut(text) == [text]
    assert not ends_noted(text.partition(" The")[0])


ROWS = "Oslo 3.1% [2.9-3.4]\n  Rye bread €2.50 a loaf \nPort Louis 12 – 3 of them"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (f"Share of children (0-9)\n{ROWS}", 4),
        (f"It rained. Share:\n{ROWS}\nLima 9", 5),
        (f"Share of\nchildren\n{ROWS}", 5),
        (f"Share of\nchildren\nin them\n{ROWS}", 1),
        (ROWS, 1),
        (f"Share of\n{ROWS}\nLima ..... 9", 5),
        (f"Share of\n{ROWS}\nLima has some", 1),
        (f"Share of\n{ROWS}\nWas it? No 9", 2),
        (f"Share of\n{ROWS}\n9 Lima", 1),
        (f"Share of\n{ROWS}\n{'a' * 61} 9", 5),
        (f"Share of\n{ROWS}\n{'a' * 62} 9", 1),
        (f"Share of\n{ROWS}\nLima 9 or so many", 1),
        # What is tried for each of many figures is not tried for all of them together.
        (f"Share of\n{ROWS}\nLima {'1111 ' * 40}or so many", 1),
        (f"Share of\n{ROWS}\nLima 9 {'m' * 12}", 5),
        (f"Share of\n{ROWS}\nLima 9 {'m' * 13}", 1),
    ],
)
def test_lines_of_names_and_figures_are_sentences(text: str, sentences: int) -> None:
    """Three at least, below one that may head them: a table without signs."""
    assert len(split_sentences(text)) == sentences


def test_a_line_of_figures_has_no_space_at_its_ends() -> None:
    """As no sentence has."""
    assert cut(f"Share\n{ROWS}")[2] == "Rye bread €2.50 a loaf"


@pytest.mark.parametrize(
    "mark",
    [*"•⁃⁌⁍■□▪▫▶▸►◆◇○●◦★☆➢➣➤", " •", "(a)", "(B)", "(1)", "(12)", "(iv)", "(XXL)"],
)
def test_an_item_has_all_its_sentences(mark: str) -> None:
    """What begins with a bullet or "(1)" is cut as any other text is."""
    item = f"{mark} It rained. We left."
    assert cut(item) == [f"{mark} It rained.".strip(), "We left."]
    assert cut(f"We met. {item}") == [
        "We met.",
        f"{mark} It rained.".strip(),
        "We left.",
    ]


@pytest.mark.parametrize(("letters", "is_noted"), [(40, True), (41, False)])
def test_a_mark_of_a_note_is_short(letters: int, is_noted: bool) -> None:
    """Of one without an end, no more is looked at from where each begins."""
    assert ends_noted(f"in adults.[^{'a' * letters}]") == is_noted


@pytest.mark.parametrize(("figures", "sentences"), [(18, 1), (19, 2)])
def test_a_label_has_twenty_characters_at_most(figures: int, sentences: int) -> None:
    """With the full stop and the space behind it; a longer number stands alone."""
    assert len(cut(f"{'1' * figures}. The next one rose.")) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("11 July. The cat came aboard.", 1),
        ("July 11. The cat came aboard. It slept.", 2),
        ("11 July 1897. The cat came aboard.", 1),
        ("11th of July, 1897. The cat came aboard.", 1),
        ("Article 5. No cat may come aboard.", 1),
        ("11 July.", 1),
        ("The cat slept. 11 July. It came aboard.", 3),
        ("On 11 July. The cat came aboard.", 2),
        ("Eleven July. The cat came aboard.", 2),
    ],
)
def test_a_date_at_the_top_begins_what_follows(text: str, sentences: int) -> None:
    """In a log the entry answers with it, and it alone says nothing."""
    assert len(cut(text)) == sentences


@pytest.mark.parametrize(
    "text",
    ["word " * 3000, "x" * 9000, "“" * 9000, "A b. " * 2000, " \n" * 3000, "。" * 9],
)
def test_sentences_hold_all_text(text: str) -> None:
    """Sentences in order hold every character but white space, however long."""
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


def test_long_texts_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 10,000 characters each window of 2,000 gives all sentences but its last.

    Of ten characters each: windows begin at 0, 1,990, 3,980, 5,970, 7,960 and 9,950.
    """
    looked: list[int] = []

    def look(language: str, window: str) -> list[dict[str, Any]]:
        looked.append(len(window))
        return get_sentence_boundaries(language, window)

    monkeypatch.setattr("rag.text.sentences.get_sentence_boundaries", look)
    assert cut("Up we go. " * 1000) == ["Up we go."] * 1000
    assert looked == [2000] * 5 + [50]


def test_a_sentence_is_not_cut_where_a_window_ends() -> None:
    """Of two, 1,500 and 900 characters long, the second goes on behind 2,000."""
    first, second = f"{'Up' + ' up' * 499}.", f"{'Down' + ' down' * 179}."
    assert cut(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    ("text", "upper", "at"),
    [
        ("one two three", 9, 8),
        ("onetwothree", 9, 9),
        ("abe\u0301f", 3, 2),
        ("ab👩\u200d👧", 4, 2),
        ("ab👧\U0001f3fdc", 3, 2),
        ("ab👧\U0001f3fbc", 3, 2),
        ("ab👧\U0001f3ffc", 3, 2),
        ("onetwo", 6, 6),
    ],
)
def test_cuts_fall_between_words_or_characters(text: str, upper: int, at: int) -> None:
    """No accent, joined emoji or skin tone is torn off its character."""
    assert cut_point(text, 0, upper) == at


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("“水很高。”王水说。后来退了。", ["“水很高。”王水说。", "后来退了。"]),
        ("“水很高！”老人介绍。", ["“水很高！”老人介绍。"]),
        (
            "「駅は新しい。」と駅長は話した。雨だ。",
            ["「駅は新しい。」と駅長は話した。", "雨だ。"],
        ),
        # Whoever is told of has said nothing there, or says more.
        ("“水很高。”后来退了。", ["“水很高。”", "后来退了。"]),
        ("“水很高。” 王水说。", ["“水很高。”", "王水说。"]),
        ("水很高。王水说。", ["水很高。", "王水说。"]),
        (f"“水很高。”{'王' * 30}说。", [f"“水很高。”{'王' * 30}说。"]),
        (f"“水很高。”{'王' * 31}说。", ["“水很高。”", f"{'王' * 31}说。"]),
    ],
)
def test_what_is_said_goes_with_who_says_it(text: str, sentences: list[str]) -> None:
    """In Chinese and Japanese the speaker may stand behind the full stop."""
    found = split_sentences(text, "zh")
    assert [text[span.start : span.end] for span in found] == sentences
