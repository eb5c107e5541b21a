"""Tables of our own invention with questions on single cells, and files that hold them.

Everything in them comes from a seed: no place, person or figure is anybody's.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

from rag.readers.tables import Cell

SEED = 17
ASKED = 3
"""Questions on each table."""

_BEGINNINGS = (
    "Bel", "Cor", "Dun", "Fal", "Gar", "Hol", "Ker", "Lum", "Mor", "Nel", "Or",
    "Pel", "Quin", "Ros", "Sal", "Tor",
)  # fmt: skip
_ENDINGS = (
    "bach", "dale", "fold", "garth", "ham", "lund", "mere", "ness", "stead",
    "ton", "wick", "worth",
)  # fmt: skip
_FIRST = (
    "Ada", "Bram", "Cleo", "Dirk", "Elna", "Finn", "Greta", "Hugo", "Ines",
    "Jorn", "Kaya", "Lars", "Mira", "Nils",
)  # fmt: skip
_LAST = (
    "Aldis", "Brandt", "Corvin", "Dahl", "Esker", "Fenn", "Gruber", "Holm",
    "Ivers", "Jansen", "Kroll", "Lund",
)  # fmt: skip
_CROPS = (
    "barley", "beans", "beets", "cabbage", "flax", "hops", "lentils", "maize",
    "oats", "onions", "peas", "rye",
)  # fmt: skip
_OFFICES = (
    "treasurer", "secretary", "chair", "archivist", "steward", "caretaker",
    "librarian", "conductor",
)  # fmt: skip
_INSTRUMENTS = (
    "bassoon", "cello", "clarinet", "cornet", "harp", "horn", "lute", "oboe",
)  # fmt: skip
_YEARS = list(map(str, range(1996, 2024)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the cell that answers it, and the cells that name its row."""

    question: str
    cell: str
    row: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A document around a table: its first `headers` rows name the columns."""

    title: str
    lead: str
    rows: Sequence[Sequence[Cell]]
    headers: int
    closing: str
    asked: Sequence[Asked]
    kind: str


def cases(rounds: int) -> Iterator[Case]:
    """Make a case of each kind so many times, each about a place of its own."""
    rng = Random(SEED)
    places = [a + b for a, b in product(_BEGINNINGS, _ENDINGS)]
    rng.shuffle(places)
    for _ in range(rounds):
        for make in KINDS.values():
            yield make(rng, places.pop())


def _years(rng: Random, place: str) -> Case:
    """Years in rows, counts in columns."""
    columns = ["Year", "Cases", "Recoveries", "Nurses"]
    body = [[year, *_figures(rng, 3)] for year in _YEARS[-rng.randint(9, 28) :]]
    asked = [
        Asked(f"How many {columns[at].lower()} of marsh fever did {place} count in "
              f"{row[0]}?", row[at], (row[0],))
        for row, at in _chosen(rng, body, (1, 2, 3))
    ]  # fmt: skip
    return _case("years", f"Marsh fever in {place}", "fever", [columns], body, asked)


def _towns(rng: Random, place: str) -> Case:
    """Villages in rows, their measures in columns."""
    columns = ["Village", "Inhabitants", "Altitude (m)", "Founded", "Mayor"]
    body = [
        [name, *_figures(rng, 2), str(rng.randint(1500, 1890)), _person(rng)]
        for name in rng.sample([a + "by" for a in _BEGINNINGS], 12)
    ]
    ask = {
        1: "How many inhabitants does {} in the district of {} have?",
        2: "At what altitude does {} in the district of {} lie?",
        3: "When was {} in the district of {} founded?",
        4: "Who is the mayor of {} in the district of {}?",
    }
    asked = [
        Asked(ask[at].format(row[0], place), row[at], (row[0],))
        for row, at in _chosen(rng, body, tuple(ask))
    ]
    title = f"The district of {place}"
    return _case("villages", title, "villages", [columns], body, asked)


def _people(rng: Random, place: str) -> Case:
    """People in rows, with texts alone in the columns."""
    columns = ["Name", "Office", "Instrument", "Home town"]
    offices = rng.sample(_OFFICES, 8)
    tools = rng.sample(_INSTRUMENTS, 8)
    names = rng.sample([f"{a} {b}" for a, b in product(_FIRST, _LAST)], 8)
    homes = rng.sample([a + "mouth" for a in _BEGINNINGS], 8)
    body = [list(row) for row in zip(names, offices, tools, homes, strict=True)]
    ask = {
        0: ("Who is the {} of the {} orchestra?", 1),
        2: ("Which instrument does {} play in the {} orchestra?", 0),
        3: ("From which town does {} of the {} orchestra come?", 0),
    }
    asked = [
        Asked(ask[at][0].format(row[ask[at][1]], place), row[at], (row[ask[at][1]],))
        for row, at in _chosen(rng, body, tuple(ask))
    ]
    title = f"The {place} orchestra"
    return _case("people", title, "members", [columns], body, asked)


def _crops(rng: Random, place: str) -> Case:
    """Crops in rows, years in columns."""
    years = _YEARS[-6:]
    body = [[crop.capitalize(), *_figures(rng, 6)] for crop in _CROPS]
    asked = [
        Asked(f"How many tons of {row[0].lower()} were harvested around {place} in "
              f"{years[at - 1]}?", row[at], (row[0],))
        for row, at in _chosen(rng, body, tuple(range(1, 7)))
    ]  # fmt: skip
    title = f"Harvests around {place}"
    return _case("crops", title, "tons harvested", [["Crop", *years]], body, asked)


def _shifts(rng: Random, place: str) -> Case:
    """Two rows of headers, the upper one spanning columns."""
    years = _YEARS[-3:]
    upper = [Cell("Ferry line", rows=2), *(Cell(year, columns=2) for year in years)]
    lower = [Cell(word) for _ in years for word in ("Passengers", "Cars")]
    names = rng.sample([a + "sund" for a in _BEGINNINGS], 10)
    body = [[name, *_figures(rng, 6)] for name in names]
    asked = [
        Asked(f"How many {lower[at - 1].text.lower()} did the {row[0]} ferry of "
              f"{place} carry in {years[(at - 1) // 2]}?", row[at], (row[0],))
        for row, at in _chosen(rng, body, tuple(range(1, 7)))
    ]  # fmt: skip
    title = f"Ferries of {place}"
    return _case("two headers", title, "ferry lines", [upper, lower], body, asked)


def _regions(rng: Random, place: str) -> Case:
    """Names of groups that span rows."""
    columns = ["Region", "Quarter", "Visitors", "Income (crowns)"]
    quarters = ["spring", "summer", "autumn", "winter"]
    rows: list[list[Cell]] = []
    plain: list[list[str]] = []
    for region in ("North", "South", "East", "West"):
        for quarter in quarters:
            row = [region, quarter, *_figures(rng, 2)]
            plain.append(row)
            first = [Cell(region, rows=4)] if quarter == quarters[0] else []
            rows.append([*first, *map(Cell, row[1:])])
    ask = {
        2: "How many visitors came to the {} of {} in {}?",
        3: "What income in crowns did tourism bring the {} of {} in {}?",
    }
    asked = [
        Asked(ask[at].format(row[0].lower(), place, row[1]), row[at], (row[0], row[1]))
        for row, at in _chosen(rng, plain, tuple(ask))
    ]
    title = f"Tourism in {place}"
    return _case("groups of rows", title, "visitors", [columns], rows, asked)


KINDS: dict[str, Callable[[Random, str], Case]] = {
    "years": _years,
    "villages": _towns,
    "people": _people,
    "crops": _crops,
    "two-headers": _shifts,
    "groups": _regions,
}


def _case(
    kind: str,
    title: str,
    about: str,
    head: Sequence[Sequence[str | Cell]],
    body: Sequence[Sequence[str | Cell]],
    asked: Sequence[Asked],
) -> Case:
    rows = [
        [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
        for row in (*head, *body)
    ]
    lead = (
        f"This report was written for the council, which had asked for it in spring. "
        f"The table below lists the {about} as the clerks wrote them down."
    )
    closing = (
        "The clerks checked each line twice before the council received it. Further "
        "copies are kept in the town hall, where anybody may read them on weekdays."
    )
    return Case(title, lead, rows, len(head), closing, asked, kind)


def _figures(rng: Random, count: int) -> list[str]:
    return [str(rng.randint(101, 9989)) for _ in range(count)]


def _person(rng: Random) -> str:
    return f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"


def _chosen(
    rng: Random, body: Sequence[Sequence[str]], columns: Sequence[int]
) -> list[tuple[Sequence[str], int]]:
    """Choose rows to ask about, none twice, and a column of each."""
    return [(row, rng.choice(columns)) for row in rng.sample(list(body), ASKED)]
