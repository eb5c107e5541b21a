"""Any extractive question-answering model of transformers, as a reader's model."""

from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import ModelError
from rag.models.files import local_folder
from rag.models.sentence import loading
from rag.models.windows import Scores, TokenizerCutter, TokenWindow, scores_of

if TYPE_CHECKING:
    from transformers import PreTrainedModel

OWNER = "deepset"
"""Whose model a name without an owner is: they publish the most used ones."""

HEAD = "QuestionAnswering"


def load_question_answering(
    model: str,
) -> "tuple[TokenizerCutter, QuestionAnsweringModel]":
    """Load a model for extractive question answering, and what cuts for it.

    Args:
        model: A folder, or a name in the local Hugging Face cache.

    Raises:
        ModelError: It isn't there, can't be loaded, or is no such model.
    """
    folder = local_folder(model, OWNER)
    with loading(model, "reader"):
        return _load(folder)


def _load(folder: Path) -> "tuple[TokenizerCutter, QuestionAnsweringModel]":
    from transformers import AutoConfig, AutoModelForQuestionAnswering, AutoTokenizer

    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    names = config.architectures or []
    # transformers would add a head of random numbers.
    if not any(HEAD in name for name in names):
        raise ModelError(
            f"a {' or '.join(names) or 'model without a head'}; a reader has been "
            "trained for extractive question answering"
        )
    model = AutoModelForQuestionAnswering.from_pretrained(folder, local_files_only=True)
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    cutter = TokenizerCutter(tokenizer.backend_tokenizer)
    return cutter, QuestionAnsweringModel(model.eval())


class QuestionAnsweringModel:
    """The scores of a window, by torch.

    Args:
        model: The loaded model.
    """

    def __init__(self, model: "PreTrainedModel") -> None:
        self._model = model
        self._has_types = "token_type_ids" in signature(model.forward).parameters

    def __call__(self, window: TokenWindow) -> Scores:
        """Score the tokens of a window."""
        import torch

        inputs = {"input_ids": torch.tensor([window.ids])}
        if self._has_types:
            inputs["token_type_ids"] = torch.tensor([window.type_ids])
        with torch.inference_mode():
            output = self._model(**inputs)
        starts, ends = output.start_logits[0], output.end_logits[0]
        return scores_of(starts.float().numpy(), ends.float().numpy())
