"""The tables of `bench.speed`, in Markdown; ratios come first."""

from collections.abc import Callable, Mapping, Sequence

from bench.machine import made_by
from bench.page_speed import ENDS, LONG_BYTES, TURNS, PageSpeed
from bench.speed_build import Quality, Reading
from bench.speed_questions import CLIENTS, Compared, Crowd, Parts, Times, Together
from bench.speed_start import STAGES, Stages, Start

PACKAGES = (
    "sentence-transformers",
    "torch",
    "onnxruntime",
    "faiss-cpu",
    "gradio",
    "bm25s",
)
MEBIBYTE = 2**20


def head() -> list[str]:
    """Name the command and the machine."""
    return [
        "# Speed, beside a plain pipeline and beside peers",
        "",
        made_by("bench.speed", PACKAGES),
        "",
        "The machine is shared: ratios are sounder than times. All ratios are to the "
        "plain program: sentence-transformers and a flat FAISS index, for starts with "
        "a Gradio page. What is compared ran in turn, round by round.",
        "",
    ]


def question_table(compared: Sequence[Compared], rounds: int) -> list[str]:
    """Compare times of a question."""
    rows = [
        f"| {c.passages:,} | {c.ours.p50 / c.plain_one.p50:.2f} "
        f"| {c.ours.p95 / c.plain_one.p95:.2f} | {c.ours.p50 / c.plain.p50:.2f} "
        f"| {c.ours.p95 / c.plain.p95:.2f} | {_times(c.ours)} "
        f"| {_times(c.plain_one)} | {_times(c.plain)} |"
        for c in compared
    ]
    return [
        f"## A question ({rounds} rounds)",
        "Ours is the whole answer: three retrievers, late interaction, confidence and "
        "citations, in one thread. Plain is the nearest five passages, in one thread; "
        "with all threads, torch's default, it waits for cores that others use.",
        "",
        "| passages | p50 ratio | p95 ratio | p50 ratio, all threads | p95 ratio, all "
        "threads | ours p50 / p95, ms | plain, ms | plain, all threads |",
        "|---|---|---|---|---|---|---|---|",
        *rows,
        "",
    ]


def _times(times: Times) -> str:
    return f"{times.p50:.1f} / {times.p95:.1f}"


def profile_table(columns: Mapping[str, Parts]) -> list[str]:
    """Say where a question's time goes, a column for each library."""
    rows = [
        f"| {part} | {' | '.join(f'{parts[part]:.2f}' for parts in columns.values())} |"
        for part in next(iter(columns.values()))
    ]
    sums = (f"{sum(parts.values()):.2f}" for parts in columns.values())
    return [
        "## Where a question's time goes (ms)",
        "Before the encoder was exported, torch read the questions.",
        "",
        f"| | {' | '.join(columns)} |",
        "|---" * (len(columns) + 1) + "|",
        *rows,
        f"| together | {' | '.join(sums)} |",
        "",
    ]


def start_table(ours: Start, plain: Start, rounds: int) -> list[str]:
    """Compare starts."""
    rows = (
        ("page, s", ours.page_s, plain.page_s),
        ("first answer, s", ours.answer_s, plain.answer_s),
        ("most memory, MB", ours.memory_mb, plain.memory_mb),
    )
    return [
        f"## From the command to an answer ({rounds} rounds)",
        *_compared_rows(rows),
        "",
    ]


def stage_table(ours: Stages, plain: Stages) -> list[str]:
    """Say where the time of a start goes, before (plain) and after (ours)."""

    def cell(stages: Stages, name: str) -> str:
        if name not in stages:
            return "–"
        span = stages[name]
        if name == "page":
            return f"at {span.ended_s:.2f}"
        return f"{span.began_s:.2f} – {span.ended_s:.2f}"

    rows = [
        f"| {name} | {cell(plain, name)} | {cell(ours, name)} |"
        for name in STAGES
        if name in ours or name in plain
    ]
    return [
        "## Where the time of a start goes (s from the command: from – to)",
        "Before is the plain app, after is Quotewell, which does several at once.",
        "",
        "| | before | after |",
        "|---|---|---|",
        *rows,
        "",
    ]


