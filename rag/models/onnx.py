"""An exported encoder, run by onnxruntime and tokenizers: torch is never imported.

Importing torch and sentence-transformers takes longer than everything else that a first
answer needs, and onnxruntime takes less time a question. An export is a folder:

    model.onnx        the transformer, from token ids to token vectors
    weights.bin       its weights, mapped into memory: 80 MB less than with them inside
    tokenizer.json    as the `tokenizers` package reads it
    export.json       what it was made of, and the hash of each file

The export gives token vectors; a text's vector is their mean, which is what the models
that can be exported do (see `rag.models.export`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rag.disk import read_json, sha256_of, write_json
from rag.errors import ModelError
from rag.models.output import encoded_text
from rag.roles import EncodedText, Encoder, ModelIdentity
from rag.steps import advance, pause

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Encoding, Tokenizer

EXPORTS = "models"
"""The folder in a library's that holds exports, each named by its weights' hash."""

FORMAT_VERSION = 1
RECORD, TOKENIZER = "export.json", "tokenizer.json"
MODEL, WEIGHTS = "model.onnx", "weights.bin"
MIN_WEIGHT_BYTES = 1024
"""Smaller constants stay in the model's own file."""

BATCH_TEXTS = 4
"""Reads 1.1 times as fast as 16 and 1.25 times as 32 (two cores, 170 tokens a text)."""
SORTED_TEXTS = 256  # as in `rag.models.sentence`
COUNTED_TEXTS = 256
"""So many texts are counted before there is a moment to stop at."""

EXACT_INT8 = "session.x64quantprecision"
"""Of onnxruntime: kOrtSessionOptionsAvx2PrecisionMode."""


@dataclass(frozen=True, slots=True)
class Export:
    """What an export was made of, and what has to be known to run it.

    `inputs` are the names of the model's inputs; `pad_id` fills short rows of a batch;
    `window` is the most tokens that a text is cut to; `unknown_id` stands for text that
    the model has no piece for, None where nothing does.
    """

    identity: ModelIdentity
    query_prompt: str
    document_prompt: str
    window: int
    inputs: tuple[str, ...]
    pad_id: int
    unknown_id: int | None


def write_record(folder: Path, export: Export) -> None:
    """Describe an export whose other files are written."""
    hashes = {name: sha256_of(folder / name) for name in (MODEL, WEIGHTS, TOKENIZER)}
    write_json(
        folder / RECORD,
        {"format_version": FORMAT_VERSION, "files": hashes} | asdict(export),
    )


def optimize(source: Path, target: Path) -> None:
    """Write a model again, its operations fused for any CPU, its weights beside it.

    The fusions of `onnxruntime.transformers` (attention, embedding) took no less time
    than these that onnxruntime does by itself.
    """
    onnxruntime = _onnxruntime()
    options = _options()
    level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.graph_optimization_level = level
    options.optimized_model_filepath = str(target)
    weights = "session.optimized_model_external_initializers"
    options.add_session_config_entry(f"{weights}_file_name", WEIGHTS)
    options.add_session_config_entry(
        f"{weights}_min_size_in_bytes", str(MIN_WEIGHT_BYTES)
    )
    onnxruntime.InferenceSession(str(source), options, ["CPUExecutionProvider"])


