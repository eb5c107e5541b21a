"""What a test needs and doesn't find is no reason to pass where all is required."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REQUIRE_ALL

TESTS = """
import pytest

def test_skips():
    pytest.skip("no disk")

def test_gives_up():
    pytest.xfail("no mounts")

@pytest.mark.parametrize("nothing", [])
def test_of_nothing(nothing):
    pass
"""


@pytest.mark.parametrize(
    ("required", "outcomes"), [("", "2 skipped, 1 xfailed"), ("1", "2 failed, 1 error")]
)
def test_a_skip_is_a_failure_where_all_is_required(
    tmp_path: Path, required: str, outcomes: str
) -> None:
    """So is giving up, and having no case to try; the reason is told."""
    (tmp_path / "test_some.py").write_text(TESTS)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rsx", "-p", "tests.conftest", tmp_path],
        env=os.environ | {REQUIRE_ALL: required},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
    )
    assert outcomes in done.stdout
    assert "no mounts" in done.stdout
    assert done.returncode == (1 if required else 0)
