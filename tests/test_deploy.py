"""What is shipped: the Dockerfile, compose.yaml and the manifests, linted and tried."""

import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from docs.deploy.described import (
    COMPOSE,
    DOCKERFILE,
    HERE,
    Check,
    Service,
    fill_in,
    in_order,
    read_services,
    read_stages,
)
from docs.deploy.sandbox import Container, Sandbox, wait_for
from docs.deploy.site import FailedError, Site
from docs.deploy.stand_ins import StandIn, missing
from docs.deploy.try_without_containers import wait_until_well
from docs.sizes import (
    ANSWER_GB,
    BUILD_GB,
    BUILT_S,
    ENCODED_A_CORE_S,
    ENGINE_A_S,
    QUESTION_MS,
    engine_bytes,
    graph_bytes,
    grown,
    row,
    table,
    time,
    worked_out,
)
from rag.cli.parser import COMMANDS, make_parser
from tests.alone import network_can_be_left

ROOT = Path(__file__).parent.parent
MANIFESTS = HERE / "kubernetes.yaml"
SECRETS = {"QUOTEWELL_PASSWORD": "open-sesame", "POSTGRES_PASSWORD": "also-secret"}
SERVICES = read_services(SECRETS)
SAID = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]
SHIPPED = read_stages()[-1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PATHS = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
HADOLINT = shutil.which("hadolint", path=PATHS)
CONTAINERS = pytest.mark.skipif(
    not network_can_be_left() or bool(missing()),
    reason=f"no process can be put into a container here (missing: {missing()})",
)


def manifest(kind: str):
    """Give the manifest of a kind."""
    every = yaml.safe_load_all(MANIFESTS.read_text("utf-8"))
    return next(each for each in every if each["kind"] == kind)


def pod():
    """Give the pod that the deployment makes, and its container."""
    spec = manifest("Deployment")["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    return spec, container


@pytest.mark.skipif(not HADOLINT, reason="hadolint isn't installed")
def test_the_dockerfile_is_as_hadolint_wants_it() -> None:
    """With no remark, of whatever weight."""
    done = subprocess.run([HADOLINT, DOCKERFILE], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_is_one() -> None:
    """By the schema of the Compose Specification."""
    schema = ["--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema, COMPOSE],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("kind", ["PersistentVolumeClaim", "Deployment", "Service"])
def test_the_manifests_are_what_kubernetes_takes(kind: str) -> None:
    """By its own schema, which allows nothing that it doesn't know."""
    newest = kubernetes_validate.latest_version()
    kubernetes_validate.validate(manifest(kind), newest, strict=True)


def test_the_image_runs_as_nobody_in_particular() -> None:
    """As a user and a group that are numbers, which Kubernetes can check, and not 0."""
    user, group = map(int, SHIPPED.user.split(":"))
    spec, container = pod()
    assert user == group == spec["securityContext"]["runAsUser"] > 1000
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["fsGroup"] == group
    rights = container["securityContext"]
    assert rights["readOnlyRootFilesystem"] is True
    assert rights["allowPrivilegeEscalation"] is False
    assert rights["capabilities"] == {"drop": ["ALL"]}


def test_all_that_is_written_has_a_place_to_be_written_to() -> None:
    """The library and what is noted of a person in the volume, all else in /tmp."""
    (volume,) = SHIPPED.volumes
    kept = ("QUOTEWELL_INDEX", "XDG_STATE_HOME")
    assert all(SHIPPED.environment[name].startswith(f"{volume}/") for name in kept)
    assert SHIPPED.environment["HOME"] == "/tmp"
    _, container = pod()
    mounts = {each["mountPath"] for each in container["volumeMounts"]}
    assert mounts == {volume, "/tmp"}
    for service in (each for each in SERVICES.values() if each.is_built):
        assert set(service.volumes) == {volume}
        assert set(service.mode_of) == {"/tmp"}
        assert service.environment["QUOTEWELL_BESIDE"].startswith(f"{volume}/")


@pytest.mark.parametrize("name", SAID)
def test_no_service_may_do_more_than_it_needs(name: str) -> None:
    """It has a root that is only read, no rights of root's, and can't gain any."""
    assert SAID[name]["read_only"] is True
    assert SAID[name]["cap_drop"] == ["ALL"]
    assert SAID[name]["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in SAID[name]


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_one_knows_of_each_service_whether_it_is_well(service: Service) -> None:
    """By a check of its own, or its image's."""
    check = service.check or (SHIPPED.check if service.is_built else None)
    assert check
    assert check.command
    assert 15 <= check.patience_s <= 300


def test_the_servers_believe_the_proxy_who_asks() -> None:
    """Else all people have one address, and who guesses passwords keeps all out."""
    said = {each["name"]: each.get("value") for each in pod()[1]["env"]}
    servers = [each.environment for each in SERVICES.values() if each.is_built]
    for environment in (said, *servers):
        assert environment["FORWARDED_ALLOW_IPS"] == "*"


def test_images_are_named_by_a_version() -> None:
    """Never the newest, which is another one tomorrow; ours by the project's."""
    bases = [stage.base for stage in read_stages()]
    others = [each.image for each in SERVICES.values() if not each.is_built]
    for image in (*bases, *others):
        assert re.fullmatch(r"[a-z/]+:v?\d+(\.\d+)*(-[a-z]+)*", image), image
    ours = f"quotewell:{PROJECT['version']}"
    assert {each.image for each in SERVICES.values() if each.is_built} == {ours}
    assert pod()[1]["image"] == ours
    label = f'org.opencontainers.image.version="{PROJECT["version"]}"'
    assert label in DOCKERFILE.read_text("utf-8")


def test_only_the_proxy_is_reached_and_from_this_machine_alone() -> None:
    """As long as nobody says otherwise; Milvus and PostgreSQL from inside alone."""
    published = {name: said["ports"] for name, said in SAID.items() if "ports" in said}
    assert published == {"nginx": ["${PUBLISH:-127.0.0.1:8080}:8080"]}
    outside = {each.name for each in SERVICES.values() if "outside" in each.networks}
    assert outside == {"nginx"}
    networks = yaml.safe_load(COMPOSE.read_text("utf-8"))["networks"]
    assert networks["inside"]["internal"] is True


@pytest.mark.parametrize("name", SECRETS)
def test_no_password_stands_in_the_files(name: str) -> None:
    """Whoever starts the services has to give it, and the example leaves it empty."""
    without = {other: text for other, text in SECRETS.items() if other != name}
    with pytest.raises(KeyError, match=name):
        read_services(without)
    assert f"\n{name}=\n" in f"\n{(HERE / 'env.example').read_text('utf-8')}"
    _, container = pod()
    for each in container["env"]:
        said = re.search("PASSWORD|JOURNAL", each["name"])
        assert bool(said) == ("valueFrom" in each), each["name"]
    assert not any("PASSWORD" in each for each in SHIPPED.environment)
    assert ".env" in (ROOT / ".gitignore").read_text("utf-8").split("\n")


def test_a_password_reaches_who_needs_it_and_nobody_else() -> None:
    """The page's the servers; the database's these and the database."""
    having = {
        secret: {
            name
            for name, service in SERVICES.items()
            if any(secret in text for text in service.environment.values())
        }
        for secret in SECRETS.values()
    }
    servers = {"server-1", "server-2"}
    assert having["open-sesame"] == servers
    assert having["also-secret"] == servers | {"postgres"}


def test_the_image_runs_a_command_that_there_is() -> None:
    """Its entry point is ours, and its arguments are taken."""
    assert SHIPPED.entrypoint == ("quotewell",)
    assert "quotewell" in PROJECT["scripts"]
    parser = make_parser({name: name for name, *_ in COMMANDS}, "")
    assert parser.parse_args(SHIPPED.command).command == "serve"


def test_variables_are_ones_that_the_program_reads() -> None:
    """Each has the name of an option of `quotewell serve`."""
    parser = make_parser({name: name for name, *_ in COMMANDS}, "")
    given = [SHIPPED.environment, *(each.environment for each in SERVICES.values())]
    given.append({each["name"]: "" for each in pod()[1]["env"]})
    names = {name for each in given for name in each if name.startswith("QUOTEWELL_")}
    assert "QUOTEWELL_BESIDE" in names
    for name in names:
        option = name.removeprefix("QUOTEWELL_").lower().replace("_", "-")
        text = "7860" if option == "port" else "/some"
        parser.parse_args(["serve", f"--{option}", text])


def test_kubernetes_puts_no_address_where_a_port_is_read() -> None:
    """A service's name gives pods QUOTEWELL_PORT=tcp://..., unless that is off."""
    assert manifest("Service")["metadata"]["name"] == "quotewell"
    assert pod()[0]["enableServiceLinks"] is False


def test_the_build_gets_what_it_needs_and_little_else() -> None:
    """All that pyproject.toml names, and what is imported; no test, no library."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").split("\n")
    allowed = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert "*" in lines
    named = {PROJECT["readme"], *PROJECT["license-files"]}
    assert allowed == {"pyproject.toml", "app.py", "rag"} | named


def test_variables_are_filled_in_as_compose_does() -> None:
    """One that is empty counts as missing; what is demanded must be there."""
    text = "${A} ${B:-b} ${C:-c} ${D:?must}"
    assert fill_in(text, {"A": "1", "C": "", "D": "4"}) == "1 b c 4"
    with pytest.raises(KeyError, match="D must"):
        fill_in(text, {"A": "1", "D": ""})


def test_patience_is_what_the_check_allows() -> None:
    """60 s to start, then three times every 10 s, each of them 5 s at most."""
    assert SHIPPED.check
    assert SHIPPED.check.patience_s == 60 + 3 * (10 + 5)


def test_services_start_after_those_that_they_need() -> None:
    """Whatever their order in the file."""
    turned = dict(reversed(SERVICES.items()))
    order = [each.name for each in in_order(turned)]
    assert len(order) == len(SERVICES)
    assert order[-1] == "nginx"
    assert max(map(order.index, ("milvus", "postgres"))) == 1


def test_waiting_ends_when_patience_does() -> None:
    """And at once where what is waited for is there."""
    assert wait_for(lambda: False, 0) is None
    assert wait_for(lambda: True, 0) is not None


def test_the_table_of_sizes_is_the_one_that_is_worked_out() -> None:
    """`python docs/sizes.py` prints what stands in docs/scale.md."""
    assert table() in (ROOT / "docs/scale.md").read_text("utf-8")


def test_sizes_are_worked_out_of_what_was_measured() -> None:
    """Each figure stands in the results of its bench, in the row of its size."""
    growth = (ROOT / "bench/results/growth.md").read_text("utf-8")
    articles, passages, engines = growth.split("\n## ")[1:]
    assert f"| {ENCODED_A_CORE_S * 2 / 3:.1f} |" in articles
    assert f"| server | 100,006 | {ENGINE_A_S} |" in engines
    rows = [line.split(" | ") for line in passages.split("\n") if line[:3] == "| 1"]
    assert len(rows) == len(BUILT_S) == 4
    for size, cells in zip(BUILT_S, rows, strict=True):
        assert int(cells[0].strip("| ").replace(",", "")) // 100 == size // 100
        assert float(cells[1]) == BUILT_S[size]
        assert float(cells[2]) == BUILD_GB[size]
        assert float(cells[7]) == QUESTION_MS[size]
        assert float(cells[8]) == ANSWER_GB[size]


def test_what_is_larger_goes_on_along_the_line() -> None:
    """Of 10 and 30 at 1 and 2 that is 70 at 4; what was measured is left as it is."""
    assert grown({2: 30.0, 1: 10.0}, 4) == 70.0
    assert grown({2: 30.0, 1: 10.0}, 1) == 10.0


def test_a_graph_takes_its_vectors_and_two_links_for_each_of_m() -> None:
    """384 x 4 + 2 x 16 x 4 bytes; a passage has 6.02 vectors in each encoder."""
    assert graph_bytes(384) == 1664
    assert engine_bytes() == pytest.approx(6.02 * (1664 + 2176))


@pytest.mark.parametrize(
    ("passages", "home", "machines", "disk"),
    [
        (10**3, "folder", "1", "*0.1*"),
        (10**6, "folder", "1", "*100*"),
        (10**7, "1 × Milvus", "4", "*1,000*"),
        (10**9, "100 × Milvus", "400", "*1,000*"),
    ],
)
def test_what_is_too_large_for_one_library_takes_several(
    passages: int, home: str, machines: str, disk: str
) -> None:
    """Of ten million each, whose figures the row then has."""
    said = row(passages)
    assert said[1:4] == (home, machines, disk)
    assert bool(said[6]) == ("Milvus" in home)


def test_figures_are_written_to_two_places() -> None:
    """In italics where they are worked out, times in the largest unit they fill."""
    assert (worked_out(1234.5), worked_out(0.0123)) == ("*1,200*", "*0.012*")
    assert (time(59.0), time(60), time(3600)) == ("59 s", "1 min", "1 h")


class Ready(BaseHTTPRequestHandler):
    """Answers as a server does that knows one password, and is ready or not."""

    status = 200

    def do_GET(self) -> None:
        """Answer 401 to whoever has another password."""
        right = "Basic " + b64encode(b":open-sesame").decode()
        is_right = self.headers["Authorization"] == right and self.path == "/readyz"
        self.send_response(self.status if is_right else 401)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(
    ("status", "password", "is_ready"),
    [(200, "open-sesame", True), (503, "open-sesame", False), (200, "other", False)],
)
def test_kubernetes_asks_whether_a_pod_is_ready(
    status: int, password: str, is_ready: bool
) -> None:
    """With the password that the pod has, which /readyz wants."""
    command = pod()[1]["readinessProbe"]["exec"]["command"]
    handler = type("Handler", (Ready,), {"status": status})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.handle_request).start()
        assert ":7860/" in command[-1]
        code = command[-1].replace(":7860/", f":{server.server_port}/")
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"QUOTEWELL_PASSWORD": password},
            capture_output=True,
        )
    assert (done.returncode == 0) is is_ready


def test_a_service_finds_what_the_files_say(tmp_path: Path) -> None:
    """Its image's command and variables with its own over them, in its networks."""
    stand_ins = {name: StandIn(environment={"ONE": "1"}) for name in SERVICES}
    site = Site(SERVICES, SHIPPED, stand_ins, tmp_path)
    server = site.container("server-1")
    assert server.command == ("quotewell", "serve", "--no-browser")
    assert server.user == "10001:10001"
    assert server.environment["ONE"] == "1"
    assert server.environment["QUOTEWELL_HOST"] == "0.0.0.0"
    assert server.environment["QUOTEWELL_INDEX"].startswith("milvus://milvus:19530/")
    assert server.written == {"/srv/quotewell": tmp_path / "volumes/library"}
    nginx = site.container("nginx")
    assert nginx.user == "101:101"
    assert nginx.command == ("nginx", "-g", "daemon off;")
    assert nginx.read_only["/etc/nginx/nginx.conf"] == HERE / "nginx.conf"


def test_a_service_knows_those_of_its_networks(tmp_path: Path) -> None:
    """By addresses there: of nginx, which is in two, Milvus knows the one inside."""
    stand_ins = dict.fromkeys(SERVICES, StandIn())
    site = Site(SERVICES, SHIPPED, stand_ins, tmp_path)
    assert site.networks == ["inside", "outside"]
    nginx, milvus = site.addresses("nginx"), site.addresses("milvus")
    assert set(nginx) == {"inside", "outside"}
    assert set(milvus) == {"inside"}
    hosts = site.container("milvus").read_only["/etc/hosts"].read_text("utf-8")
    assert f"{nginx['inside']} nginx" in hosts
    assert nginx["outside"] not in hosts
    assert f"{milvus['inside']} milvus" in hosts


@CONTAINERS
@pytest.mark.parametrize(
    ("command", "check"),
    [
        (("sh", "-c", "echo broken; exit 3"), ("true",)),
        (("sh", "-c", "echo broken; sleep 60"), ("false",)),
    ],
)
def test_a_service_that_is_not_well_is_told(
    tmp_path: Path, command: tuple[str, ...], check: tuple[str, ...]
) -> None:
    """With the last that it printed; one that has ended isn't well, either."""
    sandbox = Sandbox(Container("some", command, {}), tmp_path / "log")
    if command[-1].endswith("3"):
        sandbox.process.wait()
    try:
        with pytest.raises(FailedError, match="some isn't well: broken"):
            wait_until_well(sandbox, Check(check, 2.0))
    finally:
        sandbox.kill()
    assert sandbox.has_ended


LOOK_AROUND = """
id -u; id -g
for path in / /usr /etc /opt/quotewell; do
  touch $path/new 2>/dev/null && echo $path
done
touch /tmp/new /kept/new && echo written
ls /proc | grep -c '^[0-9]'
grep CapEff /proc/self/status; grep -c : /proc/net/dev; echo $ONE $HOME
"""


@CONTAINERS
def test_a_sandbox_is_as_a_container_is(tmp_path: Path) -> None:
    """A user of its own, nothing to write but what it was given, no rights, alone."""
    kept = tmp_path / "kept"
    kept.mkdir()
    container = Container(
        "some",
        ("sh", "-c", LOOK_AROUND),
        {"ONE": "1"},
        user="10001:10002",
        read_only={"/opt/quotewell": tmp_path},
        written={"/kept": kept},
        mode_of={"/tmp": "1777"},
    )
    sandbox = Sandbox(container, tmp_path / "log")
    assert sandbox.process.wait() == 0
    said = sandbox.tail().split("\n")
    assert said[:3] == ["10001", "10002", "written"]
    # bubblewrap's own, the shell, and the three of the line that counts them
    assert 2 <= int(said[3]) <= 6
    assert said[4].split() == ["CapEff:", "0" * 16]
    assert said[5:7] == ["1", "1"]
    assert (kept / "new").exists()
    assert sandbox.has_ended


@CONTAINERS
def test_a_bridge_stays_where_it_is_when_containers_come_and_go() -> None:
    """What others know of its place is true for as long as they run."""
    program = (
        "import subprocess\n"
        "from docs.deploy.sandbox import make_bridges, run\n"
        "make_bridges({'net': '10.18.7.1'})\n"
        "run('ip', 'link', 'add', 'port', 'type', 'veth', 'peer', 'name', 'far')\n"
        "run('ip', 'link', 'set', 'port', 'master', 'net', 'up')\n"
        "run('ip', '-brief', 'link', 'show', 'net')\n"
        "run('ip', 'link', 'delete', 'port')\n"
        "run('ip', '-brief', 'link', 'show', 'net')\n"
    )
    alone = ("unshare", "--user", "--map-root-user", "--net", "--mount", "--")
    done = subprocess.run(
        [*alone, sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    shown = [line.split()[2] for line in done.stdout.splitlines()]
    assert shown == ["02:00:0a:12:07:01"] * 2


@CONTAINERS
def test_nobody_notices_that_a_server_dies() -> None:
    """All that compose.yaml names is started, asked, hurt, and asked again."""
    done = subprocess.run(
        [sys.executable, "-m", "docs.deploy.try_without_containers"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    *well, added, killed, judged = done.stdout.splitlines()[1:]
    assert {line.split()[0] for line in well} == set(SERVICES)
    assert added == "server-1 added an article, and the proxy answered from it"
    assert killed.startswith("server-1 was killed; asked 6 times, server-2 answered")
    said = "server-2 has the verdict that was given before, from PostgreSQL"
    assert judged == said
