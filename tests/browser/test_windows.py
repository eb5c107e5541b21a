"""Tests share windows of the browser, and nothing that was left in one."""

import pytest

pytestmark = pytest.mark.browser
LEAVE = "() => { localStorage.setItem('name', 'Ada'); document.cookie = 'name=Ada'; }"
LEFT = "() => [localStorage.getItem('name'), document.cookie]"


def test_a_window_that_is_used_again_remembers_nobody(windows, own_page):
    """What a page keeps is there until the test ends, and gone for the next one."""
    url = f"{own_page.url}gradio_api/info"
    one = windows.open(0, own_page.url)
    one.goto(url)
    one.evaluate(LEAVE)
    one.reload()
    assert one.evaluate(LEFT) == ["Ada", "name=Ada"]
    windows.leave()
    assert one.is_closed()
    other = windows.open(0, own_page.url)
    other.goto(url)
    assert other.evaluate(LEFT) == [None, ""]
    windows.leave()
