"""All services of compose.yaml, with what this machine has in place of their images."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docs.deploy.described import Image, Service, read_services, read_stages
from docs.deploy.sandbox import Container, Sandbox
from docs.deploy.stand_ins import STAND_INS, StandIn, quotewell


class FailedError(Exception):
    """Something doesn't hold that the files promise."""


@dataclass(frozen=True, slots=True)
class Site:
    """All services of the compose file, and what they are run with.

    Args:
        services: What the file says, by name.
        shipped: The image that the Dockerfile describes.
        stand_ins: What is there in place of each service's image.
        folder: Has volumes, logs, and what the stand-ins need.
    """

    services: Mapping[str, Service]
    shipped: Image
    stand_ins: Mapping[str, StandIn]
    folder: Path

    @property
    def networks(self) -> list[str]:
        """All networks, in the order of their names."""
        return sorted({net for each in self.services.values() for net in each.networks})

    def addresses(self, name: str) -> dict[str, str]:
        """Give a service's address on each of its networks."""
        number = 2 + list(self.services).index(name)
        networks = self.services[name].networks
        return {net: f"10.18.{self.networks.index(net)}.{number}" for net in networks}

    def container(self, name: str) -> Container:
        """Say what a service runs, and what it is to find around it."""
        service, stand_in = self.services[name], self.stand_ins[name]
        image = self.shipped if service.is_built else Image(folder=stand_in.folder)
        command = service.command or image.command or stand_in.command
        given = (stand_in.environment, image.environment, service.environment)
        hosts = {"/etc/hosts": self._hosts(name)}
        return Container(
            name=name,
            command=(*stand_in.before, *image.entrypoint, *command),
            environment=dict(ChainMap(*map(dict, reversed(given)))),
            user=service.user or image.user,
            read_only={**stand_in.files, **service.files, **hosts},
            written={at: self.volume(named) for at, named in service.volumes.items()},
            mode_of=service.mode_of,
            folder=image.folder,
            addresses=self.addresses(name),
        )

    def volume(self, name: str) -> Path:
        """Give the folder that is a volume here; it is made where it isn't there."""
        folder = self.folder / "volumes" / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _hosts(self, name: str) -> Path:
        """Write down whom a service can reach, as a container's resolver knows it."""
        mine = self.addresses(name)
        lines = ["127.0.0.1 localhost"]
        for other in self.services:
            theirs = self.addresses(other).items()
            lines += [f"{address} {other}" for net, address in theirs if net in mine]
        path = self.folder / f"{name}.hosts"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path


def prepare(folder: Path, variables: Mapping[str, str]) -> Site:
    """Read the files, and make what takes the place of images and volumes.

    Args:
        folder: Gets all that is written.
        variables: What compose.yaml demands.
    """
    services = read_services(variables)
    made: dict[str, StandIn] = {}
    for name, service in services.items():
        image = service.image.partition(":")[0]
        place = folder / "images" / image
        place.mkdir(parents=True, exist_ok=True)
        made[name] = STAND_INS[image](place)
    *stages, shipped = read_stages()
    site = Site(services, shipped, made, folder)
    build(site, stages)
    return site


def build(site: Site, stages: Sequence[Image]) -> None:
    """Run what the Dockerfile runs of ours; that is what its volume begins with."""
    (at,) = site.shipped.volumes
    (name,) = {each.volumes[at] for each in site.services.values() if each.is_built}
    for stage, step in ((each, step) for each in stages for step in each.steps):
        container = Container(
            "build",
            step,
            stage.environment,
            read_only=quotewell(site.folder).files,
            written={at: site.volume(name)},
            mode_of={"/tmp": "1777"},  # noqa: S108 - a container's own
        )
        sandbox = Sandbox(container, site.folder / "build.log")
        if sandbox.process.wait():
            raise FailedError(f"{step} failed: {sandbox.tail()}")
