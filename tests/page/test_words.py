"""What the page says in other languages: whole, alike, and each reader's own."""

import ast
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import httpx
import pytest
from babel import Locale
from babel.messages.pofile import read_po

from docs.words import ROOT, WORDS, brought_up, said_by_the_page
from rag.asking.agreeing.agreement import say_difference
from rag.asking.overviews import heading
from rag.asking.ranking.candidates import RETRIEVERS
from rag.asking.states import STATE_NAMES, STATE_SENTENCES, across_sentence, state_of
from rag.asking.wording.overview_questions import ABOUT, overview_question
from rag.library.changes import Change, Deed
from rag.page.quotes.welcome import overview_link_html
from rag.page.words import below
from rag.page.words.reasons import said
from rag.page.words.saying import (
    LANGUAGES,
    Later,
    _,
    date,
    date_html,
    name_of,
    ngettext,
    number,
    preferred,
    script_words,
    speaking,
)
from rag.readers.formats import FORMATS
from rag.steps import STEPS, Step
from rag.types import Part, Place
from tests.served import served

OTHERS = sorted(set(LANGUAGES) - {"en"})
SET_APART = re.compile(r"\{\w+\}|<[^>]*>")
"""What stands in a sentence and is no word of it: places to fill, and markup."""

FORMAT_NAMES = {
    "Markdown", "HTML", "MHTML", "PDF", "Word", "OpenDocument", "EPUB", "Excel",
    "PowerPoint",
}  # fmt: skip


@pytest.fixture(scope="module")
def page_says():
    """Give all that the page says, read out of its code."""
    return said_by_the_page()


@pytest.fixture(params=OTHERS)
def catalog(request):
    """Give the file of a language."""
    with (WORDS / f"{request.param}.po").open("rb") as file:
        return read_po(file, locale=request.param)


def ids_of(catalog) -> set:
    """List what a catalog has entries for."""
    return {each.id for each in catalog if each.id}


def forms(string) -> tuple[str, ...]:
    """Give what is said as one form or several."""
    return (string,) if isinstance(string, str) else tuple(string)


def test_each_file_is_a_language_with_its_own_name():
    """Who adds a file names the language as its readers call it, and as CLDR does."""
    assert {path.stem for path in WORDS.glob("*.po")} == set(OTHERS)
    for code, name in LANGUAGES.items():
        assert Locale(code).get_display_name(code) == name


def test_all_is_said_in_each_language(catalog, page_says):
    """Nothing that the page says is missing in a file, and no entry is unused."""
    assert len(page_says) > 400
    assert ids_of(page_says) - ids_of(catalog) == set()
    assert ids_of(catalog) - ids_of(page_says) == set()
    untranslated = [m.id for m in catalog if m.id and not all(forms(m.string))]
    assert untranslated == []


def test_files_are_as_the_tool_writes_them(catalog, page_says):
    """Where each sentence stands is up to date: scripts get theirs by that."""
    wanted = brought_up(str(catalog.locale), page_says)
    assert {m.id: {path for path, __ in m.locations} for m in catalog if m.id} == {
        m.id: {path for path, __ in m.locations} for m in wanted if m.id
    }


def test_places_and_markup_are_the_same(catalog):
    """A translation fills the same places and has the same tags, and no others.

    Of a plural, what is said of none, of one and of two may leave out the number.
    """
    few = {"zero", "one", "two"} & catalog.locale.plural_form.tags
    for message in catalog:
        wanted = Counter(SET_APART.findall(forms(message.id)[-1]))
        for place, form in enumerate(forms(message.string) if message.id else ()):
            found = Counter(SET_APART.findall(form))
            if isinstance(message.id, tuple) and place < len(few):
                found["{n}"] = wanted["{n}"]
            assert +found == wanted, form
            assert not set('"<>&') & set(SET_APART.sub("", form)), form


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_an_overview_is_asked_for_in_each_language(code):
    """The link's question is one that is understood, and names the article."""
    with speaking(code):
        link = overview_link_html("Tides & Moons")
    (query,) = re.findall(r'href="/\?q=([^"&]+)"', link)
    asked = overview_question(unquote(query))
    assert asked is not None
    assert asked.names("Tides & Moons")


