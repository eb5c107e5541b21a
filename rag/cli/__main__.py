"""`python -m rag.cli` is `quotewell`."""

from rag.cli import program

program()
