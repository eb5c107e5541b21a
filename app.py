"""Open the page: `python app.py`."""

import logging
import os
import sys

from rag.errors import QuotewellError
from rag.page import serve
from rag.settings import Settings


def main() -> int:
    """Serve the page to this machine until it is interrupted.

    Returns:
        The exit status: 0, or 1 with the reason on standard error.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        serve(Settings.from_env(os.environ))
    except QuotewellError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
