"""Zipped XML: Word, OpenDocument and EPUB."""
