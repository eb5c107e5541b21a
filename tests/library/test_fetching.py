"""Fetching from the web: public addresses only, and within bounds.

A server on this machine stands for the web; only a test may allow its address.
"""

import gzip
import random
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from rag.errors import FetchError
from rag.library.fetching import fetch, is_public

HUGE = gzip.compress(b"x" * 2**25)
FAR = random.Random(1).randbytes(20_000) * 2
"""Packed, its second half points 20,000 bytes back: gzip reaches 32,768."""
PAGE = b"<!doctype html><title>Owls</title><p>Owls fly without a sound.</p>"


# What the site sends, under which Content-Encoding.
PACKED = {
    "/plain": ("identity", PAGE),
    "/packed": ("GZIP", gzip.compress(PAGE)),
    "/far": ("x-gzip", gzip.compress(FAR)),
    "/huge": ("gzip", HUGE),
    "/thrice": ("gzip, gzip, gzip", gzip.compress(gzip.compress(HUGE))),
    "/brotli": ("br", PAGE),
    "/damaged": ("gzip", PAGE),
    "/otherwise": ("gzip", zlib.compress(PAGE)),
    "/half": ("gzip", gzip.compress(PAGE)[:-20]),
    "/unsigned": ("gzip", gzip.compress(PAGE)[:-1]),
}


class Site(BaseHTTPRequestHandler):
    """A small site with pages that go wrong."""

    def do_GET(self) -> None:
        """Answer by the path."""
        leads = {
            "/moved": "/page",
            "/round": "/round",
            "/inside": "http://10.0.0.1/",
            "/file": "file:///etc/passwd",
        } | {f"/hops/{left}": f"/hops/{left - 1}" for left in range(1, 10)}
        if self.path in leads:
            self.send_response(302)
            self.send_header("Location", leads[self.path])
            self.end_headers()
        elif self.path == "/nowhere":
            self.send_response(302)
            self.end_headers()
        elif self.path == "/missing":
            self.send_error(404)
        elif self.path == "/asked":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.headers["accept-encoding"].encode())
        elif self.path in PACKED:
            encoding, data = PACKED[self.path]
            self.send_response(200)
            self.send_header("Content-Encoding", encoding)
            self.end_headers()
            self.wfile.write(data)
        else:
            self.send_response(200)
            self.end_headers()
            self._send_body()

    def _send_body(self) -> None:
        if self.path == "/slow":
            time.sleep(2)
        try:
            self.wfile.write(b"x" * 5000 if self.path == "/large" else PAGE)
        except OSError:
            return  # the other side has had enough

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve the site; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def allow(address: str) -> bool:
    """Allow the test's own server, and nothing else."""
    return address == "127.0.0.1"


def test_page_and_redirect_are_fetched(site: str):
    """The bytes come with the address that they were at in the end."""
    assert fetch(f"{site}/page", is_allowed=allow).data == PAGE
    assert fetch(f"{site}/moved", is_allowed=allow).url == f"{site}/page"


def test_a_password_in_an_address_is_not_kept(site: str):
    """It is sent to the site; the article's address goes into citations and exports."""
    there = site.replace("http://", "http://ada:secret@")
    for path in ("/page", "/moved", "/page?at=a@b"):
        found = fetch(f"{there}{path}", is_allowed=allow)
        assert found.url == f"{site}{path.replace('moved', 'page')}"


def test_five_redirects_are_followed_and_no_sixth(site: str):
    """A page that is five hops away is fetched, one that is six away is not."""
    assert fetch(f"{site}/hops/5", is_allowed=allow).url == f"{site}/hops/0"
    with pytest.raises(FetchError, match="/hops/6 leads on more than 5 times"):
        fetch(f"{site}/hops/6", is_allowed=allow)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/round", "leads on more than 5 times"),
        ("/inside", r"10\.0\.0\.1, which is not on the public internet"),
        ("/file", "no address that starts with http"),
        ("/missing", "status 404"),
        ("/nowhere", "status 302"),
        ("/thrice", "packed as 'gzip, gzip, gzip'"),
        ("/brotli", "packed as 'br'"),
        ("/damaged", "incorrect header check"),
        ("/otherwise", "incorrect header check"),
        ("/half", "came to an end before the page did; try again"),
        ("/unsigned", "came to an end before the page did"),
        ("/large", "more than the limit"),
        ("/slow", "not fetched within 1 s"),
    ],
)
def test_what_is_not_fetched(site: str, path: str, said: str):
    """Each ends in an error that says why."""
    limit_s = 1 if path == "/slow" else 30  # a busy machine answers nothing within 1
    with pytest.raises(FetchError, match=said):
        fetch(f"{site}{path}", max_bytes=1000, time_limit_s=limit_s, is_allowed=allow)


