"""What a text is made of: its language, terms, sentences and passages."""
