"""Programs that find passages, each a process of its own, and the table of them all."""
