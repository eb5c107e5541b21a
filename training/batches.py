"""Examples to batches: tokens, a window that holds the answer, rows of one length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

import torch
from torch import Tensor

from training.material import Example, Group
from training.tokens import Offsets, Tokens

WINDOW = 192
"""Most tokens of question and passage together; a longer passage is cropped."""

QUESTION_TOKENS = 48
ROWS = 32
POOL = 64
"""So many batches are filled from one pool, sorted by length: less padding."""

PAD = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One example in tokens; `first` and `last` are the answer's, 0 for none."""

    ids: list[int]
    passage_start: int
    first: int
    last: int
    weight: float


@dataclass(frozen=True, slots=True)
class Batch:
    """Groups of about one length, padded: what the network takes, and what it learns.

    `partners` is for each row that of its group's first, which can be answered.
    """

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    usable: Tensor
    target: Tensor
    weights: Tensor
    partners: Tensor


class Rows:
    """Makes rows of examples.

    Args:
        tokens: The encoder's.
    """

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def row(self, example: Example, random: Random) -> Row:
        """Tokenize an example, cropped where it is too long.

        Args:
            example: The example.
            random: Chooses where a crop begins.
        """
        asked = self._tokens.encode(example.question)[0][:QUESTION_TOKENS]
        passage, offsets = self._tokens.encode(example.passage)
        first, last = _tokens_of(example.span, offsets)
        room = WINDOW - len(asked) - 3
        start = _crop(len(passage), room, first, last, random)
        ids = passage[start : start + room]
        before = len(asked) + 2
        if first is None:
            places = 0, 0
        else:
            # An answer longer than the window is marked as far as that goes.
            end = min(last - start, len(ids) - 1)
            places = first - start + before, end + before
        tokens = self._tokens
        return Row(
            ids=[tokens.first, *asked, tokens.between, *ids, tokens.between],
            passage_start=before,
            first=places[0],
            last=places[1],
            weight=example.weight,
        )

    def batches(self, groups: Sequence[Group], random: Random) -> Iterator[Batch]:
        """Give all groups in batches, those of a group side by side.

        Args:
            groups: The groups, in any order.
            random: Chooses crops, and the order of a pool's batches.
        """
        size = POOL * ROWS
        for begin in range(0, len(groups), size):
            pool = [
                [self.row(example, random) for example in group]
                for group in groups[begin : begin + size]
            ]
            pool.sort(key=lambda rows: max(len(row.ids) for row in rows))
            made: list[list[list[Row]]] = [[]]
            for rows in pool:
                if sum(map(len, made[-1])) + len(rows) > ROWS:
                    made.append([])
                made[-1].append(rows)
            random.shuffle(made)
            yield from map(stacked, made)


def stacked(groups: Sequence[Sequence[Row]]) -> Batch:
    """Make one batch of groups, as long as the longest row."""
    rows = [row for group in groups for row in group]
    firsts = accumulate((len(group) for group in groups[:-1]), initial=0)
    partners = [
        first for first, group in zip(firsts, groups, strict=True) for _ in group
    ]
    length = max(len(row.ids) for row in rows)
    shape = len(rows), length
    ids = torch.full(shape, PAD)
    mask, types = torch.zeros(shape, dtype=torch.long), torch.zeros(shape).long()
    usable = torch.zeros(shape, dtype=torch.bool)
    for number, row in enumerate(rows):
        end = len(row.ids)
        ids[number, :end] = torch.tensor(row.ids)
        mask[number, :end] = 1
        types[number, row.passage_start : end] = 1
        usable[number, row.passage_start : end - 1] = True
    usable[:, 0] = True
    return Batch(
        input_ids=ids,
        attention_mask=mask,
        token_type_ids=types,
        usable=usable,
        target=torch.tensor([[row.first, row.last] for row in rows]),
        weights=torch.tensor([row.weight for row in rows]),
        partners=torch.tensor(partners),
    )


def _tokens_of(
    span: tuple[int, int] | None, offsets: Offsets
) -> tuple[int | None, int]:
    """Find the first and last token of some characters; None where there are none."""
    if span is None:
        return None, 0
    inside = [
        place
        for place, (start, end) in enumerate(offsets)
        if start < span[1] and end > span[0]
    ]
    return (inside[0], inside[-1]) if inside else (None, 0)


def _crop(length: int, room: int, first: int | None, last: int, random: Random) -> int:
    """Choose where a passage's window begins, so that it holds the answer."""
    if length <= room:
        return 0
    least, most = 0, length - room
    if first is not None:
        least, most = max(0, min(last - room + 1, first)), min(most, first)
    return random.randint(least, max(least, most))
