"""The generation that is asked: opened once, and left for another if it is damaged."""

import threading

from rag.errors import EmptyLibraryError, GenerationError
from rag.library.generation.generation import Generation
from rag.library.library import Library
from rag.roles import Encoder

CHECK_THREAD = "check of large files"


class CurrentGeneration:
    """Gives the generation in use; safe to call from many threads.

    Args:
        library: The library to ask.
        encoder: The model that its index is made with.
    """

    def __init__(self, library: Library, encoder: Encoder) -> None:
        self._library = library
        self._encoder = encoder
        self._lock = threading.Lock()
        self._opened: tuple[int | None, Generation | GenerationError] | None = None
        self._titled: tuple[int, Generation] | None = None

    def generation(self) -> Generation:
        """Give it, opening it when a new one was published.

        Its articles have the titles that people have given them by now.
        Its large files are read whole behind the questions: if one proves damaged,
        the newest whole generation answers from then on.

        Raises:
            EmptyLibraryError: The library has no article.
            GenerationError: The index can't be opened.
        """
        number = self._library.current()
        # Who comes while another thread opens it waits, and doesn't open it again.
        with self._lock:
            if self._opened is None or self._opened[0] != number:
                if number is None and not self._library.articles():
                    raise empty(self._library)
                opened = self._library.open(self._encoder.identity)
                self._opened = number, opened
                if opened.manifest.has_samples:
                    self._check_behind(number, opened)
                self._titled = None
            generation = self._opened[1]
            if isinstance(generation, GenerationError):
                raise generation
            return self._with_titles(generation)

    def _with_titles(self, generation: Generation) -> Generation:
        """Give a generation with its articles' titles of now; the lock is held."""
        edition = self._library.edition()
        if self._titled is None or self._titled[0] != edition:
            self._titled = edition, generation.titled(self._library.titles())
        return self._titled[1]

    def _check_behind(self, number: int | None, opened: Generation) -> None:
        """Read all of a generation in a thread, and open another if it is damaged."""

        def check() -> None:
            try:
                self._library.generations.check_large_files(opened.manifest)
            except GenerationError:
                # Outside the lock, as it takes seconds; questions go on meanwhile.
                other = self._open_whole()
                with self._lock:
                    # Unless a newer one has been published by now. The number stays
                    # the damaged one's, or the next question would open that again.
                    if self._opened == (number, opened):
                        self._opened, self._titled = (number, other), None

        # A program may end before all is read.
        threading.Thread(target=check, name=CHECK_THREAD, daemon=True).start()

    def _open_whole(self) -> Generation | GenerationError:
        try:
            return self._library.open(self._encoder.identity, whole=True)
        except GenerationError as error:
            return error


def empty(library: Library) -> EmptyLibraryError:
    """Say that there is nothing to ask, and what mends it."""
    return EmptyLibraryError(
        f"the library {library.root} is empty; add an article with `quotewell add FILE`"
    )
