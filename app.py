"""Open the page: `python app.py`, which is `quotewell serve`."""

from rag.cli import program

if __name__ == "__main__":
    program(["serve"])
