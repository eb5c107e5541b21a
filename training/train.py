"""Train the reader.

    python -m training.train --out build/reader

Reads ../shared/train, writes a checkpoint every few minutes and goes on from the last
one when it is started again: the same seed gives the same order, wherever it was
stopped. With another plan it doesn't go on. A pass has some 2,200 steps; docs/reader.md
says how long they take.
"""

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

import torch

from rag.models.bfloat16 import multiplies_bfloat16, reading
from training.batches import Batch, Rows
from training.kinds import add_kind, kind_of
from training.material import Material
from training.network import WEIGHTS, Network, load_network, loss_of
from training.tokens import Pieces
from training.translating import Translator, translations_of

RATE = 2e-4
WEIGHT_DECAY = 0.01
WARM_UP = 0.05
"""Share of the steps in which the rate rises; afterwards it falls to nothing."""

MAX_NORM = 1.0
PASSES = 3
SAVE_EVERY = 200
REPORT_EVERY = 50
CHECKPOINT = "checkpoint.pt"
PLAN = "plan.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """What one training learns from, and in which order.

    `translator` puts some of it into other languages, where there is one.
    """

    seed: int
    passes: int
    limit: int | None
    translator: Translator | None = None

    def batches(self, material: Material, rows: Rows) -> list["Batch"]:
        """Make every batch of the training, in order."""
        return list(self._batches(material, rows))[: self.limit]

    def _batches(self, material: Material, rows: Rows) -> Iterator["Batch"]:
        for number in range(self.passes):
            seed = self.seed * 1000 + number
            groups, random = material.one_pass(seed), Random(seed)
            if self.translator:
                groups = [self.translator(group, random) for group in groups]
            yield from rows.batches(groups, random)


def rate_at(step: int, steps: int) -> float:
    """Give the share of the learning rate at a step: up, then linearly to nothing.

    Args:
        step: Which step, from 0.
        steps: How many there are.

    Example:
        Of 100 steps the fifth has the whole rate.
    """
    rise = max(1, round(WARM_UP * steps))
    return min((step + 1) / rise, (steps - step) / (steps - rise + 1))


def train(
    network: Network, batches: list["Batch"], rate: float, seed: int, out: Path
) -> None:
    """Train a network on batches, going on from a checkpoint where there is one."""
    learned = [weights for weights in network.parameters() if weights.requires_grad]
    groups = [
        {"params": [w for w in learned if w.dim() > 1], "weight_decay": WEIGHT_DECAY},
        {"params": [w for w in learned if w.dim() < 2], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98))
    first = _resume(network, optimizer, out / CHECKPOINT)
    network.train()
    losses: list[float] = []
    started = perf_counter()
    for step in range(first, len(batches)):
        for group in optimizer.param_groups:
            group["lr"] = rate * rate_at(step, len(batches))
        # What is left out in a step is the same wherever the training was stopped.
        torch.manual_seed(seed * len(batches) + step)
        losses.append(_step(network, optimizer, batches[step]))
        done = step + 1
        if done % REPORT_EVERY == 0:
            loss = sum(losses[-REPORT_EVERY:]) / len(losses[-REPORT_EVERY:])
            pace = (perf_counter() - started) / (done - first)
            left_min = pace * (len(batches) - done) / 60
            print(
                f"step {done} of {len(batches)}: loss {loss:.3f}, "
                f"{pace:.2f} s a step, {left_min:.0f} min to go",
                flush=True,
            )
        if done % SAVE_EVERY == 0:
            _save(network, optimizer, done, out / CHECKPOINT)
    torch.save(network.state_dict(), out / WEIGHTS)


def _step(network: Network, optimizer: torch.optim.Optimizer, batch: "Batch") -> float:
    with reading(multiplies_bfloat16()):
        span, answers = network(
            batch.input_ids, batch.attention_mask, batch.token_type_ids
        )
    loss = loss_of(span, answers, batch)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), MAX_NORM)
    optimizer.step()
    return loss.item()


def _save(
    network: Network, optimizer: torch.optim.Optimizer, step: int, path: Path
) -> None:
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
    }
    aside = path.with_suffix(".new")
    torch.save(state, aside)
    aside.replace(path)


def _resume(network: Network, optimizer: torch.optim.Optimizer, path: Path) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])


def another_plan(plan: dict[str, object], out: Path) -> str:
    """Say in what a plan differs from that of the training that it would go on with.

    Args:
        plan: What decides what is learned, and in which order.
        out: Where that training's plan and checkpoint are, if there is one.

    Returns:
        Such as "rate 0.0001, not 0.0002"; nothing where it is the same training or
        another has no checkpoint yet.
    """
    if not (out / CHECKPOINT).exists():
        return ""
    before = json.loads((out / PLAN).read_text())
    differing = (
        f"{name} {plan.get(name)}, not {value}"
        for name, value in before.items()
        if plan.get(name) != value
    )
    return ", ".join(differing)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--data", type=Path, default=Path("../shared/train"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument(
        "--begin",
        type=Path,
        nargs="+",
        metavar="FOLDER",
        help="go on from what was trained there; of several from their mean",
    )
    parser.add_argument("--dropout", type=float, default=0.0, metavar="SHARE")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--limit", type=int, help="stop after so many batches")
    add_kind(parser)
    parser.add_argument(
        "--translated", action="store_true", help="some of it into other languages"
    )
    parser.add_argument("--compile", action="store_true", help="needs a C++ compiler")
    return parser


def _translator(material: Material) -> Translator:
    """Make what puts some of the material into other languages."""
    texts = [*material.contexts, *(each.text for each in material.questions)]
    return Translator(translations_of(texts, Pieces()))


def main() -> None:
    """Train as the command line says."""
    parser = _parser()
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    # The application lets torch write nowhere; what it compiles has to lie somewhere.
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = str(arguments.out.absolute() / "compiled")
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    torch.manual_seed(arguments.seed)
    begun, kind = arguments.begin, kind_of(arguments.second)
    network = kind.network(arguments.dropout)
    if begun:
        load_network(*begun, network=network)
    if arguments.compile:
        network.body.encoder.compile(dynamic=True)
    material = Material(arguments.data)
    translator = _translator(material) if arguments.translated else None
    plan = Plan(arguments.seed, arguments.passes, arguments.limit, translator)
    batches = plan.batches(material, Rows(kind.tokens))
    written = {
        "seed": plan.seed,
        "passes": plan.passes,
        "batches": len(batches),
        "begin": [str(folder) for folder in begun or ()],
        "second": arguments.second,
        "translated": arguments.translated,
        "dropout": arguments.dropout,
        "rate": arguments.rate,
    }
    if differing := another_plan(written, arguments.out):
        parser.error(
            f"{arguments.out} holds a training with another plan: {differing}; "
            "go on with that one, or name another --out"
        )
    (arguments.out / PLAN).write_text(json.dumps(written))
    train(network, batches, arguments.rate, plan.seed, arguments.out)


if __name__ == "__main__":
    main()
