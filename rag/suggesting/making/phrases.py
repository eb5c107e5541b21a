"""How each language asks for what needs no grammar: a year, a short form, a name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """Questions of one language, and how it says that something was in a year.

    Attributes:
        about: Asks for what is said of a name or under a heading; a name has quotation
            marks where it would have to be inflected.
        happened: Asks for a year.
        stands_for: Asks for what a short form stands for.
        in_year: Pattern of a year in a sentence; its group is the year.
    """

    about: str
    happened: str
    stands_for: str
    in_year: str

    def about_heading(self, heading: str) -> str:
        """Ask for what stands under a heading, which has quotation marks."""
        is_bare = " {}" in self.about and "« {}" not in self.about
        return self.about.format(f"“{heading}”" if is_bare else heading)


_YEAR = r"((?:1\d|20)\d\d)(?!\d)"
NO_YEAR = r"(?!)"
PHRASES = {
    "en": Phrases(
        "What is said about {}?",
        "What happened in {}?",
        "What does {} stand for?",
        rf"\b[Ii]n {_YEAR}",
    ),
    "de": Phrases(
        "Was steht hier über „{}“?",
        "Was geschah im Jahr {}?",
        "Wofür steht {}?",
        rf"\b[Ii]m Jahre? {_YEAR}",
    ),
    "es": Phrases(
        "¿Qué se dice sobre «{}»?",
        "¿Qué pasó en {}?",
        "¿Qué significa {}?",
        rf"\b[Ee]n {_YEAR}",
    ),
    "fr": Phrases(
        "Que dit-on de « {} » ?",
        "Que s’est-il passé en {} ?",
        "Que signifie {} ?",
        rf"\b[Ee]n {_YEAR}",
    ),
    "it": Phrases(
        "Che cosa si dice di «{}»?",
        "Che cosa è successo nel {}?",
        "Che cosa significa {}?",
        rf"\b[Nn]el {_YEAR}",
    ),
    "pt": Phrases(
        "O que se diz sobre “{}”?",
        "O que aconteceu em {}?",
        "O que significa {}?",
        rf"\b[Ee]m {_YEAR}",
    ),
    "nl": Phrases(
        "Wat staat er over “{}”?",
        "Wat gebeurde er in {}?",
        "Waar staat {} voor?",
        rf"\b[Ii]n {_YEAR}",
    ),
    "ru": Phrases(
        "Что сказано на тему «{}»?",
        "Что произошло в {} году?",
        "Что означает {}?",
        rf"\b[Вв] {_YEAR} году",
    ),
    "ar": Phrases(
        "ماذا يقال عن «{}»؟",
        "ماذا حدث في عام {}؟",
        "ماذا يعني {}؟",
        rf"عام {_YEAR}",
    ),
    "zh": Phrases(
        "关于“{}”，说了什么？",
        "{}年发生了什么？",
        "{}代表什么？",
        rf"{_YEAR} ?年(?!代)",
    ),
    "ja": Phrases(
        "「{}」については？",
        "{}年に何がありましたか？",
        "{}は何の略ですか？",
        NO_YEAR,
    ),
}
PLAIN = Phrases("{}", "{}", "{}", NO_YEAR)
"""For any other language: the name or the heading itself is searched for."""
