"""Training the reader that rag/ ships: run `python -m training.train --help`."""
