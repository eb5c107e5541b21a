"""An answer's quotes on the page: cards, the article beside them, verdicts, export."""
