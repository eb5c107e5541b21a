"""Whether a model reads faster in bfloat16 on this machine, found out by a short trial.

Matrices are multiplied in bfloat16 and everything else stays in float32 (torch's
autocast). Vectors then differ by a cosine of 0.0001 at most, those of single tokens.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

TRIALS = 2
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
        read: Reads some texts; called four times, or never where the processor has no
            matrix units for bfloat16.
    """
    import torch

    capabilities = torch.cpu.get_capabilities()
    if not any(capabilities.get(unit) for unit in MATRIX_UNITS):
        return False
    return _least_time(read, False) > MIN_GAIN * _least_time(read, True)


def _least_time(read: Callable[[], object], reduced: bool) -> float:
    """Give the shortest of a few times, in seconds: the first one warms up."""
    times = []
    for _ in range(TRIALS):
        started = time.perf_counter()
        with reading(reduced):
            read()
        times.append(time.perf_counter() - started)
    return min(times)
