"""A reranker by name: a tiny CrossEncoder, made here, orders the passages."""

from pathlib import Path

import pytest

from rag.asking.assistant import Assistant
from rag.asking.ranking.reranking import CrossEncoderReranker
from rag.building.indexing import build_index
from rag.errors import ModelError
from rag.library.library import Library
from rag.models.sentence import load_cross_encoder
from tests.fakes import WordEncoder
from tests.later import Later

torch, transformers = Later("torch"), Later("transformers")

WORDS = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] owls whales tides fly sing rise at night in the sea"
)
ARTICLES = ("Owls fly at night.", "Whales sing in the sea.", "Tides rise in the sea.")
QUESTION = "What do whales in the sea?"


def write_model(folder: Path, outputs: int = 1) -> str:
    """Write a BERT of one layer with random weights, always the same ones."""
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(WORDS.split()))
    transformers.BertTokenizerFast(str(vocabulary)).save_pretrained(folder)
    torch.manual_seed(7)
    config = transformers.BertConfig(
        vocab_size=len(WORDS.split()),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=outputs,
    )
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    return str(folder)


def test_a_cross_encoder_gives_the_order(tmp_path: Path, encoder: WordEncoder):
    """Citations come in the order of the model's own scores of the passages."""
    library = Library(tmp_path / "index")
    for number, text in enumerate(ARTICLES):
        library.add(text.encode(), f"{number}.txt")
    build_index(library, encoder)
    scorer = load_cross_encoder(write_model(tmp_path))
    assistant = Assistant(library, encoder, CrossEncoderReranker(scorer))
    citations = assistant.ask(QUESTION).citations
    expected = dict(zip(ARTICLES, scorer.score_pairs(QUESTION, ARTICLES), strict=True))
    assert [c.passage for c in citations] == sorted(
        expected, key=expected.__getitem__, reverse=True
    )
    scores = [citation.score for citation in citations]
    assert scores == pytest.approx(sorted(expected.values(), reverse=True), abs=1e-4)


def test_a_model_with_several_outputs_is_no_reranker(tmp_path: Path):
    """A classifier has no single score to order by."""
    with pytest.raises(ModelError, match="one output, this model 3"):
        load_cross_encoder(write_model(tmp_path, outputs=3))
