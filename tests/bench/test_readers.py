"""The comparison of readers, on files whose words were counted by hand."""

import sys

import pytest
from bench.readers import judged

from bench import readers


def test_words_are_compared_as_often_as_they_are_expected():
    """Of a, b, b, c two are found; of six words a and two b's are right, and the title.

    Words of the first line, title and byline, are neither expected nor wrong.
    """
    found, right, f1 = judged("Title a B b x y", "title by\na b b c d d")
    assert (found, right) == (0.5, pytest.approx(4 / 6))
    assert f1 == pytest.approx(4 / 7)


def test_a_header_that_is_repeated_is_not_wrong():
    """It is found once, and right in each row."""
    assert judged("Year 2021 Year 2022", "\nyear 2021 2022") == (1.0, 1.0, 1.0)


def test_chinese_is_compared_by_characters():
    """Three of four are found, whatever stands beside them."""
    assert judged("水上有", "\n水上有船")[:2] == (0.75, 1.0)


def test_what_fails_is_named(tmp_path, monkeypatch, capsys):
    """A file that can't be read counts as empty, one without its words not at all."""
    texts = {"a.md": "# Tide\n\nOne two.", "b.md": "", "c.md": "# No words"}
    words = {"a.txt": "Tide\nOne two.", "b.txt": "\nthree"}
    for name, text in (texts | words).items():
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(readers.shutil, "which", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["readers", str(tmp_path)])
    readers.main()
    (row,) = capsys.readouterr().out.splitlines()[2:-1]
    assert row.startswith("| 2 .md: quotewell | 0.500 | 0.500 | 0.500 | ")
    assert row.endswith(" | b.md |")
