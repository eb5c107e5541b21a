"""A bibliography is taken by other programs' readers, and says what is known."""

import json

import pytest
from pybtex.database import parse_string

from rag.judging.works import Work
from rag.page.desk.bibliography import bibtex, csl_json, ris, tex
from rag.page.desk.citing import Person, cited_works, people

TIDES = Work(
    "tides-1",
    "The Tides: 50 % {of} A&B_c #1 $5 ~^\\",
    "Moon, Ada; Bo Sun",
    "2026-03-18",
    "https://example.org/a_b?c=%20&d={e}#f",
    "en",
)
BARE = Work("bare", "潮汐")
ODD = Work("odd", "Waves", "Moon, Sun, Stars & Co", "in spring")
WORKS = cited_works([TIDES, BARE, ODD])


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("", ()),
        ("Ada Moon", (Person("Ada Moon"),)),
        ("Moon, Ada", (Person("Moon", "Ada"),)),
        ("Moon, Ada; Sun, Bo", (Person("Moon", "Ada"), Person("Sun", "Bo"))),
        ("Ada Moon and Bo Sun", (Person("Ada Moon"), Person("Bo Sun"))),
        ("Ada Moon, Bo Sun, and Cy", tuple(map(Person, ("Ada Moon", "Bo Sun", "Cy")))),
        ("Ada Moon · Bo Sun & Cy", tuple(map(Person, ("Ada Moon", "Bo Sun", "Cy")))),
        (
            "Ludwig van der Sun and Simone de Moon",
            (Person("Ludwig van der Sun"), Person("Simone de Moon")),
        ),
        *(
            (name, (Person(name),))
            for name in (
                "Johnson & Johnson",
                "Department of Health and Social Care",
                "Ministry of Tides and Winds",
            )
        ),
        ("Garcia Luna, Ana", (Person("Garcia Luna", "Ana"),)),
        ("World Health Organization", (Person("World Health Organization"),)),
        ("Moon, A., B.", (Person("Moon, A., B."),)),
        ("Moon,", (Person("Moon,"),)),
        ("Anders Andersen", (Person("Anders Andersen"),)),
    ],
)  # fmt: skip
def test_authors_are_taken_apart_where_the_line_says_how(author, names):
    """A name of which nobody says what is the family's stays whole."""
    assert people(author) == names


@pytest.mark.parametrize(
    ("work", "key"),
    [
        (TIDES, "moon2026tides"),
        # ø is a letter, and no o with an accent.
        (Work("a", "On the Sea", "Ada Møon-Ünal"), "monunalon"),
        (Work("a", "On the Waves", "Ada Moon", "2026"), "moon2026waves"),
        (Work("a", "So it is"), "so"),
        (Work("a", "All seas"), "seas"),
        (BARE, "work"),
    ],
)
def test_a_key_is_of_author_year_and_title(work, key):
    """In plain letters, without accents, whatever the title has."""
    assert cited_works([work])[0].key == key


def test_keys_are_unique_and_each_article_comes_once():
    """The second of a key has a number, in the order of the desk."""
    works = [Work(name, "Tides", "Ada Moon", "2026") for name in "abca"]
    cited = cited_works(works)
    assert [(each.work.article_id, each.key) for each in cited] == [
        ("a", "moon2026tides"),
        ("b", "moon2026tides-2"),
        ("c", "moon2026tides-3"),
    ]


def test_bibtex_is_read_back():
    """By another program's reader: entries, people, and TeX for each odd letter."""
    read = parse_string(bibtex(WORKS), "bibtex")
    assert list(read.entries) == ["moon2026tides", "work", "cowaves"]
    tides = read.entries["moon2026tides"]
    assert tides.type == "misc"
    assert dict(tides.fields) == {
        "title": r"{The Tides: 50 \% \textbraceleft{}of\textbraceright{} A\&B\_c \#1 "
        r"\$5 \textasciitilde{}\textasciicircum{}\textbackslash{}}",
        "year": "2026",
        "date": "2026-03-18",
        "url": "https://example.org/a_b?c=%20&d=%7Be%7D#f",
    }
    names = [(name.last_names, name.first_names) for name in tides.persons["author"]]
    assert names == [(["Moon"], ["Ada"]), (["Sun"], ["Bo"])]
    assert dict(read.entries["work"].fields) == {"title": "{潮汐}"}
    odd = read.entries["cowaves"]
    assert odd.fields["note"] == "in spring"
    assert "year" not in odd.fields
    assert [str(name) for name in odd.persons["author"]] == [
        "{Moon, Sun, Stars \\& Co}"
    ]


def test_a_year_has_four_digits():
    """In each form that says a year for itself."""
    old = cited_works([Work("a", "Annals", date="0987-05")])
    fields = dict(parse_string(bibtex(old), "bibtex").entries["987annals"].fields)
    assert (fields["year"], fields["date"]) == ("0987", "0987-05")
    assert "PY  - 0987\r\nDA  - 0987/05\r\n" in ris(old)


def test_tex_keeps_words_on_one_line():
    """Line ends and tabs are spaces; letters of any script stay."""
    assert tex(" a\n b\tü 🦉 ") == "a b ü 🦉"


def test_bibtex_of_nothing_is_empty():
    """No work, no entry."""
    assert bibtex([]) == ""
    assert ris([]) == ""
    assert json.loads(csl_json([])) == []


def test_ris_has_its_lines():
    """Each with its tag, ended by CR and LF, each work by ER."""
    text = ris(WORKS)
    assert "\n" not in text.replace("\r\n", "")
    first, second, third = text.split("ER  - \r\n\r\n")[:-1]
    assert first.split("\r\n")[:-1] == [
        "TY  - ELEC",
        "ID  - moon2026tides",
        "AU  - Moon, Ada",
        "AU  - Bo Sun",
        "TI  - The Tides: 50 % {of} A&B_c #1 $5 ~^\\",
        "PY  - 2026",
        "DA  - 2026/03/18",
        "UR  - https://example.org/a_b?c=%20&d={e}#f",
        "LA  - en",
    ]
    assert second.split("\r\n")[:-1] == ["TY  - GEN", "ID  - work", "TI  - 潮汐"]
    assert "PY" not in third


def test_a_line_end_makes_no_tag_of_its_own():
    """Whatever a title holds, it stays in its line."""
    forged = cited_works([Work("a", "Tides\r\nER  - \nTY  - BOOK")])
    assert ris(forged).count("\r\n") == 5
    assert "TI  - Tides ER - TY - BOOK\r\n" in ris(forged)


def test_csl_json_says_what_is_known():
    """Names in parts where they are known, dates in numbers; nothing is empty."""
    assert json.loads(csl_json(WORKS)) == [
        {
            "id": "moon2026tides",
            "type": "webpage",
            "title": "The Tides: 50 % {of} A&B_c #1 $5 ~^\\",
            "author": [{"family": "Moon", "given": "Ada"}, {"literal": "Bo Sun"}],
            "issued": {"date-parts": [[2026, 3, 18]]},
            "URL": "https://example.org/a_b?c=%20&d={e}#f",
            "language": "en",
        },
        {"id": "work", "type": "document", "title": "潮汐"},
        {
            "id": "cowaves",
            "type": "document",
            "title": "Waves",
            "author": [{"literal": "Moon, Sun, Stars & Co"}],
            "issued": {"literal": "in spring"},
        },
    ]
