"""The gate by itself: what it sends, to whom, with which headers."""

from http.cookies import Morsel, SimpleCookie
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from rag.page.http.gate import Gate, Sessions
from tests.fakes import Clock

PASSWORD = "open sesame"
WEEK_S = 604_800
YEAR_S = 31_536_000


async def inside(scope, receive, send) -> None:
    """Answer with the path, and with headers that the request asks for."""
    request = Request(scope, receive)
    headers = {"cache-control": wish} if (wish := request.headers.get("x-wish")) else {}
    await PlainTextResponse(request.url.path, headers=headers)(scope, receive, send)


def outside(sessions: Path, scheme: str = "https") -> TestClient:
    """Give someone outside who follows nothing by itself."""
    url = f"{scheme}://library.example"
    return TestClient(Gate(inside, PASSWORD, sessions), url, follow_redirects=False)


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """Give someone outside of a gate of its own."""
    return outside(tmp_path)


def sign_in(client: TestClient, password: str = PASSWORD, onward: str = "/"):
    """Send the form."""
    return client.post("/sign-in", data={"password": password, "next": onward})


def cookie_of(answer, name: str = "quotewell-session") -> Morsel:
    """Read a cookie, the session's by default."""
    cookies: SimpleCookie = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        cookies.load(header)
    return cookies[name]


@pytest.mark.parametrize(("scheme", "secure"), [("https", True), ("http", "")])
def test_the_cookie_is_for_this_page_and_this_week(
    tmp_path: Path, scheme: str, secure: object
) -> None:
    """No script, no other site, and over HTTPS no other way gets it."""
    cookie = cookie_of(sign_in(outside(tmp_path, scheme)))
    assert cookie["secure"] == secure
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "strict"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == str(WEEK_S)
    assert "sesame" not in cookie.value


def test_a_browser_is_known_for_a_year(client: TestClient) -> None:
    """No script and no other site gets the cookie that says so; it opens nothing."""
    cookie = cookie_of(sign_in(client), "quotewell-device")
    assert cookie["max-age"] == str(YEAR_S)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "strict")
    client.cookies.delete("quotewell-session")
    assert client.get("/live").status_code == 401


def test_a_known_browser_does_not_wait_for_strangers(tmp_path: Path) -> None:
    """From one address a stranger tries five wrong words; both then have the right."""
    guarded = Gate(inside, PASSWORD, tmp_path)
    known, stranger = (
        TestClient(guarded, "https://library.example", follow_redirects=False)
        for _ in range(2)
    )
    sign_in(known)
    known.post("/sign-out")
    for _ in range(5):
        assert sign_in(stranger, "wrong").status_code == 401
    assert sign_in(stranger).status_code == 429
    assert sign_in(known).status_code == 303


def test_what_is_inside_is_kept_from_caches(client: TestClient) -> None:
    """Unless what lies behind says itself for how long its answers may be kept."""
    sign_in(client)
    assert client.get("/live").headers["cache-control"] == "private, no-cache"
    own = client.get("/live", headers={"x-wish": "public, max-age=9"})
    assert own.headers.get_list("cache-control") == ["public, max-age=9"]


def test_the_sign_in_page_is_kept_nowhere(client: TestClient) -> None:
    """Nor may it load or be framed anywhere; its form leads to this page."""
    page = client.get("/sign-in")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in policy
    assert policy.endswith("; form-action 'self'")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/healthz", 200),
        ("/style/a-b.css", 200),
        ("/static/fonts/a.woff2", 200),
        ("/favicon.ico", 200),
        ("/gradio_api/startup-events", 200),
        ("/healthz/", 401),
        ("/x/healthz", 401),
        ("/static/other", 401),
        ("/style/a.js", 401),
    ],
)
def test_few_paths_are_open(client: TestClient, path: str, status: int) -> None:
    """What the form and a probe need is, and nothing that only begins like it."""
    assert client.get(path).status_code == status


def test_who_may_read_html_is_led_to_the_form(client: TestClient) -> None:
    """With the way back, question and all; a program, or whoever writes, isn't."""
    html = {"accept": "text/html,*/*"}
    led = client.get("/articles/x?p=4", headers=html)
    assert led.status_code == 303
    assert led.headers["location"] == "/sign-in?next=%2Farticles%2Fx%3Fp%3D4"
    led = client.get("/live", headers=html)
    assert led.headers["location"] == "/sign-in?next=%2Flive"
    assert client.post("/live", headers=html).status_code == 401
    assert client.get("/live").status_code == 401


def test_only_programs_are_challenged(client: TestClient) -> None:
    """A browser's own question for a password would get in a person's way."""
    challenge = client.get("/api/x").headers["www-authenticate"]
    assert challenge == 'Basic realm="Quotewell", charset="UTF-8"'
    assert "www-authenticate" not in client.get("/x/api/").headers


