"""The page's own script, as the events of Gradio's parts reach it."""

PAGE_SCRIPT = 'import(location.origin + "/style/page.js")'
"""Gradio makes functions of words, and Chromium those of the same words once for all
pages that share a process: a path alone would be looked for where the first of them was
opened, which may be another port."""
