"""What is being added says how far it is, and is stopped within a page."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from rag.errors import LibraryError
from rag.page.library.adding import Adding
from rag.readers.ocr import scans
from rag.steps import pause
from tests.scans import saved, scanned
from tests.served import served, wait_until

KEY, OTHER = "0123456789abcdef" * 2, "f" * 32
PAGES = 3


@pytest.fixture
def own(tmp_path):
    """Serve a page of this test's own."""
    with served(tmp_path / "index") as running:
        yield running


@pytest.fixture
def asked(monkeypatch) -> list[int]:
    """Let OCR read page 2 until it is stopped; gives the pages that were read."""
    read: list[int] = []
    is_first = True

    def page(module: str, data: bytes, name: str, wanted: dict, limit_s: int) -> dict:
        nonlocal is_first
        number = wanted["page"]
        is_endless, is_first = is_first and number == 2, is_first and number != 2
        gone = threading.Event()
        while is_endless and not gone.wait(0.01):
            pause()
        read.append(number)
        text = f"Owls fly without a sound over page {number}."
        block = (0, len(text), 0, number)
        return {"text": text, "blocks": [block], "size": [600, 800], "boxes": ""}

    monkeypatch.setattr(scans, "make_apart", page)
    return read


def fax() -> bytes:
    """Write a picture of three pages."""
    frames = [scanned().crop((0, 0, 300, 100 + n)) for n in range(PAGES)]
    return saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])


def test_a_scan_says_its_page_and_is_stopped_and_goes_on(own, asked):
    """Page 2 of 3 is told and stopped; added again, page 1 isn't read again."""
    api, data = f"{own.url}api", fax()

    def add() -> httpx.Response:
        query = {"name": "fax.tiff", "key": KEY}
        return httpx.post(f"{api}/articles", params=query, content=data, timeout=60)

    def said(key: str) -> dict[str, object]:
        return httpx.get(f"{api}/adding/{key}").json()

    def is_told() -> bool:
        return said(KEY)["said"] == "page 2 of 3 of fax.tiff"

    with ThreadPoolExecutor(1) as pool:
        adding = pool.submit(add)
        wait_until(is_told)
        assert said(KEY) == {
            "said": "page 2 of 3 of fax.tiff", "done": 1, "total": 3,
        }  # fmt: skip
        # Under another key there is nothing to be told, or stopped.
        assert said(OTHER) == {"said": "starting", "done": 0, "total": 0}
        assert httpx.delete(f"{api}/adding/{OTHER}").status_code == 204
        assert httpx.delete(f"{api}/adding/{KEY}").status_code == 204
        answer = adding.result()
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("stopped; pages that OCR has read are")
    assert asked == [1]
    names = [each["name"] for each in httpx.get(f"{api}/articles").json()]
    assert "fax.tiff" not in names
    assert add().status_code == 201
    assert asked == [1, 2, 3]


def test_what_waits_for_its_turn_is_stopped_before_it_is_read():
    """It was stopped before it began: the work isn't done at all."""
    adding = Adding()
    with adding.begun(KEY) as run:
        assert adding.step(KEY) is None
        adding.stop(KEY)
        with pytest.raises(LibraryError, match=r"^stopped; "):
            run.do(lambda: pytest.fail("it was done"))


def test_a_key_is_one_senders_and_free_when_it_is_done():
    """Nobody takes another's; afterwards it may be used again, and stops nothing."""
    adding = Adding()
    with (
        adding.begun(KEY),
        pytest.raises(LibraryError, match="choose another"),
        adding.begun(KEY),
    ):
        pytest.fail("two have one key")
    adding.stop(KEY)
    with adding.begun(KEY) as run, adding.begun(None) as nobodys:
        assert run.do(lambda: 1) + nobodys.do(lambda: 1) == 2


def test_a_folder_that_is_read_can_be_stopped(own, tmp_path: Path, monkeypatch):
    """Following it is refused, and it isn't followed."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "owls.txt").write_text("Owls fly without a sound.")
    begun = threading.Event()

    def read(*_: object, **__: object) -> None:
        begun.set()
        while True:
            pause()

    monkeypatch.setattr("rag.library.folders.check_file", read)
    url = f"{own.url}api/folders"

    def follow() -> httpx.Response:
        body = {"path": str(folder)}
        return httpx.put(url, params={"key": KEY}, json=body, timeout=60)

    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(follow)
        assert begun.wait(30)
        httpx.delete(f"{own.url}api/adding/{KEY}")
        assert following.result().status_code == 400
    assert httpx.get(url).json() == []


@pytest.mark.parametrize("key", ["a" * 31, "g" * 32, "a" * 33, "A" * 32])
def test_another_key_is_refused(own, key: str):
    """A key is 32 digits of sixteen, so that none is guessed."""
    query = {"name": "a.txt", "key": key}
    answer = httpx.post(f"{own.url}api/articles", params=query, content=b"Owls fly.")
    assert answer.status_code == 422
    assert httpx.get(f"{own.url}api/adding/{key}").status_code == 404
