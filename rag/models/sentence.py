"""Models of sentence-transformers, encoders and rerankers: its only importer."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rag.errors import ModelError
from rag.models.bfloat16 import prefers_reduced, reading
from rag.models.export import INPUTS, write_export
from rag.models.files import ModelFiles, local_folder
from rag.models.onnx import Export, OnnxEncoder
from rag.models.output import encoded_text
from rag.roles import EncodedText, Encoder, ModelIdentity
from rag.steps import advance, pause

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer
    from torch import Tensor
    from transformers import PreTrainedModel

    Outputs = Sequence[Mapping[str, Tensor]]

BATCH_TEXTS = 8
"""Read faster than 32, sentence-transformers' default: 1.17 times in float32, 1.05 in
bfloat16 (two cores, 170 tokens a text)."""

SORTED_TEXTS = 256
"""Texts that are encoded together, the longest first: enough to fill batches with
equal lengths. Sorting more saves 3 % of the work."""
READ_TEXTS = 2 * BATCH_TEXTS
"""So many are read at once: a build that is to stop does so within half a second."""
MAX_WINDOW = 2**15
"""Tokens at most, also of a model without a limit: its tokenizer says 10**30."""
TRIAL_TEXTS = 8
"""So few that a trial, which reads them three times in each way, costs less than it can
save."""


def load_sentence_encoder(files: ModelFiles, device: str = "cpu") -> "SentenceEncoder":
    """Load an encoder.

    Args:
        files: Where it lies.
        device: What is to run it, as torch names it.

    Raises:
        ModelError: It can't be loaded.
    """
    from sentence_transformers import SentenceTransformer

    with loading(files.name, "SentenceTransformer"):
        model = SentenceTransformer(
            str(files.folder), device=device, local_files_only=True
        )
        return SentenceEncoder(model, files.name, files.sha256)


def has_gpu() -> bool:
    """Tell whether torch can use a GPU here."""
    import torch

    return torch.cuda.is_available()


def load_cross_encoder(model: str) -> "CrossEncoderScorer":
    """Load a sentence-transformers CrossEncoder from this machine.

    Args:
        model: A folder, or a name in the local Hugging Face cache.

    Raises:
        ModelError: It isn't there or can't be loaded.
    """
    # Before the import, which takes seconds: a mistyped name is told of at once.
    folder = local_folder(model, "cross-encoder")
    from sentence_transformers import CrossEncoder

    with loading(model, "CrossEncoder"):
        return CrossEncoderScorer(
            CrossEncoder(str(folder), device="cpu", local_files_only=True)
        )


@contextmanager
def loading(name: str, kind: str) -> Iterator[None]:
    """Load without a progress bar; whatever goes wrong becomes one line."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    try:
        yield
    except Exception as error:  # the libraries raise whatever their parsers do
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise ModelError(f"{name!r} can't be loaded as a {kind}: {reason}") from error


