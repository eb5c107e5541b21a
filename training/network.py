"""The readers' networks: an encoder over question and passage, with two heads.

`span` scores each token as the first and as the last of the answer, the [CLS] token
standing for none (Devlin et al. 2019, section 4.3); `answers` says from [CLS] whether
the passage answers at all (Zhang et al. 2020, "Retrospective Reader").
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AttentionInterface, BertConfig, BertModel
from transformers.masking_utils import ALL_MASK_ATTENTION_FUNCTIONS

from rag.models.e5 import PackedModel
from training.batches import Batch

PAIR_SHARE = 0.5
"""How much a pair's margin counts beside span and answerability."""

WEIGHTS = "reader.pt"
"""The file that a training ends with."""

KEPT_LAYERS = 4
"""The second reader's first layers, which stay as they are; a step takes 0.78 times as
long by that."""

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
        body: The model to begin with.
        dropout: What share of each layer's outputs a step of the training leaves out
            (Srivastava et al. 2014, "Dropout"), 0 to 1.
    """

    def __init__(self, body: BertModel, dropout: float = 0.0) -> None:
        super().__init__()
        self.body = body
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
        return self.heads(
            self.body(
                input_ids=input_ids,
                attention_mask=attention_mask,
                token_type_ids=token_type_ids,
            ).last_hidden_state
        )

    def example(self) -> dict[str, Tensor]:
        """Give what it is exported with: inputs by their names, two pairs of any."""
        ids = torch.randint(1000, 2000, (2, 16))
        mask, types = torch.ones_like(ids), torch.zeros_like(ids)
        return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}

    def exported(self, *inputs: Tensor) -> tuple[Tensor, Tensor]:
        """Read pairs by these inputs, in their order."""
        return self(*inputs)

    def heads(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Score what the body made of pairs, shape (n, length, width)."""
        return self.span(vectors), self.answers(vectors[:, 0]).squeeze(-1)


class PieceNetwork(Network):
    """The same over the pieces of words of multilingual-e5-small.

    Their vectors stay as they are, and so do the first layers: what these make of other
    languages than the one that is learned from must not drift.

    Args:
        model: The model to begin with.
        dropout: As of a `Network`.
    """

    def __init__(self, model: PackedModel, dropout: float = 0.0) -> None:
        super().__init__(packed_body(model), dropout)
        embeddings = self.body.embeddings
        table = embeddings.word_embeddings.weight.detach()
        self.register_buffer("table", table, persistent=False)
        embeddings.word_embeddings = None
        # The base has no use for them: what parts question and passage is learned.
        embeddings.token_type_embeddings.requires_grad_(True)
        for layer in self.body.encoder.layer[:KEPT_LAYERS]:
            layer.requires_grad_(False)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Read pairs, as a `Network` does, by the numbers of pieces."""
        return self.read(self.table[input_ids], token_type_ids, attention_mask)

    def read(
        self,
        vectors: Tensor,
        token_type_ids: Tensor,
        attention_mask: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Read pairs by their pieces' vectors, shape (n, length, 384)."""
        return self.heads(
            self.body(
                inputs_embeds=vectors,
                attention_mask=attention_mask,
                token_type_ids=token_type_ids,
            ).last_hidden_state
        )

    def example(self) -> dict[str, Tensor]:
        """Give pieces' vectors, which stand for their numbers where it is used."""
        types = torch.zeros(2, 16, dtype=torch.long)
        return {
            "vectors": torch.randn(2, 16, self.table.shape[1]),
            "token_type_ids": types,
        }

    def exported(self, *inputs: Tensor) -> tuple[Tensor, Tensor]:
        """Read pairs by these inputs, in their order."""
        return self.read(*inputs)


def body_of(folder: Path) -> BertModel:
    """Load a model to begin with, in the form of transformers."""
    return BertModel.from_pretrained(
        folder, add_pooling_layer=False, attn_implementation=ATTENTION
    )


def packed_body(model: PackedModel) -> BertModel:
    """Load multilingual-e5-small, whose tensors have names of their own."""
    config = BertConfig(**model.config, attn_implementation=ATTENTION)
    body = BertModel(config, add_pooling_layer=False)
    named = {_own_name(name): name for name in model.names}
    body.load_state_dict(
        {
            name: torch.from_numpy(model.tensor(named[name]).copy()).view(weights.shape)
            for name, weights in body.state_dict().items()
        }
    )
    return body


_PARTS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln": "embeddings.LayerNorm",
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_ENDS = {"w": "weight", "b": "bias"}


def _own_name(packed: str) -> str:
    """Give the name that transformers has for a tensor.

    >>> _own_name("l3.fi.w")
    'encoder.layer.3.intermediate.dense.weight'
    """
    if packed in _PARTS:
        return _PARTS[packed]
    rest, _, end = packed.rpartition(".")
    if rest in _PARTS:
        return f"{_PARTS[rest]}.{_ENDS[end]}"
    layer, _, part = rest.partition(".")
    return f"encoder.layer.{layer[1:]}.{_PARTS[part]}.{_ENDS[end]}"


def load_network(*trained: Path, network: Network) -> Network:
    """Load what was trained into a folder.

    Of several the mean, where they began alike or one with the other (Wortsman et al.
    2022, "Model soups").

    Args:
        trained: The folders.
        network: What it is loaded into.
    """
    states = [torch.load(folder / WEIGHTS, weights_only=True) for folder in trained]
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
