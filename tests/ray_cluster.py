"""A Ray cluster of two nodes on this machine, of which one can be killed.

It talks on an address that no other machine reaches. That is not 127.0.0.1, for which
Ray puts the machine's own.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import rag  # noqa: F401 - it keeps Ray quiet before that is imported

ROOT = Path(__file__).parent.parent
KILL = "kill\n"


@dataclass(frozen=True)
class RayCluster:
    """A cluster that runs in a process of its own, and its address."""

    process: "subprocess.Popen[str]"
    address: str

    def kill_a_node(self) -> None:
        """Kill the node that has no program, with all that it does."""
        assert self.process.stdin
        self.process.stdin.write(KILL)
        self.process.stdin.flush()


@contextmanager
def ray_cluster() -> Iterator[RayCluster]:
    """Run a cluster; it ends with this block, or with this process."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ray_cluster"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        yield RayCluster(process, process.stdout.readline().strip())


def _run() -> None:
    from ray.cluster_utils import Cluster

    # With one processor each they would wait for one another. GPUs are lent as they
    # would be, though there are none.
    node = {
        "num_cpus": 2,
        "num_gpus": 1,
        "node_ip_address": "127.0.0.2",
        "object_store_memory": 80 * 2**20,
    }
    cluster = Cluster(
        initialize_head=True, head_node_args=node | {"include_dashboard": False}
    )
    other = cluster.add_node(**node)
    sys.stdout.write(f"{cluster.address}\n")
    sys.stdout.flush()
    for line in sys.stdin:
        assert line == KILL
        cluster.remove_node(other, allow_graceful=False)
    cluster.shutdown()


if __name__ == "__main__":
    _run()
