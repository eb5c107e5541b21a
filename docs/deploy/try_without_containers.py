"""Try compose.yaml without containers: `python -m docs.deploy.try_without_containers`.

Each service runs as its own user in namespaces of its own, with the command, variables,
volumes, networks and health check that compose.yaml and the Dockerfile name; programs
of this machine stand in for the images. One server is killed, and nobody is to notice.

Linux, with bubblewrap, iproute2, nginx and PostgreSQL of the system's packages, and the
extra `test`. No privileges are needed.
"""

import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from docs.deploy.described import Check, in_order
from docs.deploy.sandbox import Sandbox, be_inside, make_bridges, wait_for
from docs.deploy.site import FailedError, Site, prepare
from docs.deploy.stand_ins import missing

INSIDE = "--inside"
FAILURES = (httpx.HTTPError, subprocess.CalledProcessError)
READY_S, ANSWER_S = 120.0, 60.0
ASKED_AGAIN = 6
ARTICLE = """The harbour of Lindholm

The harbour wall of Lindholm was rebuilt in 1911, after a storm had torn it down. The
town paid 42,000 crowns for it.
"""
COUNT_VERDICTS = """
export PGPASSWORD="$POSTGRES_PASSWORD"
schema=$(psql -At -U "$POSTGRES_USER" \
  -c "SELECT schemaname FROM pg_tables WHERE tablename = 'verdicts'")
test "$(psql -At -U "$POSTGRES_USER" -c "SELECT count(*) FROM $schema.verdicts")" = 1
"""
QUESTION, ANSWER = "When was the harbour wall of Lindholm rebuilt?", "1911"


@contextmanager
def running(site: Site) -> Iterator[dict[str, Sandbox]]:
    """Start all services, each once those that it waits for are well."""
    make_bridges({net: f"10.18.{n}.1" for n, net in enumerate(site.networks)})
    started: dict[str, Sandbox] = {}
    try:
        for service in in_order(site.services):
            log = site.folder / f"{service.name}.log"
            sandbox = Sandbox(site.container(service.name), log)
            started[service.name] = sandbox
            wait_until_well(sandbox, service.check or site.shipped.check)
        yield started
    finally:
        for sandbox in started.values():
            sandbox.kill()


def wait_until_well(sandbox: Sandbox, check: Check | None) -> None:
    """Wait until a service's health check succeeds.

    Raises:
        FailedError: It doesn't, for as long as the files allow.
    """
    name = sandbox.container.name
    if check is None:
        raise FailedError(f"nothing says how one knows that {name} is well")
    waited = wait_for(
        lambda: sandbox.has_ended or sandbox.succeeds(check.command), check.patience_s
    )
    if waited is None or sandbox.has_ended:
        raise FailedError(f"{name} isn't well: {sandbox.tail()}")
    tell(f"{name} is well after {waited:.1f} s")


def page_of(site: Site, password: str) -> httpx.Client:
    """Open what is published, as a browser on the host would."""
    (proxy,) = (each for each in site.services.values() if each.port)
    (address, *_) = site.addresses(proxy.name).values()
    return httpx.Client(
        base_url=f"http://{address}:{proxy.port}",
        auth=("", password),
        timeout=ANSWER_S,
        trust_env=False,
    )


def ask(page: httpx.Client) -> float:
    """Ask, and see that the answer is the article's; gives the seconds that took."""
    start = time.monotonic()
    answered = page.post("/api/ask", json={"question": QUESTION})
    if not answered.is_success or ANSWER not in answered.text:
        raise FailedError(f"{answered.status_code} {answered.text[:500]}")
    return time.monotonic() - start


def try_it(site: Site, page: httpx.Client) -> None:
    """Start everything, ask, kill one server, ask again."""
    with running(site) as started:
        if wait_for(lambda: page.get("/readyz").is_success, READY_S) is None:
            raise FailedError(f"not ready: {page.get('/readyz').text}")
        one, other = (name for name, each in site.services.items() if each.is_built)
        if not started[one].succeeds(("quotewell", "add", "/papers")):
            raise FailedError(f"{one} can't add: {started[one].tail()}")
        ask(page)
        tell(f"{one} added an article, and the proxy answered from it")
        judged = {"question": QUESTION, "kind": "none"}
        page.post("/api/verdicts", json=judged).raise_for_status()
        started[one].kill()
        slowest = max(ask(page) for _ in range(ASKED_AGAIN))
        tell(
            f"{one} was killed; asked {ASKED_AGAIN} times, {other} answered, "
            f"the slowest in {slowest:.1f} s"
        )
        if QUESTION not in page.get("/api/verdicts").text:
            raise FailedError(f"{other} doesn't know what was judged")
        if not started["postgres"].succeeds(("sh", "-c", COUNT_VERDICTS)):
            raise FailedError("the verdict isn't in PostgreSQL")
        tell(f"{other} has the verdict that was given before, from PostgreSQL")


def tell(line: str) -> None:
    """Say how far it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(argv: Sequence[str]) -> int:
    """Try it; gives the exit status."""
    if lacking := missing():
        tell(f"this machine lacks {', '.join(lacking)}")
        return 1
    if INSIDE not in argv:
        be_inside([sys.executable, "-m", "docs.deploy.try_without_containers", INSIDE])
    password = secrets.token_hex()
    with tempfile.TemporaryDirectory(prefix="deployed-") as name:
        folder = Path(name)
        papers = folder / "papers"
        papers.mkdir()
        (papers / "harbour.txt").write_text(ARTICLE, "utf-8")
        variables = {
            "QUOTEWELL_PASSWORD": password,
            "POSTGRES_PASSWORD": secrets.token_hex(),
            "PAPERS": str(papers),
        }
        try:
            site = prepare(folder, variables)
            tell("the model is exported, as the image has it")
            with page_of(site, password) as page:
                try_it(site, page)
        except (FailedError, OSError, *FAILURES) as error:
            tell(str(error))
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
