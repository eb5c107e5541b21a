"""What a browser kept of a person's settings is believed only within bounds."""

import pytest

from rag.page.tabs.preferences import Preferences, parse_preferences

DEFAULT = Preferences(top_k=5, threshold=0.35, theme="system")


def test_preferences_are_read_back_as_written():
    """What was set survives the way to the browser and back."""
    wanted = Preferences(top_k=9, threshold=0.8, theme="dark")
    assert parse_preferences(wanted.to_json(), DEFAULT) == wanted


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "dark",
        [],
        {},
        {"top_k": "9", "threshold": "high", "theme": "pink"},
        {"top_k": True, "threshold": None, "theme": 3},
        {"threshold": float("nan")},
    ],
)
def test_what_does_not_fit_is_as_by_default(kept):
    """A browser that kept something else gets the defaults."""
    assert parse_preferences(kept, DEFAULT) == DEFAULT


def test_a_threshold_that_nobody_moved_is_that_of_the_models():
    """None, and not the number that the slider shows."""
    assert parse_preferences({"top_k": 3}, Preferences()).threshold is None


@pytest.mark.parametrize(
    ("top_k", "threshold", "expected"),
    [
        # No passages at all: those that may answer.
        (0, -1, (None, 0.0)),
        (-3, 0.5, (None, 0.5)),
        (99, 7, (20, 1.0)),
        (2.6, 0.5, (3, 0.5)),
    ],
)
def test_values_are_held_within_bounds(top_k, threshold, expected):
    """Numbers beyond the bounds become the bounds."""
    kept = {"top_k": top_k, "threshold": threshold}
    parsed = parse_preferences(kept, DEFAULT)
    assert (parsed.top_k, parsed.threshold) == expected