def test_what_packages_below_say_is_known():
    """Their states, steps, retrievers and formats are translated, names apart."""
    said_below = {
        *STATE_NAMES.values(),
        *(STATE_SENTENCES[status] for status in ("near", "not_found")),
        *(set(STEPS) - {"pages"}),
        *RETRIEVERS,
        ABOUT,
        *({form.name for form in FORMATS} - FORMAT_NAMES),
    }
    assert said_below <= set(below.CONSTANT)


@pytest.mark.parametrize("confidence", [None, 0.004, 0.31, 0.995])
@pytest.mark.parametrize("status", ["answered", "near", "not_found"])
def test_states_in_english_are_those_of_all_other_ways(status, confidence):
    """The page says in English what the command line and the API say."""
    assert below.state_said(status, confidence) == state_of(status, confidence)
    half = (Part("a", "answered", 1), Part("b", "near", 2))
    assert below.state_said(status, 0.5, half) == state_of(status, 0.5, half)
    across = ("zh", "en", status)
    assert below.across_said(*across) == across_sentence(*across)


def test_places_in_english_are_those_of_all_other_ways():
    """A place is named the same, whatever is known of it."""
    bare = Place("tides", 0, 0, 9)
    known = Place("t", 4, 1, 2, section="A", page=3, time_s=751, is_doubtful=True)
    for place in (bare, known):
        assert below.place_label(place) == place.label()
    assert below.place_label(known) == "A · p. 3 · 0:12:31 · ¶ 4 · may be misread"


def test_the_rest_in_english_is_as_below():
    """Changes, steps, overviews and differences are said as they are below."""
    change = Change(
        (
            Deed("rename", "“A”", "“B”"),
            Deed("tag", "“C”", " (+d)"),
            Deed("add", count=1200),
        )
    )
    assert below.change_said(change) == str(change)
    assert str(change) == "rename “A” to “B”, tag “C” (+d), add 1,200 articles"
    long = "f" * 50
    for step in (Step("words"), Step("pages", 6, 1040), Step("pages", 6, 40, long)):
        assert below.step_said(step) == step.said
    for titles, left_out in (([], 0), (["A"], 0), (["A", "B"], 0), (["A", "B"], 3)):
        assert below.overview_said(titles, left_out) == heading(titles, left_out)
    sides = [("450 km/h", "Trains", 1), ("420 km/h", "Rails", 2)]
    assert below.difference_said(sides) == say_difference(sides)


def test_arabic_has_six_forms():
    """None, one, two, few (3 to 10), many (11 to 99) and others differ."""
    with speaking("ar"):
        counted = [below.articles_said(n) for n in (0, 1, 2, 3, 11, 100, 1103)]
    assert counted == [
        "لا مقالات",
        "مقال واحد",
        "مقالان",
        "3 مقالات",
        "11 مقالًا",
        "100 مقال",
        "1,103 مقالات",
    ]


def test_numbers_days_and_languages_are_the_readers():
    """They are written as the reader's language does; in English as before."""
    iso = "2026-03-18T10:00:00+00:00"
    assert (number(1234), date(iso), name_of("de")) == ("1,234", "2026-03-18", "German")
    with speaking("zh"):
        assert (number(1234), date(iso)) == ("1,234", "2026年3月18日")
        assert (name_of("de"), name_of("xx")) == ("德语", "xx")
        assert date("yesterday") == "yesterday"


