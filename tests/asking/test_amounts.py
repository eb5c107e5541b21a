"""Whether amounts are of what is asked for."""

import pytest

from rag.asking.wording.amounts import is_amount, is_of_another

OF_EACH = {
    "length": "12 km",
    "speed": "12 km/h",
    "time": "12 hours",
    "weight": "12 tonnes",
    "heat": "12 °C",
    "share": "12 %",
    "money": "12 euros",
    "area": "12 square miles",
    "volume": "12 litres",
    "power": "12 kW",
    "torque": "12 lb-ft",
}


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("How tall is it?", "length time share"),
        ("How deep was the snow?", "length time share"),
        ("How heavy is it?", "weight share"),
        ("What weight does it carry?", "weight share"),
        ("How much did it weigh?", "weight share"),
        ("How hot is it?", "heat"),
        ("What temperature has it?", "heat"),
        ("What was the highest temperature?", "heat"),
        ("What pH has it?", ""),
        ("How old is it?", "time"),
        ("At what age did she win?", "time"),
        ("How long is it?", "time length"),
        ("How much time has he?", "time"),
        ("How often is it cleaned?", "time share"),
        ("How fast is it?", "speed time share"),
        ("At what speed does it go?", "speed share"),
        ("What is the train's top speed?", " ".join(OF_EACH)),
        ("What is the top speed?", "speed share"),
        ("What percentage is steel?", "share"),
        ("What is the exact percentage of steel?", "share"),
        ("How much does it cost?", "money share"),
        ("How much was paid for it?", "money"),
        ("How much did she pay for her shares?", "money"),
        ("How much is it sold for?", "money"),
        ("How much money was it sold for?", "money"),
        ("How much more did they pay?", "money share"),
        ("How much was it paid back?", "money share"),
        ("How expensive is it?", "money share"),
        ("What price has it?", "money share"),
        ("What's the price of it?", "money share"),
        ("What’s the price of it?", "money share"),
        ("What is the maximum fine for it?", "money share"),
        ("What rent do they pay?", "money share"),
        ("How much is the fine in Lima?", "money share"),
        ("How high is the deposit?", "money share"),
        ("How large were our old debts?", "money share"),
        ("How high is the tower?", " ".join(OF_EACH)),
        ("What did they pay for it?", "money share"),
        ("What does the old mill charge?", "money share"),
        ("What does the fare pay for?", " ".join(OF_EACH)),
        ("What did she pay attention to?", " ".join(OF_EACH)),
        ("What do they pay with?", " ".join(OF_EACH)),
        ("What did they do to pay?", " ".join(OF_EACH)),
        ("How much will a monthly train fare be?", "money share"),
        ("How much is left of the fee?", " ".join(OF_EACH)),
        ("How much is fine?", " ".join(OF_EACH)),
        ("How much is a yearly ticket for two?", "money share"),
        ("How much is the daily dose?", " ".join(OF_EACH)),
        ("What is the fine print on?", " ".join(OF_EACH)),
        ("What does the ferry cost?", "money share"),
        ("What will it cost?", "money share"),
        ("What does it cost to build?", "money share"),
        ("What did a ticket cost in 1996?", "money share"),
        ("What would a room cost a night for two?", "money share"),
        ("What did it cost in lives?", " ".join(OF_EACH)),
        ("What did it cost him?", " ".join(OF_EACH)),
        ("How many hours is it open?", "time"),
        ("How many long working hours is it open?", "time"),
        ("How many square miles has it?", "area"),
        ("How many euros has he?", "money"),
        ("How many people came?", "share"),
        ("What number of people came?", "share"),
        ("How many pounds of it are there?", "weight money"),
        # Whatever it is of.
        ("How much of it was sold?", " ".join(OF_EACH)),
        ("How much land was sold?", " ".join(OF_EACH)),
        ("How much ore is spent?", " ".join(OF_EACH)),
        ("How much is left?", " ".join(OF_EACH)),
        ("How big is it?", " ".join(OF_EACH)),
        ("What is it?", " ".join(OF_EACH)),
    ],
)
def test_each_question_asks_for_amounts_of_its_kinds(question: str, kinds: str) -> None:
    """Of length, of money ...; of any, where the words don't tell."""
    fitting = [k for k, words in OF_EACH.items() if not is_of_another(question, words)]
    assert sorted(fitting) == sorted(kinds.split())


