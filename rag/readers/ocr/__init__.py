"""Pages that are pictures: read by OCR, one by one, where it is installed."""
