"""The served page over HTTP: what it answers, and what it refuses."""

import errno
import os
import socket
import threading
from pathlib import Path

import httpx
import pytest

from rag.errors import ModelError, ServeError
from rag.library.library import Library
from rag.library.starter import STARTER_ARTICLE, STARTER_QUESTIONS
from rag.page.offline import go_offline
from rag.page.quotes.welcome import TRIAL
from rag.page.service import Service
from rag.settings import MAX_FILE_BYTES, Settings
from tests.fakes import WordEncoder
from tests.served import SlowEncoder, free_port, served, wait_until

TIDES = b"# Tides\n\nThe Moon pulls the sea.\n\nCoasts differ in the height of tides.\n"


def add(client, data=TIDES, name="tides.md"):
    """Add a file over HTTP."""
    return client.post("/api/articles", params={"name": name}, content=data)


def starter_id(page) -> str:
    """Give the id of the starter article."""
    return page.service.upkeep.shelf()[0].stored.id


def test_first_start_has_something_to_ask(page):
    """An empty library starts with the starter article and its questions."""
    answer = page.service.ask(page.service.examples()[0])
    assert answer.citations


def test_questions_to_start_with_follow_the_library(tmp_path):
    """Those written for the starter article until it leaves, as is said, then a mix.

    Before the model is there, and where no article has any, there are none.
    """
    lamps = b"# Lamps\n\nThe Velden lamp is used to warn ships in fog at night.\n"
    with served(tmp_path) as page:
        upkeep, examples = page.service.upkeep, page.service.examples
        assert tuple(examples()) == STARTER_QUESTIONS
        assert TRIAL in httpx.get(f"{page.url}welcome").text
        lamp = upkeep.add(lamps, "lamps.md").stored.id
        wait_until(lambda: not page.service.job.view.busy)
        assert examples()[0] == "What is the Velden lamp used for?"
        # Of what is chosen to be asked alone.
        assert examples([lamp]) == ["What is the Velden lamp used for?"]
        welcome = httpx.get(f"{page.url}welcome", params={"in": lamp}).text
        assert welcome.count('class="example"') == 1
        assert TRIAL not in welcome
        assert not examples(["tag:none"])
        upkeep.add(TIDES, "tides.md")
        upkeep.remove(lamp)
        wait_until(lambda: not page.service.job.view.busy)
        assert not examples()
    assert not Service(Library(tmp_path), pytest.fail).examples()


def test_health_and_readiness(client):
    """A page whose model is there says so in both places."""
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "message": ""}


def test_readiness_says_that_no_turn_can_be_kept(tmp_path):
    """Questions can be answered all the same, so the server stays in use."""
    with served(tmp_path) as page:
        (tmp_path / "journal.sqlite").write_text("no journal at all")
        ready = httpx.get(f"{page.url}readyz")
        assert (ready.status_code, ready.json()["status"]) == (200, "ready")
        assert "journal.sqlite can't be read" in ready.json()["message"]


def test_the_library_is_kept_while_the_journal_is_away(tmp_path):
    """What is added can be asked, undone and redone; the page begins as always."""
    with (
        served(tmp_path) as page,
        httpx.Client(base_url=page.url, timeout=30) as client,
    ):
        (tmp_path / "journal.sqlite").write_text("no journal at all")
        assert client.get("/api/verdicts").status_code == 503
        assert add(client).status_code == 201
        wait_until(lambda: not page.service.job.view.busy)
        assert page.service.job.view.state == "done"
        assert page.service.ask("What pulls the sea?").status == "answered"
        for step in ("undo", "redo"):
            assert client.post(f"/api/{step}").status_code == 200
            wait_until(lambda: not page.service.job.view.busy)
        assert "What would you like to know?" in client.get("/welcome").text


def test_page_is_served_while_the_model_loads(tmp_path):
    """Before the model is there the page answers and says that it isn't ready."""
    go = threading.Event()

    def load(_):
        assert go.wait(30)
        return WordEncoder()

    with served(tmp_path, load, wait=False) as page:
        assert httpx.get(page.url).status_code == 200
        assert httpx.get(f"{page.url}readyz").status_code == 503
        assert httpx.get(f"{page.url}live").json()["model"] == "loading"
        assert httpx.get(f"{page.url}articles/x").status_code == 503
        go.set()
        wait_until(lambda: httpx.get(f"{page.url}readyz").status_code == 200)


