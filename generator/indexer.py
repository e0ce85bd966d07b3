"""Makes the search index of a rendered site: Pagefind's, over words of our own cutting, and beside it what is shown and sifted.

Pagefind finds which pages hold which words, and ranks them. Its own reading is not made for Vietnamese: it folds tone marks
but not đ, and keeps spellings apart in a way that loses phrases and makes its files several times as large. So it is given
each word without marks, and once more with the marks as digits (`searchwords`), and no letter that it would have to fold.

Pages are numbered by date, the newest first, and those without one last: a list by date is one by number. What is shown of a
page is its record, and which pages have which value of a facet is a list of numbers. All of it stands in a folder named after
what it holds, so that no browser mixes the files of two builds.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
import zlib
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import cbor2

from generator.errors import Problem
from generator.exports.search import FACETS
from generator.handwritten import find_page
from generator.searchwords import PLAIN_END, NameFinder, Words, index_words, other_words, split_words, word_pairs
from generator.writer import write_files, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.exports.search import Passage, SearchRecord

FOLDER = "pagefind"
FIRST = 20
"""How many of the newest pages the search page shows before anything is typed, all in one file (search/load.js)."""
"""Where the index is, within the site."""
# What the pages use of what Pagefind writes; the rest are looks of its own.
_SCRIPTS = ("pagefind.js", "pagefind-worker.js")
_WORDS = "index/*"
_WASM = "wasm.*"
_ENTRY = "pagefind-entry.json"
# Pagefind 1.5.2 takes words for unknown whose file could not be loaded. Its scripts are made to say so.
_SWALLOWS = b"this.raw_ptr=this.backend[method](ptr,chunk);}catch(e){"
_SIGNATURE = b"pagefind_dcd"
_TITLE_WEIGHT = 7
_REMEMBERED = 1 << 14  # one sentence is on the page of its report, its meeting, its series: all of about one date


def write_index(
    records: Iterable[SearchRecord],
    site: Path,
    *,
    names: Sequence[Sequence[str]],
    more: Mapping[str, Any],
    full: bool = True,
    folders: Sequence[str] = ("",),
) -> tuple[Problem, ...]:
    """Index the `records` whose pages are in `site` into its folder `pagefind`; return what was wrong.

    `names` are groups of names of one thing: a page that has one of them is found under the others. `more` goes beside the
    index, each value a JSON file that the search page loads when it needs it. Where the index is not to be `full`, marks are
    in it for titles and names only, and instead of the places of words which of them are neighbours. `folders` are those of
    the editions: one index serves all of them, in which a page has the words that it has in any.
    """
    by_date = sorted(records, key=lambda record: record.date, reverse=True)
    found = [(record, page) for record in by_date if (page := find_page(record.path, site))]
    if not found:
        return ()
    finder = NameFinder(names)
    try:
        index = _index_words([_document(record, finder, full=full) for record, _ in found])
    except _PagefindError as error:
        return (Problem(FOLDER, None, str(error), "an index of every page", "build again; the pages themselves are right"),)
    results = [_result(*one, site=site) for one in found]
    index |= {f"records/{number}.json": _json(one) for number, one in enumerate(results)}
    index["first.json"] = _json(results[:FIRST])
    indexed = [record for record, _ in found]
    index |= {f"facets/{name}.json": _json(value) for name, value in _facets(indexed).items()}
    index |= {f"{folder}facets/lang.json": _json(_languages(indexed, folder)) for folder in folders}
    index |= {f"{name}.json": _json(value) for name, value in {**more, "aliases": names}.items()}
    version = _version(index)
    absent = {folder: [n for n, one in enumerate(indexed) if not _is_in(folder, one, site)] for folder in folders}
    pages = {
        "version": version,
        "pages": len(found),
        "first": FIRST,
        "dated": sum(bool(one.date) for one in indexed),
        "absent": absent,
    }
    files = {f"{version}/{path}": content for path, content in index.items()}
    return write_folder(site / FOLDER, {**files, "pages.json": _json(pages)})


class _PagefindError(Exception):
    """Pagefind did not do what it was asked for; the message says what."""


def _index_words(documents: Sequence[str]) -> dict[str, bytes]:
    """Return the files of an index in which the documents are called by their numbers. Raises _PagefindError."""
    with tempfile.TemporaryDirectory(prefix="search-") as temporary:
        source, target = Path(temporary, "source"), Path(temporary, "target")
        files = {source / f"{number}.html": text for number, text in enumerate(documents)}
        if problems := write_files(files, lasting=False):
            raise _PagefindError(str(problems[0]))
        _run_pagefind(source, target)
        # Under load some of its files have been seen to stay empty.
        try:
            return _read_index(target, count=len(documents))
        except (OSError, EOFError, ValueError, LookupError, TypeError, zlib.error, cbor2.CBORError) as error:
            raise _PagefindError(f"Pagefind has left files that are not whole ({type(error).__name__}: {error})") from error


def _read_index(target: Path, *, count: int) -> dict[str, bytes]:
    """Return what the pages use of the index of `count` documents in `target`; raise where it is not all of it."""

    def read(*patterns: str) -> dict[str, bytes]:
        found = {
            path.relative_to(target).as_posix(): path.read_bytes() for pattern in patterns for path in target.glob(pattern)
        }
        if not found or not all(found.values()):
            raise ValueError(f"no {' or '.join(patterns)}, or an empty one")
        return found

    numbers = {path.stem: _number_of(path) for path in (target / "fragment").iterdir()}
    if sorted(numbers.values()) != list(range(count)):
        raise ValueError(f"{len(numbers)} of {count} pages")
    [meta] = read("*.pf_meta").values()
    meta = _number_pages(meta, numbers)
    entry = json.loads(read(_ENTRY)[_ENTRY])
    [(lang, about)] = entry["languages"].items()
    about["hash"] = f"{lang}_{_version({'meta': meta})}"
    scripts = {name: _let_fail(script) for name, script in read(*_SCRIPTS).items()}
    own = {f"pagefind.{about['hash']}.pf_meta": meta, _ENTRY: _json(entry)}
    return {**read(_WORDS), **read(_WASM), **scripts, **own}


def _let_fail(script: bytes) -> bytes:
    """Return one of Pagefind's scripts in which a file that does not load is an error."""
    if script.count(_SWALLOWS) != 1:
        raise ValueError("a script that is not that of version 1.5.2")
    return script.replace(_SWALLOWS, _SWALLOWS + b"throw e;")