def page_table(speed: PageSpeed) -> list[str]:
    """Say what the page adds to an answer, and what opening a source takes."""
    turns = speed.turns
    first, last = sorted(turns[:ENDS]), sorted(turns[-ENDS:])
    return [
        f"## On the page, in Chromium ({speed.rounds} rounds)",
        "From Enter to the painted answer, less what retrieval took, over "
        f"conversations of {TURNS} turns; and from a click to a quote in the middle of "
        f"an article of {LONG_BYTES / MEBIBYTE:.0f} MB.",
        "",
        "| | ms |",
        "|---|---|",
        f"| all turns, median | {sorted(turns)[len(turns) // 2]:.0f} |",
        f"| turns 1 to {ENDS} | {first[ENDS // 2]:.0f} |",
        f"| turns {TURNS - ENDS + 1} to {TURNS} | {last[ENDS // 2]:.0f} |",
        f"| source beside the answer | {speed.panel:.0f} |",
        f"| source on its own page | {speed.reading:.0f} |",
        "",
    ]


def crowd_table(c: Crowd, questions: int, rounds: int) -> list[str]:
    """Compare eight clients at once."""

    def row(name: str, value: Callable[[Together], float]) -> str:
        ours, plain, all_ = value(c.ours), value(c.plain_one), value(c.plain)
        ratios = f"{ours / plain:.2f} | {ours / all_:.2f}"
        return f"| {name} | {ratios} | {ours:.1f} | {plain:.1f} | {all_:.1f} |"

    return [
        f"## {CLIENTS} clients at once ({rounds} rounds of {questions} questions)",
        "Plain has one thread a client, as ours has, or torch's default, all of them.",
        "",
        "| | ratio | ratio, all threads | ours | plain | plain, all threads |",
        "|---|---|---|---|---|---|",
        row("questions a second", lambda one: one.per_second),
        row("p50, ms", lambda one: one.p50),
        row("p95, ms", lambda one: one.p95),
        f"| errors | | | {c.ours.errors} | {c.plain_one.errors} | {c.plain.errors} |",
        "",
    ]


def reading_table(r: Reading) -> list[str]:
    """Compare reading passages, and say what share of the limit is reached."""
    rows = [
        f"| {one.name} | {one.per_second / r.plain.per_second:.2f} "
        f"| {one.share:.2f} | {one.per_second:.1f} | {one.gflops:.0f} |"
        for one in (*r.ours, r.plain)
    ]
    kind = "bfloat16" if r.reduced else "float32"
    return [
        f"## Reading passages ({r.rounds} rounds)",
        f"A build's trial chose {kind}. The machine's matrix products reach "
        f"{r.peak:.0f} GFLOP/s in float32 and {r.reduced_peak:.0f} in bfloat16, in the "
        "same rounds; shares are of the peak in the same precision.",
        "",
        "| | ratio | share of the peak | passages a second | GFLOP/s |",
        "|---|---|---|---|---|",
        *rows,
        "",
    ]


def quality_table(q: Quality) -> list[str]:
    """Compare what is found after reading in one precision and in the other."""

    def row(name: str, shares: tuple[float, float]) -> str:
        full, reduced = shares
        points = (reduced - full) * 100
        return f"| {name} | {points:+.2f} points | {full:.4f} | {reduced:.4f} |"

    return [
        f"## Quality in bfloat16 ({q.questions:,} questions of squad2, article scope)",
        "| | difference | float32 | bfloat16 |",
        "|---|---|---|---|",
        row("hit@1", q.hit_at_1),
        row("sentence@1", q.sentence_at_1),
        "",
        f"{q.moved} of the questions get another first passage.",
        "",
    ]


def memory_table(found_mb: Sequence[float], questions: int) -> list[str]:
    """Say what stays in memory, a column for each step."""
    step = questions // (len(found_mb) - 1)
    after = ["1", *(f"{step * n:,}" for n in range(1, len(found_mb)))]
    return [
        "## Memory of a process that answers",
        f"| after questions | {' | '.join(after)} |",
        "|---" * (len(found_mb) + 1) + "|",
        f"| MB | {' | '.join(f'{mb:.0f}' for mb in found_mb)} |",
        "",
    ]


def _compared_rows(rows: Sequence[tuple[str, float, float]]) -> list[str]:
    return [
        "| | ratio | ours | plain |",
        "|---|---|---|---|",
        *(f"| {name} | {a / b:.2f} | {a:.2f} | {b:.2f} |" for name, a, b in rows),
    ]
