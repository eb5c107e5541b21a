"""What the tables of quality ask besides the sets' own questions."""

from bench.places import PLACED
from bench.quality import _YEAR, ALONE, IN_OTHERS, _another_year


def test_a_year_is_moved_to_another():
    """Back from 2000 on; other numbers stay."""
    asked = "Wer kam 1999, 2000 und 2015年, wer 12015 oder 999?"
    moved = "Wer kam 2002, 1997 und 2012年, wer 12015 oder 999?"
    assert _YEAR.sub(_another_year, asked) == moved


def test_each_set_has_places_in_its_language():
    """Seven each, and what they are put into."""
    assert {"en", *IN_OTHERS.values()} == {*PLACED}
    assert not {*ALONE} & {*IN_OTHERS}
    for form, places in PLACED.values():
        assert len({*places}) == 7
        assert "?" in form.format(question="?", place="-")
        assert "-" in form.format(question="?", place="-")
