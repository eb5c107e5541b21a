"""Zipped files: Word, Excel, PowerPoint, OpenDocument and EPUB."""
