"""A real PostgreSQL server (Debian's package), of its own, on a port of 127.0.0.1."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.served import PATIENCE_S, free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
USER, PASSWORD = "quotewell", secrets.token_hex(8)


@dataclass
class PostgresServer:
    """A server that can be stopped, started, killed and held up."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        """What `--journal` is given."""
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it; what it had is there.

        While it was down another run of the tests, or a program that they start, may
        have been given its port: it is waited for.
        """
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                self._control("start", "-w", "-o", f"-p {self.port} -k {self.folder}")
                return
            except subprocess.CalledProcessError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def stop(self, mode: str = "fast") -> None:
        """Stop it; "immediate" is as if it were killed."""
        self._control("stop", "-m", mode)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to all of its processes; one may end just then."""
        pids = (self.folder / "data" / "postmaster.pid").read_text().split("\n")[:1]
        found = subprocess.run(
            ["pgrep", "-P", pids[0]], capture_output=True, text=True, check=False
        )
        for pid in pids + found.stdout.split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), number)

    def run(self, statement: str) -> str:
        """Run a statement as another program would; gives what it printed."""
        done = subprocess.run(
            [PROGRAMS[-1] / "psql", "-Atq", self.address, "-c", statement],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def _control(self, *arguments: str) -> None:
        as_server([PROGRAMS[-1] / "pg_ctl", "-D", self.folder / "data", *arguments])


def as_server(command: list[str | Path]) -> None:
    """Run a program of the server's; as root it would refuse, so as nobody."""
    user = "nobody" if os.geteuid() == 0 else None
    # Its output to no pipe: the server keeps that open.
    subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Run a server with an empty database, in a folder that goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    secret = folder / "password"
    secret.write_text(PASSWORD)
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for path in (folder, secret):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
    options = ["-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}", "-N"]
    command = [PROGRAMS[-1] / "initdb", "-D", folder / "data", "-E", "UTF8"]
    as_server([*command, "--locale=C.UTF-8", *options])
    # What the system has taken over outlives each of its processes, if not itself.
    with (folder / "data" / "postgresql.conf").open("a") as file:
        file.write("fsync = off\nlisten_addresses = '127.0.0.1'\n")
    server = PostgresServer(folder, free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(folder)
