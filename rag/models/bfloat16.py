"""Whether a model reads faster in bfloat16 on this machine, found out by a short trial.

Matrices are multiplied in bfloat16 and everything else stays in float32 (torch's
autocast). Vectors then differ by a cosine of 0.0001 at most, those of single tokens.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from rag.models.timing import fastest

BFLOAT16_UNITS = ("avx512_bf16", "amx_bf16")
"""What a processor needs to multiply bfloat16 itself; without it, it takes longer."""


def reading(reduced: bool) -> AbstractContextManager[object]:
    """Give the context in which a model reads; other threads read as before.

    Args:
        reduced: Whether to multiply matrices in bfloat16.
    """
    import torch

    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=reduced)


def multiplies_bfloat16() -> bool:
    """Tell whether the processor has the units; others take a hundred times as long."""
    import torch

    capabilities = torch.cpu.get_capabilities()
    return any(capabilities.get(unit) for unit in BFLOAT16_UNITS)


def prefers_reduced(read: Callable[[], object]) -> bool:
    """Try whether reading takes clearly less time in bfloat16.

    Args:
        read: Reads some texts; called several times in either way, or never where the
            processor can't multiply bfloat16 itself.
    """
    if not multiplies_bfloat16():
        return False

    def read_reduced() -> None:
        with reading(True):
            read()

    return fastest([read, read_reduced]) == 1
