"""Lines over a title that say what kind of piece it is: "OPINION", "Press release"."""

import re

_KINDS = (
    "opinion|op-ed|comment|commentary|editorial|leader|column|essay|(?:news )?analysis"
    "|explainer|explained|feature|interview|profile|obituary|(?:book )?review"
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


def is_kicker(line: str) -> bool:
    """Tell whether a line names a kind of piece, and perhaps its number, alone.

    Example:
        >>> is_kicker("Press release No. 14"), is_kicker("An opinion")
        (True, False)
    """
    return _KICKER.fullmatch(" ".join(line.split())) is not None