def _run_pagefind(source: Path, target: Path) -> None:
    """Index the documents in `source` into `target`. Raises _PagefindError."""
    # The command, because the Python API of 1.5.2 loses files under load.
    command = [sys.executable, "-m", "pagefind", "--site", str(source), "--output-path", str(target), "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603
    if done.returncode != 0:
        said = " ".join((done.stderr or done.stdout).split())
        raise _PagefindError(f"Pagefind fails with exit code {done.returncode}: {said}")


def _number_of(fragment: Path) -> int:
    """Return the number of the document that Pagefind made a fragment of."""
    content = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(_SIGNATURE))
    return int(Path(content["url"]).stem)


def _number_pages(meta: bytes, numbers: Mapping[str, int]) -> bytes:
    """Return Pagefind's list of pages with their numbers for names: its own, hashes, are two thirds of what a search loads."""
    version, pages, *rest = cbor2.loads(gzip.decompress(meta).removeprefix(_SIGNATURE))
    numbered = [[str(numbers[name]), *about] for name, *about in pages]
    return gzip.compress(_SIGNATURE + cbor2.dumps([version, numbered, *rest]), mtime=0)


@lru_cache(maxsize=_REMEMBERED)
def _spell(text: str) -> tuple[Words, str, str]:
    """Return the words of a text, and both forms they are indexed in."""
    words = split_words(text)
    return words, *index_words(words)


def _document(record: SearchRecord, names: NameFinder, *, full: bool) -> str:
    """Return a record as Pagefind reads it: its words in both forms and all editions, and what else it is about."""
    called = dict.fromkeys((record.title, *record.names))
    called |= dict.fromkeys(name for version in record.versions.values() for name in (version.title, *version.names))
    said = dict.fromkeys(passage.text for passage in record.passages)
    said |= dict.fromkeys(passage.text for version in record.versions.values() for passage in version.own)
    (head, title, exact_title), *texts = map(_spell, (*called, *said))
    plain, exact = [form for _, form, _ in texts], [form for _, _, form in texts]
    others = [other_words(name) for name in names.others((head, *(words for words, _, _ in texts)))]
    if not full:
        plain, others, exact = word_pairs(plain), word_pairs(others, single=False), word_pairs(exact[: len(called) - 1])
        title, exact_title = " ".join(word_pairs([title])), " ".join(word_pairs([exact_title]))
    weight = f'data-pagefind-weight="{_TITLE_WEIGHT}"'
    text = " ".join(filter(None, (*plain, *others))) or PLAIN_END  # a page without a word Pagefind would leave out
    body = f"<h1>{title}</h1><p>{text}</p><p {weight}>{exact_title}</p><p>{' '.join(exact)}</p>"
    return f'<!doctype html><html lang="vi"><body data-pagefind-body>{body}</body></html>\n'


def _result(record: SearchRecord, page: Path, *, site: Path) -> dict[str, Any]:
    """Return a record as it is shown, with what is other than that in each other edition."""
    address = page.relative_to(site).as_posix().removesuffix("index.html")
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


def _version(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        digest.update(f"{path} {len(content)} ".encode() + content)
    return digest.hexdigest()[:10]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
