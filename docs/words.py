"""Bring what the page says in other languages up to date: `python docs/words.py`.

It reads out of the code what the page says, and writes it into each
rag/page/words/LANGUAGE.po: what is new there has no translation yet, what is said no
longer is gone. A further language begins with `python docs/words.py CODE`.
"""

import argparse
import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "rag/page"
WORDS = PAGE / "words"
SAYING = {"_": 1, "N_": 1, "ngettext": 2}
"""Functions that say something, and how many of their arguments are English."""

Found = str | tuple[str, str]
"""What is said: of a plural both forms."""


def said_in_python(source: str) -> Iterator[Found]:
    """Give what a module says.

    Babel's own way sees nothing in the braces of a string before Python 3.12.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        args = node.args[: SAYING.get(node.func.id, 0)]
        words = [each.value for each in args if isinstance(each, ast.Constant)]
        if not words or len(words) < len(args):
            continue  # said elsewhere, by N_
        yield words[0] if len(words) == 1 else (words[0], words[1])


def said_in_script(path: Path) -> Iterator[Found]:
    """Give what a script says."""
    keywords = {"_": None, "ngettext": (1, 2)}
    with path.open("rb") as file:
        options = {"parse_template_string": True}
        for _, words, _, _ in extract("javascript", file, keywords, options=options):
            yield words if isinstance(words, str) else (words[0], words[1])


def said_by_the_page() -> Catalog:
    """Gather what the page says, each with where it stands."""
    said = Catalog()
    for path in sorted(PAGE.rglob("*.py")) + sorted(PAGE.rglob("*.js")):
        is_python = path.suffix == ".py"
        read = said_in_python(path.read_text("utf-8")) if is_python else None
        for words in read or said_in_script(path):
            place = str(path.relative_to(ROOT))
            # Braces are places to fill, as in Python's own formats.
            said.add(words, locations=[(place, 1)])
    return said


def brought_up(code: str, said: Catalog) -> Catalog:
    """Give a language's catalog, with all that the page says and nothing else."""
    path = WORDS / f"{code}.po"
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=code)
    else:
        name = Locale(code).get_display_name("en")
        catalog = Catalog(code, project="Quotewell", version="1", fuzzy=False)
        catalog.header_comment = f"# What the page says, in {name}."
    catalog.update(said, no_fuzzy_matching=True, update_creation_date=False)
    return catalog


def main(arguments: Sequence[str] | None = None) -> None:
    """Bring the languages that are named, or all, up to date."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("codes", nargs="*", metavar="CODE", help="de, fr, pt_BR …")
    codes = parser.parse_args(arguments).codes
    said = said_by_the_page()
    for code in codes or sorted(path.stem for path in WORDS.glob("*.po")):
        catalog = brought_up(code, said)
        with (WORDS / f"{code}.po").open("wb") as file:
            write_po(
                file, catalog, width=88, ignore_obsolete=True, include_lineno=False
            )
        missing = sum(not each.string or not all(each.string) for each in catalog)
        sys.stdout.write(f"{code}: {len(catalog)} said, {missing} not translated yet\n")


if __name__ == "__main__":
    main()
