"""Quotewell, a plain script, and other programs on the same passages and weights.

A round of one follows a round of the other, and every round starts the processes anew,
so that it gives a cold start as well.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

from bench.measuring import Figures, in_turn, percentiles
from bench.reporting import compared, section
from bench.setup import Setup
from rag.asking.assistant import Assistant
from rag.disk import size_of
from rag.judging.evaluation import is_right
from rag.judging.question_sets import LabelledQuestion
from rag.models.files import find_model
from rag.text.passages import passage_input

HERE = {"quotewell": "Quotewell", "plain": "plain sentence-transformers + FAISS"}
PEERS = {
    "langchain": "LangChain + FAISS",
    "llamaindex": "LlamaIndex",
    "txtai": "txtai",
}
"""By their functions in `bench.peers.programs`, what programs are called."""

OTHERS_QUIET = {"TOKENIZERS_PARALLELISM": "false", "CUDA_VISIBLE_DEVICES": ""}
"""What peers need beside `rag.quiet`, which they inherit."""

WARM_UP = 5
MEBIBYTE = 2**20


def peers_part(setup: Setup) -> list[str]:
    """Run all programs, and compare them."""
    asked, some = setup.questions(WARM_UP + setup.size(301, 4)), setup.some
    words = {f"{p.article_id}:{p.start}": p.text for p in some.generation().passages}
    rounds = {}
    for name, title in (HERE | (PEERS if setup.peers else {})).items():
        folder = setup.work / ("some" if name == "quotewell" else f"peer-{name}")
        python = setup.peers if name in PEERS else sys.executable
        do = partial(run, name, folder, python)
        if not folder.exists():
            do(passages=passages_of(some))
        rounds[title] = partial(one_round, do, folder, asked, words)
    return section(
        f"Beside peers ({setup.rounds} rounds)",
        f"The same {len(words)} passages, weights and {len(asked) - WARM_UP} "
        "questions, the best five asked for, in one thread. Each program is a process, "
        "used with its defaults. A cold start is from the command to the first answer, "
        "without a page. *hit@1*: the first passage has an annotated answer. On disk "
        "Quotewell keeps its exported model, too.",
        compared(in_turn(rounds, setup.rounds)),
    )


def passages_of(assistant: Assistant) -> dict[str, str]:
    """Give a library's passages by their ids, as they are encoded."""
    passages = assistant.generation().passages
    return {f"{p.article_id}:{p.start}": passage_input(p) for p in passages}


def run(
    program: str,
    folder: Path,
    python: str,
    passages: Mapping[str, str] | None = None,
    questions: Sequence[str] = (),
) -> Any:
    """Have a program build or open a library, and answer in one thread.

    Raises:
        CalledProcessError: It failed; it says why to the terminal.
    """
    model = find_model(None).folder
    limit = {} if passages else {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [python, "-m", "bench.peers.programs", program, model, folder],
        env=os.environ | OTHERS_QUIET | limit,
        input=json.dumps([passages or {}, questions]),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def one_round(
    do: partial[Any],
    folder: Path,
    asked: Sequence[LabelledQuestion],
    words: Mapping[str, str],
) -> Figures:
    """Have a program answer; what it finds is judged by the passages' own words."""
    started = time.monotonic()
    done = do(questions=[labelled.question for labelled in asked])
    replies = done["replies"]
    firsts = [reply["ids"][0] for reply in replies]
    hits = [
        is_right(labelled, first.rpartition(":")[0], words[first])
        for labelled, first in zip(asked, firsts, strict=True)
    ]
    return percentiles([reply["ms"] for reply in replies[WARM_UP:]]) | {
        "cold start, s": replies[0]["at"] - started,
        "memory, MB": done["peak_mb"],
        "on disk, MB": size_of(folder) / MEBIBYTE,
        "hit@1": fmean(hits[WARM_UP:]),
    }
