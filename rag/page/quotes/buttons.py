"""Buttons as HTML; what they do, a script says by their class."""


def button_html(kind: str, label: str, said: str = "") -> str:
    """Write a button.

    Args:
        kind: Its class, or several.
        label: What stands on it, in HTML.
        said: What a screen reader says instead, escaped.

    Example:
        >>> button_html("page-on", "›", "Next page")
        '<button type="button" class="page-on" aria-label="Next page">›</button>'
    """
    name = f' aria-label="{said}"' if said else ""
    return f'<button type="button" class="{kind}"{name}>{label}</button>'


def act_html(kind: str, label: str, name: str) -> str:
    """Offer to do something with what has a name, which is escaped already."""
    return button_html(kind, label, f"{label} {name}")
