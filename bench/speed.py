"""How fast Quotewell is beside plain sentence-transformers + FAISS, and beside peers.

    python -m bench.speed ../shared

runs everything, in half an hour on two quiet cores, and writes `results/speed.md`.
README.md beside this says what is compared, and how it is made fair.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import growth
from bench.peers.comparison import peers_part
from bench.reporting import folder_for_results, head, write
from bench.speed_answers import crowd_part, memory_part, questions_part
from bench.speed_page import page_part, start_part
from bench.speed_reading import quality_part, reading_part
from bench.speed_setup import Setup

PACKAGES = (*growth.PACKAGES, "gradio")
PARTS: dict[str, Callable[[Setup], Iterator[str]]] = {
    "peers": peers_part,
    "questions": questions_part,
    "start": start_part,
    "page": page_part,
    "crowd": crowd_part,
    "reading": reading_part,
    "quality": quality_part,
    "memory": memory_part,
}


def main() -> None:
    """Measure everything, and write the report; each part when it is done."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path, help="has article/ and eval/")
    parser.add_argument("--without", nargs="+", choices=PARTS, default=[])
    parser.add_argument("--quick", action="store_true", help="try everything out")
    parser.add_argument("--work", type=Path, help="keep libraries here for next time")
    parser.add_argument("--peers", metavar="PYTHON", help="that has the peers")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = given.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        out = folder_for_results(given.quick)
        setup = Setup(given.shared, work, given.quick, given.peers)
        lines = head(
            "Speed, beside a plain pipeline and beside peers",
            "bench.speed",
            PACKAGES,
            "The machine is shared: ratios are sounder than times. All ratios are to "
            "the plain program: sentence-transformers and a flat FAISS index, for "
            "starts with a Gradio page. What is compared ran in turn, round by round.",
        )
        for name, part in PARTS.items():
            if name not in given.without:
                lines.extend(part(setup))
                write(out / "speed.md", lines)


if __name__ == "__main__":
    main()
