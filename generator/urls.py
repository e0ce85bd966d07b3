"""Mends and checks addresses: what comes out is an http or https URL that is safe to link to, or an error that says why not.

One function for seeds, corrections and pages, so that they agree on what an address may be.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

MAX_LENGTH = 2_000
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|zarsrc)(?:=|$)", re.IGNORECASE)
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Not after a colon: an archive keeps `https://` inside its path.
_SLASHES = re.compile(r"(?<!:)/{2,}")
_PATH_SAFE = "%/:@!$&'()*+,;=~"
_QUERY_SAFE = _PATH_SAFE + "?"
_PORTS = {"http": 80, "https": 443}
# One page under several addresses: for small screens, as AMP, from Google's copies of AMP pages, from an archive.
_COPIES = re.compile(
    r"(?:[\w-]+\.cdn\.ampproject\.org/[a-z](?:/s)?|"
    r"(?:www\.)?google\.[a-z.]{2,6}/amp(?:/s)?|"
    r"web\.archive\.org/web/\w+/https?:/?)/"
)
# What stands before the address of a page in that of its copy in an archive, ending in the time at which it was kept.
_ARCHIVED = re.compile(r"https?://[^/?#]+/(?:[^/?#]+/){0,2}[0-9]{4,14}[a-z_]{0,4}/(?=https?:/)", re.IGNORECASE)
_SMALL_SCREEN = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[\w-]+\.)")
_AMP_PATH = re.compile(r"(?<=[/.])amp(?:/|\.html?|$)")
_AMP_QUERY = re.compile(r"(?:amp|outputType|output)=(?:1|true|amp)?$|amp$", re.IGNORECASE)
_INDEX = re.compile(r"(?:^|(?<=/))(?:index|default)\.(?:html?|php|aspx?)$")
_MORE_TRACKING = re.compile(
    r"(?:mc_[ce]id|igshid|_ga|yclid|msclkid|spm|ref|ref_src|source|cmpid|zalo\w*)(?:=|$)", re.IGNORECASE
)


def mend_url(text: str, *, exact: bool = False) -> str:
    """Return `text` as a clean http(s) address: doubled slashes, spaces, tracking parameters and non-ASCII letters mended.

    With `exact`, every slash and parameter stays: what a server is asked for is what it has named. Raises ValueError, in words
    that can follow "expected a web address, but", where there is nothing to mend.

    >>> mend_url("https://example.org//tin/a b.html?utm_source=x&id=7")
    'https://example.org/tin/a%20b.html?id=7'
    """
    _check_length(text)
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
    kept = (item for item in parts.query.split("&") if item and not _TRACKING.match(item))
    path, query = (parts.path, parts.query) if exact else (_SLASHES.sub("/", parts.path), "&".join(kept))
    url = f"{parts.scheme}://{netloc}{_escape(path, _PATH_SAFE) or '/'}"
    if query:
        url += f"?{_escape(query, _QUERY_SAFE)}"
    mended = f"{url}#{_escape(parts.fragment, _QUERY_SAFE)}" if parts.fragment else url
    # Letters that are not ASCII take six characters and more.
    _check_length(mended)
    return mended


def page_key(url: str) -> str:
    """Return what two mended addresses have in common when they are of one page: a key to compare by, and no address.

    Without scheme, `www.`, fragment, what tells where a reader came from, what makes it an AMP page or an archive's copy.

    >>> page_key("http://m.example.vn/tin/a-1.html/amp?utm_source=x#top") == page_key("https://www.example.vn/tin/a-1.html")
    True
    """
    bare = url.partition("#")[0].partition("://")[2]
    while copied := _COPIES.match(bare):
        bare = bare[copied.end() :].lstrip("/")
    place, _, query = bare.partition("?")
    host, _, path = place.partition("/")
    host = _SMALL_SCREEN.sub("", host.lower(), count=1).removesuffix(":80").removesuffix(":443")
    path = _AMP_PATH.sub("", unquote(path)).strip("/").removesuffix(".")
    left_out = (_TRACKING, _MORE_TRACKING, _AMP_QUERY)
    kept = sorted(unquote(item) for item in query.split("&") if item and not any(rule.match(item) for rule in left_out))
    return "?".join([f"{host}/{_INDEX.sub('', path)}".rstrip("/"), *(["&".join(kept)] if kept else [])])


def own_address(url: str) -> str:
    """Return the address of a page itself, of one kept in an archive without what the archive puts before it."""
    kept = _ARCHIVED.match(url)
    return url[kept.end() :] if kept else url


def is_front_page(url: str) -> bool:
    """Tell whether an address is that of a whole site: where a server leads who asks for a page that is gone."""
    return "/" not in page_key(url)


def _check_length(url: str) -> None:
    if len(url) > MAX_LENGTH:
        message = f"it has {len(url):,} characters, more than {MAX_LENGTH:,}"
        raise ValueError(message)


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