@pytest.mark.parametrize(
    ("question", "words", "is_another"),
    [
        ("How much is the fine?", "30 complaints", True),
        ("How much is the fine?", "30 EVs", True),
        ("How much is the fine?", "30 Es", False),
        ("How old is he?", "three children", True),
        ("How old is he?", "12 ferries", True),
        ("How old is he?", "12 years", False),
        ("How old is he?", "fourty ferries", True),
        ("How old is he?", "12, of two children", False),
        ("How old is he?", "less than a century", False),
        ("How much is the fine?", "4 times the fare", False),
        ("How much is the fine?", "40 shillings", False),
        ("How much is the fine?", "40 lei", False),
        ("How much did it cost?", "a mill, in 1986", True),
        ("How much did it cost?", "a mill, since 1986", True),
        ("How much did it cost?", "1986", False),
        ("How much did it cost?", "a mill, on 4 March", True),
        ("How much did it cost?", "a mill, on 4th March 1986", True),
        ("How much did it cost?", "a mill, on March 4, 1986", True),
        ("How much did it cost?", "40 on 4 March", False),
        ("How much did it cost?", "40 Marchers", False),
        ("How many came?", "four o'clock", True),
        ("How much did it cost?", "40 in 1986", False),
        ("How many pounds did it cost?", "£5 million", False),
        # A height may be told in things.
        ("How tall is it?", "12 storeys", False),
        ("How many came?", "30 members", False),
    ],
)
def test_a_price_and_an_age_are_of_no_things(question, words, is_another) -> None:
    """By their plural."""
    assert is_of_another(question, words) is is_another


@pytest.mark.parametrize(
    "words",
    [
        "12",
        "forty",
        "about forty, or so",
        "fourty",
        "forty crowns",
        "a few pounds",
        "€ a head",
        "a million",
        "two hundred or three",
        "nothing",
        "half",
        "two thirds",
        "three times as much",
        "much more",
    ],
)
def test_a_price_may_be_said_without_figures(words: str) -> None:
    """In words, with money named or not, as a share of another, or as none."""
    assert not is_of_another("How much does it cost?", words)


@pytest.mark.parametrize(
    "words",
    ["one tablet", "three times a day", "many", "tablets", "sharing"],
)
def test_what_is_no_worth_is_no_price(words: str) -> None:
    """Other numbers may be asked for in such words."""
    assert is_of_another("How much does it cost?", words)
    assert not is_of_another("How many euros does it cost?", words)
    assert not is_of_another("What are the toll roads of it?", words)


@pytest.mark.parametrize(
    "words",
    ["20 centimetres a day", "3 mm each year", "3 inches/month", "9 m per week"],
)
def test_what_is_done_in_a_day_is_a_length_and_a_speed(words: str) -> None:
    """In an hour it is a speed alone."""
    for question in ("How fast is it?", "How many metres does it run?", "How tall?"):
        assert not is_of_another(question, words)
        assert is_of_another("How heavy?", words)
    assert is_of_another("How many metres does it run?", "9 m per hour")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("1,200 m", "length"),
        ("two feet", "length"),
        ("a 5-inch gap", "length"),
        ("60 mph", "speed"),
        ("3 miles per hour", "speed"),
        ("ninety metres a second", "speed"),
        ("5 cm every h", "speed"),
        ("3 inches each minute", "speed"),
        ("5 micrometres", "length"),
        ("5 metres a side", "length"),
        ("fifteen years", "time"),
        ("2.5 kg", "weight"),
        ("350 degrees", "heat"),
        ("18 per cent", "share"),
        ("$3", "money"),
        ("€ 3 million", "money"),
        ("USD 20", "money"),
        ("4.1 billion euros", "money"),
        ("three hundred dollars", "money"),
        ("a million dollars", "money"),
        ("200 m³", "volume"),
        ("1.7 l", "volume"),
        ("30 mL", "volume"),
        ("5 ha", "area"),
        ("40 W", "power"),
        ("9 nautical miles", "length"),
        ("9 nautical miles per hour", "speed"),
        ("90 lb-ft", "torque"),
        ("90 foot-pounds", "torque"),
        ("90 Nm", "torque"),
        ("90 newton metres", "torque"),
        # The unit of a range stands behind it.
        ("2.4 to 8 kW", "power"),
        ("10–12 hours", "time"),
    ],
)
def test_units_tell_what_an_amount_is_of(words: str, kind: str) -> None:
    """Alone or among others, and as long as can be: "km/h" is more than "km"."""
    asking = {
        "length": "How tall?",
        "speed": "How fast?",
        "time": "How old?",
        "weight": "How heavy?",
        "heat": "How hot?",
        "share": "What percentage?",
        "money": "How expensive?",
        "volume": "How many litres?",
        "area": "How many acres?",
        "power": "How many watts?",
        "torque": "How many newton metres?",
    }
    assert not is_of_another(asking[kind], words)
    others = {"share": "How old?"}
    assert is_of_another(others.get(kind, "What percentage?"), words)


