"""How fast Quotewell is beside plain sentence-transformers + FAISS, and beside peers.

    pip install -e ".[test,bench]"
    python -m bench.speed ../shared

runs everything, in half an hour on two quiet cores, and writes `speed.md` into
bench/results. The first run installs the peers, each in an environment of
its own in the user's cache (7 GB). `--without peers page` leaves parts out; `--quick`
is a trial of all on few texts and questions, with those peers that are installed.

All have the same weights, passages and questions. What is compared runs in turn, a
round of the one after a round of the other, and medians of the rounds are reported, so
that whatever else the machine does falls on all. Times depend on it all the same: read
the ratios first.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.peers.comparison import peers_part
from bench.reporting import folder_for_results, head, write
from bench.speed_answers import crowd_part, memory_part, questions_part
from bench.speed_page import page_part, start_part
from bench.speed_reading import quality_part, reading_part
from bench.speed_setup import Setup

PACKAGES = [
    "sentence-transformers",
    "torch",
    "onnxruntime",
    "faiss-cpu",
    "gradio",
    "bm25s",
]
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
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = given.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        out = folder_for_results(given.quick)
        setup = Setup(given.shared, work, given.quick)
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
