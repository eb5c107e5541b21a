"""Measure a trained reader on the questions that were held.

    python -m training.measure --trained build/reader

AUROC of telling answerable questions from the others, how many minimal pairs it puts in
the right order, and how many answers it marks exactly, or with a word of them.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import torch

from rag.asking.ranking.answer_words import MAX_ANSWER_TOKENS
from rag.judging.evaluation import has_word_of
from rag.judging.metrics import auroc
from rag.models.bfloat16 import multiplies_bfloat16, reading
from training.batches import Batch, Rows
from training.kinds import add_kind, kind_of
from training.material import Group, Material
from training.network import Network, load_network
from training.tokens import Tokens


def read(
    network: Network, rows: Rows, groups: Sequence[Group]
) -> Iterator[tuple[Batch, torch.Tensor, torch.Tensor]]:
    """Read all groups; gives batches with span scores and answerability."""
    with torch.inference_mode(), reading(multiplies_bfloat16()):
        for batch in rows.batches(groups, Random(0)):
            spans, answers = network(
                batch.input_ids, batch.attention_mask, batch.token_type_ids
            )
            spans = spans.float().masked_fill(~batch.usable.unsqueeze(-1), -1e4)
            yield batch, spans, answers.float()


def best_spans(spans: torch.Tensor) -> torch.Tensor:
    """Find the best first and last token of each row, [CLS] left out: (n, 2)."""
    length = spans.shape[1]
    scores = spans[:, 1:, None, 0] + spans[:, None, 1:, 1]
    usable = torch.ones(length - 1, length - 1).triu().tril(MAX_ANSWER_TOKENS - 1)
    scores = scores.masked_fill(usable == 0, -1e9).flatten(1)
    best = scores.argmax(dim=1)
    return torch.stack([best // (length - 1), best % (length - 1)], dim=1) + 1


def figures(
    network: Network, tokens: Tokens, groups: Sequence[Group]
) -> dict[str, float]:
    """Work out the figures of a network on groups of examples."""
    positive, negative, pairs, exact, partly = [], [], [], [], []
    for batch, spans, answers in read(network, Rows(tokens), groups):
        found = best_spans(spans)
        for row, target in enumerate(batch.target):
            if not target.any():
                negative.append(float(answers[row]))
                partner = int(batch.partners[row])
                if partner != row and batch.target[partner].any():
                    pairs.append(bool(answers[partner] > answers[row]))
                continue
            positive.append(float(answers[row]))
            exact.append(bool((found[row] == target).all()))
            ids = batch.input_ids[row].tolist()
            said, wanted = (
                tokens.decode(ids[first : last + 1])
                for first, last in (found[row].tolist(), target.tolist())
            )
            partly.append(has_word_of(said, [wanted]))
    return {
        "questions": len(positive) + len(negative),
        "AUROC": auroc(positive, negative) or 0.0,
        "pairs in order": sum(pairs) / max(len(pairs), 1),
        "exact": sum(exact) / len(exact),
        "a word in common": sum(partly) / len(partly),
    }


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--trained", type=Path, required=True, nargs="+", metavar="FOLDER"
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/train"))
    add_kind(parser)
    arguments = parser.parse_args()
    kind = kind_of(arguments.second)
    network = load_network(*arguments.trained, network=kind.network(0.0))
    groups = Material(arguments.data).held_groups()
    for name, value in figures(network, kind.tokens, groups).items():
        print(f"{name}: {value:.3f}")


if __name__ == "__main__":
    main()
