"""What is said of pictures: their descriptions, and the captions of figures."""

from rag.readers.web.elements import Attributes

_FORMULA = "{\\displaystyle "
"""How MediaWiki begins one, which then ends with a brace."""

_PICTURE_NAMES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg")
MAX_HYPHENS = 2
"""A word with more is a file's name without its end, as sites make them."""

LEAST_WORDS = 3
"""Of fewer words, of two letters and more, are signs, formulas, and names that a
sentence may begin with."""


class FigureText:
    """What the pictures of a figure show, unless a caption says it, which may follow.

    Usage:
        figure = FigureText()
        figure.show("A pier")
        figure.end(is_outermost=True)
    """

    def __init__(self) -> None:
        self._shown: list[str] = []
        self._has_caption = False

    def show(self, description: str) -> None:
        """Take what a picture shows."""
        self._shown.append(description)

    def caption(self) -> None:
        """Take a caption."""
        self._has_caption = True

    def end(self, *, is_outermost: bool) -> str:
        """End a figure: gives what is to be written of its pictures, if any."""
        if self._has_caption:
            self._shown.clear()
        self._has_caption = False
        if not is_outermost:
            return ""
        text = "".join(self._shown)
        self._shown.clear()
        return text


def said_of_image(attributes: Attributes, *, begins: bool) -> str:
    r"""Write an image's description, as words amid others.

    Args:
        attributes: The image's.
        begins: It stands where a paragraph begins: what is said of it in several words
            is none of the paragraph's, and a paragraph of its own.

    Example:
        >>> said_of_image({"alt": "A pier"}, begins=True)
        ' A pier '
        >>> said_of_image({"alt": "A pier of three boards"}, begins=True)
        ' A pier of three boards \n\n'
    """
    said = _description(attributes)
    words = [word for word in said.split() if word.isalpha() and len(word) > 1]
    is_apart = begins and len(words) >= LEAST_WORDS
    return f" {said} \n\n" if is_apart else f" {said} "


def _description(attributes: Attributes) -> str:
    """Give an image's description, a formula as it was written.

    None where that is the name of its file.
    """
    description = (attributes.get("alt") or "").strip()
    if description.startswith(_FORMULA):
        return description.removeprefix(_FORMULA).removesuffix("}")
    is_word = len(description.split(maxsplit=1)) == 1
    has_signs = "_" in description or description.count("-") > MAX_HYPHENS
    is_named = description.lower().endswith(_PICTURE_NAMES) or (is_word and has_signs)
    return "" if is_named else description
