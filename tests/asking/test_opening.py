"""The one way in: each way of asking asks with the models that its settings name."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

import rag.cli
from rag.asking.opening import open_assistant, open_reranker
from rag.asking.ranking.reading import ReadingReranker
from rag.asking.ranking.reranking import CrossEncoderReranker
from rag.models.second import EncoderPair
from rag.models.second_reader import LANGUAGES
from rag.models.universal import UniversalEncoder
from rag.roles import Encoder
from rag.settings import Settings
from tests.asking.making import indexed
from tests.fakes import ByLength, WordEncoder
from tests.served import served, wait_until

NEAREST = "Owls fly at night."
LONGEST = "Whales sing in the sea at night, and never fly, unlike most of the owls."
QUESTION = "Do owls fly at night?"
JUDGE = "judges/longest"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have rerankers judge by length, and give the names of those that were opened."""
    names: list[str] = []

    def load(name: str) -> ByLength:
        names.append(name)
        return ByLength()

    monkeypatch.setattr("rag.models.sentence.load_cross_encoder", load)
    return names


@pytest.fixture
def index(tmp_path: Path, encoder: WordEncoder) -> Path:
    """Give a library of two articles: one nearest to the question, one longest."""
    files = {"owls.txt": NEAREST, "whales.txt": LONGEST}
    return indexed(tmp_path / "library", encoder, files).root


@pytest.mark.parametrize(
    ("named", "first"), [({}, NEAREST), ({"reranker": JUDGE}, LONGEST)]
)
def test_the_page_and_its_api_ask_with_the_named_reranker(
    index: Path, opened: list[str], named: dict[str, str], first: str
):
    """The longest comes first with the one that is named, the nearest without one.

    It is opened once, however often it is asked.
    """
    with served(index, **named) as page:
        assert page.service.ask(QUESTION).citations[0].passage == first
        answer = httpx.post(
            f"{page.url}api/ask",
            json={"question": QUESTION},
            headers={"Origin": page.url.rstrip("/")},
        ).json()
    assert answer["citations"][0]["passage"] == first
    assert opened == list(named.values())


def test_a_page_whose_reranker_is_not_there_says_so(index: Path):
    """It isn't ready, and says why, as without its encoder; nothing answers instead."""
    with served(index, wait=False, reranker="nobody/nothing") as page:
        wait_until(lambda: page.service.readiness.state == "failed")
        ready = httpx.get(f"{page.url}readyz")
    assert ready.status_code == 503
    assert "no model 'nobody/nothing'" in ready.json()["message"]


@pytest.mark.parametrize("is_flag", [True, False])
def test_the_command_line_asks_with_the_named_reranker(
    run, index: Path, opened: list[str], monkeypatch, capsys, is_flag: bool
):
    """A flag names it, or the environment does."""
    if not is_flag:
        monkeypatch.setenv("QUOTEWELL_RERANKER", JUDGE)
    flags = ["--reranker", JUDGE] if is_flag else []
    assert run("ask", QUESTION, "--json", *flags) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["citations"][0]["passage"] == LONGEST
    assert opened == [JUDGE]


@pytest.mark.parametrize("is_flag", [True, False])
def test_serve_hands_the_reranker_to_the_page(monkeypatch, index: Path, is_flag: bool):
    """`serve --reranker NAME` does what `ask --reranker NAME` does."""
    given: list[Settings] = []
    monkeypatch.setattr("rag.page.serve", lambda settings, _: given.append(settings))
    if not is_flag:
        monkeypatch.setenv("QUOTEWELL_RERANKER", JUDGE)
    flags = ["--reranker", JUDGE] if is_flag else []
    assert rag.cli.main(["serve", "--index", str(index), *flags]) == 0
    assert [settings.reranker for settings in given] == [JUDGE]


def test_mcp_serves_an_assistant_with_the_named_reranker(
    run, index: Path, opened: list[str], monkeypatch
):
    """Programs get the order that the page gives."""
    firsts: list[str] = []

    def ask_once(assistant):
        firsts.append(assistant.ask(QUESTION).citations[0].passage)

    monkeypatch.setattr("rag.mcp_server.serve_mcp", ask_once)
    assert run("mcp", "--reranker", JUDGE) == 0
    assert firsts == [LONGEST]
    assert opened == [JUDGE]


def test_an_encoder_that_is_open_is_not_opened_again(
    index: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
):
    """What a build was made with asks, too."""

    def again(*_):
        pytest.fail("opened again")

    monkeypatch.setattr("rag.models.encoder.load_encoder", again)
    assistant = open_assistant(Settings(index), encoder)
    assert assistant.encoder is encoder
    assert assistant.ask(QUESTION).citations[0].passage == NEAREST


def test_without_a_name_the_reader_that_ships_reads(opened: list[str]):
    """Unless it is left out, which leaves late interaction alone."""
    assert isinstance(open_reranker(Settings(), WordEncoder()), ReadingReranker)
    assert open_reranker(Settings(reader="none"), WordEncoder()) is None
    assert not opened


@pytest.mark.parametrize(
    ("second", "is_read"), [(UniversalEncoder(), True), (WordEncoder(), False)]
)
def test_beside_the_second_model_that_ships_stands_its_reader(
    second: Encoder, is_read: bool, monkeypatch: pytest.MonkeyPatch
):
    """Which knows the pieces of no other."""
    given = []
    monkeypatch.setattr(
        "rag.asking.ranking.reading.SecondReading", lambda reader: given.append(reader)
    )
    open_reranker(Settings(), EncoderPair(WordEncoder(), second))
    assert [reader.languages for reader in given] == [LANGUAGES] * is_read


def test_a_reranker_orders_alone(opened: list[str]):
    """A reader would undo its order."""
    assert isinstance(
        open_reranker(Settings(reranker=JUDGE), WordEncoder()), CrossEncoderReranker
    )
    assert opened == [JUDGE]


def test_a_named_reader_reads(monkeypatch: pytest.MonkeyPatch):
    """By its name, as rerankers do."""
    named: list[str | None] = []
    monkeypatch.setattr("rag.models.reader.load_reader", named.append)
    assert isinstance(
        open_reranker(Settings(reader="somebody's"), WordEncoder()), ReadingReranker
    )
    assert named == ["somebody's"]


def test_the_way_in_is_light():
    """Importing it, as every command does, imports no model's library."""
    program = (
        "import sys, rag.asking.opening; "
        "print({'numpy', 'onnxruntime', 'torch'} & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "set()"
