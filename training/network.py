"""The reader's network: the default encoder over question and passage, with two heads.

`span` scores each token as the first and as the last of the answer, the [CLS] token
standing for none (Devlin et al. 2019, section 4.3); `answers` says from [CLS] whether
the passage answers at all (Zhang et al. 2020, "Retrospective Reader").
"""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AttentionInterface, BertModel
from transformers.masking_utils import ALL_MASK_ATTENTION_FUNCTIONS

from training.batches import Batch
from training.tokens import WORD, Pieces, WordPieces

PAIR_SHARE = 0.5
"""How much a pair's margin counts beside span and answerability."""

WEIGHTS = "reader.pt"
"""The file that a training ends with."""

SHAKEN, MOST_NOISE = 0.5, 0.8
"""The share of batches whose pieces' vectors are moved, and the greatest length of what
moves them: the cosine of a word and its translation is between 0.5 and 0.8."""

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
    """The same over pieces of words, by the second encoder's vectors of them.

    Those stay as they are, for pieces that no training has must mean the same. What is
    learned is how they become the body's own, at first the nearest linear map between
    words that both have.

    Args:
        folder: The model to begin with, whose tokens are `WordPieces`.
        pieces: All pieces, and their vectors.
        dropout: As of a `Network`.
    """

    def __init__(self, folder: Path, pieces: Pieces, dropout: float = 0.0) -> None:
        super().__init__(folder, dropout)
        words = self.body.embeddings.word_embeddings.weight.detach()
        table = torch.from_numpy(pieces.vectors)
        self.register_buffer("table", table, persistent=False)
        self.project = nn.Linear(table.shape[1], words.shape[1])
        own, theirs = same_words(pieces.names)
        with_bias = torch.cat([table[own], torch.ones(len(own), 1)], dim=1)
        solved = torch.linalg.lstsq(with_bias, words[theirs]).solution
        with torch.no_grad():
            self.project.weight.copy_(solved[:-1].T)
            self.project.bias.copy_(solved[-1])
        self.body.embeddings.requires_grad_(True)
        self.body.embeddings.word_embeddings = None

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Read pairs, as a `Network` does, by the numbers of pieces."""
        vectors = self.table[input_ids]
        if self.training and torch.rand(()) < SHAKEN:
            vectors = shaken(vectors, input_ids)
        return self.read(vectors, token_type_ids, attention_mask)

    def read(
        self,
        vectors: Tensor,
        token_type_ids: Tensor,
        attention_mask: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Read pairs by their pieces' vectors, shape (n, length, 512)."""
        return self.heads(
            self.body(
                inputs_embeds=self.project(vectors),
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


def shaken(vectors: Tensor, ids: Tensor) -> Tensor:
    """Move the vectors of pieces, each by as much wherever it is in a batch.

    A word of another language is not where the English one is, but near, and the same
    in question and passage.

    Args:
        vectors: Of unit length, shape (n, length, d).
        ids: Which pieces they are of, shape (n, length).
    """
    pieces, places = torch.unique(ids, return_inverse=True)
    noise = torch.randn(len(pieces), vectors.shape[-1]) * vectors.shape[-1] ** -0.5
    noise[(pieces == Pieces.first) | (pieces == Pieces.between)] = 0
    moved = vectors + torch.rand(()) * MOST_NOISE * noise[places]
    return functional.normalize(moved, dim=-1)


def same_words(pieces: Sequence[str]) -> tuple[list[int], list[int]]:
    """Find the words and parts that the default encoder has, too, in small letters.

    Args:
        pieces: The names of pieces; what begins a word begins with U+2581.

    Returns:
        The numbers of the pieces, and of the default encoder's tokens. What opens and
        what parts a pair are the first two.
    """
    tokens = WordPieces()
    vocabulary = tokens.numbers
    names = [
        name[1:].lower() if name.startswith(WORD) else f"##{name.lower()}"
        for name in pieces
    ]
    same = [place for place, name in enumerate(names) if name in vocabulary]
    special = [Pieces.first, Pieces.between], [tokens.first, tokens.between]
    return special[0] + same, special[1] + [vocabulary[names[place]] for place in same]


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
