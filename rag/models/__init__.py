"""Every model: texts in, vectors or scores out; files, export and trials behind it."""
