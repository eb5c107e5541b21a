"""What a machine without containers has in place of the images of compose.yaml.

Milvus comes from PyPI (extra `test`), PostgreSQL and nginx from the system's packages.
"""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from docs.deploy.sandbox import PROGRAMS

POSTGRES = Path("/usr/lib/postgresql")
PREPARE_POSTGRES = """
set -e
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  printf %s "$POSTGRES_PASSWORD" > /tmp/password
  initdb --username "$POSTGRES_USER" --pwfile /tmp/password --auth scram-sha-256
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  echo "CREATE DATABASE \\"$POSTGRES_DB\\"" | postgres --single -j postgres
fi
exec "$@" -c listen_addresses='*'
"""
"""What the image does before its command, in short."""

MILVUS_YAML = {
    "etcd": {
        "data": {"dir": "default.etcd"},
        "log": {"path": "stdout"},
        "use": {"embed": False},
    },
    "localStorage": {"path": "/var/lib/milvus/data"},
    "rocksmq": {"path": "/var/lib/milvus/rdb_data"},
    "mq": {"type": "default"},
    "common": {"storageType": "remote"},
    "log": {"level": "warn", "file": {"rootPath": ""}},
}
"""What the image's own settings say otherwise than those of the package."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """What there is in place of an image.

    Args:
        files: What is seen of it, by where.
        environment: What its programs get.
        before: What begins each command.
        command: What it runs where nothing is said.
        folder: Where its programs start.
    """

    files: Mapping[str, Path] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    folder: str = "/"


def quotewell(_: Path) -> StandIn:
    """Give this Python, with all that is installed for it."""
    return StandIn({"/opt/quotewell": Path(sys.prefix)})


def milvus(folder: Path) -> StandIn:
    """Unpack the server that the package `milvus` holds."""
    # Imported here: without it the files can still be read.
    import yaml
    from milvus import MilvusServerConfig, _initialize_data_files

    _initialize_data_files(str(folder))
    MilvusServerConfig(data_dir=str(folder)).resolve()
    settings = folder / "configs/milvus.yaml"
    said = _with(yaml.safe_load(settings.read_text("utf-8")), MILVUS_YAML)
    settings.write_text(yaml.safe_dump(said), "utf-8")
    binaries = "/milvus/bin"
    return StandIn(
        files={binaries: folder / "bin", "/milvus/configs": folder / "configs"},
        environment={
            "LD_LIBRARY_PATH": binaries,
            "PATH": f"{binaries}:/usr/bin:/bin",
        },
        folder="/milvus",
    )


def _with(said: dict, other: Mapping) -> dict:
    """Change what is said in some places.

    Example:
        >>> _with({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}})
        {'a': {'b': 3, 'c': 2}}
    """
    return said | {
        name: _with(said.get(name, {}), value) if isinstance(value, dict) else value
        for name, value in other.items()
    }


def postgres(folder: Path) -> StandIn:
    """Give the newest PostgreSQL that is installed."""
    versions = sorted(POSTGRES.glob("*/bin"), key=lambda path: int(path.parent.name))
    users = folder / "passwd"
    users.write_text("postgres:x:999:999::/tmp:/bin/sh\n", "utf-8")
    return StandIn(
        files={"/etc/passwd": users},
        environment={
            "PATH": f"{versions[-1]}:/usr/bin:/bin",
            "PGDATA": "/var/lib/postgresql/data",
        },
        before=("sh", "-c", PREPARE_POSTGRES, "sh"),
        command=("postgres",),
    )


def nginx(_: Path) -> StandIn:
    """Give the nginx that is installed."""
    return StandIn()


STAND_INS = {
    "quotewell": quotewell,
    "milvusdb/milvus": milvus,
    "postgres": postgres,
    "nginx": nginx,
}


def missing() -> list[str]:
    """Name what this machine lacks to do without containers."""
    programs = ("bwrap", "curl", "ip", "nginx", "nsenter", "unshare")
    lacking = [name for name in programs if not shutil.which(name, path=PROGRAMS)]
    lacking += [] if list(POSTGRES.glob("*/bin/initdb")) else ["postgresql"]
    return lacking + ([] if find_spec("milvus") else ["milvus (PyPI)"])
