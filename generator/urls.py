"""Mends and checks addresses: what comes out is an http or https URL that is safe to link to, or an error that says why not.

One function for seeds, corrections and pages, so that they agree on what an address may be.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

MAX_LENGTH = 2_000
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|zarsrc)(?:=|$)", re.IGNORECASE)
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Not after a colon: an archive keeps `https://` inside its path.
_SLASHES = re.compile(r"(?<!:)/{2,}")
_PATH_SAFE = "%/:@!$&'()*+,;=~"
_QUERY_SAFE = _PATH_SAFE + "?"
_PORTS = {"http": 80, "https": 443}


def mend_url(text: str) -> str:
    """Return `text` as a clean http(s) address: doubled slashes, spaces, tracking parameters and non-ASCII letters mended.

    Raises ValueError, in words that can follow "expected a web address, but", where there is nothing to mend.

    >>> mend_url("https://example.org//tin/a b.html?utm_source=x&id=7")
    'https://example.org/tin/a%20b.html?id=7'
    """
    if len(text) > MAX_LENGTH:
        message = f"it has {len(text):,} characters, more than {MAX_LENGTH:,}"
        raise ValueError(message)
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        message = "it cannot be parsed"
        raise ValueError(message) from error
    if parts.scheme not in _PORTS:
        message = "it does not start with http:// or https://"
        raise ValueError(message)
    if "@" in parts.netloc:
        message = "it holds a user name or password"
        raise ValueError(message)
    netloc = _check_host(host) + (f":{port}" if port not in (None, _PORTS[parts.scheme]) else "")
    query = "&".join(item for item in parts.query.split("&") if item and not _TRACKING.match(item))
    url = f"{parts.scheme}://{netloc}{_escape(_SLASHES.sub('/', parts.path), _PATH_SAFE) or '/'}"
    if query:
        url += f"?{_escape(query, _QUERY_SAFE)}"
    return f"{url}#{_escape(parts.fragment, _QUERY_SAFE)}" if parts.fragment else url


def _check_host(host: str) -> str:
    """Return the host name in ASCII; raise ValueError where it is not a public name."""
    try:
        name = host.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError as error:
        message = f"its host {host!r} is not a name"
        raise ValueError(message) from error
    labels = name.split(".")
    if len(labels) < 2 or labels[-1].isdigit() or not all(_LABEL.fullmatch(label) for label in labels):  # noqa: PLR2004
        message = f"its host {host!r} is not a public name"
        raise ValueError(message)
    return name


def _escape(part: str, safe: str) -> str:
    """Return `part` with everything percent-encoded that is neither plain nor in `safe`; what is encoded stays so."""
    return _STRAY_PERCENT.sub("%25", quote(part, safe=safe))
