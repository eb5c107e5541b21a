"""Measurements; each is one command, and those with a report write it to `results/`.

    python -m bench.speed ../shared            beside a plain script and peers
    python -m bench.scale ../shared            1,000 to 1,000,000 passages
    python -m bench.build                      1 to 10,000 articles, added and built
    python -m bench.fit_confidence ../shared/eval   the constants of the confidence
    python -m bench.mutations rag/disk.py      how many changes a test notices

The plots need `pip install -e ".[bench]"`.
"""
