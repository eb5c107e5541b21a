"""Where a quoted text begins a new line when it is shown."""

import re

PARAGRAPH = re.compile(r"\n\s*\n\s*")
ITEM_SIGNS = "-*+•‣◦▪–—·●■○□►➢✓✔✗✘☐☑☒❑❖◆\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
"""The last are Word's, as it copies them: "•", "▪", "➢", "✓" and "❖" in its fonts."""

_LABEL = r"[A-Z][\w’'-]{0,24}+(?: [\w’'-]{1,24}+){0,3}+:"
ITEM = rf"(?:[{ITEM_SIGNS}]|\(?(?:\d{{1,3}}[.)]|[a-zA-Z]\))|{_LABEL})\s"
"""What an item of a list begins with: "-", "2.", "(a)", or its label: "Price:"."""

LINE_BREAK = re.compile(rf"{PARAGRAPH.pattern}|\n(?=\s*{ITEM})")
"""A blank line, or a line end before an item. Other line ends are only where a plain
text was wrapped."""
