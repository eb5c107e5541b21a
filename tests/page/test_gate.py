"""A page with a password: nothing is given without it, over HTTP."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
import pytest

from rag.page.http.gate import basic_password
from tests.served import routes_of, served, wait_until

PASSWORD = "open sesame, ünd 8"
HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def gated(tmp_path_factory):
    """Serve a page to all addresses of this machine, with a password."""
    index = tmp_path_factory.mktemp("index")
    with served(index, host="0.0.0.0", password=PASSWORD) as running:
        yield running


@pytest.fixture
def client(gated):
    """Give a client that has not signed in, at an address of its own."""
    port = gated.url.rstrip("/").rpartition(":")[2]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as talking:
        yield talking


@pytest.fixture(autouse=True)
def forgiving(monkeypatch):
    """Let no test pay for the wrong tries of another."""
    monkeypatch.setattr("rag.page.http.attempts.FREE_TRIES", 1000)
    monkeypatch.setattr("rag.page.http.attempts.SHARED_TRIES", 1000)


def sign_in(client, password=PASSWORD, onward="/"):
    """Send the sign-in page's form."""
    return client.post("/sign-in", data={"password": password, "next": onward})


def every_route(gated) -> list[tuple[str, str]]:
    """List method and path of all routes, ours and Gradio's."""
    found = []
    for route in routes_of(gated.blocks.app):
        path = route.path.replace("{article_id}", "x").replace("{verdict_id}", "1")
        methods = getattr(route, "methods", None) or {"GET"}
        found += [(method, path) for method in methods]
    assert len(found) > 40
    return found


OPEN = {"/healthz", "/style/{name}", "/favicon.ico", "/gradio_api/startup-events",
        "/gradio_api/startup-events/", "/static/{path:path}", "/sign-in"}  # fmt: skip


def test_every_route_wants_the_password(gated, client):
    """No route answers without it, whoever made it: refused, or not there at all."""
    for method, path in every_route(gated):
        if path not in OPEN:
            answer = client.request(method, path)
            assert answer.status_code in (401, 404), (method, path)


@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/live", "/shelf", "/readyz", "/verdicts", "/assets/index.js",
     "/api/articles", "/api/openapi.json", "/style/page.js", "/articles/x"],
)  # fmt: skip
def test_what_would_answer_is_refused(client, path):
    """Paths that answer with the password give 401 without it, in the one shape."""
    answer = client.get(path)
    assert answer.status_code == 401
    assert answer.json()["error"] == "password_required"


def test_people_are_led_to_sign_in_and_back(client):
    """A page that is asked for without a session comes after signing in."""
    led = client.get("/articles/x?p=4&s=1-2", headers=HTML)
    assert (led.status_code, led.next_request.url.path) == (303, "/sign-in")
    form = client.get(led.headers["location"])
    assert 'value="/articles/x?p=4&amp;s=1-2"' in form.text
    signed_in = sign_in(client, onward="/articles/x?p=4&s=1-2")
    assert signed_in.status_code == 303
    assert signed_in.headers["location"] == "/articles/x?p=4&s=1-2"
    assert client.get("/live").status_code == 200


@pytest.mark.parametrize("password", ["", "open sesame", PASSWORD + " ", "x" * 9999])
def test_wrong_password_is_refused(client, password):
    """Signing in with another word gives 401 and no cookie."""
    answer = sign_in(client, password)
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert "not the password" in answer.text
    assert client.get("/live").status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "null", '"', "quotewell-session"])
def test_made_up_cookie_is_refused(client, cookie):
    """Only a secret that the server gave opens the page."""
    headers = {"cookie": f"quotewell-session={cookie}"}
    assert client.get("/live", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "onward",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:hit()",
     "/x\r\nset-cookie: a=b", "", "evil", "/\t/evil.example"],
)  # fmt: skip
def test_sign_in_leads_nowhere_else(client, onward):
    """A link to the sign-in page can't send people on to another site."""
    answer = sign_in(client, onward=onward)
    assert answer.headers["location"] == "/"
    assert client.get("/sign-in", params={"next": onward}).text.count('value="/"') == 1


