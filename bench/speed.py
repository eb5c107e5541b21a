"""How fast Quotewell is beside plain sentence-transformers + FAISS, and beside peers.

    python -m bench.speed ../shared

runs everything, in half an hour on two quiet cores, and writes `results/speed.md`.
README.md beside this says what is compared, and how it is made fair.
"""

from bench.peers.comparison import peers_part
from bench.setup import write_report
from bench.speed_answers import crowd_part, memory_part, questions_part
from bench.speed_page import page_part, start_part
from bench.speed_reading import quality_part, reading_part

PARTS = {
    "peers": peers_part,
    "questions": questions_part,
    "start": start_part,
    "page": page_part,
    "crowd": crowd_part,
    "reading": reading_part,
    "quality": quality_part,
    "memory": memory_part,
}
HEADING = (
    "Speed, beside a plain pipeline and beside peers",
    "The machine is shared: ratios are sounder than times. All ratios are to the plain "
    "program: sentence-transformers and a flat FAISS index, for starts with a Gradio "
    "page. What is compared ran in turn, round by round.",
)

if __name__ == "__main__":
    write_report(__doc__, "speed", HEADING, PARTS)
