"""The encoder in its two forms: as sentence-transformers, and as an export.

Both have the same weights. An export (`rag.models.onnx`) is there at once; which reads
many texts faster depends on the machine, and `ExportedEncoder` finds out.

An export that lies in a library may have been changed, its own record with it. So it is
used only where it is noted, outside of any library, that it was made and checked by the
same person on the same machine.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from rag.disk import sha256_of
from rag.errors import ModelError
from rag.models.files import ModelFiles, find_model
from rag.models.onnx import RECORD, OnnxEncoder
from rag.models.second import encoders_of
from rag.models.sentence import TRIAL_TEXTS, SentenceEncoder, load_sentence_encoder
from rag.models.timing import fastest
from rag.models.universal import NAME, UniversalEncoder
from rag.roles import EncodedText, Encoder, ModelIdentity
from rag.settings import core_count

log = logging.getLogger(__name__)

MANY_TEXTS = 512
"""For so many it is tried whether the model or its export reads faster. Loading torch
and trying take as long as reading 200, which only bfloat16 in a processor with matrix
units makes good; so fewer are read by the export, where there is one."""


def load_encoder(
    model: str | None = None, exports: Path | None = None, trusted: Path | None = None
) -> Encoder:
    """Load a sentence-transformers model from this machine.

    Args:
        model: A folder, or a name in the local Hugging Face cache; None is the
            default model that comes installed.
        exports: Where a library keeps exported models (`rag.models.onnx`): where there
            is one of this model it is used, and torch stays unloaded. None: the model
            itself is loaded.
        trusted: The folder that notes which exports were made here; None trusts none,
            and the model itself is loaded.

    Raises:
        ModelError: It isn't there, or its weights aren't the ones promised.
    """
    files = find_model(model)
    if exports is None or trusted is None:
        return load_sentence_encoder(files)
    return ExportedEncoder(files, exports / files.sha256, trusted)


def load_second_encoder(
    model: str | None = None, exports: Path | None = None, trusted: Path | None = None
) -> Encoder:
    """Load the second encoder.

    Args:
        model: The name or folder of a sentence-transformers model that knows many
            languages; None is the one that comes installed.
        exports: As for `load_encoder`.
        trusted: As for `load_encoder`.

    Raises:
        ModelError: It isn't there, or its weights aren't the ones promised.
    """
    if model is None or model == NAME:
        return UniversalEncoder()
    return load_encoder(model, exports, trusted)


def keep_export(encoder: Encoder) -> None:
    """Export models after a build that came without one and can be exported."""
    for each in encoders_of(encoder):
        if isinstance(each, ExportedEncoder):
            each.keep_export()


def export_problem(encoder: Encoder) -> str:
    """Say why an encoder's export isn't used, nothing where it is or none is there."""
    exported = (e for e in encoders_of(encoder) if isinstance(e, ExportedEncoder))
    return next((each.problem for each in exported if each.problem), "")


Opened = tuple[ModelIdentity, str]
"""A model, and the hash of the export of it that is open, empty where none is."""


def opened(encoder: Encoder) -> tuple[Opened, ...]:
    """Say what is open, for `open_alike` in another process."""
    every = encoders_of(encoder)
    return tuple((e.identity, getattr(e, "fingerprint", "")) for e in every)


def open_alike(there: Opened, exports: Path, device: str = "cpu") -> Encoder:
    """Open what another process has open, on one core, or the model itself on a GPU.

    Raises:
        ModelError: This machine has another, or none.
    """
    model, fingerprint = there
    kept = exports / model.sha256
    if device == "cpu" and fingerprint and _fingerprint(kept) == fingerprint:
        return OnnxEncoder(kept)
    here: Encoder
    if model.name == NAME:
        here = UniversalEncoder()
    else:
        here = load_sentence_encoder(find_model(model.name), device)
    if here.identity.sha256 != model.sha256:
        raise ModelError(f"a worker has another {model.name}; install the same there")
    return here


FEW_TEXTS = 8
"""So few are read on one core by what is open: opening it once more for all cores takes
as long as reading ten."""


class ExportedEncoder:
    """An encoder that answers from its export, and builds with what reads faster.

    Args:
        files: The model.
        export: Where its export lies, or is to lie.
        trusted: The folder that notes which exports were made here.

    Raises:
        ModelError: There is no export, and the model can't be loaded.
    """

    def __init__(self, files: ModelFiles, export: Path, trusted: Path) -> None:
        self.problem = ""
        self._files = files
        self._path = export
        self._trusted = trusted
        self._lock = threading.Lock()
        self._exported = self._open()
        # Now, so that a model that can't be loaded is told of before it is asked.
        self._whole = None if self._exported else load_sentence_encoder(files)
        self._is_export_faster: bool | None = None

    @property
    def identity(self) -> ModelIdentity:
        """Name, weights' hash, dimension and window of the model."""
        return self._ready().identity

    @property
    def fingerprint(self) -> str:
        """The hash of the export that is open, empty where none is."""
        return _fingerprint(self._path) if self._exported else ""

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
            self.problem = ""
            # Noted last, when it was checked against the model itself.
            self._trusted.mkdir(parents=True, exist_ok=True)
            (self._trusted / _fingerprint(self._path)).touch()
        except (ModelError, OSError) as error:
            log.info("questions are answered by sentence-transformers: %s", error)

    def _reader(self, texts: Sequence[str]) -> Encoder:
        """Choose what reads passages: by a trial for many, and from then on."""
        if len(texts) >= MANY_TEXTS and self._is_export_faster is None:
            self._is_export_faster = self._try_both(texts[:TRIAL_TEXTS])
        # Untried (None) the export reads: few texts take less time than loading torch.
        if self._exported is None or self._is_export_faster is False:
            return self._loaded()
        if len(texts) <= FEW_TEXTS:
            return self._exported
        return self._on_all_cores(self._exported)

    def _try_both(self, texts: Sequence[str]) -> bool:
        """Find out whether the export reads faster here than the model does."""
        # The model at its best: in the precision that it would build with.
        whole = self._loaded()
        whole.choose_precision(texts)
        self.keep_export()
        if self._exported is None:
            return False
        readers = (whole, self._on_all_cores(self._exported))
        return fastest([partial(_read_all, one, texts) for one in readers]) == 1

    def _on_all_cores(self, exported: OnnxEncoder) -> OnnxEncoder:
        """Open an export once more: a build takes all cores, as torch would.

        Questions leave cores to others, and what long texts take of memory is given
        back with what read them.
        """
        return self._open(core_count()) or exported

    def _open(self, threads: int = 1) -> OnnxEncoder | None:
        """Open the export, None where there is none to use."""
        if not self._path.is_dir():
            return None
        try:
            return _open_export(self._path, self._files, self._trusted, threads)
        except ModelError as error:
            self.problem = str(error)
            log.warning("%s; the next rebuild makes it anew", error)
            return None

    def _ready(self) -> Encoder:
        return self._exported or self._loaded()

    def _loaded(self) -> SentenceEncoder:
        # Threads that need it at once share one: it is large, and loads for seconds.
        with self._lock:
            if self._whole is None:
                self._whole = load_sentence_encoder(self._files)
            return self._whole


def _read_all(encoder: Encoder, texts: Sequence[str]) -> None:
    for _ in encoder.encode_passages(texts):
        pass


def _fingerprint(export: Path) -> str:
    """Hash an export's record, which holds the hashes of all its other files."""
    try:
        return sha256_of(export / RECORD)
    except OSError as error:
        raise ModelError(f"the exported model in {export} can't be read") from error


def _open_export(
    path: Path, files: ModelFiles, trusted: Path, threads: int
) -> OnnxEncoder:
    """Open an export of exactly these weights that was made here.

    Raises:
        ModelError: It is another, or isn't whole.
    """
    if not (trusted / _fingerprint(path)).is_file():
        raise ModelError(
            f"the exported model in {path} was changed, or made elsewhere, so the "
            "model itself is used"
        )
    encoder = OnnxEncoder(path, threads)
    if encoder.identity.sha256 != files.sha256:
        raise ModelError(f"the exported model in {path} is one of other weights")
    return encoder