def test_an_error_without_words_is_said_by_its_name(site: str, monkeypatch):
    """A connection that is reset says nothing of itself."""

    async def reset(*_: object) -> None:
        raise httpx.ReadError("")

    monkeypatch.setattr("rag.library.fetching._get", reset)
    with pytest.raises(FetchError, match=r"can't be fetched \(ReadError\); check the"):
        fetch(f"{site}/page", is_allowed=allow)


def test_nothing_packed_is_asked_for(site: str):
    """The server is told so; what it packs with gzip all the same is unpacked."""
    assert fetch(f"{site}/asked", is_allowed=allow).data == b"identity"
    for path, data in (("/plain", PAGE), ("/packed", PAGE), ("/far", FAR)):
        assert fetch(f"{site}{path}", is_allowed=allow).data == data


def test_unpacked_page_may_have_the_limit_and_not_a_byte_more(site: str):
    """What comes out is counted, whatever comes in."""
    size = len(PAGE)
    assert fetch(f"{site}/packed", max_bytes=size, is_allowed=allow).data == PAGE
    with pytest.raises(FetchError, match="more than the limit"):
        fetch(f"{site}/packed", max_bytes=size - 1, is_allowed=allow)


def test_the_limit_is_said_in_mebibytes(site: str):
    """3 * 2**19 bytes are 1.5 MiB."""
    with pytest.raises(FetchError, match=r"/huge has .* limit of 1\.5 MiB"):
        fetch(f"{site}/huge", max_bytes=3 * 2**19, is_allowed=allow)


def resolved_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Have every name lead to some addresses."""

    def resolve(_host: str, port: int, *_: object, **__: object) -> list[tuple]:
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def test_the_first_address_of_a_name_is_asked(site: str, monkeypatch):
    """Of two that it may ask; nobody listens at the other one."""
    resolved_to(monkeypatch, "127.0.0.1", "127.0.0.2")
    url = site.replace("127.0.0.1", "owls.example")
    assert fetch(f"{url}/page", is_allowed=lambda _: True).data == PAGE


def test_no_address_of_a_name_may_be_private(site: str, monkeypatch):
    """A name server may name public ones first, to get past; it is said which."""
    resolved_to(monkeypatch, "127.0.0.1", "10.0.0.1", "10.0.0.2")
    url = site.replace("127.0.0.1", "owls.example")
    with pytest.raises(FetchError, match=r"leads to 10\.0\.0\.1, 10\.0\.0\.2, which"):
        fetch(f"{url}/page", is_allowed=allow)


def test_a_name_without_an_address_is_not_asked(site: str, monkeypatch):
    """It leads nowhere, and that is said."""
    resolved_to(monkeypatch)
    with pytest.raises(FetchError, match="leads to no address"):
        fetch(f"{site}/page", is_allowed=allow)


@pytest.mark.attack
def test_bomb_is_not_unpacked(site: str):
    """32 MB in 32 kB are stopped at the limit of 1 kB, not held first."""
    fetch(f"{site}/page", is_allowed=allow)  # what is imported lazily isn't counted
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="more than the limit"):
            fetch(f"{site}/huge", max_bytes=1000, is_allowed=allow)
        assert tracemalloc.get_traced_memory()[1] < 2**22
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "169.254.169.254", "0.0.0.0",
     "100.64.0.1", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"],
)  # fmt: skip
def test_private_addresses_are_refused(host: str):
    """However it is written, an address of this machine or its network isn't asked."""
    with pytest.raises(FetchError, match=r"not on the public internet|is not found"):
        fetch(f"http://{host}:9/")


def test_proxy_of_the_environment_is_not_asked(site: str, monkeypatch):
    """A proxy would resolve names itself, past the check."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert fetch(f"{site}/page", is_allowed=allow).data == PAGE


@pytest.mark.parametrize("url", ["http://", "http://[x", "http://a:b/", "ftp://a/b"])
def test_malformed_addresses(url: str):
    """No traceback, whatever is typed."""
    with pytest.raises(FetchError):
        fetch(url)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"]
)
def test_public_addresses(address: str):
    """The addresses of the public internet may be asked."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["fd00::1", "fec0::1", "fe80::1%eth0", "224.0.0.1", "ff0e::1", "198.18.0.1",
     "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "2002:7f00:1::",
     "2001:0:7f00:1::", "64:ff9b::10.0.0.1"],
)  # fmt: skip
def test_addresses_of_no_public_host(address: str):
    """Private, local, multicast; and IPv6 ways to write or reach a private IPv4 one."""
    assert not is_public(address)