class OnnxEncoder(Encoder):
    """An export as an `Encoder`; safe to use from many threads.

    Args:
        folder: The export.
        threads: How many to compute with. One suits questions: several clients take
            the cores between them, and two threads for one short question measured no
            faster. Builds take `settings.core_count()`.

    Raises:
        ModelError: It isn't whole, or of another format.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        _keep_to_one_thread()
        self._folder = folder
        self._export = _read_record(folder)
        self._tokenizer = self._load_tokenizer()
        self._tokenizer.enable_truncation(self._export.window)
        self._session = open_session(folder / MODEL, threads)

    @property
    def identity(self) -> ModelIdentity:
        """Name, weights' hash, dimension and window of the model."""
        return self._export.identity

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the model's own tokens in each text, special tokens included."""
        counts: list[int] = []
        for start in range(0, len(texts), COUNTED_TEXTS):
            pause()
            some = list(texts[start : start + COUNTED_TEXTS])
            encodings = self._uncut_tokenizer.encode_batch_fast(some)
            counts += [len(encoding.ids) for encoding in encodings]
        return counts

    def encode_questions(self, questions: Sequence[str]) -> list[EncodedText]:
        """Encode some questions at once, in order, with the model's query prompt."""
        return self._encode(questions, self._export.query_prompt)

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Encode passages, with the model's document prompt, in order."""
        for start in range(0, len(texts), SORTED_TEXTS):
            some = texts[start : start + SORTED_TEXTS]
            # Like lengths share a batch: padding takes as long as words do.
            order = sorted(range(len(some)), key=lambda number: len(some[number]))
            encoded: dict[int, EncodedText] = {}
            for first in range(0, len(order), BATCH_TEXTS):
                batch = order[first : first + BATCH_TEXTS]
                rows = self._encode(
                    [some[number] for number in batch], self._export.document_prompt
                )
                encoded.update(zip(batch, rows, strict=True))
                advance(len(batch))
            yield from (encoded[number] for number in range(len(some)))

    def _encode(self, texts: Sequence[str], prompt: str) -> list[EncodedText]:
        prompted = [prompt + text for text in texts]
        encodings = self._tokenizer.encode_batch(prompted)
        (outputs,) = self._session.run(None, self._feed(encodings))
        encoded = []
        for text, encoding, output in zip(prompted, encodings, outputs, strict=True):
            tokens = output[: len(encoding.ids)]  # padding has no say in the mean
            ids = np.array(encoding.ids)
            encoded.append(
                encoded_text(
                    prompted=text,
                    prompt=prompt,
                    vector=tokens.mean(axis=0),
                    tokens=tokens,
                    offsets=encoding.offsets,
                    # No id equals None, so all are known where nothing stands for
                    # the unknown.
                    known=ids != self._export.unknown_id,
                )
            )
        return encoded

    def _feed(self, encodings: Sequence["Encoding"]) -> dict[str, NDArray[np.int64]]:
        """Make the model's inputs, filled up to the longest text."""
        shape = len(encodings), max(len(encoding.ids) for encoding in encodings)
        feed = {
            "input_ids": np.full(shape, self._export.pad_id, dtype=np.int64),
            "attention_mask": np.zeros(shape, dtype=np.int64),
            "token_type_ids": np.zeros(shape, dtype=np.int64),
        }
        for row, encoding in enumerate(encodings):
            length = len(encoding.ids)
            feed["input_ids"][row, :length] = encoding.ids
            feed["attention_mask"][row, :length] = 1
            feed["token_type_ids"][row, :length] = encoding.type_ids
        return {name: feed[name] for name in self._export.inputs}

    def _load_tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
        # A model's file may bring a padding and a window of its own.
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _uncut_tokenizer(self) -> "Tokenizer":
        """The tokenizer that counts; only a build needs this second one."""
        return self._load_tokenizer()


def _read_record(folder: Path) -> Export:
    """Read what an export is made of, and check its files."""
    try:
        raw = read_json(folder / RECORD)
        version, hashes = raw.pop("format_version"), raw.pop("files")
        whole = all(sha256_of(folder / name) == h for name, h in hashes.items())
        if version == FORMAT_VERSION and whole:
            return Export(
                **raw
                | {
                    "identity": ModelIdentity(**raw["identity"]),
                    "inputs": tuple(raw["inputs"]),
                }
            )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"the exported model in {folder} can't be read") from error
    raise ModelError(f"the exported model in {folder} was changed or is of old format")


def _keep_to_one_thread() -> None:
    """Have NumPy multiply in the thread that asks, as the model does.

    OpenBLAS lets one caller after another use its threads: eight clients at once
    answered a third as many questions a second as with one thread for each.
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")


def _onnxruntime() -> Any:  # noqa: ANN401 - it ships no type information
    """Import onnxruntime; on Windows it reports to the system until it is told so.

    Elsewhere it reports from its import on, which `rag.quiet` prevents.
    """
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    return onnxruntime


def _options(threads: int = 1) -> "SessionOptions":
    options = _onnxruntime().SessionOptions()
    # Left to itself it pins a thread to each core of the machine, and complains where a
    # container has only some of them.
    options.intra_op_num_threads = threads
    # Operations run one after another; threads to run several at once would idle.
    options.inter_op_num_threads = 1
    # Spinning, they would take the cores that others ask for while they have no work.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def open_session(
    path: Path, threads: int, unsigned: bool = False
) -> "InferenceSession":
    """Open a model that was optimized when it was written.

    Args:
        path: The model.
        threads: How many to compute with.
        unsigned: Whether to make int8 weights unsigned, whose products can't overflow.

    Raises:
        ModelError: It can't be run.
    """
    levels, options = _onnxruntime().GraphOptimizationLevel, _options(threads)
    options.graph_optimization_level = levels.ORT_DISABLE_ALL
    if unsigned:
        # Making them unsigned is one of the optimizations of this level.
        options.graph_optimization_level = levels.ORT_ENABLE_EXTENDED
        options.add_session_config_entry(EXACT_INT8, "1")
    try:
        return _onnxruntime().InferenceSession(
            str(path), options, ["CPUExecutionProvider"]
        )
    except Exception as error:  # its errors have no common base but this
        raise ModelError(f"{path.name} can't be run: {error}") from error
