"""What a person sets on the page; kept in their browser, and trusted no further."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from rag.asking.confidence import THRESHOLD
from rag.settings import DEFAULT_TOP_K, MAX_TOP_K

Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = get_args(Theme)
THEME_COOKIE = "quotewell-theme"
"""Set by the page's script, for the pages that run none."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """How answers are given and the page looks.

    Args:
        top_k: Number of passages in an answer, 1 to 20.
        threshold: The confidence, 0 to 1, from which a passage counts as an answer.
        theme: Light, dark, or as the system is set.
    """

    top_k: int = DEFAULT_TOP_K
    threshold: float = THRESHOLD
    theme: Theme = "system"

    def to_json(self) -> dict[str, object]:
        """Write them for the browser to keep."""
        return asdict(self)


def parse_preferences(value: object, default: Preferences) -> Preferences:
    """Read what a browser kept; what doesn't fit is as by default."""
    kept = value if isinstance(value, dict) else {}
    return Preferences(
        top_k=round(_between(kept.get("top_k"), 1, MAX_TOP_K, default.top_k)),
        threshold=_between(kept.get("threshold"), 0.0, 1.0, default.threshold),
        theme=_theme(kept.get("theme"), default.theme),
    )


def theme_of(cookies: Mapping[str, str]) -> Theme:
    """Read the theme that a browser's cookies name."""
    return _theme(cookies.get(THEME_COOKIE), "system")


def _theme(value: object, default: Theme) -> Theme:
    return next((name for name in THEMES if name == value), default)


def _between(value: object, low: float, high: float, default: float) -> float:
    # True and false are numbers to Python.
    if not isinstance(value, int | float) or isinstance(value, bool):
        return default
    # NaN is neither more nor less than anything, and would come out as `low`.
    return default if math.isnan(value) else min(high, max(low, value))
