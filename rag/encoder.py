"""The encoder in its two forms: as sentence-transformers, and as an export.

Both have the same weights. An export (`rag.onnx_encoder`) is there at once; which reads
many texts faster depends on the machine. `ExportedEncoder` uses each for what it is
better at.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from rag.errors import ModelError
from rag.model_files import ModelFiles, find_model
from rag.onnx_encoder import OnnxEncoder
from rag.sentence_models import TRIAL_TEXTS, SentenceEncoder, load_sentence_encoder
from rag.trials import fastest
from rag.types import EncodedText, Encoder, ModelIdentity

log = logging.getLogger(__name__)

FEW_CHARS = 50_000
"""Texts of so many characters together are read by an export: loading torch would take
longer than it could save."""

MANY_TEXTS = 1024
"""For so many it is tried who reads faster, which takes as long as reading 48 of them:
less than 0.05 of the time where nothing is gained."""


def load_encoder(model: str | None = None, exports: Path | None = None) -> Encoder:
    """Load a sentence-transformers model from this machine.

    Args:
        model: A folder, or a name in the local Hugging Face cache; None is the
            default model that comes installed.
        exports: Where a library keeps exported models (`rag.onnx_encoder`): where there
            is one of this model it is used, and torch stays unloaded. None: the model
            itself is loaded.

    Raises:
        ModelError: It isn't there, or its weights aren't the ones promised.
    """
    files = find_model(model)
    if exports is None:
        return load_sentence_encoder(files)
    return ExportedEncoder(files, exports / files.sha256)


def keep_export(encoder: Encoder) -> None:
    """Export a model after a build, if it came without one and can be exported."""
    if isinstance(encoder, ExportedEncoder):
        encoder.keep_export()


class ExportedEncoder:
    """An encoder that answers from its export, and builds with the model itself.

    Args:
        files: The model.
        export: Where its export lies, or is to lie.

    Raises:
        ModelError: There is no export, and the model can't be loaded.
    """

    def __init__(self, files: ModelFiles, export: Path) -> None:
        self._files = files
        self._path = export
        self._lock = threading.Lock()
        self._exported = _open_export(export, files)
        self._whole = None if self._exported else load_sentence_encoder(files)
        self._fastest: Encoder | None = None

    @property
    def identity(self) -> ModelIdentity:
        """Name, weights' hash, dimension and window of the model."""
        return self._ready().identity

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the model's own tokens in each text, special tokens included."""
        return self._ready().count_tokens(texts)

    def encode_question(self, question: str) -> EncodedText:
        """Encode a question, with the model's query prompt."""
        return self._ready().encode_question(question)

    def encode_questions(self, questions: Sequence[str]) -> list[EncodedText]:
        """Encode some questions at once, in order."""
        return self._ready().encode_questions(questions)

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Encode passages, with the model's document prompt, in order."""
        return self._reader(texts).encode_passages(texts)

    def keep_export(self) -> None:
        """Export the model where no export is, and answer from it from now on."""
        if self._exported is not None:
            return
        try:
            self._exported = self._loaded().export(self._path)
        except (ModelError, OSError) as error:
            log.info("questions are answered by sentence-transformers: %s", error)

    def _reader(self, texts: Sequence[str]) -> Encoder:
        """Choose what reads passages, the more carefully the more there are."""
        if sum(map(len, texts)) <= FEW_CHARS:
            return self._ready()
        if len(texts) >= MANY_TEXTS and self._fastest is None:
            self._fastest = self._try_both(texts[:TRIAL_TEXTS])
        return self._fastest or self._loaded()

    def _try_both(self, texts: Sequence[str]) -> Encoder:
        """Find out whether the model or its export reads faster on this machine."""
        whole = self._loaded()
        whole.choose_precision(texts)
        self.keep_export()
        if self._exported is None:
            return whole
        # A build may take all cores, as torch does; questions leave cores to others.
        exported = OnnxEncoder(self._path, whole.threads)
        readers: tuple[Encoder, ...] = (whole, exported)
        ways = [partial(_read_all, reader, texts) for reader in readers]
        return readers[fastest(ways)]

    def _ready(self) -> Encoder:
        return self._exported or self._loaded()

    def _loaded(self) -> SentenceEncoder:
        with self._lock:
            if self._whole is None:
                self._whole = load_sentence_encoder(self._files)
            return self._whole


def _read_all(encoder: Encoder, texts: Sequence[str]) -> None:
    for _ in encoder.encode_passages(texts):
        pass


def _open_export(path: Path, files: ModelFiles) -> OnnxEncoder | None:
    """Open an export of exactly these weights, None where there is none to use."""
    if not path.is_dir():
        return None
    try:
        encoder = OnnxEncoder(path)
    except ModelError as error:
        log.warning("%s; the next rebuild makes it anew", error)
        return None
    return encoder if encoder.identity.sha256 == files.sha256 else None