def test_sign_in_page_runs_no_script_and_escapes(client):
    """What stands in its address stays words."""
    answer = client.get("/sign-in", params={"next": '/"><script>hit()</script>'})
    assert "<script" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_programs_send_the_password_by_basic(client):
    """The API answers to it, whatever the user is called; a wrong one is refused."""
    assert client.get("/api/articles", auth=("me", PASSWORD)).status_code == 200
    assert client.get("/api/articles", auth=("", PASSWORD)).status_code == 200
    refused = client.get("/api/articles", auth=("me", "wrong"))
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Basic ")


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !!", "Basic //8=", "Basic \xe9", "Bearer x", "x"]
)
def test_malformed_authorization_is_refused(client, header):
    """No traceback, and no way in."""
    headers = {"authorization": header.encode("latin1")}
    assert client.get("/api/articles", headers=headers).status_code == 401


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip"])
def test_guessing_under_made_up_addresses_is_slowed_down(tmp_path, monkeypatch, header):
    """A header that says for whom one asks gives no fresh tries, here or by Basic."""
    monkeypatch.setattr("rag.page.http.attempts.FREE_TRIES", 5)
    # Of its own: on another's page whoever comes next would wait, too.
    with (
        served(tmp_path, wait=False, password=PASSWORD) as page,
        httpx.Client(base_url=page.url) as client,
    ):
        for number in range(5):
            headers = {header: f"192.0.2.{number}"}
            client.get("/api/articles", auth=("me", "wrong"), headers=headers)
        fresh = {header: "192.0.2.99"}
        blocked = client.post("/sign-in", data={"password": PASSWORD}, headers=fresh)
    assert blocked.status_code == 429
    assert "set-cookie" not in blocked.headers


def test_guessing_side_by_side_is_slowed_down(tmp_path, monkeypatch):
    """Of thirty tries at once five are judged: none slips in beside another."""
    wait_after = lambda failures: 900.0 if failures >= 5 else 0.0  # noqa: E731
    monkeypatch.setattr("rag.page.http.attempts.wait_after", wait_after)
    with (
        served(tmp_path, wait=False, password=PASSWORD) as page,
        httpx.Client(base_url=page.url) as client,
        ThreadPoolExecutor(30) as pool,
    ):
        tries = [pool.submit(sign_in, client, f"guess {n}") for n in range(30)]
        statuses = [done.result().status_code for done in tries]
    assert statuses.count(401) == 5
    assert statuses.count(429) == 25


@pytest.mark.attack
def test_guessing_from_many_addresses_is_slowed_down(tmp_path, monkeypatch):
    """Strangers have three tries together; who signed in before signs in again."""
    monkeypatch.setattr("rag.page.http.attempts.SHARED_TRIES", 3)
    monkeypatch.setattr("rag.page.http.attempts.neighbourhood", lambda address: address)
    monkeypatch.setattr("rag.page.http.gate.neighbourhood", lambda address: address)
    with served(tmp_path, wait=False, password=PASSWORD) as page, ExitStack() as open_:

        def at(host: str) -> httpx.Client:
            transport = httpx.HTTPTransport(local_address=host)
            client = httpx.Client(base_url=page.url, transport=transport)
            return open_.enter_context(client)

        friend = at("127.0.0.2")
        assert sign_in(friend).status_code == 303
        guesses = [sign_in(at(f"127.0.1.{n}"), "guess") for n in range(1, 6)]
        assert [guess.status_code for guess in guesses] == [401, 401, 401, 429, 429]
        assert sign_in(at("127.0.0.3")).status_code == 429
        assert sign_in(at("127.0.0.2")).status_code == 303
        elsewhere = at("127.0.0.4")
        elsewhere.cookies.update(friend.cookies)
        assert sign_in(elsewhere).status_code == 303
        elsewhere.cookies.delete("quotewell-session")
        assert elsewhere.get("/live").status_code == 401


SECRET = "Zanzibar"


