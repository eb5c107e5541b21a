"""An article's own key sentences, by the vectors of all its sentences."""
