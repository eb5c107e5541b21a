"""Time grows with the length of a text, never with its square or worse.

What people add may be written to be slow. Each text here is repeats of tokens that
patterns are made of; ten times its length may take at most 15 times the time.
"""

import os
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.growth import (
    ENDS,
    PROBES,
    STARTS,
    TOKENS,
    Probe,
    Recipe,
    fault_of,
)

UNITS = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=3).map("".join)
RECIPES = st.builds(
    Recipe,
    start=st.sampled_from(STARTS),
    units=st.lists(UNITS, min_size=1, max_size=2).map(tuple),
    end=st.sampled_from(ENDS),
)
EXAMPLES = os.environ.get("QUOTEWELL_EXAMPLES")
"""How many to try of what looks at texts, at random; else a dozen, the same ones."""

TITLED = "Foo\n\nThe Foo is the first of all.\n\n"
ATTACKS = (
    ("sniffing", Recipe("", ("<!--a-->",), "x")),
    ("wording", Recipe("", ("\n",), "")),
    ("plain text", Recipe("# ", ("#",), "x")),
    ("questions", Recipe("", ("\n",), "")),
    ("plain text", Recipe("==", (" ",), "x")),
    ("line", Recipe("", ("1990-01-01 ",), "x")),
    ("terms", Recipe("a", ("\u0301", "\u0323"), "")),
    ("topics", Recipe(f"{TITLED}## ", ("1",), "x\n\nThis is the end of it.\n")),
    ("topics", Recipe("Foo ", ("a-",), "")),
    ("rich text", Recipe("{\\stylesheet", ("{\\s1 heading 1}",), "")),
    ("English", Recipe("", ("A",), "x")),
    ("English", Recipe("", ("\n",), ".")),
    ("figures", Recipe("", ("و",), "")),
    ("missing", Recipe("", ("<p>",), "")),
    (
        "evidence",
        Recipe("", ('<script type="application/json" id="evidence">',), ""),
    ),
)
"""What was found, the first three in the wild: each took the square at least."""


def probe_named(name: str) -> Probe:
    """Give what looks at texts by its name."""
    return next(probe for probe in PROBES if probe.name == name)


@pytest.mark.attack
@pytest.mark.parametrize(("name", "recipe"), ATTACKS)
def test_what_was_slow_no_longer_is(name: str, recipe: Recipe):
    """The texts that stopped the server, or could have, take time by their length."""
    assert fault_of(probe_named(name), recipe) is None


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
@settings(
    max_examples=int(EXAMPLES or 12),
    deadline=None,
    database=None,
    derandomize=not EXAMPLES,
    suppress_health_check=list(HealthCheck),
)
@given(recipe=RECIPES)
def test_time_grows_with_length_alone(probe: Probe, recipe: Recipe):
    """No text of repeated tokens takes over 15 times as long at ten times its length.

    Unless more are asked for, the tokens are chosen alike in each run, so that what
    passes here passes there.
    """
    assert fault_of(probe, recipe) is None


@pytest.mark.parametrize(
    "run",
    [
        lambda text: re.match(r"(?:a|aa)+$", text),
        lambda text: re.search(r"a+$", text + "b"),
        lambda text: [text.count("c", i) for i in range(len(text))],
    ],
    ids=["exponential", "quadratic pattern", "quadratic loop"],
)
def test_growth_of_a_slow_reader_is_found(run, monkeypatch):
    """The measure itself: what takes the square, or more, doesn't pass."""
    monkeypatch.setattr("tests.growth.LIMIT_S", 0.2)  # no need to see how slow
    found = fault_of(Probe("slow", run), Recipe("", ("a",), "b"))
    assert found is not None


def test_growth_of_a_steady_reader_is_no_fault():
    """A loop over each character once takes ten times as long for ten times as many."""
    probe = Probe("steady", lambda text: [ord(each) for each in text for _ in range(9)])
    assert fault_of(probe, Recipe("", ("a",), "")) is None
