"""Tables of our own invention with questions on single cells.

Everything in them comes from a seed: no place, person or figure is anybody's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from operator import itemgetter
from random import Random
from string import Formatter

from rag.readers.tables import Cell, spread

SEED = 17
ASKED = 3
"""Questions on each table."""

_NAMES = """\
Bel Cor Dun Fal Gar Hol Ker Lum Mor Nel Or Pel Quin Ros Sal Tor
bach dale fold garth ham lund mere ness stead ton wick worth
Ada Bram Cleo Dirk Elna Finn Greta Hugo Ines Jorn Kaya Lars Mira Nils
Aldis Brandt Corvin Dahl Esker Fenn Gruber Holm Ivers Jansen Kroll Lund
barley beans beets cabbage flax hops lentils maize oats onions peas rye
treasurer secretary chair archivist steward caretaker librarian conductor
bassoon cello clarinet cornet harp horn lute oboe"""
_BEGINNINGS, _ENDINGS, _FIRST, _LAST, _CROPS, _OFFICES, _INSTRUMENTS = map(
    str.split, _NAMES.splitlines()
)
_YEARS = list(map(str, range(1996, 2024)))

LEAD = (
    "This report was written for the council, which had asked for it in spring. "
    "The table below lists the {} as the clerks wrote them down."
)
CLOSING = (
    "The clerks checked each line twice before the council received it. Further "
    "copies are kept in the town hall, where anybody may read them on weekdays."
)


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

    @property
    def texts(self) -> list[list[str]]:
        """What stands in each row and column; a cell that spans several, in each."""
        return [[cell.text for cell in row] for row in spread(self.rows)]

    @property
    def flat(self) -> list[list[str]]:
        """The same with one row of headers."""
        grid, count = self.texts, self.headers
        names = zip(*grid[:count], strict=True)
        return [[" ".join(dict.fromkeys(n)) for n in names], *grid[count:]]

    @property
    def covered(self) -> list[list[Cell | None]]:
        """Each cell at its upper left corner, None in the other places it spans."""
        grid, seen = spread(self.rows), set[int]()
        for row in grid:
            for at, cell in enumerate(row):
                row[at] = None if id(cell) in seen else cell
                seen.add(id(cell))
        return grid

    @property
    def placed(self) -> list[tuple[int, int, Cell]]:
        """Each cell with the row and column of its upper left corner."""
        return [
            (row, at, cell)
            for row, cells in enumerate(self.covered)
            for at, cell in enumerate(cells)
            if cell is not None
        ]


@dataclass(frozen=True, slots=True)
class Kind:
    """How tables of a kind are made.

    `asks` has a question for each column that may be asked for. In it `{0}` is the cell
    of the first column, which names the row, `{column}` what names the column, and
    `{group}` what stands above that.
    """

    name: str
    title: str
    about: str
    head: Sequence[Sequence[Cell]]
    body: Callable[[Random], list[list[str]]]
    asks: Mapping[int, str]


def _head(*names: str) -> list[list[Cell]]:
    return [list(map(Cell, names))]


def _named(rng: Random, ending: str, count: int) -> list[str]:
    return rng.sample([beginning + ending for beginning in _BEGINNINGS], count)


def _figures(rng: Random, count: int) -> list[str]:
    return [str(rng.randint(101, 9989)) for _ in range(count)]


def _village(rng: Random, name: str) -> list[str]:
    founded = [*_figures(rng, 2), str(rng.randint(1500, 1890))]
    return [name, *founded, f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"]


def _orchestra(rng: Random) -> list[list[str]]:
    offices, tools = rng.sample(_OFFICES, 8), rng.sample(_INSTRUMENTS, 8)
    people = [f"{first} {last}" for first, last in product(_FIRST, _LAST)]
    names, homes = rng.sample(people, 8), _named(rng, "mouth", 8)
    return list(map(list, zip(names, offices, tools, homes, strict=True)))


KINDS = (
    Kind(
        "years",
        "Marsh fever in {}",
        "fever",
        _head("Year", "Cases", "Recoveries", "Nurses"),
        lambda rng: [[y, *_figures(rng, 3)] for y in _YEARS[-rng.randint(9, 28) :]],
        dict.fromkeys(
            (1, 2, 3), "How many {column} of marsh fever did {place} count in {0}?"
        ),
    ),
    Kind(
        "villages",
        "The district of {}",
        "villages",
        _head("Village", "Inhabitants", "Altitude (m)", "Founded", "Mayor"),
        lambda rng: [_village(rng, name) for name in _named(rng, "by", 12)],
        {
            1: "How many inhabitants does {0} in the district of {place} have?",
            2: "At what altitude does {0} in the district of {place} lie?",
            3: "When was {0} in the district of {place} founded?",
            4: "Who is the mayor of {0} in the district of {place}?",
        },
    ),
    Kind(
        "people",
        "The {} orchestra",
        "members",
        _head("Name", "Office", "Instrument", "Home town"),
        _orchestra,
        {
            0: "Who is the {1} of the {place} orchestra?",
            2: "Which instrument does {0} play in the {place} orchestra?",
            3: "From which town does {0} of the {place} orchestra come?",
        },
    ),
    Kind(
        "crops",
        "Harvests around {}",
        "tons harvested",
        _head("Crop", *_YEARS[-6:]),
        lambda rng: [[crop, *_figures(rng, 6)] for crop in _CROPS],
        dict.fromkeys(
            range(1, 7),
            "How many tons of {0} were harvested around {place} in {column}?",
        ),
    ),
    Kind(
        "two headers",
        "Ferries of {}",
        "ferry lines",
        [
            [Cell("Ferry line", rows=2), *(Cell(y, columns=2) for y in _YEARS[-3:])],
            [Cell(word) for word in 3 * ("Passengers", "Cars")],
        ],
        lambda rng: [[name, *_figures(rng, 6)] for name in _named(rng, "sund", 10)],
        dict.fromkeys(
            range(1, 7),
            "How many {column} did the {0} ferry of {place} carry in {group}?",
        ),
    ),
    Kind(
        "groups of rows",
        "Tourism in {}",
        "visitors",
        _head("Region", "Quarter", "Visitors", "Income (crowns)"),
        lambda rng: [
            [region, quarter, *_figures(rng, 2)]
            for region in ("north", "south", "east", "west")
            for quarter in ("spring", "summer", "autumn", "winter")
        ],
        {
            2: "How many visitors came to the {0} of {place} in {1}?",
            3: "What income in crowns did tourism bring the {0} of {place} in {1}?",
        },
    ),
)


def cases(rounds: int) -> Iterator[Case]:
    """Make a case of each kind so many times, each about a place of its own."""
    rng = Random(SEED)
    places = [a + b for a, b in product(_BEGINNINGS, _ENDINGS)]
    rng.shuffle(places)
    for _ in range(rounds):
        for kind in KINDS:
            yield _case(kind, rng, places.pop())


def _case(kind: Kind, rng: Random, place: str) -> Case:
    body = kind.body(rng)
    # No row is asked about twice.
    asked = [
        _asked(kind, place, row, rng.choice(list(kind.asks)))
        for row in rng.sample(body, ASKED)
    ]
    rows = [*kind.head, *_joined(map(_shown, body))]
    title, lead = kind.title.format(place), LEAD.format(kind.about)
    return Case(title, lead, rows, len(kind.head), CLOSING, asked, kind.name)


def _asked(kind: Kind, place: str, row: Sequence[str], at: int) -> Asked:
    ask, names = kind.asks[at], [line[at].text for line in spread(kind.head)]
    question = ask.format(*row, place=place, column=names[-1].lower(), group=names[0])
    fields = (field or "" for _, field, *_ in Formatter().parse(ask))
    by = (_shown(row)[int(field)] for field in fields if field.isdigit())
    return Asked(question, _shown(row)[at], tuple(by))


def _shown(row: Sequence[str]) -> list[str]:
    """Begin a row with a capital, as in a table; in a question oats have none."""
    return [row[0][:1].upper() + row[0][1:], *row[1:]]


def _joined(rows: Iterable[Sequence[str]]) -> Iterator[list[Cell]]:
    """Make what stands in the first column of several rows in turn one cell."""
    for first, group in groupby(rows, itemgetter(0)):
        one, *others = group
        yield [Cell(first, rows=1 + len(others)), *map(Cell, one[1:])]
        yield from (list(map(Cell, row[1:])) for row in others)
