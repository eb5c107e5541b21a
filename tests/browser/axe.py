"""What axe-core says of a page."""

from axe_playwright_python.base import AXE_SCRIPT

# Most of what it tells is of what is right.
FOUND = """async () => {
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
}"""


def violations(reader) -> list[str]:
    """Name what axe-core finds wrong with the page as it is now."""
    # A form that was sent shows its text before its styles have come.
    reader.page.wait_for_load_state()
    if not reader.page.evaluate("'axe' in window"):
        reader.page.evaluate(AXE_SCRIPT)
    return reader.page.evaluate(FOUND)
