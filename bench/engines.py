"""A library's vectors on disk, in Milvus Lite and on a Milvus server, side by side.

    python -m bench.engines ../shared

Larger libraries (`bench.growth_library`) are written and asked, late interaction giving
the order; that they find the same is tested. The server is the one that the tests run
(`tests.milvus_server`), on the same machine.
"""

from collections.abc import Sequence

from bench.growth_library import Copies
from bench.measuring import percentiles, timed, times_ms
from bench.reporting import section, table
from bench.setup import Setup, write_report
from rag.asking.assistant import Assistant
from rag.library.engine import EngineAddress, adopt
from rag.library.library import Library
from tests.milvus_server import milvus_server

WARM_UP = 20


def speed_part(setup: Setup) -> list[str]:
    """Compare how fast libraries are written and asked."""
    asked, rows = setup.asked(WARM_UP + setup.size(200, 10)), []
    with milvus_server() as port:
        # On disk there is none, and a nameless one is embedded.
        servers = {"disk": None, "Lite": "", "server": f"http://127.0.0.1:{port}"}
        for size in setup.size((1000, 10_000), (300,)):
            for home, server in servers.items():
                folder = setup.work / f"{home}_{size}"
                if server is not None:
                    adopt(folder, EngineAddress(server, folder.name))
                found = speed(setup.some, asked, size, Library(folder))
                rows.append({"home": home} | found)
    title = "Speed, late interaction giving the order"
    return section(title, "", table(rows, "", ",", ",.0f", ".1f"))


def speed(
    base: Assistant, asked: Sequence[str], size: int, library: Library
) -> dict[str, object]:
    """Write a library of so many passages in its home, and ask it."""
    copies = Copies(base.generation(), size)
    _, written_s = timed(lambda: copies.publish(library))
    assistant = Assistant(library, base.encoder)
    times_ms(assistant.ask, asked[:WARM_UP])
    times = percentiles(times_ms(assistant.ask, asked[WARM_UP:]))
    return {
        "passages": copies.passages,
        "written, passages/s": copies.passages / written_s,
        "question p50, ms": times.p50,
        "p95, ms": times.p95,
    }


HEADING = (
    "A library in an engine",
    "The machine is shared, so ratios are sounder than times. Writing is a build but "
    "for reading and encoding: words, overviews and vectors, made-up ones among them.",
)

if __name__ == "__main__":
    write_report(__doc__, "engines", HEADING, {"speed": speed_part})
