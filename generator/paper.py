"""Several rendered pages as one to be printed: a series, its meetings, and the reports on them, with a table of contents.

The pages are taken as they were published. Links between them lead to their place in the document, others to the published
site; each page's places get a name of their own, so that sentence 3 of one report is not that of another.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from generator.errors import DigestError, Problem
from generator.markdown import environment
from generator.pages import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.labels import Labels
    from generator.models import Meeting
    from generator.naming import Names

# The theme has its attributes in double quotes; quotation marks within a text or an attribute are references (`guard`).
_OPENING, _CLOSING = '<article class="md-content__inner md-typeset">', "</article>"
_ID = re.compile(r'( id=")([^"]+)"')
_LINK = re.compile(r'( href=")([^"]+)"')
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*"')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
_ASSET = re.compile(r'( (?:href|src)=")((?:\.\./)*assets/[^"]+)"')
_SOMEWHERE = "http://site.invalid/"
# Nothing but the site's own files, and nothing that runs.
_ALLOWED = "default-src 'none'; style-src file:; font-src file:; img-src file: data:"


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the document."""

    path: str
    """Where it is within the site, e.g. `meetings/asean-india-som-24/`."""
    title: str
    kind: str
    """series, meeting or brief."""
    place: int

    @property
    def anchor(self) -> str:
        """Under which name its title is found in the document."""
        return f"d{self.place}-title"


def parts_of_series(series: str, known: Mapping[str, Sequence[Meeting]], names: Names) -> tuple[Part, ...]:
    """Return the pages of a series in order: its own, then each of its `known` meetings followed by the reports on it.

    Raises DigestError for a series that no report is on.
    """
    if series not in known:
        remedy = "name one of them" if known else "add a report on one"
        raise DigestError(Problem("pdf", None, f"no series {series!r}", f"one of: {', '.join(known) or 'none yet'}", remedy))
    meetings = known[series]
    found = [(f"series/{series}/", names.name("series", series), "series")]
    for meeting in meetings:
        found.append((f"meetings/{meeting.id}/", names.meeting(meeting), "meeting"))
        found += [(f"briefs/{brief.id}/", brief.seed.title, "brief") for brief in meeting.reports]
    return tuple(Part(path, title, kind, place) for place, (path, title, kind) in enumerate(found))


def read_parts(parts: Sequence[Part], site: Path) -> dict[str, str]:
    """Return the rendered pages of the site in the folder `site`, by path. Raises DigestError where one is not there."""
    pages = {}
    for part in parts:
        file = site / part.path / "index.html"
        try:
            pages[part.path] = file.read_text(encoding="utf-8")
        except OSError as error:
            what = f"the page cannot be read ({error.strerror})"
            raise DigestError(Problem(str(file), None, what, "the site of these reports", "build it: make site")) from error
    return pages


def paper(parts: Sequence[Part], pages: Mapping[str, str], *, site: str, labels: Labels) -> str:
    """Return the document of `parts`, of their rendered `pages` by path; `site` is the address of the folder they are in."""
    first = pages[parts[0].path]
    head, tail = first.partition(_OPENING)[0], first.rpartition(_CLOSING)[2]
    places = {part.path: part.place for part in parts}
    bodies = [_body(part, pages[part.path], places) for part in parts]
    shell = _OPENING.join((_plain(head, site, parts[0].path), ""))
    contents = environment(TEMPLATES).get_template("paper.html.j2").render(parts=parts, t=labels)
    return "\n".join((shell, contents, *bodies, _CLOSING + _plain(tail, site, parts[0].path)))


def _plain(frame: str, site: str, path: str) -> str:
    """Return what is around the text without scripts, with styles from `site`."""
    frame = _POLICY.sub(rf'\1{_ALLOWED}"', _SCRIPT.sub("", frame))
    return _ASSET.sub(lambda link: f'{link[1]}{site}{posixpath.normpath(posixpath.join(path, link[2]))}"', frame)


def _body(part: Part, page: str, places: Mapping[str, int]) -> str:
    """Return the text of a page, with places of its own and links that lead within the document or to the published site."""
    found = _CANONICAL.search(page)
    published = found[1] if found else None
    text = page.partition(_OPENING)[2].rpartition(_CLOSING)[0]
    text = _SCRIPT.sub("", text)
    text = _ID.sub(lambda found: f'{found[1]}d{part.place}-{found[2]}"', text)

    def lead(link: re.Match[str]) -> str:
        url = urlsplit(urljoin(_SOMEWHERE + part.path, link[2]))
        if not url.geturl().startswith(_SOMEWHERE):
            return link[0]
        path = url.path.removeprefix("/")
        if unquote(path) in places:
            return f'{link[1]}#d{places[unquote(path)]}-{url.fragment or "title"}"'
        # Without an address of its own the site is nowhere that a reader of the document could go.
        return f'{link[1]}{urljoin(published, link[2])}"' if published else ""

    return _LINK.sub(lead, text)
