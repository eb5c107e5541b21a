"""The articles on the page: the shelf, upkeep and the one rebuild."""
