"""What a question asks, told by its words alone: no index is looked at."""