@pytest.mark.parametrize(
    "words",
    [
        "23",
        "23M",
        "5G",
        "2,000 people",
        "steel",
        "30 metrics",
        "1.5 and 3 km",
        "PM2 km",
    ],
)
def test_what_has_no_known_unit_may_be_of_anything(words: str) -> None:
    """And so may words of which one amount has none; letters in names count nothing."""
    assert not is_of_another("How hot is it?", words)


@pytest.mark.parametrize(
    ("words", "is_another"),
    [
        ("women felt less safe than men", True),
        ("it rose by much", True),
        ("93", False),
        ("ninety of them", False),
        ("a third of it", False),
        ("most of them", False),
        ("nobody", False),
        ("per cent", False),
        ("prices doubled", False),
        ("an eighth of it", False),
        ("mostly forest", False),
    ],
)
def test_a_percentage_is_said_in_figures_or_as_a_share(words, is_another) -> None:
    """Of all, of most, of none; what is more or less than another is no share."""
    assert is_of_another("What percentage of them felt safe?", words) is is_another
    assert is_of_another("What is the percentage of men?", words) is is_another
    assert not is_of_another("How many of them felt safe?", words)
    assert not is_of_another("What percentage sign is used?", words)


def test_a_longer_unit_counts_alone() -> None:
    """Miles per hour are no length, square miles neither."""
    assert is_of_another("How tall is it?", "3 miles per hour")
    assert is_of_another("How tall is it?", "3 square miles")


def test_pounds_are_weighed_and_paid() -> None:
    """Which of the two is meant isn't told."""
    assert not is_of_another("How heavy is it?", "3 pounds")
    assert not is_of_another("What does it cost?", "3 pounds")
    assert is_of_another("How hot is it?", "3 pounds")


def test_one_amount_of_the_kind_is_enough() -> None:
    """A price may stand beside a weight."""
    assert not is_of_another("What does it cost?", "3 kg for 12 euros")


@pytest.mark.parametrize(
    ("question", "words", "is_another"),
    [
        ("How high is it?", "412 metres long", True),
        ("How tall was it?", "412 m in length", True),
        ("How wide is it?", "nine feet deep", True),
        ("How deep is it?", "9 m thick", True),
        ("How thick is it?", "9 cm wide", True),
        ("How long is it?", "9 km wide", True),
        ("How long is it?", "7.8 m long and 1.6 m wide", False),
        ("HOW WIDE is it?", "7.8 m long and 1.6 m Wide", False),
        ("How deep is it?", "7.8 m long and 1.6 m wide", True),
        ("How high is it?", "412 metres tall", False),
        ("How wide is it?", "9 m broad", False),
        ("How high is it?", "412 metres", False),
        ("How high is it?", "as high as 9 long poles", False),
        ("What is it like?", "412 metres long", False),
    ],
)
def test_what_is_so_long_is_not_so_high(question, words, is_another) -> None:
    """Where the dimension stands behind the unit."""
    assert is_of_another(question, words) is is_another


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("450 km/h", True),
        (" 450 km/h.", True),
        ("two tonnes,", True),
        ("over 450 km/h", False),
        ("200 years ago", True),
        ("200 years before", False),
        ("200", False),
        ("two men", False),
        ("50 Cent", False),
        ("50 cents", True),
        ("9-month-olds", False),
        ("98 Degrees", False),
        ("98 degrees", True),
        ("20 °C", True),
        ("100 W", True),
        ("Ada", False),
    ],
)
def test_words_that_are_an_amount_and_nothing_else(words: str, is_one: bool) -> None:
    """With its unit, of any kind."""
    assert is_amount(words) is is_one