class SentenceEncoder(Encoder):
    """A sentence-transformers model as an `Encoder`.

    Args:
        model: The loaded model.
        name: What a person calls it.
        sha256: Hash of its weights.

    Raises:
        ModelError: The model doesn't say how long its vectors are, or which characters
            of a text a token is.
    """

    def __init__(self, model: "SentenceTransformer", name: str, sha256: str) -> None:
        if not getattr(model.tokenizer, "is_fast", False):
            raise ModelError("its tokenizer doesn't say where in a text its tokens are")
        self._model = model
        self._reduced: bool | None = None
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise ModelError(f"{name!r} doesn't say how long its vectors are")
        self._query_prompt = _prompt(model, "query")
        self._document_prompt = _prompt(model, "document", "passage", "corpus")
        window = model.max_seq_length or model.tokenizer.model_max_length
        self._window = min(window, MAX_WINDOW)
        # Passages are cut to what their prompt leaves of the window.
        prompt_tokens = model.tokenizer(self._document_prompt, add_special_tokens=False)
        left = self._window - len(prompt_tokens.input_ids)
        self._identity = ModelIdentity(name, sha256, dimension, left)

    @property
    def identity(self) -> ModelIdentity:
        """Name, weights' hash, dimension, and window left for a passage in tokens."""
        return self._identity

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the model's own tokens in each text, special tokens included."""
        counts: list[int] = []
        for start in range(0, len(texts), SORTED_TEXTS):
            pause()
            some = list(texts[start : start + SORTED_TEXTS])
            encoded = self._model.tokenizer(some, truncation=False, verbose=False)
            counts += [len(ids) for ids in encoded.input_ids]
        return counts

    def encode_questions(self, questions: Sequence[str]) -> list[EncodedText]:
        """Encode some questions at once, in order, with the model's query prompt."""
        outputs = self._model.encode_query(
            list(questions), output_value=None, show_progress_bar=False
        )
        return self._encoded(questions, self._query_prompt, cast("Outputs", outputs))

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Encode passages, with the model's document prompt, in order."""
        # A trial is not worth its time for few; what it said of many holds for them.
        if len(texts) >= SORTED_TEXTS:
            self.choose_precision(texts)
        reduced = bool(self._reduced)
        for start in range(0, len(texts), SORTED_TEXTS):
            some = texts[start : start + SORTED_TEXTS]
            # The longest first, as the model's own sorting would have them.
            order = sorted(range(len(some)), key=lambda number: -len(some[number]))
            encoded: dict[int, EncodedText] = {}
            # Entered once: each time, the weights are turned into bfloat16 anew.
            with reading(reduced):
                for first in range(0, len(order), READ_TEXTS):
                    part = order[first : first + READ_TEXTS]
                    chosen = [some[number] for number in part]
                    outputs = self._read(chosen)
                    rows = self._encoded(chosen, self._document_prompt, outputs)
                    encoded.update(zip(part, rows, strict=True))
                    advance(len(part))
            yield from (encoded[number] for number in range(len(some)))

    def choose_precision(self, texts: Sequence[str]) -> None:
        """Try, once, in which precision the first of many texts are read faster."""
        if self._reduced is None:
            some = texts[:TRIAL_TEXTS]
            self._reduced = prefers_reduced(lambda: self._read(some))

    def _read(self, texts: Sequence[str]) -> "Outputs":
        outputs = self._model.encode_document(
            list(texts),
            batch_size=BATCH_TEXTS,
            output_value=None,
            show_progress_bar=False,
        )
        return cast("Outputs", outputs)

    def _encoded(
        self, texts: Sequence[str], prompt: str, outputs: "Outputs"
    ) -> list[EncodedText]:
        """Bring outputs into shape: padding off, unit length, ranges in the text."""
        # The outputs have no ranges in the text, so it is taken apart once more.
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
            encoded.append(
                encoded_text(
                    prompted=text,
                    prompt=prompt,
                    # NumPy has no bfloat16.
                    vector=output["sentence_embedding"].float().cpu().numpy(),
                    tokens=output["token_embeddings"][kept].float().cpu().numpy(),
                    offsets=offsets,
                    known=output["input_ids"][kept].cpu().numpy() != unknown,
                )
            )
        return encoded

    def export(self, path: Path) -> OnnxEncoder:
        """Export the model into a new folder at `path`, and open it.

        Raises:
            ModelError: It can't be exported, or the export gives other vectors.
        """
        tokenizer = self._model.tokenizer
        if not _is_exportable(self._model):
            raise ModelError(
                f"{self._identity.name!r} does more than the mean of its tokens"
            )
        export = Export(
            identity=self._identity,
            query_prompt=self._query_prompt,
            document_prompt=self._document_prompt,
            window=self._window,
            inputs=tuple(n for n in INPUTS if n in tokenizer.model_input_names),
            pad_id=tokenizer.pad_token_id or 0,  # any does: the mask hides it
            unknown_id=tokenizer.unk_token_id,
        )
        return write_export(
            path,
            cast("PreTrainedModel", self._model[0].model),
            tokenizer,
            export,
            self,
        )


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


def _prompt(model: "SentenceTransformer", *names: str) -> str:
    """Give the prompt that the model puts before a text, by its first known name."""
    found = (model.prompts.get(name) for name in names)
    return next(filter(None, found), "")


def _is_exportable(model: "SentenceTransformer") -> bool:
    """Tell whether a text's vector is the mean of its tokens', and nothing else."""
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    first, *others = list(model)
    pooling = [module for module in others if isinstance(module, Pooling)]
    return (
        isinstance(first, Transformer)
        and not getattr(first, "do_lower_case", False)
        and model.truncate_dim is None
        and len(pooling) == 1
        and pooling[0].get_config_dict()["pooling_mode"] == "mean"
        and pooling[0].include_prompt  # an export's mean is over the prompt, too
        and all(isinstance(module, Pooling | Normalize) for module in others)
    )
