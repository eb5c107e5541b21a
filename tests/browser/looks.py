"""One page in several looks: light and dark, wide, on a phone, enlarged."""

from collections.abc import Mapping

from tests.browser.axe import violations

DARK = {"color_scheme": "dark"}
PHONE = {"viewport": {"width": 390, "height": 844}}
# What a window of 1280 by 800 shows at 200 %.
ENLARGED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
BOTH = {"light": {}, "dark": DARK}
ENDS = {"wide": {}, "phone, dark": PHONE | DARK}
SIZED = BOTH | {"phone": PHONE, "phone, dark": PHONE | DARK}
ALL = BOTH | {"phone, dark": PHONE | DARK, "200 %": ENLARGED}


def wrong(reader, looks: Mapping[str, dict]) -> list[str]:
    """Name what axe-core finds, and what is too wide, in each of these looks.

    The page stays open, in the state that it is in, and is wide and light afterwards:
    an opening for each look would take ten times as long as looking.
    """
    found = []
    for name, look in looks.items():
        reader.look(**look)
        found += [f"{name}: {each}" for each in violations(reader)]
        if (beyond := reader.sideways()) > 0:
            found.append(f"{name}: {beyond} px beyond the edge")
    reader.look()
    return found