def test_missing_model_is_said(tmp_path):
    """A model that can't be loaded leaves a page that says what mends it."""

    def load(_):
        raise ModelError("no model; reinstall it")

    with served(tmp_path, load, wait=False) as page:
        wait_until(lambda: page.service.readiness.state == "failed")
        ready = httpx.get(f"{page.url}readyz")
        assert (ready.status_code, ready.json()["message"]) == (
            503,
            "no model; reinstall it",
        )
        assert ready.json()["error"] == "failed"
        with pytest.raises(ModelError, match="reinstall"):
            page.service.ask("Why?")


def test_not_ready_until_a_question_can_be_answered(tmp_path):
    """With a model, but an index being built, or no article any more: 503, and why."""
    slow = SlowEncoder()
    slow.go.clear()
    with served(tmp_path, lambda _: slow, wait=False) as page:
        wait_until(lambda: page.service.job.view.busy)
        early = httpx.get(f"{page.url}readyz")
        assert (early.status_code, early.json()["error"]) == (503, "no_index")
        assert "is being built" in early.json()["message"]
        slow.go.set()
        wait_until(lambda: httpx.get(f"{page.url}readyz").status_code == 200)
        wait_until(lambda: not page.service.job.view.busy)
        page.service.upkeep.remove(starter_id(page))
        wait_until(lambda: httpx.get(f"{page.url}readyz").status_code == 503)
        assert "no article" in httpx.get(f"{page.url}readyz").json()["message"]


def test_index_that_cannot_be_used_is_rebuilt(tmp_path):
    """A page started with another model builds an index that fits, articles kept."""
    with served(tmp_path) as page:
        assert page.service.library.current() == 1
    with served(tmp_path, lambda _: WordEncoder("1" * 64)) as page:
        wait_until(lambda: page.service.library.current() == 2)
        wait_until(lambda: not page.service.job.view.busy)
        assert page.service.ask("What is embodied AI?").citations


def test_permalink_marks_the_quote(page, client):
    """A citation's link opens its article with exactly the quote marked."""
    citation = page.service.ask(page.service.examples()[0]).citations[0]
    answer = client.get(citation.permalink)
    assert answer.status_code == 200
    assert f'<mark class="active">{citation.quote}</mark>' in answer.text
    assert f'id="p{citation.paragraph}"' in answer.text


def test_permalink_runs_no_script(page, client):
    """The permalink's page may not run scripts at all, nor send a form."""
    headers = client.get(f"/articles/{starter_id(page)}").headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert policy.endswith("; form-action 'none'")


def test_unknown_article_is_404(client):
    """A link to an article that isn't there says so."""
    answer = client.get("/articles/nothing?p=1&s=0-5")
    assert answer.status_code == 404
    assert "No such article" in answer.text


@pytest.mark.parametrize("place", ["p=x&s=y", "p=1&s=5", "p=99&s=1-2", "s=9-1&p=1"])
def test_wrong_place_still_shows_the_article(page, client, place):
    """A permalink whose place makes no sense opens the article unmarked."""
    answer = client.get(f"/articles/{starter_id(page)}?{place}")
    assert answer.status_code == 200
    assert "CR450" in answer.text


def test_panel_wants_references_that_fit(client):
    """The panel refuses what isn't a reference, or an index past the last."""

    def status(**wanted):
        return client.post("/panel", json=wanted).status_code

    assert status(quotes=["../etc:1:2-3"]) == 422
    assert status(quotes=["x:1:2-3"], active=5) == 422
    assert status(quotes=["x:1:2-3"]) == 404
    assert client.post("/panel", json={}).json()["error"] == "invalid_request"


def test_an_article_is_added_renamed_removed_and_brought_back(tmp_path):
    """Each builds the index by itself, and shows in citations and in the shelf."""
    with served(tmp_path) as page, httpx.Client(base_url=page.url) as client:

        def settled() -> str:
            wait_until(lambda: not page.service.job.view.busy)
            return client.get("/shelf").text

        added = add(client)
        assert added.status_code == 201
        assert "Tides" in settled()
        path, id_ = f"/api/articles/{added.json()['id']}", added.json()["id"]
        assert client.patch(path, json={"title": "Ebb"}).status_code == 200
        assert "Ebb" in settled()
        best = page.service.ask("What pulls the sea?").citations[0]
        assert (best.article_id, best.title) == (id_, "Ebb")
        assert best.quote == "The Moon pulls the sea."
        assert client.delete(path).status_code == 204
        assert "Ebb" not in settled()
        assert page.service.find(id_) is None
        assert "1 article " in client.post("/api/undo").json()["message"]
        assert page.service.find(id_) is not None


