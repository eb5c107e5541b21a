"""What the Dockerfile and the compose file say, as records, to be tried and tested."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from dockerfile_parse import DockerfileParser

HERE = Path(__file__).parent
DOCKERFILE, COMPOSE = HERE / "Dockerfile", HERE / "compose.yaml"
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
"""As compose files write them: `${NAME}`, `${NAME:-default}`, `${NAME:?message}`."""

UNITS_S = {"s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True)
class Check:
    """How one finds out whether a program is well, and for how long one tries."""

    command: tuple[str, ...]
    patience_s: float


@dataclass(frozen=True, slots=True)
class Image:
    """What a stage of a Dockerfile gives to those who run it.

    `steps` are its RUN instructions in exec form: those that run a program of ours.
    """

    base: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str = "0:0"
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    steps: tuple[tuple[str, ...], ...] = ()
    volumes: tuple[str, ...] = ()
    folder: str = "/"
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a compose file.

    Args:
        name: How the others call it.
        image: What it is made of; `is_built` says that it is ours.
        command: Its own command, empty where it is the image's.
        environment: Its variables.
        files: Files and folders of the host that it sees, by where it sees them.
        volumes: Names of volumes, by where it has them.
        mode_of: Permissions (octal) of each folder in memory, by its path.
        networks: Which networks it is in.
        needs: Services that are to be well before it starts.
        check: How one knows that it is well, None where the image says that.
        user: Whom it runs as, None where the image says that.
        port: Where what is published listens, in the container.
    """

    name: str
    image: str
    is_built: bool
    command: tuple[str, ...]
    environment: Mapping[str, str]
    files: Mapping[str, Path]
    volumes: Mapping[str, str]
    mode_of: Mapping[str, str]
    networks: tuple[str, ...]
    needs: tuple[str, ...]
    check: Check | None
    user: str | None
    port: int | None


def read_stages(path: Path = DOCKERFILE) -> list[Image]:
    """Read a Dockerfile: one image a stage, the last one is what is shipped."""
    parser = DockerfileParser(fileobj=BytesIO(path.read_bytes()))
    stages: list[dict[str, Any]] = []
    for line in parser.structure:
        if line["instruction"] == "FROM":
            stages.append({"base": line["value"].split()[0]})
        elif stages:
            _note(stages[-1], line["instruction"], line["value"])
    return [Image(**stage) for stage in stages]


def _note(stage: dict[str, Any], instruction: str, value: str) -> None:
    """Note what an instruction says, where it is one that outlasts the build."""
    if instruction == "ENV":
        pairs = dict(pair.split("=", 1) for pair in shlex.split(value))
        stage["environment"] = stage.get("environment", {}) | pairs
    elif instruction == "HEALTHCHECK":
        stage["check"] = _image_check(value)
    elif instruction == "RUN" and value.startswith("["):
        stage["steps"] = (*stage.get("steps", ()), tuple(json.loads(value)))
    elif instruction in ("ENTRYPOINT", "CMD"):
        name = {"ENTRYPOINT": "entrypoint", "CMD": "command"}[instruction]
        stage[name] = tuple(json.loads(value))
    elif instruction in ("USER", "WORKDIR"):
        stage[{"USER": "user", "WORKDIR": "folder"}[instruction]] = value
    elif instruction == "VOLUME":
        stage["volumes"] = tuple(value.split())


def _image_check(value: str) -> Check:
    options, _, command = value.partition("CMD ")
    said = dict(option.lstrip("-").split("=", 1) for option in options.split())
    return Check(tuple(json.loads(command)), _patience_s(said))


def _patience_s(said: Mapping[str, Any]) -> float:
    """Add up how long a check may fail until its container counts as unwell."""
    start, interval, timeout = (
        _seconds(str(said.get(name) or said.get(name.replace("-", "_"), default)))
        for name, default in (
            ("start-period", "0s"),
            ("interval", "30s"),
            ("timeout", "30s"),
        )
    )
    return start + int(said.get("retries", 3)) * (interval + timeout)


def _seconds(text: str) -> float:
    """Read a duration of one unit.

    Example:
        >>> _seconds("90s"), _seconds("2m")
        (90.0, 120.0)
    """
    return float(text[:-1]) * UNITS_S[text[-1]]


def read_services(
    environment: Mapping[str, str], path: Path = COMPOSE
) -> dict[str, Service]:
    """Read a compose file's services, by name.

    Args:
        environment: Gives the variables that the file names.
        path: The file.

    Raises:
        KeyError: It demands a variable that isn't there.
    """
    read = yaml.safe_load(fill_in(path.read_text("utf-8"), environment))
    return {name: _service(name, said) for name, said in read["services"].items()}


def fill_in(text: str, environment: Mapping[str, str]) -> str:
    """Put variables in their places.

    Example:
        >>> fill_in("${A:-1} ${B:?missing}", {"B": "2"})
        '1 2'
    """

    def value(found: re.Match[str]) -> str:
        name, kind, said = found.groups()
        if environment.get(name):
            return environment[name]
        if kind == "?":
            raise KeyError(f"{name} {said}")
        return said or ""

    return VARIABLE.sub(value, text)


def _service(name: str, said: Mapping[str, Any]) -> Service:
    check = said.get("healthcheck")
    mounts = {
        target: source
        for source, target, *_ in (line.split(":") for line in said.get("volumes", ()))
    }
    (port,) = [int(line.rpartition(":")[2]) for line in said.get("ports", ())] or [None]
    return Service(
        name=name,
        image=said["image"],
        is_built="build" in said,
        command=tuple(said.get("command", ())),
        environment=said.get("environment", {}),
        # As compose tells them apart: a path has a dot or a slash in front.
        files={to: HERE / path for to, path in mounts.items() if path[0] in "./"},
        volumes={to: name for to, name in mounts.items() if name[0] not in "./"},
        mode_of=dict(_in_memory(said)),
        networks=tuple(said["networks"]),
        needs=tuple(said.get("depends_on", ())),
        check=Check(tuple(check["test"][1:]), _patience_s(check)) if check else None,
        user=said.get("user"),
        port=port,
    )


def _in_memory(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for line in said.get("tmpfs", ()):
        path, _, options = line.partition(":")
        known = dict(option.split("=", 1) for option in options.split(",") if option)
        yield path, known.get("mode", "1777")


def in_order(services: Mapping[str, Service]) -> list[Service]:
    """Order services so that each comes after those that it waits for."""
    done: dict[str, Service] = {}

    def take(service: Service) -> None:
        for name in service.needs:
            take(services[name])
        done.setdefault(service.name, service)

    for service in services.values():
        take(service)
    return list(done.values())
