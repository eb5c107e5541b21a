"""Watch Quotewell as `quotewell doctor --airgap` does, but longer and in every way.

    python -m bench.offline [--rest 120]

A library that reports may wait before it does; the doctor has not the patience. The
exit status is 1 if an address off this machine was asked, if a file was left in the
home or among temporary files, or if nothing could be watched.
"""

import argparse
import sys

from rag.cli.airgap import Watched, Way, watch
from rag.errors import QuotewellError


def main() -> None:
    """Watch in one way after another, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rest", type=float, default=120.0, help="seconds at rest")
    given = parser.parse_args()
    seen: list[Watched] = []
    for way in Way:
        try:
            one = watch(given.rest, (way,))
            seen.append(one)
            asked, left = one.attempted or "nobody", one.written or "nothing"
            print(f"{way.name}: asked {asked}, left {left} ({', '.join(one.done)})")
        except QuotewellError as error:
            print(f"{way.name}: {error}")
    clean = all(not one.attempted and not one.written for one in seen)
    sys.exit(not (seen and clean))


if __name__ == "__main__":
    main()
