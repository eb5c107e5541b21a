"""Two servers of one library behind a real nginx, with the file that comes with us."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
import pytest

from rag.library.library import Library
from rag.page.tabs.ask import WITH_PLACE
from tests import served
from tests.serve_held import HeldServer
from tests.served import free_port

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
CONFIGURATION = Path(__file__).parents[2] / "docs" / "deploy" / "nginx.conf"
PASSWORD = "open sesame"
OWLS = "Owls fly without a sound.\n\nTheir feathers have soft edges."
TRAMS = "Trams run on rails in the street.\n\nTheir wheels are of steel."
BEES = "Bees dance for each other.\n\nTheir dances tell of flowers."
ANTS = "Ants dig rooms in the ground.\n\nTheir rooms have doors of sand."
KEY = "0123456789abcdef" * 2
FORGOTTEN_S = 2.5
# Seldom looking, since to look takes a server.
wait_until = partial(served.wait_until, patience_s=180.0, step_s=0.2)
pytestmark = pytest.mark.skipif(not NGINX, reason="there is no nginx")


@dataclass(frozen=True)
class House:
    """Two servers of one library, and the proxy before them."""

    library: Library
    servers: tuple[HeldServer, HeldServer]
    proxy: str

    def client(self, at: HeldServer | None = None) -> httpx.Client:
        """Give someone with the password, at the proxy or at one server."""
        url = at.url if at else self.proxy
        return httpx.Client(base_url=url, auth=("me", PASSWORD), timeout=60)

    def hold(self, what: str) -> Path:
        """Hold all servers from now on when they are about to do something."""
        folder = self.servers[0].hold
        for held_before in folder.glob(f"{what}-*"):
            held_before.unlink()
        (folder / what).touch()
        return folder / what

    def held(self, what: str, times: int = 1) -> HeldServer:
        """Wait until one of them is held, in so many threads; gives it."""
        wait_until(lambda: any(each.held(what) >= times for each in self.servers))
        return max(self.servers, key=lambda each: each.held(what))

    def ready(self) -> None:
        """Wait until each answers, and none builds."""
        for server in self.servers:
            wait_until(lambda at=server: is_ready(at))
        # One that was away nginx leaves alone for 2 s more.
        time.sleep(FORGOTTEN_S)


def is_ready(server: HeldServer) -> bool:
    """Tell whether a server answers questions and has nothing to build."""
    try:
        with httpx.Client(base_url=server.url, auth=("me", PASSWORD)) as client:
            answer = client.get("/readyz")
            return answer.status_code == 200 and not client.get("/live").json()["busy"]
    except httpx.HTTPError:
        return False


def nginx_conf(folder: Path, port: int, servers: tuple[HeldServer, ...]) -> Path:
    """Write the file that comes with us, with other ports and folders of our own."""
    text = CONFIGURATION.read_text("utf-8").replace("listen 8080", f"listen {port}")
    for number, server in enumerate(servers, 1):
        assert f"server-{number}:7860 " in text
        own = server.url.removeprefix("http://")
        text = text.replace(f"server-{number}:7860 ", f"{own} ")
    file = folder / "nginx.conf"
    file.write_text(text.replace(" /tmp/", f" {folder}/"), "utf-8")
    return file


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Start them all."""
    folder = tmp_path_factory.mktemp("house")
    root, hold = folder / "library", folder / "hold"
    hold.mkdir()
    library = Library(root)
    library.add(OWLS.encode(), "owls.txt")
    library.add(TRAMS.encode(), "trams.txt")
    environment = {
        "QUOTEWELL_PASSWORD": PASSWORD,
        "QUOTEWELL_READER": "none",
        "QUOTEWELL_SECOND_MODEL": "none",
        "FORWARDED_ALLOW_IPS": "127.0.0.1",
    }
    servers = tuple(HeldServer(hold, root, free_port(), environment) for _ in range(2))
    port = free_port()
    proxy = subprocess.Popen(
        [NGINX, "-g", "daemon off;", "-c", str(nginx_conf(folder, port, servers))],
        stderr=subprocess.DEVNULL,
    )
    try:
        house = House(library, servers, f"http://127.0.0.1:{port}")
        house.ready()
        yield house
    finally:
        proxy.terminate()
        for server in servers:
            server.kill()
        proxy.wait()


def ask(client: httpx.Client, question: str, place: dict[str, str]) -> tuple[str, str]:
    """Ask as the page does; gives the conversation's id and what went wrong."""
    dependencies = client.get("/config").json()["dependencies"]
    (number, *_) = [each["id"] for each in dependencies if each["js"] == WITH_PLACE]
    body = {"fn_index": number, "session_hash": "x"}
    body["data"] = [question, json.dumps(place), {}]
    answer = client.post("/gradio_api/run/predict", json=body)
    conversation, notice = answer.json()["data"]
    return conversation, notice


