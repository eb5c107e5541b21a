"""The second encoder, for what the first doesn't know.

That is questions in another language than an article's, and articles in languages that
the first encoder isn't trusted with.
"""

from collections.abc import Iterator, Sequence

from rag.roles import EncodedText, Encoder, ModelIdentity


class EncoderPair:
    """An encoder with a second one beside it: an `Encoder`, which is the first.

    Args:
        first: What most questions are answered with.
        second: What knows the languages that the first doesn't.
    """

    def __init__(self, first: Encoder, second: Encoder) -> None:
        self.first = first
        self.second = second

    @property
    def identity(self) -> ModelIdentity:
        """Name, weights' hash, dimension and window of the first model."""
        return self.first.identity

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the first model's own tokens in each text."""
        return self.first.count_tokens(texts)

    def encode_question(self, question: str) -> EncodedText:
        """Encode a question with the first model."""
        return self.first.encode_question(question)

    def encode_questions(self, questions: Sequence[str]) -> list[EncodedText]:
        """Encode some questions at once with the first model."""
        return self.first.encode_questions(questions)

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Encode passages with the first model."""
        return self.first.encode_passages(texts)


def second_of(encoder: object) -> Encoder | None:
    """Give the second encoder that stands beside one, None where none does."""
    return encoder.second if isinstance(encoder, EncoderPair) else None


def encoders_of(encoder: Encoder) -> tuple[Encoder, ...]:
    """Give an encoder, and the second one beside it where there is one."""
    if isinstance(encoder, EncoderPair):
        return encoder.first, encoder.second
    return (encoder,)
