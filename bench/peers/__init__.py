"""Programs that find passages, to be compared: each a process, most in an environment.

    python -m bench.peers.NAME MODEL_FOLDER

reads requests, a JSON object a line, and answers each with one:

    {"do": "build", "corpus": FILE, "folder": DIR}   {"seconds": 3.1}
    {"do": "open", "folder": DIR}                    {"seconds": 0.2}
    {"do": "ask", "question": "..."}                 {"seconds": 0.01, "ids": ["..."],
                                                      "sentence": "..." or null}

`bench.peers.protocol` is the common part; it needs nothing but Python. A peer is used
the way its own documentation shows, with its defaults.
"""
