"""Quotewell answers questions with the articles' own words, cited."""
