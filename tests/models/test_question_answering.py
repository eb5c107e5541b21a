"""Any extractive question-answering model takes the reader's place by name."""

from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.models.reader import load_reader
from tests.later import Later

torch, transformers = Later("torch"), Later("transformers")

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "why", "owls", "fly", ".")
SMALL = {
    "vocab_size": len(WORDS),
    "hidden_size": 8,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 8,
    "max_position_embeddings": 256,
}


def save(folder: Path, kind: type) -> Path:
    """Save a small model of a kind, and a tokenizer of a few words."""
    torch.manual_seed(1)
    kind(transformers.BertConfig(**SMALL)).save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    transformers.BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


def test_it_reads_as_the_model_scores(tmp_path: Path):
    """Its own logits for [CLS] why [SEP] owls fly . [SEP], less those of [CLS]."""
    folder = save(tmp_path / "model", transformers.BertForQuestionAnswering)
    (reading,) = load_reader(str(folder)).read("Why", ["Owls fly."])
    model = transformers.BertForQuestionAnswering.from_pretrained(folder).eval()
    ids = torch.tensor([[2, 5, 3, 6, 7, 8, 3]])
    types = torch.tensor([[0, 0, 0, 1, 1, 1, 1]])
    with torch.inference_mode():
        output = model(input_ids=ids, token_type_ids=types)
    starts = (output.start_logits[0] - output.start_logits[0, 0]).tolist()
    assert reading.starts.tolist() == pytest.approx(starts[3:6], abs=1e-5)
    assert reading.offsets.tolist() == [[0, 4], [5, 8], [8, 9]]


def test_a_model_without_the_head_is_refused(tmp_path: Path):
    """The library would add a head of random numbers."""
    folder = save(tmp_path / "model", transformers.BertModel)
    with pytest.raises(ModelError, match="extractive question answering"):
        load_reader(str(folder))


def test_a_name_that_isnt_here_is_refused():
    """Nothing is downloaded."""
    with pytest.raises(ModelError, match="on this machine"):
        load_reader("no-such-reader")
