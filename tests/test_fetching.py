"""Fetching from the web: public addresses only, and within bounds.

A server on this machine stands for the web; only a test may allow its address.
"""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rag.errors import FetchError
from rag.fetching import fetch, is_public

PAGE = b"<!doctype html><title>Owls</title><p>Owls fly without a sound.</p>"


class Site(BaseHTTPRequestHandler):
    """A small site with pages that go wrong."""

    def do_GET(self) -> None:
        """Answer by the path."""
        leads = {
            "/moved": "/page",
            "/round": "/round",
            "/inside": "http://10.0.0.1/",
            "/file": "file:///etc/passwd",
        }
        if self.path in leads:
            self.send_response(302)
            self.send_header("Location", leads[self.path])
            self.end_headers()
        elif self.path == "/missing":
            self.send_error(404)
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


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/round", "leads on more than 5 times"),
        ("/inside", r"10\.0\.0\.1, which is not on the public internet"),
        ("/file", "no address that starts with http"),
        ("/missing", "status 404"),
        ("/large", "more than the limit"),
        ("/slow", "not fetched within 1 s"),
    ],
)
def test_what_is_not_fetched(site: str, path: str, said: str):
    """Each ends in an error that says why."""
    with pytest.raises(FetchError, match=said):
        fetch(f"{site}{path}", max_bytes=1000, time_limit_s=1, is_allowed=allow)


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
