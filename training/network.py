"""The reader's network: the default encoder over question and passage, with two heads.

`span` scores each token as the first and as the last of the answer, the [CLS] token
standing for none (Devlin et al. 2019, section 4.3); `answers` says from [CLS] whether
the passage answers at all (Zhang et al. 2020, "Retrospective Reader").
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AttentionInterface, BertModel
from transformers.masking_utils import ALL_MASK_ATTENTION_FUNCTIONS

from rag.models.files import find_model
from training.batches import Batch

PAIR_SHARE = 0.5
"""How much a pair's margin counts beside span and answerability."""

WEIGHTS = "reader.pt"
"""The file that a training ends with."""

ATTENTION = "plain"


def _attention(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    **_: object,
) -> tuple[Tensor, None]:
    """Attend, all in the precision of the inputs.

    On processors torch's own operation takes 1.2 times as long, mostly backwards.
    """
    scores = query * query.shape[-1] ** -0.5 @ key.transpose(2, 3)
    if attention_mask is not None:
        scores = scores + attention_mask.to(scores.dtype)
    shares = torch.softmax(scores, dim=-1)
    return (shares @ value).transpose(1, 2).contiguous(), None


AttentionInterface.register(ATTENTION, _attention)
ALL_MASK_ATTENTION_FUNCTIONS.register(ATTENTION, ALL_MASK_ATTENTION_FUNCTIONS["eager"])


class Network(nn.Module):
    """From token ids of pairs to span scores and answerability.

    Args:
        folder: The model to begin with, in the form of transformers.
        dropout: What share of each layer's outputs a step of the training leaves out
            (Srivastava et al. 2014, "Dropout"), 0 to 1.
    """

    def __init__(self, folder: Path, dropout: float = 0.0) -> None:
        super().__init__()
        self.body = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation=ATTENTION
        )
        width = self.body.config.hidden_size
        for module in self.body.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout
        # Half of the parameters, which a reader need not change.
        self.body.embeddings.requires_grad_(False)
        self.span = nn.Linear(width, 2)
        self.answers = nn.Sequential(
            nn.Linear(width, width), nn.GELU(), nn.Linear(width, 1)
        )

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Read pairs.

        Args:
            input_ids: Token ids, shape (n, length).
            attention_mask: 1 for tokens, 0 for padding, shape (n, length).
            token_type_ids: 0 for the question, 1 for the passage, shape (n, length).

        Returns:
            Span scores, shape (n, length, 2), and answerability, shape (n,).
        """
        vectors = self.body(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=token_type_ids,
        ).last_hidden_state
        return self.span(vectors), self.answers(vectors[:, 0]).squeeze(-1)


def load_network(*trained: Path, dropout: float = 0.0) -> Network:
    """Load what was trained into a folder.

    Of several the mean, where they began alike or one with the other (Wortsman et al.
    2022, "Model soups").
    """
    states = [torch.load(folder / WEIGHTS, weights_only=True) for folder in trained]
    network = Network(find_model(None).folder, dropout)
    network.load_state_dict(
        {name: sum(each[name] for each in states) / len(states) for name in states[0]}
    )
    return network.eval()


def loss_of(span: Tensor, answers: Tensor, batch: Batch) -> Tensor:
    """Compute the loss of a batch.

    Args:
        span: Span scores, shape (n, length, 2).
        answers: Answerability, shape (n,).
        batch: What was read, and what should have been found.

    Returns:
        Cross-entropy of the span, binary cross-entropy of answerability, and for each
        row that can't be answered the margin to its group's first: shape ().
    """
    span = span.float().masked_fill(~batch.usable.unsqueeze(-1), -1e4)
    answers = answers.float()
    of_span = functional.cross_entropy(span, batch.target, reduction="none").mean(dim=1)
    answered = batch.target[:, 0] > 0
    of_answers = functional.binary_cross_entropy_with_logits(
        answers, answered.float(), reduction="none"
    )
    margin = functional.softplus(answers - answers[batch.partners])
    paired = answered[batch.partners] & ~answered
    each = of_span + of_answers + PAIR_SHARE * margin * paired
    return (each * batch.weights).mean()
