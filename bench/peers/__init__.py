"""Programs that find passages, to be compared: each a process of its own.

`programs` has Quotewell, the script that all are compared with, and the peers, which
need what is in `requirements.txt`; `processes` starts and measures them; `comparison`
writes the table of them all.
"""
