"""The tabs, in Gradio's blocks."""
