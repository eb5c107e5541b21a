"""Questions to begin with, made from an article's own sentences."""
