"""Asks the web for a page, as far as an editor's commands need it, and trusts nothing of what it answers.

Only http and https, and only public machines: each name is looked up once, and what is connected to is the number that was
judged, at every redirect anew. A page is taken up to a size, packed or not, and only for so long.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from generator.urls import mend_url

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 5_000_000
"""Of a page, as it comes and unpacked: some fifty times a long article with all its markup."""
MAX_REDIRECTS = 5
WAIT = 20.0
"""Seconds for a connection, and for each piece of an answer."""
PATIENCE = 60.0
"""Seconds for one answer as a whole: a server that sends a byte now and then must not hold us for ever."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 65_536
_HEADERS = {
    # Says who asks, as is polite; `compatible` is what gets an answer from servers that look for nothing else.
    "User-Agent": "Mozilla/5.0 (compatible; policy-brief-digest)",
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Language": "vi,en;q=0.8",
    "Accept-Encoding": "gzip",
}
_OUTSIDE = "a page that can be had from here"
_BY_HAND = "open it in a browser, save the page there, and add the file"


class Unreachable(Exception):  # noqa: N818 - it says what became of an address
    """An address that gave no page."""

    def __init__(self, found: str, remedy: str = _BY_HAND, *, expected: str = _OUTSIDE, url: str = "") -> None:
        """Keep what was found, what was expected, what to do, and at which address it was found."""
        super().__init__(found)
        self.found, self.expected, self.remedy, self.url = found, expected, remedy, url


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered in the end."""

    url: str
    """The address that answered, after all redirects."""
    status: int
    reason: str
    content_type: str
    """Small letters, without parameters; empty where the server names none."""
    charset: str
    """What the server says that the page is written in; empty where it does not."""
    body: bytes
    hops: tuple[str, ...] = ()
    """The addresses that led there, the first one first."""


def ask(url: str, *, method: str = "GET", allow_private: bool = False, most: int = MAX_BYTES) -> Answer:
    """Return what is at `url`, after at most MAX_REDIRECTS redirects, of any status.

    There is a body for `GET` of a page only, and none where `most` is 0.
    With `allow_private`, machines of one's own network are asked as well. Raises Unreachable where there is no whole answer, or
    one of more than `most` bytes.
    """
    hops: list[str] = []
    while True:
        address = _check(url, after=hops)
        answer, target = _ask_once(address, method, allow_private=allow_private, most=most)
        if not target:
            return Answer(address, *answer, tuple(hops))
        hops.append(address)
        url = urljoin(address, target)
        if len(hops) > MAX_REDIRECTS:
            circle = "in a circle" if len(set(hops)) < len(hops) else "again and again"
            raise Unreachable(f"it leads on {circle} ({MAX_REDIRECTS} times, last to {url[:200]!r})", url=address)


def _check(url: str, *, after: list[str]) -> str:
    """Return the address to ask, without its fragment; refuse it where no reader should be led there."""
    try:
        return mend_url(url, exact=True).partition("#")[0]
    except ValueError as error:
        found = f"it leads on to {url[:200]!r}, but {error}" if after else str(error)
        remedy = "write the whole address of the article, with https://"
        raise Unreachable(found, _BY_HAND if after else remedy, expected="a web address", url=url) from error


def _ask_once(url: str, method: str, *, allow_private: bool, most: int) -> tuple[tuple[int, str, str, str, bytes], str]:
    """Return what one server answers, and where it leads on to, if it does."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Connection(parts.hostname or "", parts.port, parts.scheme, allow_private=allow_private)
    with _explained(url), connection.in_time():
        connection.request(method, target, headers=_HEADERS)
        with connection.getresponse() as response:
            location = response.headers.get("Location", "")
            kind = response.headers.get_content_type() if "Content-Type" in response.headers else ""
            said = (response.status, _plain(response.reason), _plain(kind), response.headers.get_content_charset(""))
            if response.status in _REDIRECTS and location:
                # Headers are Latin-1 to Python; what is not ASCII in them is UTF-8 everywhere else.
                return (*said, b""), location.encode("latin-1", "replace").decode("utf-8", "replace")
            wanted = most and method == "GET" and response.status == http.client.OK and is_page(kind)
            return (*said, _read(response, most) if wanted else b""), ""


