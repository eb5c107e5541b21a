"""Lines over a title that say what kind of piece it is: "OPINION", "Press release"."""

import re

_KINDS = (
    "opinion|op-ed|comment|commentary|editorial|leader|column|essay|(?:news )?analysis"
    "|explainer|explained|feature|interview|profile|obituar(?:y|ies)|(?:book )?review"
    "|investigation|fact[ -]check|long read|special report|guest (?:post|essay)"
    "|(?:press|news|media) (?:release|statement|notice|advisory)"
    "|for immediate release|statistical (?:bulletin|release)|working paper"
    "|policy brief|research (?:article|paper)|(?:original|review) article|case report"
    # German, French, Spanish, Italian
    "|meinung|kommentar|analyse|leitartikel|gastbeitrag|reportage|pressemitteilung"
    "|presseinformation|tribune|[eé]ditorial|communiqué de presse|entretien|opinión"
    "|análisis|entrevista|reportaje|nota de prensa|comunicado de prensa|opinione"
    "|analisi|intervista|comunicato stampa"
)
_KICKER = re.compile(
    rf"(?:{_KINDS})(?: (?:no|nr|n°|n\.º)?\.? ?\d[\d/-]{{0,11}})?:?", re.IGNORECASE
)
_OF_PERSONS = re.compile(r"obituar(?:y|ies):?", re.IGNORECASE)


def is_kicker(line: str) -> bool:
    """Tell whether a line names a kind of piece, and perhaps its number, alone.

    Example:
        >>> is_kicker("Press release No. 14"), is_kicker("An opinion")
        (True, False)
    """
    return _KICKER.fullmatch(" ".join(line.split())) is not None


def is_of_persons(line: str) -> bool:
    """Tell whether a kicker is that of pieces which have a person's name for a title.

    Example:
        >>> is_of_persons("Obituaries"), is_of_persons("Opinion")
        (True, False)
    """
    return _OF_PERSONS.fullmatch(line.strip()) is not None
