"""The plain script as a whole app, with a Gradio page, for cold starts.

python -m bench.peers.plain_app MODEL FOLDER PORT
"""

import json
import sys
from pathlib import Path

from bench.peers.programs import plain


def main() -> None:
    """Load everything, then open the page."""
    model, folder, port = sys.argv[1:]
    import gradio

    ask = plain(model, Path(folder), {})
    passages = json.loads(Path(folder, "passages.json").read_text("utf-8"))

    def answer(question: str) -> str:
        return "\n\n".join(passages[found] for found in ask(question))

    with gradio.Blocks() as blocks:
        box, shown = gradio.Textbox(), gradio.Textbox()
        box.submit(answer, box, shown, api_name="ask", queue=False)
    blocks.launch(server_name="127.0.0.1", server_port=int(port), quiet=True)


if __name__ == "__main__":
    main()
