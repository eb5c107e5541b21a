"""What axe-core says of a page."""

from axe_playwright_python.sync_playwright import Axe


def violations(reader) -> list[str]:
    """Name what axe-core finds wrong with the page as it is now."""
    # A form that was sent shows its text before its styles have come.
    reader.page.wait_for_load_state()
    found = Axe().run(reader.page).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found]
