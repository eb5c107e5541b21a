"""Programs that find passages, to be compared: each a process, most in an environment.

    python -m bench.peers.NAME MODEL_FOLDER

reads requests, a JSON object a line, and answers each with one:

    {"do": "build", "corpus": FILE, "folder": DIR}   {"seconds": 3.1}
    {"do": "open", "folder": DIR}                    {"seconds": 0.2}
    {"do": "ask", "question": "..."}                 {"ms": 9.5, "ids": ["..."],
                                                      "sentence": "..." or null}
    {"do": "memory"}                                 {"peak_mb": 512.0, "now_mb": 480.0}
    {"do": "size", "folder": DIR}                    {"bytes": 1048576}

`bench.peers.protocol` is the common part; it needs nothing but Python. A peer is used
the way its own documentation shows, with its defaults.
"""
