"""Text without marks: its encoding, layout, headings and what stands at the top."""
