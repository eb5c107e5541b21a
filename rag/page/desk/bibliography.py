"""The works on the desk for other programs: BibTeX, RIS and CSL-JSON.

Pure functions; whatever a person or an article said is escaped for its form.
"""

import json
import re
from collections.abc import Sequence
from urllib.parse import quote as percent_encoded

from rag.page.desk.citing import CitedWork, Person

# http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf: braces are counted even behind
# a backslash, so that single ones need names.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "#$%&_"},
}
_IN_ADDRESS = ":/?#[]@!$&'()*+,;=%~"


def bibtex(works: Sequence[CitedWork]) -> str:
    """Write works as a .bib file in UTF-8, for BibTeX and for biber."""
    return "\n".join(map(_bibtex_entry, works))


def _bibtex_entry(cited: CitedWork) -> str:
    work = cited.work
    # In braces of its own: else a style would make small letters of "UNO".
    fields = {"title": f"{{{tex(work.title)}}}"}
    if cited.people:
        fields["author"] = " and ".join(map(_bibtex_name, cited.people))
    if cited.date:
        fields["year"] = f"{cited.date[0]:04}"
        # What a day is called in BibTeX no style knows; biber reads this instead.
        fields["date"] = _iso(cited.date)
    elif work.date:  # no year, which has to be a number
        fields["note"] = tex(work.date)
    if work.address:
        fields["url"] = _address(work.address)
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{cited.key},\n{lines}}}\n"


def _bibtex_name(person: Person) -> str:
    if person.given:
        return f"{tex(person.family)}, {tex(person.given)}"
    # A comma, or "and", would make parts of a name that nobody could take apart.
    is_whole = "," in person.family or " and " in person.family
    return f"{{{tex(person.family)}}}" if is_whole else tex(person.family)


def tex(text: str) -> str:
    r"""Keep a text's characters from being TeX.

    Example:
        >>> tex("50 % {of} A&B")
        '50 \\% \\textbraceleft{}of\\textbraceright{} A\\&B'
    """
    return "".join(_TEX.get(character, character) for character in _line(text))


def _address(address: str) -> str:
    """Write an address as it is read by letter, without braces to be counted."""
    return percent_encoded(address, safe=_IN_ADDRESS)


def ris(works: Sequence[CitedWork]) -> str:
    """Write works in RIS, lines ended as it wants them.

    Source: https://github.com/aurimasv/translators/wiki/RIS-Tag-Map
    """
    lines = [line for cited in works for line in _ris_lines(cited)]
    return "".join(f"{line}\r\n" for line in lines)


def _ris_lines(cited: CitedWork) -> list[str]:
    work = cited.work
    tags = [("TY", "ELEC" if work.address else "GEN"), ("ID", cited.key)]
    tags += [("AU", person.inverted) for person in cited.people]
    tags.append(("TI", work.title))
    if cited.date:
        date = _iso(cited.date).replace("-", "/")
        tags += [("PY", f"{cited.date[0]:04}"), ("DA", date)]
    tags += [("UR", work.address or ""), ("LA", work.language)]
    return [f"{tag}  - {_line(said)}" for tag, said in tags if said] + ["ER  - ", ""]


def csl_json(works: Sequence[CitedWork]) -> str:
    """Write works as CSL-JSON.

    Source: https://github.com/citation-style-language/schema (csl-data.json, 1.0.2)
    """
    return json.dumps(list(map(_csl_item, works)), ensure_ascii=False, indent=1) + "\n"


def _csl_item(cited: CitedWork) -> dict[str, object]:
    work = cited.work
    issued: dict[str, object] = {"literal": work.date}
    if cited.date:
        issued = {"date-parts": [list(cited.date)]}
    item: dict[str, object] = {
        "id": cited.key,
        "type": "webpage" if work.address else "document",
        "title": _line(work.title),
        "author": [_csl_name(person) for person in cited.people],
        "issued": issued if work.date else None,
        "URL": work.address,
        "language": work.language,
    }
    return {name: said for name, said in item.items() if said}


def _csl_name(person: Person) -> dict[str, str]:
    if person.given:
        return {"family": person.family, "given": person.given}
    return {"literal": person.family}


def _iso(date: tuple[int, ...]) -> str:
    """Write "2026-03-18", or as much of it as is known."""
    return "-".join([f"{date[0]:04}", *(f"{part:02}" for part in date[1:])])


def _line(text: str) -> str:
    """Keep a text on one line."""
    return re.sub(r"\s+", " ", text).strip()
