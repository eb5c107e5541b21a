"""What the tests of training begin with."""

from pathlib import Path

import pytest

from tests.later import Later

torch, transformers = Later("torch"), Later("transformers")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Write a small model to begin with."""
    config = transformers.BertConfig(
        vocab_size=30522,  # the default encoder's
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
    )
    torch.manual_seed(1)
    transformers.BertModel(config).save_pretrained(tmp_path / "small")
    return tmp_path / "small"
