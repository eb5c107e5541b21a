"""`python -m rag.cli` is `quotewell`."""

import sys

from rag.cli import main

sys.exit(main())
