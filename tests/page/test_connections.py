"""Connections that wait are closed, and make room for those that ask."""

import json
import socket
import time
from contextlib import ExitStack

import httpx
import pytest

from tests.served import served, wait_until

pytestmark = pytest.mark.attack
HEAD = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"
LIMIT_S = 0.5
MODULE = "rag.page.http.connections"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """Serve a page that waits for half a second, with places for five."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{MODULE}.HEAD_LIMIT_S", LIMIT_S)
        patch.setattr(f"{MODULE}.READ_LIMIT_S", LIMIT_S)
        patch.setattr(f"{MODULE}.MAX_CONNECTIONS", 5)
        with served(tmp_path_factory.mktemp("index")) as running:
            yield running


@pytest.fixture
def connect(page):
    """Give a function that connects to the page and sends something."""
    port = int(page.url.rstrip("/").rpartition(":")[2])
    with ExitStack() as opened:

        def connect(data: bytes = b"") -> socket.socket:
            connected = socket.create_connection(("127.0.0.1", port), 10)
            opened.enter_context(connected)
            connected.sendall(data)
            return connected

        yield connect


def read_all(connected: socket.socket) -> bytes:
    """Read until the other side has closed."""
    data = b""
    while part := connected.recv(2**16):
        data += part
    return data


def message_of(answer: bytes) -> dict[str, str]:
    """Give the JSON object that an answer has as its body."""
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def is_closed(connected: socket.socket) -> bool:
    """Tell whether the other side has closed."""
    connected.setblocking(False)
    try:
        return connected.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True


def is_closed_after(connected: socket.socket, data: bytes) -> bool:
    """Send something, and tell whether the other side has closed."""
    try:
        connected.sendall(data)
    except OSError:
        return True
    return False


def test_half_a_head_is_given_up(connect):
    """Whoever begins a request and doesn't end it gets 408, and the place is free."""
    answer = read_all(connect(HEAD))
    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert message_of(answer)["error"] == "too_slow"


def test_connection_without_a_word_is_closed(connect):
    """It says nothing and is told nothing."""
    assert read_all(connect()) == b""


def test_dripping_head_is_given_up(connect):
    """A byte now and then doesn't start the time anew."""
    dripping = connect(HEAD)
    for _ in range(100):
        time.sleep(LIMIT_S / 5)
        if is_closed_after(dripping, b"x"):
            return
    pytest.fail("it may go on for ever")


def test_second_head_has_a_limit_too(connect):
    """After an answer the connection stays for the next request, and not longer."""
    kept = connect(HEAD + b"\r\n")
    assert kept.recv(2**16).startswith(b"HTTP/1.1 200")
    kept.sendall(HEAD)
    assert b"408" in read_all(kept)


def test_rest_of_a_refused_body_is_not_awaited(connect):
    """What is refused before its body came doesn't keep the connection by it."""
    head = b"POST /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99\r\n\r\n"
    assert b"HTTP/1.1 404" in read_all(connect(head))


def test_answered_in_time_is_not_disturbed(page):
    """Requests on one connection, with pauses under the limit, are all answered."""
    with httpx.Client(base_url=page.url) as client:
        for _ in range(4):
            assert client.get("/healthz").status_code == 200
            time.sleep(LIMIT_S / 3)


def test_who_waits_longest_makes_room(connect, page):
    """Of seven that say nothing two are closed, the first two; who asks is answered."""
    opened = [connect() for _ in range(6)]
    wait_until(lambda: is_closed(opened[0]))
    assert not any(is_closed(each) for each in opened[1:])
    assert httpx.get(f"{page.url}healthz").status_code == 200
    wait_until(lambda: is_closed(opened[1]))


def test_who_is_being_answered_keeps_the_place(connect, page):
    """Five open pages hold all places: the next is told 503 and closed."""
    stream = b"GET /gradio_api/heartbeat/x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    held = [connect(stream) for _ in range(5)]
    for each in held:
        assert b"HTTP/1.1 200" in each.recv(2**16)
    answer = read_all(connect())
    assert answer.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
    assert message_of(answer)["error"] == "busy"
    assert not any(is_closed(each) for each in held)


def test_answer_that_nobody_reads_is_given_up(connect, page):
    """A large answer waits for its reader, and not for ever."""
    page.service.upkeep.add(b"Owls fly." + b" " * 10_000_000, "owls.txt")
    wait_until(lambda: not page.service.job.view.busy)
    article = page.service.upkeep.shelf()[-1].stored.id
    path = f"/api/articles/{article}/original".encode()
    deaf = connect(b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    server = page.blocks.server.server_state
    wait_until(lambda: len(server.tasks) > 0)
    wait_until(lambda: not server.tasks)
    assert len(read_all(deaf)) < 10_000_000


@pytest.mark.parametrize(
    "request_",
    [b"\x16\x03\x01\r\n\r\n", b"GET /\r\n\r\n", HEAD + b"Host: evil\r\n\r\n"],
)
def test_what_is_no_request_is_told_so(connect, request_):
    """400 in the one shape, and the connection is closed."""
    answer = connect(request_).recv(2**16)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert message_of(answer)["error"] == "malformed_request"


def test_upgrades_are_not_taken(connect):
    """A request that asks for another protocol is answered in this one."""
    wanted = HEAD + b"Connection: upgrade\r\nUpgrade: websocket\r\n\r\n"
    assert connect(wanted).recv(2**16).startswith(b"HTTP/1.1 200")


def test_preflight_meets_the_guard(page):
    """Gradio's own middleware would answer it before any rule of ours."""
    headers = {"origin": "http://evil.example", "access-control-request-method": "GET"}
    answer = httpx.options(f"{page.url}live", headers=headers)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
