"""PDF: glyphs to runs, runs to lines in reading order, lines to paragraphs."""
