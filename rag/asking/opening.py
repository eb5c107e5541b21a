"""The one way in: opens what settings name, for every way of asking and building.

    assistant = open_assistant(Settings.from_env(os.environ))

What is imported at the top must be light: `list` or `--help` need not wait for models.
"""

from typing import TYPE_CHECKING

from rag.settings import NO_READER, NO_SECOND_MODEL, Settings

# The imports in the functions take seconds with what they import in turn.
if TYPE_CHECKING:
    from rag.asking.assistant import Assistant
    from rag.asking.ranking.reranking import Reranker
    from rag.roles import Encoder

TRUSTED = "exports"
"""The folder, in that of a person's state, that notes which exports were made here."""


def open_encoder(settings: Settings) -> "Encoder":
    """Open the encoder, with the second one beside it unless that is left out.

    Each is the library's export of it where there is one.

    Raises:
        ModelError: One isn't there, or its weights aren't the ones promised.
    """
    from rag.models.encoder import load_encoder, load_second_encoder
    from rag.models.onnx import EXPORTS
    from rag.models.second import EncoderPair

    exports, trusted = settings.index / EXPORTS, settings.state / TRUSTED
    first = load_encoder(settings.model, exports, trusted)
    if settings.second_model == NO_SECOND_MODEL:
        return first
    second = load_second_encoder(settings.second_model, exports, trusted)
    return EncoderPair(first, second)


def open_reranker(settings: Settings, encoder: "Encoder") -> "Reranker | None":
    """Open what gives the final order; None is late interaction alone.

    A reranker that is named gives the order alone; a reader would undo it.

    Args:
        settings: Which models.
        encoder: The encoder, with the second one beside it: what that finds is read by
            its own reader.

    Raises:
        ModelError: It isn't there or can't be loaded.
    """
    if settings.reranker is not None:
        from rag.asking.ranking.reranking import CrossEncoderReranker
        from rag.models.sentence import load_cross_encoder

        return CrossEncoderReranker(load_cross_encoder(settings.reranker))
    if settings.reader == NO_READER:
        return None
    from rag.asking.ranking.reading import ReadingReranker
    from rag.models.reader import load_reader
    from rag.models.second import second_of
    from rag.models.second_reader import load_second_reader

    second = load_second_reader(second_of(encoder))
    return ReadingReranker(load_reader(settings.reader), second)


def open_assistant(settings: Settings, encoder: "Encoder | None" = None) -> "Assistant":
    """Open a library to ask it.

    Args:
        settings: Which library, and with which models.
        encoder: The encoder, where it is open already.

    Raises:
        ModelError: A model isn't there or can't be loaded.
    """
    from rag.asking.assistant import Assistant
    from rag.library.library import Library

    encoder = encoder or open_encoder(settings)
    return Assistant(Library(settings.index), encoder, open_reranker(settings, encoder))