def test_what_names_no_day_stays_as_it_is():
    """A year, a month, or no date at all; in HTML no line breaks inside a date."""
    for given in ("2026", "2026-03", "Thursday 5", "2026-13-40"):
        with speaking("zh"):
            assert date(given) == given
    assert date("2026-03-18T04:21:07") == "2026-03-18"
    with speaking("zh"):
        html = '<time datetime="2026-03-18T04:21:07">2026年3月18日</time>'
        assert date_html("2026-03-18T04:21:07") == html


def test_names_keep_their_direction_in_plain_texts_from_right_to_left():
    """Each between isolates, its quotation marks with it; elsewhere as they are."""
    change = Change((Deed("tag", "“Tides”", " (+sea)"), Deed("rename", "“A”", "“B”")))
    assert below.change_said(change) == "tag “Tides” (+sea), rename “A” to “B”"
    with speaking("ar"):
        said = below.change_said(change)
    for each in ("“Tides”", "(+sea)", "“A”", "“B”"):
        assert f"\u2068{each}\u2069" in said
    assert "\u2069 \u2068(+sea)" in said


def test_what_was_said_in_a_thread_is_said_anew_to_each_reader():
    """The job speaks English, as its API does; a page says it in its own language."""
    with speaking("zh"):
        told = Later(lambda: ngettext("{n} file", "{n} files", 2))
        assert (told, said(told)) == ("2 files", "2 个文件")
        assert said("Cancelled.") == "已取消。"
        assert (said(""), said("no such sentence")) == ("", "no such sentence")
    assert said(told) == "2 files"


def test_places_are_filled_with_what_has_braces():
    """A title that looks like a place to fill is a title."""
    with speaking("zh"):
        assert _("Overview of {title}", title="{n} & {title}") == "{n} & {title} 概要"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("fr, ar;q=0.5, en;q=0.4", "ar"),
        ("en;q=0.1, ar-EG;q=0.2", "ar"),
        ("zh;q=0, ar;q=0.1", "ar"),
        ("en; q=0.9, zh-CN ; Q=0.1", "en"),
        ("zh;q=much, fr", "en"),
        ("*", "en"),
    ],
)
def test_the_browser_says_which_language(header, code):
    """The best that the page speaks is taken (RFC 9110); without one it is English."""
    assert preferred(header) == code


def test_scripts_get_only_what_they_say():
    """The first load stays small: what the server alone says is not sent."""
    words = script_words("zh")
    assert words["Back to the answer"] == "返回回答"
    assert words["{n} article"] == ("{n} 篇文章",)
    assert "What would you like to know?" not in words
    assert script_words("en") == {}


def test_scripts_know_what_the_api_says():
    """What words.js tells of is said by a package, word for word."""
    script = (ROOT / "rag/page/assets/words.js").read_text("utf-8")
    told = re.findall(r'^_\("(.+)"\);$', script, re.MULTILINE)
    trees = (ast.parse(path.read_text("utf-8")) for path in ROOT.glob("rag/**/*.py"))
    constants = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
    }
    assert len(told) == 8
    assert set(told) <= constants


def spoken(page, language: str, path: str = "welcome", **more) -> httpx.Response:
    """Ask for something as a browser of a language does."""
    headers = {"accept-language": language} | more.pop("headers", {})
    return httpx.get(page.url + path, headers=headers, **more)


def test_two_readers_at_once_have_each_their_own(page):
    """Requests that are answered beside each other don't share a language."""
    asked = ["zh", "ar", "en", "fr"] * 12
    with ThreadPoolExecutor(8) as threads:
        pages = list(threads.map(lambda code: spoken(page, code).text, asked))
    heads = {
        "zh": "您想知道什么？",
        "ar": "ماذا تودّ أن تعرف؟",
        "en": "What would you like to know?",
        "fr": "What would you like to know?",
    }
    assert all(heads[code] in html for code, html in zip(asked, pages, strict=True))


