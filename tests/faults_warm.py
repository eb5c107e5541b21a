"""Imported by the process that fault tests fork from: it builds a library once.

So what a build imports, and the table of languages, are there in every fork. It must
start no thread: forks would have its locks without it.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults_worker import small_library

with TemporaryDirectory() as folder:
    small_library(Path(folder) / "index")
