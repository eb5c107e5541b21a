"""A program that needs no model: it finds the passages that have a question's word.

python -m tests.fake_peer fake MODEL FOLDER
"""

import json
import sys
from pathlib import Path

from bench.peers.programs import PROGRAMS, Ask, Passages, main


def fake(_model: str, folder: Path, passages: Passages) -> Ask:
    """Keep passages in a file, or end as a program ends whose library fails."""
    file = folder / "texts.json"
    if passages:
        folder.mkdir()
        file.write_text(json.dumps(passages), "utf-8")
    if not file.exists():
        sys.exit("it never was built")
    texts = json.loads(file.read_text("utf-8"))

    def ask(question: str) -> list[str]:
        sys.stdout.write("what a library prints is no reply\n")
        words = set(question.split())
        return [name for name, text in texts.items() if words & set(text.split())]

    return ask


if __name__ == "__main__":
    PROGRAMS["fake"] = fake
    main()
