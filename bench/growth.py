"""How Quotewell grows: by articles that are added, and by passages up to a million.

    python -m bench.growth ../shared

Articles are stored and indexed as a person's are. For a million passages texts are
those of public sets again and again, and vectors resemble theirs
(`bench.growth_library`). Each size is measured by processes of its own, those of
passages with one thread. A million passages take about 20 GB of disk meanwhile.
"""

import os
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean

import faiss

from bench.growth_library import KEPT_TOKENS, Copies
from bench.measuring import (
    Figures,
    apart,
    memory_mb,
    percentiles,
    timed,
    times_ms,
    together,
)
from bench.opening import make_assistant
from bench.reporting import section, table
from bench.setup import Setup, write_report
from rag.asking.assistant import Assistant
from rag.asking.current import CHECK_THREAD
from rag.asking.opening import open_encoder
from rag.asking.ranking.candidates import find_candidates
from rag.asking.ranking.query import prepare
from rag.building.indexing import build_index
from rag.disk import size_of
from rag.library.engine import EngineAddress, adopt
from rag.library.generation.generation import Generation
from rag.library.generation.vectors import EXACT_ROWS, VectorIndex
from rag.library.library import Library
from rag.models.encoder import load_encoder
from rag.roles import Encoder
from rag.settings import Settings
from rag.suggesting.suggestions import make_starters
from tests.milvus_server import milvus_server

ARTICLES_OF = ("squad2", "nq_gold", "boolq", "covidqa", "pubmedqa")
PASSAGES_OF = ("squad2", "pubmedqa", "long_excerpts")
PARAGRAPHS = 3
MIN_CHARS, MAX_CHARS = 200, 1200
WARM_UP = 20
QUESTIONS = 200
RECALL_DEPTH = 20
SAMPLING_S = 0.02


def articles_part(setup: Setup) -> list[str]:
    """Measure libraries by their articles."""
    read = [article for name in ARTICLES_OF for article in setup.read(name).articles]
    parts = (part for article in read for part in article.text.split("\n\n"))
    texts = [text for text in parts if MIN_CHARS <= len(text) <= MAX_CHARS]
    made, counts = list(articles_of(texts)), setup.size((1, 100, 1000), (1, 3))
    sizes = [apart(add_articles, made[:count]) for count in counts]
    return section(
        "Articles",
        "Storing reads a file in a process of its own and keeps it; indexing is all "
        "the rest. One more article is stored, encoded, and all else copied.",
        table(sizes),
    )


def articles_of(texts: Sequence[str]) -> Iterator[bytes]:
    """Make articles, each of the next paragraphs."""
    for start in range(0, len(texts), PARAGRAPHS):
        chosen = texts[start : start + PARAGRAPHS]
        yield "\n\n".join([f"# Article {start}", *chosen]).encode()


def add_articles(articles: Sequence[bytes]) -> Figures:
    """Build a library of articles; run it in a process of its own."""
    encoder = load_encoder()
    index = partial(build_index, encoder=encoder, suggest=make_starters)
    with tempfile.TemporaryDirectory() as name:
        library = Library(Path(name))

        def store() -> None:
            for number, data in enumerate(articles):
                library.add(data, f"article-{number}.md")

        def add_one() -> None:
            library.add(b"# One more\n\nThis article came last.", "one-more.md")
            index(library)

        _, storing_s = timed(store)
        manifest, indexing_s = timed(partial(index, library))
        disk = size_of(library.generations.folder(manifest.number))
        return {
            "articles": len(articles),
            "passages": manifest.passages,
            "stored, articles/s": len(articles) / storing_s,
            "indexed, articles/s": len(articles) / indexing_s,
            "bytes a passage": disk / manifest.passages,
            "peak memory, MiB": memory_mb("VmHWM"),
            "opened in, ms": timed(partial(library.open, encoder.identity))[1] * 1000,
            "one more in, s": timed(add_one)[1],
        }


def passages_part(setup: Setup) -> list[str]:
    """Measure libraries by their passages."""
    read = [setup.read(name) for name in PASSAGES_OF]
    originals = [article for one in read for article in one.articles]
    asked = [q.question for q in read[0].sample(QUESTIONS).questions]
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # for the processes of `apart`
    sizes, base = [], setup.work / "base"
    make_assistant(base, originals[: setup.size(None, 2)])
    for passages in setup.size((10**3, 10**4, 10**5, 10**6), (1_000, 2_000)):
        with tempfile.TemporaryDirectory(dir=setup.work) as folder:
            built = apart(build, base, Path(folder), passages)
            sizes.append(built | apart(ask, base, Path(folder), asked))
    return section(
        "Passages",
        f"Encoding is not in these times. Up to {EXACT_ROWS:,} vectors are compared "
        "one by one, more are parted into lists. Recall is the share of the "
        "candidates that comparing all one by one would give, before reranking. Memory "
        "is the process's own, without what is mapped from files. Of each passage "
        f"{KEPT_TOKENS} tokens are kept.",
        table(sizes),
    )


