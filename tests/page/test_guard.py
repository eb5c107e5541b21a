"""The guard lets the page's own requests through and turns every other one away."""

import asyncio
import json
import re
import selectors
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from starlette.routing import Route

from rag.page.http.guard import Guard
from rag.page.http.routes import paths_of
from rag.page.http.rules import HOST, Rules, judge

HOSTILE = pytest.mark.attack
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


class Skipping(selectors.DefaultSelector):
    """Lets time go by where everybody waits, and then at once."""

    now = 0.0

    def select(self, timeout=None):
        """Wait for what is there already."""
        self.now += timeout or 0.0
        return super().select(timeout and 0)


class StillLoop(asyncio.SelectorEventLoop):
    """A loop in which an hour's sleep takes no time, and work takes none either."""

    def __init__(self) -> None:
        self._still = Skipping()
        super().__init__(self._still)

    def time(self) -> float:
        """Give the seconds that were slept."""
        return self._still.now


def run(work):
    """Run in a still loop."""
    with asyncio.Runner(loop_factory=StillLoop) as runner:
        runner.run(work)


def run_apart(work):
    """Run in a thread of its own: a browser test leaves a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(run, work).result()


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

    async def call():
        await Guard(app, RULES)(request, receive, send)

    run_apart(call())
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
    ("name", "open_", "closed"),
    [
        ("article_id", ("tides-1", "a" * 80), ("a" * 81, "", "a.b", "a/b")),
        ("code", ("en", "fil"), ("e", "engl", "EN")),
        ("conversation_id", ("c0ffee", "f" * 32), ("f" * 33, "", "g")),
        ("key", ("0f" * 16,), ("f" * 31, "f" * 33)),
        ("name", ("page.js", "a-b.css"), ("page.py", "../page.js", "Page.js", ".js")),
        ("page", ("1", "1" * 6), ("1" * 7, "", "-1")),
        ("pin_id", ("1" * 15,), ("1" * 16, "", "x")),
        ("verdict_id", ("1" * 15,), ("1" * 16, "", "x")),
    ],
)
def test_parts_of_paths_have_a_form(name, open_, closed):
    """What a route names so in its path may be this, and nothing else."""
    paths = paths_of([Route(f"/a.b/{{{name}}}/c", print)], "/d")
    for part in (*open_, *closed):
        assert bool(paths.fullmatch(f"/a.b/{part}/c")) is (part in open_), part
    assert not paths.fullmatch(f"/axb/{open_[0]}/c")
    assert paths.fullmatch("/d")


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


@HOSTILE
@pytest.mark.parametrize("origin", ["http://[::1", "http://[", "//", "http://[::1]:x"])
def test_malformed_origins_are_foreign(origin):
    """What is no address is not this page's: 403, where parsing it would fail."""
    assert status_of(scope(origin=origin)) == 403


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1:7860",
        "[::1]:7860",
        "[2001:DB8::1]",
        "library.example.",
        "my_box:1",
    ],
)
def test_hosts_that_are_some(host):
    """Names and addresses, with a port or without."""
    assert HOST.fullmatch(host)


@HOSTILE
@pytest.mark.parametrize(
    "host",
    ["", "[::1", "::1", "a b", "a@b", "a:b", "a:", "a/b", "[x]", "a" * 254, "bücher"],
)
def test_hosts_that_are_none(host):
    """Behind a password any host may be named, but it has to be one: else 400."""
    any_host = replace(RULES, hosts=None)
    assert judge(scope(host=host), any_host).status == 400
    assert judge(scope(host="a.example"), any_host) is None


@HOSTILE
@pytest.mark.parametrize("length", ["²", "1e1", "+1", " 1", "", "9" * 20])
def test_lengths_that_are_none(length):
    """A length is digits of ASCII, or the body is refused before it is read."""
    request = scope("POST", "/live")
    request["headers"].append((b"content-length", length.encode("latin1")))
    assert status_of(request) == 413


@HOSTILE
@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("gzip", 415), ("gzip, gzip", 415), ("br", 415), ("", 415), ("Identity", None)],
)
def test_packed_bodies_are_refused(encoding, expected):
    """Nothing is unpacked, so nothing packed is taken."""
    assert status_of(scope("POST", content_encoding=encoding)) == expected


def talk(app, request, receive, rules=RULES):
    """Send a request through the guard to an app; gives what was answered."""
    sent: list[dict] = []

    async def send(message):
        sent.append(message)

    async def call():
        await Guard(app, rules)(request, receive, send)

    run_apart(call())
    return sent


async def read_all(inner, receive, send):
    """Read a body and answer with its length."""
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message["body"]), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": b"%d" % size})


def dripping(pause_s, chunks, size=1):
    """Give a body of so many chunks, one each so many seconds."""
    left = iter(range(chunks - 1))

    async def receive():
        await asyncio.sleep(pause_s)
        more = next(left, None) is not None
        return {"type": "http.request", "body": b"x" * size, "more_body": more}

    return receive


@HOSTILE
@pytest.mark.parametrize("path", ["/live", "/api/articles"])
def test_slow_bodies_are_given_up(path):
    """A byte each six seconds doesn't hold a place: 408 in the one shape."""
    sent = talk(read_all, scope("POST", path), dripping(6, 5))
    assert [m["status"] for m in sent if "status" in m] == [408]
    assert set(json.loads(sent[1]["body"])) == {"error", "message"}


