"""Uploads have places and turns of their own, and nothing else waits with them."""

import asyncio
import threading
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.exceptions import HTTPException

import rag.page.http.library_api
import rag.page.http.uploads
import rag.page.library.upkeep
from rag.page.http.uploads import Uploads
from tests.served import served, wait_until

pytestmark = pytest.mark.attack
FILE = b"Owls fly without a sound."


def run_apart(work: Awaitable[None]) -> None:
    """Run in a thread of its own: a browser test leaves a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


@pytest.fixture
def few(monkeypatch) -> None:
    """Leave one turn, three places, and two of them to an address."""
    monkeypatch.setattr(rag.page.http.uploads, "MAX_AT_ONCE", 1)
    monkeypatch.setattr(rag.page.http.uploads, "MAX_PLACES", 3)
    monkeypatch.setattr(rag.page.http.uploads, "MAX_OF_ONE", 2)


def test_places_are_bounded_for_each_address_and_for_all(few):
    """The third of one address is told 429, the fourth of all 503, and when to come."""

    async def check() -> None:
        uploads, done = Uploads(), asyncio.Event()

        async def hold(address: str) -> None:
            async with uploads.place(address):
                await done.wait()

        async def refusal(address: str) -> HTTPException:
            with pytest.raises(HTTPException) as caught:
                await hold(address)
            return caught.value

        held = [asyncio.create_task(hold(each)) for each in ("a", "a", "b")]
        await asyncio.sleep(0)
        assert (await refusal("a")).status_code == 429
        full = await refusal("c")
        assert (full.status_code, full.headers) == (503, {"retry-after": "30"})
        done.set()
        await asyncio.gather(*held)
        await asyncio.gather(hold("a"), hold("a"), hold("c"))

    run_apart(check())


def test_turns_are_given_one_by_one_in_order(few):
    """With one turn, the second waits until the first is done, however it ends."""

    async def check() -> None:
        uploads, order = Uploads(), []

        async def take(name: str, *, fails: bool = False) -> None:
            async with uploads.place(name):
                order.append(f"{name} begins")
                await asyncio.sleep(0.01)
                order.append(f"{name} ends")
                if fails:
                    raise ZeroDivisionError

        both = asyncio.gather(take("a", fails=True), take("b"), return_exceptions=True)
        failure, _ = await both
        assert isinstance(failure, ZeroDivisionError)
        assert order == ["a begins", "a ends", "b begins", "b ends"]

    run_apart(check())


def test_nothing_waits_for_uploads_that_are_read(tmp_path, monkeypatch):
    """Two files are being read, ten wait, five too many: all else is answered."""
    monkeypatch.setattr(rag.page.http.uploads, "MAX_OF_ONE", 12)
    go = threading.Event()
    with served(tmp_path) as page, ThreadPoolExecutor(20) as pool:
        real = rag.page.library.upkeep.add_file

        def add(*given: object):
            assert go.wait(60)
            return real(*given)

        monkeypatch.setattr(rag.page.library.upkeep, "add_file", add)

        def upload(number: int) -> httpx.Response:
            url, data = f"{page.url}api/articles", b"%d %s" % (number, FILE)
            params = {"name": f"{number}.txt"}
            return httpx.post(url, params=params, content=data, timeout=90)

        sent = [pool.submit(upload, number) for number in range(17)]
        wait_until(lambda: sum(each.done() for each in sent) == 5)
        for path in ("healthz", "readyz", "live", "shelf", "api/articles"):
            assert httpx.get(f"{page.url}{path}").status_code == 200
        asked = {"question": "What is embodied AI?"}
        assert httpx.post(f"{page.url}api/ask", json=asked).status_code == 200
        go.set()
        answers = [each.result() for each in sent]
    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(201), statuses.count(429)) == (12, 5)
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert set(refused.json()) == {"error", "message"}
    assert refused.headers["retry-after"] == "30"


def test_nothing_waits_for_changes_that_wait(tmp_path, monkeypatch):
    """Sixty removals that can't write yet leave health, and all that reads, alone."""
    go = threading.Event()
    with served(tmp_path) as page, ThreadPoolExecutor(60) as pool:

        def remove(article_id: str) -> None:
            assert go.wait(60)

        monkeypatch.setattr(page.service.upkeep, "remove", remove)

        def delete(_: int) -> int:
            url = f"{page.url}api/articles/x"
            return httpx.delete(url, timeout=90).status_code

        sent = [pool.submit(delete, number) for number in range(60)]
        for path in ("healthz", "readyz", "live", "shelf", "api/articles"):
            assert httpx.get(f"{page.url}{path}").status_code == 200
        assert not any(each.done() for each in sent)
        go.set()
        assert {each.result() for each in sent} == {204}
