"""The guard lets the page's own requests through and turns every other one away."""

import json
import re
from collections.abc import Iterable

import pytest

from rag.page.guard import Guard, Rules, judge

RULES = Rules(
    hosts=frozenset({"127.0.0.1", "localhost", "[::1]"}),
    paths=re.compile(r"/(live|api/articles)"),
    uploads=re.compile(r"/api/articles"),
    max_upload_bytes=100,
    max_body_bytes=10,
)


def scope(method="GET", path="/live", host="127.0.0.1:7860", **headers):
    """Make the head of a request as a server hands it over."""
    named = {"host": host} | {k.replace("_", "-"): v for k, v in headers.items()}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    return {"type": "http", "method": method, "path": path, "headers": raw}


def status_of(request) -> int | None:
    """Give the status a request is refused with, None where it may pass."""
    refusal = judge(request, RULES)
    return refusal.status if refusal else None


def send_through(request, chunks: Iterable[bytes] = (b"",), headers=()):
    """Send a request through the guard; gives what was answered and what came in."""
    sent: list[dict] = []
    seen: list[dict] = []
    waiting = list(chunks)

    async def app(inner, receive, send):
        seen.append(inner)
        more = True
        while more:
            more = (await receive()).get("more_body", False)
        start = {"type": "http.response.start", "status": 200}
        await send({**start, "headers": list(headers)})
        await send({"type": "http.response.body", "body": b"inside"})

    async def receive():
        body = waiting.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    # Nothing here waits for anything, so the coroutine ends at its first step; a loop
    # of its own would clash with the one that a browser test leaves running.
    with pytest.raises(StopIteration):
        Guard(app, RULES)(request, receive, send).send(None)
    return sent, seen


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "[::1]:7860"])
def test_own_hosts_pass(host):
    """A request to one of the page's own names passes, with a port or without."""
    assert status_of(scope(host=host)) is None


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil.example"]
)
def test_other_hosts_are_refused(host):
    """A page that points its own name here (DNS rebinding) gets 421."""
    assert status_of(scope(host=host)) == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1"])
def test_foreign_origins_are_refused(origin):
    """Another site's script gets 403, another port's of this machine too."""
    assert status_of(scope(origin=origin)) == 403


def test_own_origin_passes():
    """The page's own script may write."""
    origin = "http://127.0.0.1:7860"
    assert status_of(scope("POST", origin=origin)) is None


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_cross_site_writes_are_refused(site):
    """A form on another site can't write, even where it sends no Origin."""
    assert status_of(scope("POST", sec_fetch_site=site)) == 403


def test_cross_site_reads_pass():
    """A link on another site may lead here."""
    assert status_of(scope("GET", sec_fetch_site="cross-site")) is None


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/file=/etc/passwd",
        "/gradio_api/proxy=http://evil.example",
        "/gradio_api/queue/join",
        "/gradio_api/stream/a/b/c/playlist.m3u8",
        "/gradio_api/component_server",
        "/gradio_api/mcp/sse",
        "/monitoring/summary",
        "/login",
        "/static/../../etc/passwd%00",
        "/api/articles/",
        "/live\n",
    ],
)
def test_paths_the_page_does_not_use_are_closed(path):
    """What neither the page nor a route of ours needs doesn't exist."""
    assert status_of(scope(path=path)) == 404


@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/theme.css", "/assets/a-b_c.js", "/gradio_api/run/predict"],
)
def test_paths_of_the_page_are_open(path):
    """What Gradio's page asks for is let through."""
    assert status_of(scope(path=path)) is None


@pytest.mark.parametrize(
    ("path", "length", "expected"),
    [
        ("/live", "10", None),
        ("/live", "11", 413),
        ("/live", "-1", 413),
        ("/live", "many", 413),
        ("/api/articles", "100", None),
        ("/api/articles", "101", 413),
    ],
)
def test_declared_lengths_are_limited(path, length, expected):
    """A body over its path's limit is refused before it is read."""
    assert status_of(scope("POST", path, content_length=length)) == expected


def test_a_request_carries_a_mebibyte_at_most():
    """Where nothing else is said, and only a file may be larger."""
    rules = Rules(None, RULES.paths, RULES.uploads, max_upload_bytes=2**30)
    assert rules.body_limit("/live") == 1_048_576
    assert rules.body_limit("/api/articles") == 2**30


def test_undeclared_bodies_are_counted():
    """A body that doesn't say its length is cut off where it passes the limit."""
    sent, _ = send_through(scope("POST"), [b"123456", b"789012"])
    assert [m["status"] for m in sent if "status" in m] == [413]


def test_body_within_the_limit_arrives():
    """A body of exactly the limit is let through."""
    sent, _ = send_through(scope("POST"), [b"12345", b"67890"])
    assert sent[-1]["body"] == b"inside"


def test_refusals_say_why_in_one_shape():
    """A refusal is a JSON object with a name for programs and words for people."""
    sent, seen = send_through(scope(host="evil.example"))
    assert seen == []
    assert json.loads(sent[1]["body"]) == {
        "error": "unknown_host",
        "message": "this page is served to 127.0.0.1, [::1], localhost only",
    }


def test_answers_carry_security_headers():
    """An answer names where scripts may come from, and may not be framed."""
    sent, _ = send_through(scope(), headers=[(b"X-Frame-Options", b"ALLOWALL")])
    headers = dict(sent[0]["headers"])
    assert sent[1] == {"type": "http.response.body", "body": b"inside"}
    assert b"default-src 'self'" in headers[b"content-security-policy"]
    assert headers[b"x-frame-options"] == b"DENY"
    assert b"X-Frame-Options" not in headers


def test_stricter_policy_of_a_route_stays():
    """A route that forbids more than the guard does is not loosened."""
    strict = (b"content-security-policy", b"default-src 'none'")
    sent, _ = send_through(scope(), headers=[strict])
    policies = [v for k, v in sent[0]["headers"] if k == b"content-security-policy"]
    assert policies == [b"default-src 'none'"]


@pytest.mark.parametrize(
    "header", ["host", "for", "proto", "port", "prefix", "server", "ssl"]
)
def test_forwarded_headers_are_dropped(header):
    """A proxy's word about host, address, scheme or path is not believed."""
    forged = {f"x_forwarded_{header}": "evil.example", "accept": "*/*"}
    _, seen = send_through(scope(**forged))
    assert [name for name, _ in seen[0]["headers"]] == [b"host", b"accept"]


def test_websockets_are_closed():
    """The page uses no websocket, so none opens."""
    sent, seen = send_through({"type": "websocket", "path": "/", "headers": []})
    assert sent == [{"type": "websocket.close", "code": 1008}]
    assert seen == []
