"""Settings: what the environment says, and what holds where it says nothing."""

from pathlib import Path

import pytest

from rag.errors import ServeError
from rag.settings import Settings


def test_nothing_is_said(tmp_path: Path) -> None:
    """The page is this machine's own, at its usual port, and asks for no password."""
    settings = Settings.from_env({})
    assert (settings.host, settings.port) == ("127.0.0.1", 7860)
    assert settings.index == Path("index")
    assert (settings.model, settings.reranker, settings.password) == (None, None, None)
    assert (settings.top_k, settings.open_browser) == (None, True)
    assert Settings.from_env({}, tmp_path).index == tmp_path


def test_each_variable_has_its_field() -> None:
    """What is said of the library counts more than what the caller takes for it."""
    said = {
        "QUOTEWELL_INDEX": "notes",
        "QUOTEWELL_MODEL": "words",
        "QUOTEWELL_RERANKER": "pairs",
        "QUOTEWELL_HOST": "0.0.0.0",
        "QUOTEWELL_PORT": "8080",
    }
    settings = Settings.from_env(said, Path("elsewhere"))
    assert (settings.index, settings.model) == (Path("notes"), "words")
    assert (settings.reranker, settings.host) == ("pairs", "0.0.0.0")
    assert settings.port == 8080


def test_an_empty_variable_says_nothing() -> None:
    """It is as if it weren't there."""
    names = ("INDEX", "MODEL", "RERANKER", "HOST", "PORT", "PASSWORD", "JOURNAL")
    said = {f"QUOTEWELL_{name}": "" for name in names}
    assert Settings.from_env(said) == Settings.from_env({})


@pytest.mark.attack
def test_passwords_are_taken_out() -> None:
    """A program that is started later doesn't get it; nor does who prints settings."""
    address = "postgresql://u:sesame@db.lan/x"
    environment = {"QUOTEWELL_PASSWORD": "open sesame", "PATH": "/bin"}
    settings = Settings.from_env(environment | {"QUOTEWELL_JOURNAL": ""})
    assert settings.password == "open sesame"
    environment["QUOTEWELL_JOURNAL"] = address
    settings = Settings.from_env(environment)
    assert settings.journal == address
    assert environment == {"PATH": "/bin"}
    assert "sesame" not in repr(settings)


@pytest.mark.parametrize(("said", "port"), [("1", 1), ("65535", 65_535), ("٨٠", 80)])
def test_ports_that_are_some(said: str, port: int) -> None:
    """The first and the last there are, in any digits."""
    assert Settings.from_env({"QUOTEWELL_PORT": said}).port == port


@pytest.mark.parametrize("port", ["0", "65536", "-1", "7860 ", "x", "²", "9" * 5000])
def test_ports_that_are_none(port: str) -> None:
    """It is said what would be one, however long the number is."""
    with pytest.raises(ServeError, match=r"QUOTEWELL_PORT is .*; set it to 1 to 65535"):
        Settings.from_env({"QUOTEWELL_PORT": port})


def test_what_is_kept_of_a_person_lies_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system keeps such things (XDG), in a folder of Quotewell's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert Settings().state == tmp_path / "quotewell"
