"""The tables of peers: `bench.speed_peers` measures what is in them."""

from bench.speed_peers import PeerComparison, PeerFigures

MEBIBYTE = 2**20


def peer_tables(compared: PeerComparison) -> list[str]:
    """Compare programs: ratios to plain, then the figures themselves."""
    plain = next(f for f in compared.figures if f.program.module == "plain")
    ours = next(f for f in compared.figures if f.program.module == "quotewell")
    return [
        f"## Beside peers ({compared.rounds} rounds)",
        f"The same {compared.passages} passages, weights and {compared.questions} "
        "questions, the best five asked for; one thread to answer, as many to build as "
        "each takes by default. Each program is a process in an "
        "environment of its own, used with its defaults. "
        "*Cold start* is from the command to the first answer, without a page. "
        f"*Build* is in passages a second, of all and of {compared.few} of them.",
        "",
        "| ratio to plain | question p50 | p95 | cold start | memory | build | of few "
        "| hit@1 | sentence@1 |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_peer_ratios(figures, plain) for figures in compared.figures),
        *(f"| {title} | did not run: {why} |" for title, why in compared.failures),
        "",
        "| | question p50 / p95, ms | cold start, s | memory, MB | build / of few, "
        "passages a second | on disk, MB |",
        "|---|---|---|---|---|---|",
        *(_peer_row(figures) for figures in compared.figures),
        "",
        "*hit@1*: the first passage contains an annotated answer; *sentence@1*: the "
        "sentence put forward does. Plain puts forward the sentence of the first "
        "passage whose own vector is nearest, which its times don't include; a dash is "
        "a program that gives passages only. On disk Quotewell keeps the exported "
        f"model too ({ours.export_bytes / MEBIBYTE:.0f} MB), made once for a library "
        "by its first build, which warms each program up and is not in the times.",
        "",
    ]


def _peer_ratios(one: PeerFigures, plain: PeerFigures) -> str:
    sentence = "–" if one.sentence_at_1 is None else f"{one.sentence_at_1:.3f}"
    return (
        f"| {one.program.title} | {_ratio(one.p50_ms, plain.p50_ms)} "
        f"| {_ratio(one.p95_ms, plain.p95_ms)} | {_ratio(one.cold_s, plain.cold_s)} "
        f"| {_ratio(one.memory_mb, plain.memory_mb)} "
        f"| {_ratio(one.per_second[0], plain.per_second[0])} "
        f"| {_ratio(one.per_second[1], plain.per_second[1])} "
        f"| {one.hit_at_1:.3f} | {sentence} |"
    )


def _ratio(one: float, plain: float) -> str:
    return f"{one / plain:.2f}"


def _peer_row(one: PeerFigures) -> str:
    return (
        f"| {one.program.title} | {one.p50_ms:.1f} / {one.p95_ms:.1f} "
        f"| {one.cold_s:.2f} | {one.memory_mb:.0f} "
        f"| {one.per_second[0]:.1f} / {one.per_second[1]:.1f} "
        f"| {one.disk_bytes / MEBIBYTE:.1f} |"
    )