def test_undo_without_an_earlier_index_is_said(client):
    """The first index has none before it."""
    answer = client.post("/api/undo")
    assert (answer.status_code, answer.json()["error"]) == (400, "refused")


def test_original_is_given_back_unchanged(page, client):
    """The file that was added can be saved again, and is never shown as a page."""
    answer = client.get(f"/api/articles/{starter_id(page)}/original")
    assert answer.content == STARTER_ARTICLE.read_bytes()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "attachment" in answer.headers["content-disposition"]
    assert client.get("/api/articles/nothing/original").status_code == 404


def test_pasted_text_has_the_title_it_was_given(tmp_path):
    """A text may come with its title."""
    with served(tmp_path) as page, httpx.Client(base_url=page.url) as client:
        params = {"name": "pasted.txt", "title": "Ebb & flow"}
        client.post("/api/articles", params=params, content=b"Water goes away.")
        wait_until(lambda: not page.service.job.view.busy)
        assert "Ebb & flow" in [entry.title for entry in page.service.upkeep.shelf()]


def test_rebuild_names_judged_questions_that_changed(tmp_path):
    """A question that was refused and judged is named once an article answers it."""
    with served(tmp_path) as page, httpx.Client(base_url=page.url) as client:
        question = "What pulls the sea?"
        before = page.service.ask(question)
        client.post("/api/verdicts", json={"question": question, "kind": "none"})
        add(client)
        wait_until(lambda: not page.service.job.view.busy)
        after = page.service.ask(question)
        assert (before.status, after.status) == ("not_found", "answered")
        assert page.service.job.view.changed == (question,)
        assert "answered otherwise" in client.get("/live").json()["job"]