def test_the_page_says_its_language_and_direction(page):
    """Gradio's own template says English; the components are the reader's."""
    arabic, english = spoken(page, "ar", "").text, spoken(page, "en", "").text
    assert '<html\n\tlang="ar" dir="rtl" data-language="ar"' in arabic
    assert "إضافة مقالات" in arabic
    assert "Add articles" not in arabic
    assert '<html\n\tlang="en"\n' in english
    assert "Add articles" in english
    ids = [re.findall(r'\{"id":(\d+),"type"', html) for html in (arabic, english)]
    assert ids[0] == ids[1] != []


def test_pages_without_script_speak_too(page):
    """The permalink's page says its language, and that it is written from the right."""
    html = spoken(page, "ar", "articles/nobody").text
    assert '<html lang="ar" dir="rtl" class="system">' in html
    assert "لا يوجد مقال كهذا" in html
    assert '<html lang="en" class="system">' in spoken(page, "en", "articles/no").text


def test_a_choice_is_kept_and_taken_back(page):
    """`?lang=` outweighs the browser and is kept; what is no language forgets it."""
    with httpx.Client(base_url=page.url, headers={"accept-language": "ar"}) as reader:
        chosen = reader.get("/", params={"lang": "zh"})
        assert "文库" in chosen.text
        assert chosen.headers["set-cookie"] == (
            "quotewell-language=zh; Max-Age=31536000; Path=/; SameSite=lax"
        )
        assert "set-cookie" not in reader.get("/").headers
        assert "您想知道什么？" in reader.get("/welcome").text
        assert "ماذا" in reader.get("/welcome", params={"lang": "auto"}).text
        assert "ماذا" in reader.get("/welcome").text
        reader.cookies.set("quotewell-language", "xx")
        assert "ماذا" in reader.get("/welcome").text


def test_an_open_page_keeps_its_language(page):
    """It names the one it was loaded in, which outweighs what was chosen since."""
    own = {"quotewell-language": "ar", "cookie": "quotewell-language=zh"}
    assert "ماذا" in spoken(page, "en", headers=own).text
    assert "您想知道什么？" in spoken(page, "en", "welcome?lang=zh", headers=own).text
    own["quotewell-language"] = "xx"
    assert "What would you" in spoken(page, "en", headers=own).text


def test_a_refused_question_says_why_in_the_readers_language(page):
    """Gradio's events run in threads of their own, which have the language, too."""
    path = f"{page.url}gradio_api/run/ask"
    for code, question, said_ in (
        ("zh", "", "问题是空的"),
        ("en", "", "The question is empty"),
        ("zh", "？", "问题里没有文字"),
        ("ar", "؟", "لا كلمات في السؤال"),
        ("en", "🦆", "The question has no words"),
    ):
        data = [question, "{}", None]
        asked = {"data": data, "fn_index": 0, "session_hash": "words"}
        headers = {"accept-language": code}
        answer = httpx.post(path, json=asked, headers=headers, timeout=60)
        assert said_ in answer.json()["data"][1]


def test_who_signs_in_is_asked_in_their_language(tmp_path):
    """The sign-in page comes before all else, and the language before it."""
    with served(tmp_path / "index", password="open sesame", wait=False) as gated:
        assert "登录" in spoken(gated, "zh", "sign-in").text
        wrong = {"password": "no", "next": "/"}
        headers = {"accept-language": "ar"}
        tried = httpx.post(f"{gated.url}sign-in", data=wrong, headers=headers)
        assert "كلمة المرور غير صحيحة" in tried.text


def test_the_api_speaks_english(page):
    """Its words are a contract, whoever asks; a page's own routes are not."""
    wrong = spoken(page, "zh", "api/conversations/0")
    assert wrong.json()["message"].startswith("no conversation")
    assert "文章" in spoken(page, "zh", "shelf").text


def test_words_for_scripts_are_served_by_language(page):
    """Of a language that nobody speaks here there are none."""
    assert spoken(page, "en", "words/ar").json()["words"]["Undo"] == "تراجع"
    assert spoken(page, "en", "words/xx").status_code == 404
