"""Programs in namespaces of their own, by bubblewrap and iproute2, as containers are.

Each sees a root that it can't write to, its own processes, users and network, and of
the others only those that share a bridge with it.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_SHOWN = frozenset(("dev", "opt", "proc", "run", "srv", "tmp", "var"))
"""Folders of this machine's root that a container has of its own."""

PROGRAMS = "/usr/sbin:/usr/bin:/sbin:/bin"
LOOK_S = 0.5


@dataclass(frozen=True, slots=True)
class Container:
    """What a program is to find around it.

    Args:
        name: How the others call it.
        command: The program and its arguments.
        environment: All of its environment.
        user: User and group, as numbers.
        read_only: Files and folders that it sees, by where.
        written: Folders that it may write to, by where.
        mode_of: Permissions (octal) of folders in memory, by where.
        folder: Where it starts.
        addresses: Its own address on each bridge, such as 10.18.0.2.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    user: str = "0:0"
    read_only: Mapping[str, Path] = field(default_factory=dict)
    written: Mapping[str, Path] = field(default_factory=dict)
    mode_of: Mapping[str, str] = field(default_factory=dict)
    folder: str = "/"
    addresses: Mapping[str, str] = field(default_factory=dict)


def be_inside(argv: Sequence[str]) -> None:
    """Start this program anew as the root of namespaces of its own, and go on there."""
    alone = ("--user", "--map-root-user", "--net", "--mount")
    os.execvp("unshare", ["unshare", *alone, "--", *argv])  # noqa: S606, S607


def make_bridges(addresses: Mapping[str, str]) -> None:
    """Make bridges, each with this program's address on it, of a network of 254."""
    run("ip", "link", "set", "lo", "up")
    for name, address in addresses.items():
        # Else it has that of one of its ports, until that container is gone: the others
        # would go on sending there, for longer than anybody waits for an answer.
        own = bytes((2, 0, *map(int, address.split(".")))).hex(":")
        run("ip", "link", "add", name, "address", own, "type", "bridge")
        run("ip", "address", "add", f"{address}/24", "dev", name)
        run("ip", "link", "set", name, "up")


def run(*command: str) -> None:
    """Run a program of the system's."""
    subprocess.run(command, check=True)  # noqa: S603


class Sandbox:
    """A container that runs.

    Args:
        container: What it is.
        log: Gets what it prints.
    """

    def __init__(self, container: Container, log: Path) -> None:
        self.container = container
        self.log = log
        told, tell = os.pipe()
        wait, go = os.pipe()
        arguments = [*_arguments(container), "--info-fd", f"{tell}"]
        with log.open("ab") as output:
            self.process = subprocess.Popen(  # noqa: S603
                ["bwrap", *arguments, "--block-fd", f"{wait}", *container.command],  # noqa: S607
                pass_fds=(tell, wait),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        os.close(tell)
        os.close(wait)
        self._pid = _child(told)
        for bridge, address in container.addresses.items():
            self._connect(bridge, address)
        os.write(go, b"1")  # it has waited for its network
        os.close(go)

    def _connect(self, bridge: str, address: str) -> None:
        near, far = f"{bridge[:4]}{address.rpartition('.')[2]}-{self._pid}", bridge
        end = ("peer", "name", far, "netns", f"{self._pid}")
        run("ip", "link", "add", near, "type", "veth", *end)
        run("ip", "link", "set", near, "master", bridge, "up")
        within = ("nsenter", "--net", "--target", f"{self._pid}", "ip")
        run(*within, "address", "add", f"{address}/24", "dev", far)
        run(*within, "link", "set", far, "up")

    def succeeds(self, command: Sequence[str]) -> bool:
        """Run a command inside, and tell whether its exit status is 0."""
        given = (f"{name}={text}" for name, text in _environment(self.container))
        enter = ("--user", "--preserve-credentials", "--mount", "--net", "--pid")
        entered = ("nsenter", "--target", f"{self._pid}", *enter, "--root", "--")
        done = subprocess.run(  # noqa: S603
            [*entered, "env", "-i", *given, *command], capture_output=True, check=False
        )
        return done.returncode == 0

    def kill(self) -> None:
        """End all that runs inside, by SIGKILL."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        self.process.wait()

    @property
    def has_ended(self) -> bool:
        """Whether its program runs no longer."""
        return self.process.poll() is not None

    def tail(self) -> str:
        """Give the last that it printed."""
        return self.log.read_text("utf-8", "replace")[-2000:]


def wait_for(is_met: Callable[[], bool], patience_s: float) -> float | None:
    """Wait until something holds; gives the seconds that took, None in vain."""
    start = time.monotonic()
    while not is_met():
        if time.monotonic() - start > patience_s:
            return None
        time.sleep(LOOK_S)
    return time.monotonic() - start


def _child(told: int) -> int:
    """Read what bubblewrap says of the program that it starts: its process's number."""
    said = b""
    while not said.rstrip().endswith(b"}"):
        part = os.read(told, 4096)
        if not part:
            raise OSError("bubblewrap can't make a container; see the log above")
        said += part
    os.close(told)
    return int(json.loads(said)["child-pid"])


def _environment(container: Container) -> Iterator[tuple[str, str]]:
    yield from ({"PATH": PROGRAMS} | container.environment).items()


def _arguments(container: Container) -> list[str]:
    """Say it to bubblewrap, whose arguments are carried out in their order."""
    user, _, group = container.user.partition(":")
    arguments = ["--unshare-all", "--die-with-parent", "--new-session"]
    arguments += ["--uid", user, "--gid", group or user, "--cap-drop", "ALL"]
    arguments += [*_root(), "--proc", "/proc", "--dev", "/dev"]
    for path, mode in container.mode_of.items():
        arguments += ["--perms", mode, "--tmpfs", path]
    for path in {ROOT, Path(sys.prefix), Path(sys.base_prefix)}:
        if path.parts[1] in NOT_SHOWN:
            arguments += ["--ro-bind", str(path), str(path)]
    for target, source in container.read_only.items():
        arguments += ["--ro-bind", str(source), target]
    for target, source in container.written.items():
        arguments += ["--bind", str(source), target]
    arguments += ["--remount-ro", "/", "--chdir", container.folder, "--clearenv"]
    for name, text in _environment(container):
        arguments += ["--setenv", name, text]
    return arguments


def _root() -> Iterator[str]:
    """Make a root of this machine's programs and libraries, with nothing to write."""
    yield from ("--tmpfs", "/", *("--dir", "/run"), *("--dir", "/var"))
    for entry in sorted(Path("/").iterdir()):
        if entry.name in NOT_SHOWN:
            continue
        if entry.is_symlink():
            yield from ("--symlink", str(entry.readlink()), str(entry))
        elif entry.is_dir():
            yield from ("--ro-bind", str(entry), str(entry))
