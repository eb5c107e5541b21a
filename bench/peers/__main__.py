"""Runs a peer in a process of its own; `bench.peers` says what it reads and writes."""

import json
import os
import sys
from importlib import import_module

from bench.peers.protocol import Peer, ask, build

# What libraries print must not come into the reply.
reply = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
_, module, model = sys.argv
import_module(module)
(made,) = Peer.__subclasses__()
request = json.load(sys.stdin)
do = build if "corpora" in request else ask
json.dump(do(made(model), **request), reply)
