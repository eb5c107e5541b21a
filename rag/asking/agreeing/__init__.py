"""What several articles say alike, and where they differ."""
