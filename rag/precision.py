"""Whether a model reads faster in bfloat16 on this machine, found out by a short trial.

Matrices are multiplied in bfloat16 and everything else stays in float32 (torch's
autocast). Vectors then differ by a cosine of 0.0001 at most, those of single tokens.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

TRIALS = 3
"""One to warm up, and one more than needed: other programs may disturb one."""

MIN_GAIN = 1.2
"""How many times faster it must be: less is within what a trial is off by."""

MATRIX_UNITS = ("avx512_bf16", "amx_bf16")
"""What a processor needs to multiply bfloat16 itself; without it, it takes longer."""


def reading(reduced: bool) -> AbstractContextManager[object]:
    """Give the context in which a model reads; other threads read as before.

    Args:
        reduced: Whether to multiply matrices in bfloat16.
    """
    import torch

    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=reduced)


def prefers_reduced(read: Callable[[], object]) -> bool:
    """Try whether reading takes clearly less time in bfloat16.

    Args:
        read: Reads some texts; called `TRIALS` times in either way, in turn, or never
            where the processor has no matrix units for bfloat16.
    """
    import torch

    capabilities = torch.cpu.get_capabilities()
    if not any(capabilities.get(unit) for unit in MATRIX_UNITS):
        return False
    times = [(_seconds(read, False), _seconds(read, True)) for _ in range(TRIALS)]
    full, reduced = map(min, zip(*times, strict=True))
    return full > MIN_GAIN * reduced


def _seconds(read: Callable[[], object], reduced: bool) -> float:
    started = time.perf_counter()
    with reading(reduced):
        read()
    return time.perf_counter() - started