def build(base: Path, folder: Path, passages: int) -> Figures:
    """Build a library of so many passages; run it in a process of its own."""
    generation = Library(base).open(open_encoder(Settings(base)).identity)
    copies = Copies(generation, passages)
    # What is made up for the measurement doesn't count, so it is made once in vain.
    made_up_s, _ = core_time(lambda: deque(copies.encoded(), maxlen=0))
    core_s, peak_mb = core_time(lambda: copies.publish(Library(folder)))
    return {
        "passages": copies.passages,
        "built in, s of a core": core_s - made_up_s,
        "memory to build, GB": peak_mb / 1000,
        "on disk, GB": size_of(folder) / 1e9,
    }


def core_time(work: Callable[[], object]) -> tuple[float, float]:
    """Do something; gives the seconds of a core, and the peak of own memory in MB.

    Pages of files that are mapped into memory don't count, as the system takes them
    back when it needs the room.
    """
    peaks, done = [0.0], threading.Event()

    def look() -> None:
        while not done.wait(SAMPLING_S):
            peaks.append(memory_mb("RssAnon"))

    started = time.process_time()
    threading.Thread(target=look, daemon=True).start()
    work()
    done.set()
    return time.process_time() - started, max(peaks)


def ask(base: Path, folder: Path, asked: Sequence[str]) -> Figures:
    """Open a library and ask it; run it in a process of its own."""
    encoder = open_encoder(Settings(base))
    assistant = Assistant(Library(folder), encoder)
    generation, open_s = timed(assistant.generation)
    times_ms(assistant.ask, asked[:WARM_UP])
    for check in threading.enumerate():
        if check.name == CHECK_THREAD:
            check.join()
    started = time.process_time()
    times = percentiles(times_ms(assistant.ask, asked))
    core_s = time.process_time() - started
    return (
        {"opened in, ms": open_s * 1000}
        | times
        | {
            "mean, ms of a core": core_s * 1000 / len(asked),
            "memory to answer, GB": memory_mb("RssAnon") / 1000,
            "recall@20": candidate_recall(generation, encoder, asked),
        }
    )


def candidate_recall(
    generation: Generation, encoder: Encoder, questions: Sequence[str]
) -> float:
    """Give the share of candidates that comparing with every vector gives, too."""
    languages = generation.manifest.languages
    parts = [range(len(generation.passages))]
    queries = [prepare(question, encoder, languages) for question in questions]

    def candidates() -> list[list[int]]:
        found = (find_candidates(query, generation, parts) for query in queries)
        return [[candidate.row for candidate in one] for one in found]

    found = candidates()
    kept = generation.first
    kept.passages, kept.sentences = flat(kept.passages), flat(kept.sentences)
    return recall(found, candidates())


def flat(index: VectorIndex) -> VectorIndex:
    """Have an index compare a question with each of its vectors."""
    return VectorIndex(faiss.IndexFlatIP(index.dimension), index.rows(0, len(index)))


def recall(found: Iterable[list[int]], expected: Iterable[list[int]]) -> float:
    """Give the mean share of the expected first rows that are among those found."""
    pairs = zip(found, expected, strict=True)
    firsts = ((some[:RECALL_DEPTH], set(every[:RECALL_DEPTH])) for some, every in pairs)
    return fmean(len(every.intersection(some)) / len(every) for some, every in firsts)


def engines_part(setup: Setup) -> list[str]:
    """Compare libraries whose vectors are on disk, in Milvus Lite and on a server."""
    base, asked, rows = setup.work / "some", setup.asked(WARM_UP + QUESTIONS), []
    make_assistant(base, setup.articles)
    with milvus_server() as port:
        # On disk there is no server, and one without an address is embedded.
        servers = {"disk": None, "Lite": "", "server": f"http://127.0.0.1:{port}"}
        for size in setup.size((10**3, 10**4, 10**5), (300,)):
            for home, server in servers.items():
                folder = setup.work / f"{home}_{size}"
                if server is not None:
                    adopt(folder, EngineAddress(server, folder.name))
                rows.append(
                    {"home": home} | apart(in_engine, base, folder, size, asked)
                )
    return section(
        "Vectors on disk, in Milvus Lite and on a Milvus server",
        "Writing is a build but for reading and encoding. Late interaction gives the "
        "order. The server is on the same machine; memory is the asking process's own.",
        table(rows),
    )


def in_engine(base: Path, folder: Path, size: int, asked: Sequence[str]) -> Figures:
    """Build a library and ask it; run it in a process of its own."""
    encoder = open_encoder(Settings(base))
    copies = Copies(Library(base).open(encoder.identity), size)
    _, written_s = timed(partial(copies.publish, Library(folder)))
    assistant = Assistant(Library(folder), encoder)
    times_ms(assistant.ask, asked[:WARM_UP])
    alone = percentiles(times_ms(assistant.ask, asked[WARM_UP:]))
    eight = together(asked[WARM_UP:], 8, assistant.ask)
    return (
        {
            "passages": copies.passages,
            "written, passages/s": copies.passages / written_s,
            "memory to answer, MB": memory_mb("RssAnon"),
        }
        | alone
        | {f"eight clients: {name}": value for name, value in eight.items()}
    )


PARTS = {"articles": articles_part, "passages": passages_part, "engines": engines_part}
HEADING = (
    "How Quotewell grows",
    "The machine is shared: times of a core are sounder than others.",
)

if __name__ == "__main__":
    write_report(__doc__, "growth", HEADING, PARTS)
