"""Tells search engines which pages there are, and since when each is as it is: sitemap.xml and robots.txt.

A page is as it is since the last commit that changed its source in the docs folder. Where git does not know it, the site does
not say it: nobody's clock is asked, and a day made up would be worse than none.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator.buildtime import last_changes
from generator.handwritten import address_of, find_page, list_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MOST = 50_000
"""How many addresses a sitemap may have (sitemaps.org); of more there are several, and one that leads to them."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = 600
"""In how many bytes a page that leads on says so."""


def site_files(docs: Path, site: Path, *, url: str) -> dict[str, str]:
    """Return what robots.txt and the sitemaps of the rendered `site` hold, by name; `url` is where it will be.

    Of the pages of `docs` those are in it that have a file in `site`; not those that lead on to others.
    """
    root = url.rstrip("/") + "/"
    changes = last_changes(docs)
    entries = [(root + address, changes.get(source)) for source, address in _find_pages(docs, site)]
    parts = [entries[start : start + MOST] for start in range(0, len(entries), MOST)]
    files = {"robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {root}sitemap.xml\n"}
    if len(parts) <= 1:
        return files | {"sitemap.xml": _write("urlset", "url", entries)}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    files |= {name: _write("urlset", "url", part) for name, part in zip(names, parts, strict=True)}
    return files | {"sitemap.xml": _write("sitemapindex", "sitemap", [(root + name, None) for name in names])}


def _find_pages(docs: Path, site: Path) -> Iterator[tuple[str, str]]:
    """Yield the source of each page, relative to `docs`, and its address below that of the site."""
    for path in list_sources(docs):
        page = find_page(path, site)
        if page and not _leads_on(f"{docs}{os.sep}{path}.md"):
            yield f"{path}.md", address_of(page)


def _leads_on(source: str) -> bool:
    """Tell whether a page is there only to lead to another."""
    with open(source, "rb") as file:  # noqa: PTH123 - there may be very many
        return b"\nkind: moved\n" in file.read(_HEAD)


def _write(root: str, element: str, entries: Sequence[tuple[str, str | None]]) -> str:
    """Return a document of entries, a line for each: an address, and the day since when it is as it is, if that is known."""
    tree = ET.Element(root, xmlns=_NAMESPACE)
    tree.text = "\n"
    for address, day in entries:
        entry = ET.SubElement(tree, element)
        entry.tail = "\n"
        ET.SubElement(entry, "loc").text = address
        if day:
            ET.SubElement(entry, "lastmod").text = day
    return ET.tostring(tree, encoding="unicode", xml_declaration=False).join(('<?xml version="1.0" encoding="UTF-8"?>\n', "\n"))
