"""Contents and badges are left out of Markdown; other links and images stay."""

import pytest

from rag.readers import read_article
from rag.readers.markdown_around import without_tags

LINKS = "[Oars](#oars) | [Sails](#sails) | [Ropes](#ropes)"
LIST = "- [Oars](#oars)\n- [Sails](#sails)\n  1. [Ropes](#ropes)"
BADGE = "[![build](https://a.org/build.svg)](https://a.org)"


def text(source: str) -> str:
    """Give what is read of a source between a first and a last line."""
    article = read_article(f"Boats\n\n{source}\n\nEnd\n".encode(), "x.md")
    return article.text.removeprefix("Boats\n\n").removesuffix("End").strip()


@pytest.mark.parametrize(
    "source",
    [
        LINKS,
        LIST,
        LIST.replace("- ", "1. "),
        f"**On this page:** {LINKS}",
        f"**On this page**: {LINKS}",
        "[`oars`](#oars), [**sails**](#sails)\n[ropes](#ropes)",
        BADGE,
        f"{BADGE} {BADGE}\n{BADGE}",
        "[![ok](https://img.shields.io/x)](y) [![ok](badge.png)](y)",
        f"<!-- toc -->\n\n{LIST}\n\n<!-- tocstop -->",
    ],
)
def test_contents_and_badges_are_left_out(source: str) -> None:
    """They name what is below, or show what something else says."""
    assert text(source) == ""


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[Oars](#oars) | [Sails](#sails)", "Oars | Sails"),
        (f"{LINKS} | [Tarn](https://tarn.org)", "Oars | Sails | Ropes | Tarn"),
        (f"{LINKS} and more", "Oars | Sails | Ropes and more"),
        (f"See {LINKS}", "See Oars | Sails | Ropes"),
        (f"{'a' * 41}: {LINKS}", f"{'a' * 41}: Oars | Sails | Ropes"),
        (f"{LIST}\n- [Hulls](#hulls), too", None),
        (f"{LIST}\n- [Hulls](#hulls)\n- [Knots](#knots), too", None),
        (f"{LIST}\n\n      pull()", None),
        (f"> {LINKS}", "Oars | Sails | Ropes"),
        ("![a boat](boat.svg)", "a boat"),
        ("[![a boat](boat.png)](boat.html)", "a boat"),
        (f"{BADGE} [![a boat](boat.png)](b)", "build a boat"),
        (f"{BADGE} passes", "build passes"),
        ("[build](build.svg)", "build"),
        (f"## {BADGE}", "build"),
    ],
)
def test_what_says_more_stays(source: str, shown: str | None) -> None:
    """Words beside links, two links, links elsewhere, images that are no badges."""
    found = text(source)
    assert found == shown if shown else "Oars" in found and "Ropes" in found


@pytest.mark.parametrize(
    ("source", "headings"),
    [
        ("# A\n\n## Contents\n\n{}\n\n## Oars\n\nText.", ["Oars"]),
        ("# A\n\n### Contents\n\n<!-- toc -->\n{}\n\n## Oars\n\nText.", ["Oars"]),
        ("# A\n\nText.\n\n## Contents\n\n{}", []),
        # It is over more than them.
        ("# A\n\n## Use\n\n{}\n\n### Oars\n\nText.", ["Use", "Oars"]),
        ("# A\n\n## Use\n\n{}\n\nText.", ["Use"]),
    ],
)
def test_the_heading_of_contents_goes_with_them(source: str, headings) -> None:
    """Where nothing else is under it."""
    article = read_article(source.format(LIST).encode(), "x.md")
    assert article.title == "A"
    found = [article.text[h.start : h.end] for h in article.headings]
    assert found == headings


def test_the_first_heading_stays_over_contents() -> None:
    """It is the title, whatever is below."""
    article = read_article(f"# A\n\n{LIST}\n\n# Oars\n\nText.".encode(), "x.md")
    assert article.text == "A\n\nOars\n\nText."


def test_contents_alone_are_read() -> None:
    """A file of nothing else isn't empty."""
    source = f"# Boats\n\n{LIST}\n\n## Oars"
    assert "- Sails" in read_article(source.encode(), "x.md").text


def test_a_listing_is_a_text() -> None:
    """Beside it contents are left out."""
    article = read_article(f"# Boats\n\n{LIST}\n\n```\npull()\n```".encode(), "x.md")
    assert article.text == "Boats\n\npull()"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("It rose {% cite roe %}.", "It rose."),
        ("{%- if wet -%}It rose.{% endif %}", "It rose."),
        ("{% figure\n  src=1 %}\nIt rose.", "It rose."),
        ("{% comment %}Not {{ this }}.{% endcomment %}It rose.", "It rose."),
        ("See [a]({% link a.md %}) or [b]({%- post_url b -%}).", "See a or b."),
        ("See [a]({{ site.url }}/a).", "See a."),
        ("It rose {{< fig src=1 >}}.", "It rose."),
        ("{{% note %}}It rose.{{% /note %}}", "It rose."),
        ("## It rose\n{: .no_toc }\n{:toc}\n\nBy far.", "It rose\n\nBy far."),
        ("It rose.\n{: target=_blank}", "It rose."),
        ("## It rose {#rise .high}  \n\nBy far.", "It rose\n\nBy far."),
        # What may be meant as it stands.
        ("Say {{ name }} or {:.2f} or {:x} or {a}.",) * 2,
        ("It rose {#rise} by far.",) * 2,
        ("Say `{% a %}` and {% a %}`x`.", "Say {% a %} andx."),
        ("```\n{% a %}\n```\n\n{% a %}It rose.", "{% a %}\n\nIt rose."),
        ("~~~\n{% a %}\n~~~\n\n{% a %}It rose.", "{% a %}\n\nIt rose."),
        ("  ~~~\n{% a %}", "{% a %}"),
        ("At 100%} it rose {% by far.",) * 2,
    ],
)
def test_tags_for_programs_are_left_out(source: str, shown: str) -> None:
    """Those of Jekyll, Hugo, kramdown and Pandoc, but where code shows them."""
    assert text(f"It is late.\n\n{source}").removeprefix("It is late.\n\n") == shown


def test_unended_tags_are_read_in_no_time() -> None:
    """Each is looked at up to the next one; text without an end stays."""
    source = "{% a " * 20_000 + "x]({% link " * 10_000 + "{{< " * 20_000
    assert without_tags(source) == source
