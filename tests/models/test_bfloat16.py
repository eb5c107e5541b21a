"""The trial that chooses how many texts are read, and what it may change."""

import numpy as np
import pytest

from rag.models.bfloat16 import prefers_reduced, reading
from tests.fakes import Clock
from tests.later import Later

torch = Later("torch")

FAST_S, SLOW_S = 1.0, 5.0
Capabilities = dict[str, bool]


def has(monkeypatch: pytest.MonkeyPatch, **capabilities: bool) -> None:
    """Let torch say what the processor has."""
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities)


def reader(monkeypatch: pytest.MonkeyPatch, reduced_s: float, full_s: float):
    """Make a reader that takes so many seconds in either way, by a clock of its own."""
    clock = Clock()
    monkeypatch.setattr("rag.models.timing.time.perf_counter", clock)

    def read() -> None:
        clock.now += reduced_s if torch.is_autocast_enabled("cpu") else full_s

    return read


def test_the_faster_way_is_chosen(monkeypatch: pytest.MonkeyPatch):
    """Where bfloat16 takes no time and float32 does, it is preferred."""
    has(monkeypatch, avx512_bf16=True)
    assert prefers_reduced(reader(monkeypatch, FAST_S, SLOW_S))


def test_a_slower_way_is_not_chosen(monkeypatch: pytest.MonkeyPatch):
    """Having the units is not enough: the trial decides."""
    has(monkeypatch, amx_bf16=True)
    assert not prefers_reduced(reader(monkeypatch, SLOW_S, FAST_S))


def test_nothing_is_tried_without_the_units(monkeypatch: pytest.MonkeyPatch):
    """A processor that lacks them would take many times as long for the trial."""
    has(monkeypatch, avx2=True, avx512_bf16=False)
    assert not prefers_reduced(lambda: pytest.fail("tried"))


def test_reduced_products_are_close_and_the_rest_is_exact():
    """Eight bits of mantissa: a product of ones is exact, others within 1 %."""
    a = torch.tensor([[1.0, 1.01]])
    with reading(True):
        product = a @ a.T
        total = a.double().sum()
    assert product.dtype == torch.bfloat16
    assert product.item() == pytest.approx(1 + 1.01**2, rel=0.01)
    assert total.item() == pytest.approx(2.01, abs=1e-6)


def test_reading_in_full_changes_nothing():
    """Without reduction products stay in float32."""
    a = torch.tensor(np.ones((1, 2), np.float32))
    with reading(False):
        assert (a @ a.T).dtype == torch.float32
