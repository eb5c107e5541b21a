"""Quotewell answers questions with the articles' own words, cited."""

import os

from rag.quiet import keep_quiet

# Here, as no module of Quotewell comes before this one: libraries read their
# environment when they are imported, and one of them reports to its maker from then on.
keep_quiet(os.environ)