@pytest.mark.parametrize(
    ("data", "status", "error"),
    [
        (b"", 422, "empty_file"),
        (b" \n ", 422, "empty_file"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00", 415, "unsupported_format"),
        (b"x" * (MAX_FILE_BYTES + 1), 413, "too_large"),
    ],
)
def test_files_that_cannot_be_articles(client, data, status, error):
    """A file that can't become an article is refused with its reason in one line."""
    answer = add(client, data, "file.txt")
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert "\n" not in answer.json()["message"]


def test_wrong_requests_have_one_shape(client):
    """Each 4xx of the API is an object with a name and a message."""
    answers = [
        client.post("/api/articles"),
        client.delete("/api/articles/nothing"),
        client.patch("/api/articles/nothing", json={"title": "x"}),
        client.patch("/api/articles/nothing", json={"title": "x" * 201}),
        client.patch("/api/articles/nothing", content=b"{"),
        client.get("/style/none.css"),
    ]
    assert [answer.status_code for answer in answers] == [422, 404, 404, 422, 422, 404]
    assert all(set(answer.json()) == {"error", "message"} for answer in answers)


def test_each_style_sheet_and_script_is_served_as_what_it_is(client):
    """What a browser takes for something else, it neither applies nor runs."""
    assets = Path(__file__).parents[2] / "rag/page/assets"
    for path in assets.iterdir():
        served_file = client.get(f"/style/{path.name}")
        kind = "text/css" if path.suffix == ".css" else "text/javascript"
        assert served_file.headers["content-type"] == f"{kind}; charset=utf-8"
        assert served_file.content == path.read_bytes()


def test_rebuild_can_be_started_and_cancelled(page, client):
    """The button's routes start the job and cancel it."""
    assert client.post("/api/rebuild").status_code == 202
    assert client.delete("/api/rebuild").status_code == 204
    wait_until(lambda: not page.service.job.view.busy)


def call_every_event(page, client, value) -> list[str]:
    """Send a value as every input of every event of the page; gives the answers."""
    answers = []
    for number, function in page.blocks.fns.items():
        data = [value] * len(function.inputs)
        body = {"fn_index": number, "data": data, "session_hash": "x"}
        answers.append(client.post("/gradio_api/run/predict", json=body).text)
    assert len(answers) > 5
    return answers


def test_no_file_of_the_machine_can_be_read(page, client):
    """A path in an event's data is not read, wherever Gradio would look for files."""
    file = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
    assert not any("root:" in text for text in call_every_event(page, client, file))
    assert client.get("/gradio_api/file=/etc/passwd").status_code == 404


def test_no_file_of_the_web_is_fetched(page, client):
    """An address in an event's data is not fetched, not even from this machine."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.3)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        file = {"path": address, "url": address, "meta": {"_type": "gradio.FileData"}}
        call_every_event(page, client, file)
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("value", [None, 5, "x", [], {"q": 1}, [{"q": "x", "c": 3}]])
def test_no_event_fails_on_what_a_browser_sends(page, client, value, caplog):
    """Whatever comes as state or setting, no event breaks in our code."""
    call_every_event(page, client, value)
    assert "Traceback" not in caplog.text


def test_uploads_to_gradio_are_closed(client):
    """Gradio's own upload, which takes files from any form, doesn't exist."""
    files = [("files", (f"{n}.txt", b"x")) for n in range(3)]
    assert client.post("/gradio_api/upload", files=files).status_code == 404


def test_taken_port_is_said(tmp_path, page):
    """A port in use is one line that names another one."""
    go_offline()
    from rag.page.serving import check_address

    port = int(page.url.rstrip("/").rpartition(":")[2])
    with pytest.raises(ServeError, match=f"--port {port + 1}"):
        check_address(Settings(port=port))


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("127.0.0.1", 99999, "there is no port 99999; name one from 1 to 65535"),
        ("127.0.0.1", 0, "there is no port 0"),
        ("127.0.0.1", -1, "there is no port -1"),
        ("127.0.0.1", 65536, "there is no port 65536"),
        ("nosuch.invalid", None, "the host 'nosuch.invalid' is not known"),
        ("a" * 70 + ".example", None, "is not known"),
        ("192.0.2.1", None, "192.0.2.1 is no address of this machine"),
    ],
)
def test_why_nothing_can_listen_is_said(host, port, said):
    """Each cause has words of its own, and none is called a port in use."""
    from rag.page.serving import check_address

    port = free_port() if port is None else port
    with pytest.raises(ServeError, match=said) as caught:
        check_address(Settings(host=host, port=port, password="x"))
    assert "in use" not in str(caught.value)


def test_last_port_in_use_has_none_after_it():
    """The port that is proposed exists: 65534 for 65535."""
    from rag.page.serving import _why_not

    taken = OSError(errno.EADDRINUSE, "Address already in use")
    assert "--port 65534" in _why_not("127.0.0.1", 65535, taken)


def test_port_of_an_administrator_is_said():
    """Where rights are missing, they are named, and a port that needs none."""
    from rag.page.serving import _why_not

    said = _why_not("127.0.0.1", 80, OSError(errno.EACCES, "Permission denied"))
    assert said.startswith("port 80 needs an administrator's rights")
    assert "in use" not in said


def test_a_server_that_ended_is_said():
    """What Gradio raises then names no reason, and its settings instead of ours."""
    from rag.page.serving import _why_not

    said = _why_not("127.0.0.1", 7860, OSError("Set GRADIO_SERVER_PORT"))
    assert said == (
        "nothing can listen on 127.0.0.1, port 7860 (its server ended at once); check "
        "--host and --port"
    )


@pytest.mark.attack
@pytest.mark.parametrize("password", ["", " ", "\t\n ", "\u3000"])
def test_blank_password_is_refused(password):
    """It would be asked for, and be no secret; on this machine only, too."""
    from rag.page.serving import check_address

    with pytest.raises(ServeError, match="the password is blank"):
        check_address(Settings(port=free_port(), password=password))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", "::"])
def test_other_hosts_are_refused_without_password(host):
    """The page is not served to other machines."""
    from rag.page.serving import check_address

    for password in (None, ""):
        settings = Settings(host=host, port=free_port(), password=password)
        with pytest.raises(ServeError, match="QUOTEWELL_PASSWORD"):
            check_address(settings)


def test_offline_environment(monkeypatch):
    """Settings of Gradio from outside are dropped, and nothing asks the hub."""
    monkeypatch.setenv("GRADIO_ALLOWED_PATHS", "/")
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "True")
    monkeypatch.setenv("NO_PROXY", "intern.example")
    go_offline()
    assert "GRADIO_ALLOWED_PATHS" not in os.environ
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert os.environ["NO_PROXY"] == "intern.example,127.0.0.1,localhost,::1"