def test_signing_out_is_a_write(client: TestClient) -> None:
    """A picture at that address on another page ends no session, a form does."""
    sign_in(client)
    assert client.get("/sign-out").text == "/sign-out"
    kept = {"cookie": f"quotewell-session={client.cookies['quotewell-session']}"}
    assert client.get("/live").status_code == 200
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert cookie_of(answer)["max-age"] == "0"
    assert client.get("/live", headers=kept).status_code == 401


def test_what_is_no_page_passes() -> None:
    """The start and the end of a server are no requests."""
    seen = []

    async def app(scope, receive, send) -> None:
        seen.append(scope["type"])

    with pytest.raises(StopIteration):
        Gate(app, PASSWORD, Path())({"type": "lifespan"}, None, None).send(None)
    assert seen == ["lifespan"]


def test_a_form_of_16_kibibytes_is_read(client: TestClient) -> None:
    """One byte more is too much to parse for a stranger."""
    begin = f"password={PASSWORD}&next=/"
    fits = begin + "x" * (16_384 - len(begin))
    assert client.post("/sign-in", content=fits).status_code == 303
    answer = client.post("/sign-in", content=fits + "x")
    assert answer.status_code == 413
    assert "set-cookie" not in answer.headers


def test_a_form_without_its_fields_is_a_wrong_try(client: TestClient) -> None:
    """No field stands for the password, and the way onward is the start."""
    answer = client.post("/sign-in", content="other=1")
    assert answer.status_code == 401
    assert 'value="/"' in answer.text
    assert sign_in(client, onward="").headers["location"] == "/"


def test_wrong_tries_are_counted_and_forgotten(client: TestClient) -> None:
    """The fifth in a row costs a wait, whose seconds are told; a right one clears.

    Who is inside goes on.
    """
    for _ in range(4):
        assert sign_in(client, "wrong").status_code == 401
    assert sign_in(client).status_code == 303
    kept = {"cookie": f"quotewell-session={client.cookies['quotewell-session']}"}
    client.cookies.clear()
    for _ in range(5):
        basic = client.get("/api/x", auth=("me", "wrong"))
        assert basic.status_code == 401
    waiting = sign_in(client)
    assert waiting.status_code == 429
    assert "Wait 1 second." in waiting.text
    program = client.get("/api/x", auth=("me", PASSWORD))
    assert (program.status_code, program.headers["retry-after"]) == (429, "1")
    assert program.json() == {
        "error": "too_many_tries",
        "message": "too many wrong passwords; wait 1 s",
    }
    assert client.get("/live", headers=kept).status_code == 200


def test_who_has_no_address_is_slowed_down_too(tmp_path: Path) -> None:
    """Through a socket of the machine itself all tries come from nowhere."""
    guarded = Gate(inside, PASSWORD, tmp_path)

    async def nowhere(scope, receive, send) -> None:
        await guarded({**scope, "client": None}, receive, send)

    client = TestClient(nowhere, "http://localhost", follow_redirects=False)
    statuses = [sign_in(client, "wrong").status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


def test_a_session_ends_after_a_week_to_the_second(tmp_path: Path) -> None:
    """Only what its browser holds opens it: nothing else is kept of it."""
    clock = Clock()
    sessions = Sessions(tmp_path, "a", clock)
    token = sessions.begin()
    assert len(token) == 43  # 32 bytes in Base64
    clock.now += WEEK_S - 1
    assert sessions.holds(token)
    assert not sessions.holds(token + "x")
    clock.now += 1
    assert not sessions.holds(token)


def test_a_thousand_sessions_are_kept(tmp_path: Path) -> None:
    """One more ends the oldest, whichever server began it."""
    for end in range(1, 1001):
        (tmp_path / f"{end}").write_text(f"{end}")
    sessions = Sessions(tmp_path, "a", Clock())
    assert sessions.holds(sessions.begin())
    kept = {path.name for path in tmp_path.iterdir()}
    assert len(kept) == 1000
    assert {"1", "2"} - kept == {"1"}


def test_another_server_knows_who_has_signed_in(tmp_path: Path) -> None:
    """And who has signed out; with another password it knows nobody."""
    one, other, changed = (Sessions(tmp_path, word, Clock()) for word in "aab")
    token = one.begin()
    assert [each.holds(token) for each in (one, other, changed)] == [True, True, False]
    assert token not in "".join(path.name for path in tmp_path.iterdir())
    other.end(token)
    assert not one.holds(token)


def test_where_nothing_can_be_written_one_can_sign_in(tmp_path: Path) -> None:
    """On this server alone: a file stands where the folder would."""
    (tmp_path / "sessions").write_text("")
    clock = Clock()
    sessions = Sessions(tmp_path / "sessions", "a", clock)
    token, other = sessions.begin(), sessions.begin()
    sessions.end(other)
    assert [sessions.holds(each) for each in (token, other)] == [True, False]
    clock.now += WEEK_S
    assert not sessions.holds(token)
