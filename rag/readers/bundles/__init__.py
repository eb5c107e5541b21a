"""Files of several articles: archives, mail, and articles in JSON."""
