"""Measurements; each is one command, and those with a report write it to `results/`.

    python -m bench.speed ../shared            beside a plain script and peers
    python -m bench.growth ../shared           by articles, and to 1,000,000 passages
    python -m bench.quality ../shared/eval     what is found, set by set
    python -m bench.answers ../shared          whole answers, on labels of our own
    python -m bench.tables                     cells of tables, in every format
    python -m bench.fit_confidence ../shared/eval   the constants of the confidence
    python -m bench.mutations rag/disk.py      how many changes a test notices
    python -m bench.offline                    whether anything leaves the machine

README.md beside this says what each tells.
"""
