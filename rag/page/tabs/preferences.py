"""What a person sets on the page; kept in their browser, and trusted no further."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, TypeGuard, get_args

from rag.settings import MAX_TOP_K

Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = get_args(Theme)
THEME_COOKIE = "quotewell-theme"
"""Set by the page's script, for the pages that run none."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """How answers are given and the page looks.

    Args:
        top_k: Number of passages in an answer, 1 to 20; None shows those that may
            answer.
        threshold: The confidence, 0 to 1, from which a passage counts as an answer;
            None is what fits the models.
        theme: Light, dark, or as the system is set.
    """

    top_k: int | None = None
    threshold: float | None = None
    theme: Theme = "system"

    def to_json(self) -> dict[str, object]:
        """Write them for the browser to keep."""
        return asdict(self)


def parse_preferences(value: object, default: Preferences) -> Preferences:
    """Read what a browser kept; what doesn't fit is as by default."""
    kept = value if isinstance(value, dict) else {}
    return Preferences(
        top_k=_number(kept.get("top_k"), default.top_k),
        threshold=_share(kept.get("threshold"), default.threshold),
        theme=_theme(kept.get("theme"), default.theme),
    )


def theme_of(cookies: Mapping[str, str]) -> Theme:
    """Read the theme that a browser's cookies name."""
    return _theme(cookies.get(THEME_COOKIE), "system")


def _theme(value: object, default: Theme) -> Theme:
    return next((name for name in THEMES if name == value), default)


def _share(value: object, default: float | None) -> float | None:
    return min(1.0, max(0.0, value)) if _is_number(value) else default


def _number(value: object, default: int | None) -> int | None:
    if not _is_number(value):
        return default
    return round(min(MAX_TOP_K, max(0, value))) or None


def _is_number(value: object) -> TypeGuard[float]:
    # True and false are numbers to Python, and NaN is neither more nor less than any.
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return not math.isnan(value)
