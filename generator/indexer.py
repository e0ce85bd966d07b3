"""Makes the search index of a rendered site: what finds words, in segments, and beside it what is shown and sifted.

Pages are numbered by date, the newest first, and those without one last: a list by date is one by number. What is shown of a
page is its record, and which pages have which value of a facet is a list of numbers. Where a segment ends is told from the
pages it has, not from how many come before, so that a new page changes one of them. Each segment, and all the rest, stands in
a folder named after what it holds, so that no browser mixes the files of two builds.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from generator.errors import Problem
from generator.exports.search import FACETS
from generator.handwritten import address_of, find_page
from generator.segments import PagefindError, name_of, to_json
from generator.writer import write_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.exports.search import Passage, SearchRecord
    from generator.segments import Segments

FOLDER = "pagefind"
"""Where the index is, within the site."""
FIRST = 20
"""How many of the newest pages the search page shows before anything is typed, all in one file (search/load.js)."""
LEAST, MOST = 3_000, 4_500
"""How many pages a segment has: with more a search loads less, and Pagefind takes more memory, and time for each change."""
_CUT = 500
"""One in so many pages is the first of a segment, if there is room."""


def write_index(
    records: Iterable[SearchRecord],
    site: Path,
    *,
    segments: Segments,
    more: Mapping[str, Any],
    folders: Sequence[str] = ("",),
    before: Path | None = None,
) -> tuple[Problem, ...]:
    """Index the `records` whose pages are in `site` into its folder `pagefind`; return what was wrong.

    `segments` makes what finds words. `more` goes beside it, each value a JSON file that the search page loads when it needs
    it. `folders` are those of the editions: one index serves all of them, in which a page has the words that it has in any.
    `before` is the site as it was, most of whose index may be that of this one.
    """
    found = [(record, page) for record in _by_date(records) if (page := find_page(record.path, site))]
    if not found:
        return ()
    indexed = [record for record, _ in found]
    shown = [_result(record, address_of(page)) for record, page in found]
    beside = {"first": shown[:FIRST], **{f"facets/{name}": value for name, value in _facets(indexed).items()}}
    beside |= {f"{folder}facets/lang": _languages(indexed, folder) for folder in folders}
    beside |= {**more, "aliases": segments.names}
    files = {f"{name}.json": to_json(value) for name, value in beside.items()}
    pages = {
        "version": name_of(files),
        "first": FIRST,
        "dated": sum(bool(one.date) for one in indexed),
        "absent": {folder: [n for n, one in enumerate(indexed) if not _is_in(folder, one, site)] for folder in folders},
    }

    def make() -> Iterator[tuple[str, bytes]]:
        made = {}
        for start, end in _cut([record.path for record in indexed]):
            segment = segments.get(indexed[start:end], shown[start:end])
            made[segment.name] = end - start
            yield from ((f"{segment.name}/{path}", content) for path, content in segment.files.items())
        yield from ((f"{pages['version']}/{path}", content) for path, content in files.items())
        yield "pages.json", to_json({**pages, "pages": len(found), "segments": list(made.items())})

    try:
        problems = write_folder(site / FOLDER, make(), before=before / FOLDER if before else None)
    except PagefindError as error:
        return (Problem(FOLDER, None, str(error), "an index of every page", "build again; the pages themselves are right"),)
    segments.end()
    return problems


def make_segments(records: Iterable[SearchRecord], *, segments: Segments) -> None:
    """Make the segments that `write_index` is going to ask for if all pages of `records` are rendered.

    Not the last one, which holds the hand-written pages: they have no date. What a page is going to be called is a guess, which
    costs no more than the time where it is wrong.
    """
    indexed = _by_date(records)
    shown = [_result(record, f"{record.path}/".removesuffix("index/")) for record in indexed]
    with suppress(PagefindError):  # that is told where the index is written, if it comes once more
        for start, end in list(_cut([record.path for record in indexed]))[:-1]:
            segments.prepare(indexed[start:end], shown[start:end])


def _by_date(records: Iterable[SearchRecord]) -> list[SearchRecord]:
    return sorted(records, key=lambda record: record.date, reverse=True)


def _cut(paths: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each segment begins and ends."""
    start = 0
    for place, path in enumerate(paths):
        size = place - start
        if size >= MOST or (size >= LEAST and zlib.crc32(path.encode()) % _CUT == 0):
            yield start, place
            start = place
    yield start, len(paths)


def _result(record: SearchRecord, address: str) -> dict[str, Any]:
    """Return a record as it is shown, with what is other than that in each other edition; `address` is its page's."""
    if record.only:
        address = address.removeprefix(record.only)
    shown = {"title": record.title, "names": record.names, "lang": record.lang, "note": record.note}
    versions: dict[str, dict[str, Any]] = {}
    for folder, version in record.versions.items():
        own: dict[str, Any] = {name: getattr(version, name) for name in shown if getattr(version, name) != shown[name]}
        if version.passages != tuple(range(len(record.passages))):
            places = {(passage.anchor, passage.text): place for place, passage in enumerate(record.passages)}
            own["passages"] = [one if isinstance(one, int) else _passage(one, places) for one in version.passages]
        versions[folder] = own
    common = {"url": address, "kind": record.kind, "date": record.date, **shown}
    return {**common, "passages": [*map(_passage, record.passages)], **({"versions": versions} if versions else {})}


def _passage(passage: Passage, places: Mapping[tuple[str, str], int] = MappingProxyType({})) -> list[object]:
    """Return a passage as it is shown; of words that stand at one of `places`, that and who takes a position in them."""
    place = places.get((passage.anchor, passage.text))
    words = [passage.anchor, passage.text] if place is None else [place]
    return [*words, *([passage.claims] if passage.claims else [])]


def _is_in(folder: str, record: SearchRecord, site: Path) -> bool:
    """Tell whether the edition in `folder` has the page of a record."""
    return record.only == folder if record.only is not None else find_page(f"{folder}{record.path}", site) is not None


def _facets(records: Iterable[SearchRecord]) -> dict[str, dict[str, list[int]]]:
    """Return for each facet and each of its values the pages that have it: the first number, and then each step to the next."""
    pages: dict[str, dict[str, list[int]]] = {name: {} for name in FACETS}
    for number, record in enumerate(records):
        for name, values in {**record.facets, "kind": (record.kind,)}.items():
            for value in dict.fromkeys(values):
                pages[name].setdefault(value, []).append(number)
    return {name: _steps(values) for name, values in pages.items() if name != "lang"}


def _languages(records: Iterable[SearchRecord], folder: str) -> dict[str, list[int]]:
    """Return the same of the language that each page has in the edition in `folder`."""
    pages: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        own = record.versions.get(folder)
        pages.setdefault(own.lang if own else record.lang, []).append(number)
    return _steps(pages)


def _steps(pages: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    return {value: [after - before for before, after in pairwise((0, *numbers))] for value, numbers in sorted(pages.items())}