@pytest.mark.parametrize("accept", ["text/html", "application/json", "*/*"])
def test_nothing_of_the_library_is_told_before_the_password(gated, accept):
    """No answer to anybody names an article, whether it exists or not."""
    gated.service.upkeep.add(f"{SECRET}\n\nA text.".encode(), f"{SECRET}.txt")
    wait_until(lambda: not gated.service.job.view.busy)
    known = gated.service.upkeep.shelf()[-1].stored.id
    headers = {"accept": accept}
    with httpx.Client(base_url=gated.url, headers=headers) as stranger:
        for method, path in every_route(gated):
            answer = stranger.request(method, path)
            assert SECRET.lower() not in answer.text.lower(), path
        for path in (f"/articles/{known}", f"/api/articles/{known}/original"):
            there = stranger.get(path)
            absent = stranger.get(path.replace(known, "absent"))
            assert there.status_code == absent.status_code
            assert SECRET not in there.text
            assert there.text.replace(known, "absent") == absent.text


@pytest.mark.parametrize(
    "path",
    ["//live", "/live/", "/./live", "/static/../live", "/static/fonts/../../live",
     "/style/../live", "/%6cive", "/LIVE", "/live;.css", "/live/x.css",
     "/healthz/../live", "/style/x.css/../../live", "/live%00.css",
     "/gradio_api/startup-events/../live"],
)  # fmt: skip
def test_no_spelling_of_a_path_goes_around(gated, path):
    """What is open can't be used to reach what isn't."""
    port = int(gated.url.rstrip("/").rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status in (401, 403, 404)
    assert b"verdicts" not in answer.read()
    connection.close()


def test_what_one_person_sees_is_kept_from_proxies(client):
    """An original could be given to others by a cache between, but for its header."""
    sign_in(client)
    article = client.get("/api/articles").json()[0]["id"]
    answer = client.get(f"/api/articles/{article}/original")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-cache"


def test_session_is_new_with_each_sign_in(client):
    """A cookie that a stranger planted is not the one that opens the page."""
    client.cookies.set("quotewell-session", "planted")
    fresh = sign_in(client).cookies["quotewell-session"]
    assert fresh != "planted"
    assert len(fresh) >= 43  # 32 random bytes in Base64
    again = sign_in(client).cookies["quotewell-session"]
    assert again != fresh


def test_each_page_of_a_process_has_its_own_rules(gated, tmp_path):
    """One that is served to this machine alone doesn't lend its list of hosts."""
    with served(tmp_path / "other", wait=False) as other:
        evil = {"host": "library.example:7860"}
        assert httpx.get(f"{other.url}healthz", headers=evil).status_code == 421
        with served(
            tmp_path / "third", host="0.0.0.0", password=PASSWORD, wait=False
        ) as third:
            port = third.url.rstrip("/").rpartition(":")[2]
            address = f"http://127.0.0.1:{port}/healthz"
            assert httpx.get(address, headers=evil).status_code == 200


def test_any_name_of_the_machine_may_be_used(client):
    """Behind a password the page doesn't know by which names it is reached."""
    headers = {"host": "library.example:7860"}
    assert client.get("/healthz", headers=headers).status_code == 200
    assert client.get("/live", headers=headers).status_code == 401
    foreign = headers | {"origin": "http://evil.example"}
    assert client.post("/sign-in", headers=foreign).status_code == 403


def test_this_machine_may_want_a_password_too(tmp_path):
    """On a loopback address the list of hosts holds, password or not."""
    with served(tmp_path, wait=False, password=PASSWORD) as page:
        assert httpx.get(f"{page.url}live").status_code == 401
        evil = {"host": "evil.example"}
        assert httpx.get(f"{page.url}healthz", headers=evil).status_code == 421


def test_basic_password_may_hold_colons():
    """Only the first colon ends the user's name (RFC 7617): "a:b:c" is "b:c"."""
    assert basic_password("basic YTpiOmM=") == "b:c"
    assert basic_password("Digest YTpiOmM=") is None
