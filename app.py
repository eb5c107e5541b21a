"""Open the page: `python app.py`, which is `quotewell serve` with the same options."""

import sys

from rag.cli import program

if __name__ == "__main__":
    program(["serve", *sys.argv[1:]])