def _plain(words: str) -> str:
    """Return what a server says as it may be shown: in a terminal, some characters do things."""
    return "".join(c for c in words[:100] if c.isprintable()).strip()


def is_page(content_type: str) -> bool:
    """Tell whether that is a web page; where a server says nothing, the content will tell."""
    return content_type in {"text/html", "application/xhtml+xml", ""}


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Say in words an editor can act on what went wrong between here and there."""
    try:
        yield
    except Unreachable as error:
        error.url = error.url or url
        raise
    except socket.gaierror as error:
        found, remedy = f"its host {urlsplit(url).hostname!r} is not known", "check the address, and the connection"
        raise Unreachable(found, remedy, url=url) from error
    except TimeoutError as error:
        raise Unreachable(
            f"no answer within {WAIT:.0f} seconds", "try again later, or save the page by hand", url=url
        ) from error
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(f"its certificate is not valid ({error.verify_message})", url=url) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        # ValueError: what the connection was at when its time was up, or a header that is none.
        what = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise Unreachable(f"the connection failed ({what[:200]})", "try again later", url=url) from error


class _Connection(http.client.HTTPConnection):
    """A connection to a machine that was judged, which ends when its time is up."""

    def __init__(self, host: str, port: int | None, scheme: str, *, allow_private: bool) -> None:
        self.secure, self.allow_private = scheme == "https", allow_private
        self.default_port = 443 if self.secure else 80
        super().__init__(host, port or self.default_port, timeout=WAIT)
        self._is_late = threading.Event()
        # The library hands the socket on to the answer, and forgets it.
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(PATIENCE, self._cut)
        self._timer.daemon = True

    def connect(self) -> None:
        """Connect to the first public machine of that name that answers."""
        self._timer.start()
        failure: OSError | None = None
        for *_, address in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
            if not (self.allow_private or is_public(str(address[0]))):
                continue
            try:
                # By its number: a name that is looked up again may by then be another machine's.
                self.sock = socket.create_connection((str(address[0]), self.port), timeout=WAIT)
            except OSError as error:
                failure = error
                continue
            self._socket = self.sock
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.secure:
                self.sock = self._socket = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
            return
        if failure:
            raise failure
        found = f"{self.host!r} is a machine of this network"
        raise Unreachable(found, "--allow-private, if that is meant", expected="a public web site")

    def _cut(self) -> None:
        """End the connection whatever it is at: who reads from it gets an end, or an error."""
        self._is_late.set()
        if self._socket:
            with suppress(OSError):
                # The plain one: an encrypted connection would first have to say goodbye.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    @contextmanager
    def in_time(self) -> Iterator[None]:
        """Close the connection after use; say so where its time was up, whatever error that has led to."""
        try:
            yield
        finally:
            self._timer.cancel()
            self.close()
            if self._is_late.is_set():
                raise Unreachable(f"no whole answer within {PATIENCE:.0f} seconds")


def is_public(number: str) -> bool:
    """Tell whether an IP address is one of the public net: not of this machine, a local network, or put aside for anything."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        # An address of the older kind in the clothes of the newer is judged as what it is.
        address = address.ipv4_mapped or address.sixtofour or address
    return address.is_global and not address.is_multicast


def _read(response: http.client.HTTPResponse, most: int) -> bytes:
    """Return a body, unpacked; refuse it as soon as it is larger than `most`, before it is all here or all unpacked."""
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip"}:
        raise Unreachable(f"it is packed as {packing[:40]!r}, which was not asked for")
    if (response.length or 0) > most:
        raise _too_large(most)
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in packing else None
    parts: list[bytes] = []
    taken = size = 0
    while piece := response.read(_PIECE):
        taken += len(piece)
        try:
            parts.append(unpack.decompress(piece, most - size + 1) if unpack else piece)
        except zlib.error as error:
            raise Unreachable(f"it says to be packed as gzip, but is not ({error})") from error
        size += len(parts[-1])
        if max(size, taken) > most:
            raise _too_large(most)
    if response.length or (unpack and not unpack.eof and taken):
        raise Unreachable("the page was cut short on its way", "try again")
    return b"".join(parts)


def _too_large(most: int) -> Unreachable:
    return Unreachable(f"a page of more than {most:,} bytes", "check that it is an article, and save its text by hand")
