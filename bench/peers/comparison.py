"""Quotewell, a plain script, and other programs on the same passages and weights."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.peers.programs import OURS as OUR_PROGRAM
from bench.peers.programs import PLAIN, find_programs
from bench.peers.protocol import Corpus
from bench.peers.race import Figures, Race, sum_up
from bench.reporting import OTHERS, OURS, picture, plot, section, table
from bench.speed_setup import QUICK, Setup, make_corpus
from rag.types import Article

FEW_PASSAGES = 48
"""A small build reads so many at least, in whole articles."""

WARM_UP = 5
ByProgram = Mapping[str, Figures]
PANELS: dict[str, Callable[[Figures, Figures], float]] = {
    "question p50": lambda one, plain: one.p50 / plain.p50,
    "cold start": lambda one, plain: one.cold_s / plain.cold_s,
    "memory": lambda one, plain: one.memory_mb / plain.memory_mb,
    "passages built a second": lambda one, plain: one.whole / plain.whole,
    "hit@1 (itself, no ratio)": lambda one, _: one.hit_at_1,
}


def peers_part(setup: Setup) -> Iterator[str]:
    """Install the peers, run all programs, and compare them."""
    articles, few = setup.questions.articles, _first_articles(setup)
    whole, few = (make_corpus(setup.some.generation(), a) for a in (articles, few))
    race, figures = _race(setup, whole, few)
    yield from section(
        f"Beside peers ({setup.sizes.rounds} rounds)",
        f"The same {len(whole.ids)} passages, weights and {len(race.runs[0].hits)} "
        "questions, the best five asked for; one thread to answer, as many to build as "
        "each takes by default. Each program is a process in an environment of its "
        "own, used with its defaults. *Cold start* is from the command to the first "
        "answer, without a page. *Build* is in passages a second, of all and of "
        f"{len(few.ids)} of them.",
    )
    yield from ratio_table(figures, race.failures)
    yield from figure_table(figures, {r.program.title: r.disk_mb for r in race.runs})
    yield (
        "*hit@1*: the first passage contains an annotated answer; *sentence@1*: the "
        "sentence put forward does. Plain puts forward the sentence of the first "
        "passage whose own vector is nearest, which its times don't include; a dash is "
        "a program that gives passages only. On disk Quotewell keeps the exported "
        f"model too ({race.runs[0].export_mb:.0f} MB), made once for a library by its "
        "first build, which warms each program up and is not in the times."
    )
    yield ""
    yield from _draw(figures, setup.out / "speed-peers.png")


def _race(setup: Setup, whole: Corpus, few: Corpus) -> tuple[Race, ByProgram]:
    """Have all programs build both corpora, and ask them about the whole one."""
    sizes, passages = setup.sizes, {}
    for name, corpus in (("whole", whole), ("few", few)):
        path = setup.work / f"{name}.json"
        path.write_text(json.dumps(asdict(corpus)), "utf-8")
        passages[path] = len(corpus.ids)
    programs, failures = find_programs(setup.cache, install=sizes != QUICK)
    race = Race(programs, setup.work, failures)
    race.build(list(passages), sizes.rounds)
    words = (passage.text for passage in setup.some.generation().passages)
    texts = dict(zip(whole.ids, words, strict=True))
    warm, rest = setup.answerable[:WARM_UP], setup.answerable[WARM_UP:]
    for start in range(0, sizes.rounds * sizes.peer_questions, sizes.peer_questions):
        race.ask(warm, rest[start : start + sizes.peer_questions], texts)
    return race, {run.program.title: sum_up(run, passages) for run in race.runs}


def _first_articles(setup: Setup) -> list[Article]:
    """Take articles until they have `FEW_PASSAGES`."""
    generation, chosen, passages = setup.some.generation(), [], 0
    for article in setup.questions.articles:
        if passages < FEW_PASSAGES:
            chosen.append(article)
            passages += len(generation.passage_rows(article.id))
    return chosen


def ratio_table(figures: ByProgram, failures: Sequence[tuple[str, str]]) -> list[str]:
    """Compare programs with the plain one; name those that did not run, and why."""
    plain, rows = figures[PLAIN.title], []
    for title, one in figures.items():
        ratios = (f"{a / b:.2f}" for a, b in zip(one[:6], plain[:6], strict=True))
        sentence = "–" if one.sentence_at_1 is None else f"{one.sentence_at_1:.3f}"
        rows.append(f"{title} | {' | '.join(ratios)} | {one.hit_at_1:.3f} | {sentence}")
    return table(
        "ratio to plain | question p50 | p95 | cold start | memory | build | of few "
        "| hit@1 | sentence@1",
        [*rows, *(f"{title} | did not run: {why}" for title, why in failures)],
    )


def figure_table(figures: ByProgram, disk_mb: Mapping[str, float]) -> list[str]:
    """Give what the programs took."""
    return table(
        " | question p50 / p95, ms | cold start, s | memory, MB | build / of few, "
        "passages a second | on disk, MB",
        (
            f"{title} | {one.p50:.1f} / {one.p95:.1f} | {one.cold_s:.2f} "
            f"| {one.memory_mb:.0f} | {one.whole:.1f} / {one.few:.1f} "
            f"| {disk_mb[title]:.1f}"
            for title, one in figures.items()
        ),
    )


def _draw(figures: ByProgram, path: Path) -> list[str]:
    names = [title.partition(" + ")[0] for title in figures][::-1]
    colors = [OURS if OUR_PROGRAM.title == title else OTHERS for title in figures][::-1]
    with plot(path, 1, len(PANELS), 12, 2.8, sharey=True) as axes:
        for axis, (title, value) in zip(axes, PANELS.items(), strict=True):
            plain = figures[PLAIN.title]
            values = [value(one, plain) for one in figures.values()][::-1]
            bars = axis.barh(names, values, color=colors)
            axis.bar_label(bars, fmt="%.2f", padding=2, fontsize=8)
            axis.set_title(title, fontsize=9)
            axis.set_xlim(0, max(values) * 1.25)
            axis.axvline(1, color="black", linewidth=0.6, linestyle=":")
    return picture("Ratios to the plain script", path)