@pytest.mark.parametrize(("chunks", "status"), [(3, 200), (4, 408)])
def test_bytes_that_came_give_time_for_more(chunks, status):
    """A second for 64 KiB, beside ten: the third comes at 11.7 of 12, the next is late.

    That is at 15.6 seconds, when 13 were allowed.
    """
    rules = replace(RULES, max_upload_bytes=2**20)
    body = dripping(3.9, chunks, 65_536)
    sent = talk(read_all, scope("POST", "/api/articles"), body, rules)
    assert [m["status"] for m in sent if "status" in m] == [status]


def test_waiting_for_a_turn_is_not_slowness():
    """The time begins when the body is asked for, not when the request came."""

    async def app(inner, receive, send):
        await asyncio.sleep(3600)
        await read_all(inner, receive, send)

    sent = talk(app, scope("POST", "/api/articles"), dripping(0, 3))
    assert sent[-1]["body"] == b"3"


def test_after_the_body_its_end_is_waited_for():
    """An app that streams asks for more, to learn that the other side has gone."""
    parts = [{"type": "http.request", "body": b"x", "more_body": False}]

    async def receive():
        if parts:
            return parts.pop()
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def app(inner, receive, send):
        assert (await receive())["body"] == b"x"
        assert (await receive())["type"] == "http.disconnect"
        await send({"type": "http.response.start", "status": 200})

    assert talk(app, scope("POST"), receive)[0]["status"] == 200


def test_whoever_is_gone_is_not_answered():
    """A connection that ends within its body starts nothing, and is no fault."""
    seen = []

    async def app(inner, receive, send):
        seen.append(inner)

    async def receive():
        return {"type": "http.disconnect"}

    assert talk(app, scope("POST"), receive) == []
    assert seen == []


@HOSTILE
def test_large_bodies_are_few_at_once():
    """Of six over 64 KiB four are in the app at once; two of just that don't wait."""
    now, most, small = [0], [0], [0]

    async def app(inner, receive, send):
        size = len((await receive())["body"])
        now[0] += size > 65_536
        most[0] = max(most[0], now[0])
        await asyncio.sleep(1)
        now[0] -= size > 65_536
        small[0] += size <= 65_536
        if size <= 65_536:
            assert asyncio.get_running_loop().time() == 1

    def body(size):
        async def receive():
            return {"type": "http.request", "body": b"x" * size, "more_body": False}

        return receive

    async def all_of_them():
        guard = Guard(app, replace(RULES, max_body_bytes=2**20))
        sizes = [65_537] * 6 + [65_536] * 2
        requests = (guard(scope("POST"), body(size), None) for size in sizes)
        await asyncio.gather(*requests)

    run_apart(all_of_them())
    assert (most[0], small[0]) == (4, 2)


@HOSTILE
def test_streams_are_few():
    """The page after 128 loads, too; its heartbeat is refused with 503, for now."""
    sent: list[dict] = []

    async def send(message):
        sent.append(message)

    async def app(inner, receive, send):
        await asyncio.sleep(1)

    async def all_of_them():
        guard = Guard(app, RULES)
        request = scope(path="/gradio_api/heartbeat/x")
        await asyncio.gather(*(guard(request, None, send) for _ in range(129)))
        assert [m["status"] for m in sent if "status" in m] == [503]
        await guard(request, None, send)
        assert len(sent) == 2

    run_apart(all_of_them())


def test_faults_are_answered_in_the_one_shape(caplog):
    """What an app raises is logged, and told as a fault without its words."""

    async def app(inner, receive, send):
        raise ZeroDivisionError("secret")

    sent = talk(app, scope(), None)
    assert sent[0]["status"] == 500
    assert json.loads(sent[1]["body"])["error"] == "internal_error"
    assert b"secret" not in sent[1]["body"]
    assert "secret" in caplog.text


def test_half_an_answer_is_followed_by_no_other():
    """Its body proves too large, or the app fails: nothing more is sent."""

    async def app(inner, receive, send):
        await send({"type": "http.response.start", "status": 200})
        if (await receive())["body"] == b"x":
            raise ZeroDivisionError

    sent = talk(app, scope("POST", "/api/articles"), dripping(0, 1, 101))
    assert [message["type"] for message in sent] == ["http.response.start"]
    with pytest.raises(ZeroDivisionError):
        talk(app, scope("POST", "/api/articles"), dripping(0, 1))


@HOSTILE
@pytest.mark.parametrize(
    ("path", "expected"), [("/gradio_api/run/predict", 422), ("/live", 500)]
)
def test_events_that_do_not_fit_are_the_senders_fault(path, expected):
    """Gradio's own 500, of whatever shape, becomes 422; another's stays."""

    async def app(inner, receive, send):
        await send({"type": "http.response.start", "status": 500})
        await send({"type": "http.response.body", "body": b"null"})

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    sent = talk(app, scope("POST", path), receive)
    assert (sent[0]["status"], len(sent)) == (expected, 2)
    assert (json.loads(sent[1]["body"]) is None) == (expected == 500)
