"""Fetching a page from the web, when a person asks for it and never otherwise.

Only public addresses are asked: a name is resolved once, every address that it has is
checked, and the connection goes to the one that was checked (so that no second answer
of the name server can lead elsewhere). Each redirect is checked the same way.
"""

import asyncio
import ipaddress
import socket
import zlib
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx
from safehttpx import AsyncSecureTransport, is_public_ip

from rag.errors import FetchError
from rag.settings import MAX_FILE_BYTES

TIME_LIMIT_S = 30.0
"""For all of it, redirects included."""

MAX_REDIRECTS = 5
SCHEMES = ("http", "https")
HEADERS = {
    "User-Agent": "Quotewell",
    "Accept": "text/html, */*;q=0.8",
    "Accept-Encoding": "identity",
}
GZIP_WBITS = 16 + zlib.MAX_WBITS
"""Tells zlib that a gzip header comes first (see `zlib.decompressobj`)."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes, and the address that they came from, without a password."""

    data: bytes
    url: str


def names_page(name: str) -> bool:
    """Tell whether a word begins as a web address, and so is no file's name.

    Example:
        >>> names_page("https://example.org/a"), names_page("a.html")
        (True, False)
    """
    return name.lower().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet.

    Example:
        >>> is_public("1.1.1.1"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
        (True, False, False)
    """
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv4Address):
        return parsed.is_global and is_public_ip(address)
    # An address of six may carry a private one of four, and would lead there.
    inside = parsed.ipv4_mapped or parsed.sixtofour
    if inside is not None:
        return is_public(str(inside))
    return parsed.is_global and not parsed.is_site_local and is_public_ip(address)


def fetch(
    url: str,
    *,
    max_bytes: int = MAX_FILE_BYTES,
    time_limit_s: float = TIME_LIMIT_S,
    is_allowed: Callable[[str], bool] = is_public,
) -> Fetched:
    """Fetch a page.

    Args:
        url: Its address, http or https.
        max_bytes: The size limit, after decompression.
        time_limit_s: The limit for all of it.
        is_allowed: Says of an IP address whether it may be asked.

    Raises:
        FetchError: The address is private or no web address, nothing answers, or the
            page is too large, too slow or not there.
    """
    try:
        return _run(asyncio.wait_for(_follow(url, max_bytes, is_allowed), time_limit_s))
    # Before OSError, of which it is one.
    except TimeoutError as error:
        raise FetchError(
            f"{url} was not fetched within {time_limit_s:g} s; save the page and add "
            "the file"
        ) from error
    except (
        httpx.HTTPError,
        httpx.InvalidURL,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise FetchError(
            f"{url} can't be fetched ({str(error) or type(error).__name__}); check "
            "the address, or save the page and add the file"
        ) from error


def _run(work: Coroutine[None, None, Fetched]) -> Fetched:
    """Run in a thread of its own: the caller's may have an event loop already."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


async def _follow(
    url: str, max_bytes: int, is_allowed: Callable[[str], bool]
) -> Fetched:
    asked = url
    for _ in range(MAX_REDIRECTS + 1):
        answer = await _get(url, max_bytes, is_allowed)
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise FetchError(f"{asked} leads on more than {MAX_REDIRECTS} times")


async def _get(
    url: str, max_bytes: int, is_allowed: Callable[[str], bool]
) -> Fetched | str:
    """Ask one address; gives the page, or the address that it leads on to."""
    transport = AsyncSecureTransport(await _checked_address(url, is_allowed))
    # Without the environment: a proxy would resolve the name anew.
    async with (
        httpx.AsyncClient(transport=transport, trust_env=False) as client,
        # httpx would follow redirects past the check of their addresses.
        client.stream("GET", url, headers=HEADERS, follow_redirects=False) as answer,
    ):
        if answer.has_redirect_location:
            # It may be relative; whatever it is, it is checked as the first was.
            return urljoin(url, answer.headers["location"])
        if answer.status_code != httpx.codes.OK:
            raise FetchError(
                f"{url} answers with status {answer.status_code}; check the address in "
                "a browser"
            )
        return Fetched(await _body(answer, url, max_bytes), _without_user(url))


def _without_user(url: str) -> str:
    """Leave name and password out of an address: it is kept, cited and exported."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


async def _body(answer: httpx.Response, url: str, max_bytes: int) -> bytes:
    """Read a page's bytes; what comes out is counted, not what comes in."""
    packed = _unpacker(answer.headers.get("content-encoding", "identity"), url)
    data = bytearray()
    async for chunk in answer.aiter_raw():
        # One byte more than may come, or a page that is cut off would look whole.
        room = max_bytes + 1 - len(data)
        data += packed.decompress(chunk, room) if packed else chunk
        if len(data) > max_bytes:
            raise FetchError(
                f"{url} has more than the limit of {max_bytes / 2**20:.1f} MiB"
            )
    if packed and not packed.eof:
        raise FetchError(
            f"{url} came to an end before the page did; try again, or save the page "
            "and add the file"
        )
    return bytes(data)


def _unpacker(encoding: str, url: str) -> "zlib._Decompress | None":
    """Give what unpacks a body, None where it isn't packed.

    Some servers send gzip to whom asked for none; a packing of a packing is an attack.
    """
    if encoding.strip().lower() in ("", "identity"):
        return None
    if encoding.strip().lower() in ("gzip", "x-gzip"):
        return zlib.decompressobj(GZIP_WBITS)
    raise FetchError(
        f"{url} is packed as {encoding[:40]!r}, which was not asked for; save the page "
        "and add the file"
    )


async def _checked_address(url: str, is_allowed: Callable[[str], bool]) -> str:
    """Resolve the host of an address; gives the IP address to connect to."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise FetchError(f"{url} is no address that starts with http:// or https://")
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(
            parts.hostname, parts.port, type=socket.SOCK_STREAM
        )
    except socket.gaierror as error:
        raise FetchError(
            f"{parts.hostname} is not found; check the address and the connection"
        ) from error
    # The name server may name a private one beside public ones, to get past.
    addresses = [str(entry[4][0]) for entry in found]
    refused = [address for address in addresses if not is_allowed(address)]
    if refused or not addresses:
        raise FetchError(
            f"{url} leads to {', '.join(refused) or 'no address'}, which is not on the "
            "public internet; save the page and add the file"
        )
    return addresses[0]