def quotes(answer: httpx.Response) -> list[str]:
    """Give what an answer of the API quotes."""
    assert answer.status_code == 200, answer.text
    return [citation["quote"] for citation in answer.json()["citations"]]


def live(client: httpx.Client) -> dict[str, object]:
    """Give what an open page is told."""
    told: dict[str, object] = client.get("/live").json()
    return told


def turns(client: httpx.Client, conversation: str) -> list[str]:
    """Give the questions of a conversation."""
    whole = client.get(f"/api/conversations/{conversation}").json()
    return [turn["question"] for turn in whole["turns"]]


def test_each_server_knows_what_the_other_does(house: House) -> None:
    """Who signed in, what was asked, what is being built; each can cancel it.

    Two of them began at once on a library without an index, and built one.
    """
    assert house.library.current() == 1
    one, other = house.servers
    with house.client() as client, house.client(one) as at_one:
        conversation, notice = ask(client, "How do owls fly?", {"key": KEY})
        assert notice == ""
        with house.client(other) as at_other:
            asked = [turns(each, conversation) for each in (at_one, at_other)]
            assert asked == [["How do owls fly?"]] * 2
            # Sent again, as nginx does: the turn is known by its key.
            assert ask(at_other, "How do owls fly?", {"key": KEY})[0] == conversation
            assert turns(at_one, conversation) == ["How do owls fly?"]

            hold = house.hold("building")
            at_one.post("/api/articles?name=bees.txt", content=BEES)
            house.held("building")
            wait_until(lambda: "<progress" in live(at_other)["job"])
            wait_until(lambda: live(at_one) == live(at_other))
            assert " of " in live(at_other)["job"]
            at_other.delete("/api/rebuild")
            wait_until(lambda: "Cancelled" in live(at_one)["job"])
            wait_until(lambda: live(at_one) == live(at_other))
            hold.unlink()
            at_other.post("/api/rebuild")
            wait_until(lambda: "3 articles" in live(at_one)["job"])
            wait_until(lambda: live(at_one) == live(at_other))
    with httpx.Client(base_url=one.url) as person:
        person.post("/sign-in", data={"password": PASSWORD})
        there = f"{other.url}/live"
        assert person.get(there).status_code == 200
        person.post("/sign-out")
        assert person.get(there).status_code == 401


def test_one_is_killed_while_it_answers_and_nobody_notices(house: House) -> None:
    """The other answers in its place; no turn is lost, and none is there twice."""
    hold = house.hold("asking")
    with house.client() as client, ThreadPoolExecutor() as threads:
        question = "What do trams run on?"
        conversation = ask(client, "Which wheels have trams?", {}) if False else None
        assert conversation is None
        by_api = threads.submit(client.post, "/api/ask", json={"question": question})
        by_page = threads.submit(ask, client, question, {"key": KEY[::-1]})
        # Both on one server: it is where all of one address go.
        killed = house.held("asking", times=2)
        killed.kill()
        hold.unlink()
        assert TRAMS.splitlines()[0] in quotes(by_api.result())[0]
        conversation, notice = by_page.result()
        assert (notice, turns(client, conversation)) == ("", [question])
        killed.begin()
        again = quotes(client.post("/api/ask", json={"question": question}))
        assert TRAMS.splitlines()[0] in again[0]
    house.ready()


def test_one_is_killed_while_it_builds_and_the_other_goes_on(house: House) -> None:
    """The article is there, once, in the next generation, and nothing is left over."""
    before = house.library.current() or 0
    hold = house.hold("building")
    with house.client() as client:
        client.post("/api/articles?name=ants.txt", content=ANTS)
        house.held("building").kill()
        hold.unlink()
        wait_until(lambda: house.library.current() == before + 1)
        found = client.post("/api/ask", json={"question": "What do ants dig?"})
        assert ANTS.splitlines()[0] in quotes(found)[0]
        names = [each["name"] for each in client.get("/api/articles").json()]
        assert names.count("ants.txt") == 1
        wait_until(lambda: not live(client)["busy"])
    assert house.library.current() == before + 1
    folder = house.library.root / "servers"
    wait_until(lambda: len(list(folder.glob("*.lock"))) == 1)


def test_with_no_server_left_it_is_said_in_the_one_shape(house: House) -> None:
    """Not as a page of nginx's."""
    for server in house.servers:
        server.kill()
    answer = httpx.get(f"{house.proxy}/live")
    assert answer.status_code == 503
    assert answer.json() == {
        "error": "no_server",
        "message": "no server can be reached; try again in a moment",
    }
    assert not re.search("nginx/", answer.text + str(answer.headers))
