"""Pages: HTML and what browsers save."""
