"""The page's own words, English in the code, others in a file for each language."""
