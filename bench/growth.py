"""Try texts at random that are made to be slow, as `tests/test_growth.py` does.

    python -m bench.growth [SECONDS]

prints each that takes more than 15 times as long when it has ten times the length.
"""

import random
import sys
import time

from tests.growth import ENDS, PROBES, STARTS, TOKENS, Recipe, fault_of


def recipe_at_random(dice: random.Random) -> Recipe:
    """Choose one or two units of up to three tokens."""
    units = tuple(
        "".join(dice.choices(TOKENS, k=dice.randint(1, 3)))
        for _ in range(dice.randint(1, 2))
    )
    return Recipe(dice.choice(STARTS), units, dice.choice(ENDS))


def main(seconds: float) -> None:
    """Try texts for so many seconds, and print those that take too long."""
    dice, ends, tried = random.Random(), time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        probe, recipe = PROBES[tried % len(PROBES)], recipe_at_random(dice)
        tried += 1
        if found := fault_of(probe, recipe):
            print(found, flush=True)
    print(f"{tried} texts tried")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 600.0)
