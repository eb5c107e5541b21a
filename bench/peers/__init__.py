"""Programs that find passages, to be compared: each a process, most in an environment.

    python -m bench.peers bench.peers.NAME MODEL_FOLDER

reads a request in JSON, either of

    {"folder": DIR, "corpora": [FILE, ...]}
    {"folder": DIR, "questions": ["...", ...]}

and writes what `bench.peers.protocol.build` or `ask` gives. That is the common part; it
needs nothing but Python and NumPy. A peer is used the way its own documentation shows,
with its defaults.
"""
