"""Makes one segment of the search index: Pagefind's, of some thousand pages, over words of our own cutting; or recalls it.

Pagefind finds which pages hold which words, and ranks them. Its own reading is not made for Vietnamese: it folds tone marks
but not đ, and keeps spellings apart in a way that loses phrases and makes its files several times as large. So it is given
each word without marks, and once more with the marks as digits (`searchwords`), and no letter that it would have to fold.

It cannot bring an index up to date, and takes 200 KB of memory for a page. So there are several, which the browser joins
(`overrides/assets/javascripts/search/load.js`), and one in which nothing has changed is not made again.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cbor2
import msgspec

from generator.memory import code_version
from generator.sealed import hash_of, seal, unseal
from generator.searchwords import (
    PLAIN_END,
    NameFinder,
    Words,
    exact_word,
    index_words,
    name_words,
    other_words,
    split_words,
    word_pairs,
)
from generator.writer import remove_files, write_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.exports.search import SearchRecord

# What the pages use of what Pagefind writes; the rest are looks of its own.
_SCRIPTS = ("pagefind.js", "pagefind-worker.js")
_WORDS = "index/*"
_WASM = "wasm.*"
_ENTRY = "pagefind-entry.json"
# Pagefind 1.5.2 takes words for unknown whose file could not be loaded. Its scripts are made to say so.
_SWALLOWS = b"this.raw_ptr=this.backend[method](ptr,chunk);}catch(e){"
_SIGNATURE = b"pagefind_dcd"
_NUMBER = re.compile(_SIGNATURE + rb'\{"url":"/([0-9]+)\.html"')
_GZIP, _START = 31, 64
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - where Linux keeps files in memory; the folder in it is ours alone
_PREFIX, _SAID = "digest-search-", "TMPDIR"
_ROOM = 4
"""What is made of files takes twice as much as they do; the rest is for others."""
_TITLE_WEIGHT = 7
_REMEMBERED = 1 << 14  # one sentence is on the page of its report, its meeting, its series: all of about one date
_encoder = msgspec.msgpack.Encoder()


class PagefindError(Exception):
    """Pagefind did not do what it was asked for; the message says what."""


class Segment(NamedTuple):
    """The index of some pages, which are called by their numbers in it."""

    name: str
    """A hash of what it holds: the folder it is put in."""
    files: dict[str, bytes]
    words: tuple[str, ...]
    """Every word that is in its pages, with its marks."""
    names: str
    """A hash of the names that make its pages be found under others."""


_decoder = msgspec.msgpack.Decoder(Segment)


class _Ready(NamedTuple):
    """A segment that was prepared, and of what."""

    records: Sequence[SearchRecord]
    shown: Sequence[object]
    key: str
    segment: Segment


class Segments:
    """Segments, made or recalled: each is a file in a folder that can be deleted at any time."""

    def __init__(self, names: Sequence[Sequence[str]], *, full: bool = True, folder: Path | None = None) -> None:
        """Look nothing up yet; where there is no `folder`, nothing is remembered.

        `names` are groups of names of one thing: a page that has one of them is found under the others. Where the index is
        not to be `full`, marks are in it for titles and names only, and instead of the places of words which of them are
        neighbours.
        """
        self.names, self._full, self._folder = names, full, folder
        self._version = code_version() if folder else ""
        self._words = [(group, [frozenset(name_words(name)) for name in group]) for group in names]
        self._used: set[str] = set()
        self._ready: list[_Ready] = []
        """What was prepared and not asked for yet."""

    def get(self, records: Sequence[SearchRecord], shown: Sequence[object]) -> Segment:
        """Return the segment of the pages of `records`, of each of which `shown` is what a reader sees in a list of results.

        Raises PagefindError.
        """
        # To compare what is mostly the very same takes less than to hash it once more.
        ready = next((one for one in self._ready if one.records == records and one.shown == shown), None)
        if ready:
            self._ready.remove(ready)
        key, segment = (ready.key, ready.segment) if ready else self._get(records, shown)
        self._used.add(key)
        return segment

    def prepare(self, records: Sequence[SearchRecord], shown: Sequence[object]) -> None:
        """Make a segment that may be asked for, where it is not there. Raises PagefindError."""
        self._ready.append(_Ready(records, shown, *self._get(records, shown)))

    def _get(self, records: Sequence[SearchRecord], shown: Sequence[object]) -> tuple[str, Segment]:
        key = _hash(self._version, self._full, records, shown)
        segment = self._recall(key)
        if segment is None or segment.names != _hash(self._known(segment.words)):
            segment = self._make(records, shown)
            self._keep(key, segment)
        return key, segment

    def end(self) -> None:
        """Forget what has not been asked for."""
        if self._folder:
            remove_files(self._folder, keep=self._used)

    def _recall(self, key: str) -> Segment | None:
        if self._folder is None:
            return None
        try:
            content = unseal((self._folder / key).read_bytes())
            return _decoder.decode(content) if content else None
        except (OSError, msgspec.MsgspecError):
            return None

    def _keep(self, key: str, segment: Segment) -> None:
        """Keep a segment; what cannot be kept is only made again."""
        if self._folder:
            write_files({self._folder / key: seal(_encoder.encode(segment))}, lasting=False)

    def _known(self, words: Iterable[str]) -> list[Sequence[str]]:
        """Return the groups of names that pages of these words may have one of."""
        have = frozenset(words)
        return [group for group, names in self._words if any(name <= have for name in names)]

    def _make(self, records: Sequence[SearchRecord], shown: Sequence[object]) -> Segment:
        spelled = [_spell_record(record) for record in records]
        words = sorted({exact_word(word) for one in spelled for text in one.texts for word, _ in text.words})
        known = self._known(words)
        finder = NameFinder(known)
        files = _index_words([_document(one, finder, full=self._full) for one in spelled])
        files |= {f"records/{number}.json": to_json(one) for number, one in enumerate(shown)}
        name = name_of(files)
        return Segment(name, _call_pages(files, name), tuple(words), _hash(known))


class _Spelled(NamedTuple):
    """The words of a text, and both forms they are indexed in."""

    words: Words
    plain: str
    exact: str


class _Texts(NamedTuple):
    """What a record says: its title, what else it is called, as many as that is, and the rest."""

    texts: list[_Spelled]
    called: int


@lru_cache(maxsize=_REMEMBERED)
def _spell(text: str) -> _Spelled:
    words = split_words(text)
    return _Spelled(words, *index_words(words))


def _spell_record(record: SearchRecord) -> _Texts:
    """Return what a record says, in all editions, each text once."""
    called = dict.fromkeys((record.title, *record.names))
    called |= dict.fromkeys(name for version in record.versions.values() for name in (version.title, *version.names))
    said = dict.fromkeys(passage.text for passage in record.passages)
    said |= dict.fromkeys(passage.text for version in record.versions.values() for passage in version.own)
    return _Texts([*map(_spell, (*called, *said))], len(called))


def _document(record: _Texts, names: NameFinder, *, full: bool) -> str:
    """Return a record as Pagefind reads it: its words in both forms, and what else it is about."""
    title, *texts = record.texts
    plain, exact = [one.plain for one in texts], [one.exact for one in texts]
    others = [other_words(name) for name in names.others(one.words for one in record.texts)]
    head, exact_head = title.plain, title.exact
    if not full:
        plain, others, exact = word_pairs(plain), word_pairs(others, single=False), word_pairs(exact[: record.called - 1])
        head, exact_head = " ".join(word_pairs([head])), " ".join(word_pairs([exact_head]))
    weight = f'data-pagefind-weight="{_TITLE_WEIGHT}"'
    text = " ".join(filter(None, (*plain, *others))) or PLAIN_END  # a page without a word Pagefind would leave out
    body = f"<h1>{head}</h1><p>{text}</p><p {weight}>{exact_head}</p><p>{' '.join(exact)}</p>"
    return f'<!doctype html><html lang="vi"><body data-pagefind-body>{body}</body></html>\n'


def _index_words(documents: Sequence[str]) -> dict[str, bytes]:
    """Return the files of an index in which the documents are called by their numbers. Raises PagefindError."""
    contents = [text.encode() for text in documents]
    place = _find_place(sum(map(len, contents)))
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=place) as temporary:
        source, target = Path(temporary, "source"), Path(temporary, "target")
        files = {source / f"{number}.html": content for number, content in enumerate(contents)}
        if problems := write_files(files, lasting=False):
            raise PagefindError(str(problems[0]))
        _run_pagefind(source, target)
        # Under load some of its files have been seen to stay empty.
        try:
            return _read_index(target, count=len(documents))
        except (OSError, EOFError, ValueError, LookupError, TypeError, zlib.error, cbor2.CBORError) as error:
            raise PagefindError(f"Pagefind has left files that are not whole ({type(error).__name__}: {error})") from error


def _find_place(size: int) -> Path | None:
    """Return where files of that many bytes, and what is made of them, are kept in memory; None where there is no room.

    A disk takes longer to make thousands of files than Pagefind takes to read them. Where the environment says where temporary
    files go, they go there.
    """
    if _SAID in os.environ:
        return None
    try:
        _sweep(_IN_MEMORY)
        return _IN_MEMORY if shutil.disk_usage(_IN_MEMORY).free > _ROOM * size and os.access(_IN_MEMORY, os.W_OK) else None
    except OSError:
        return None


def _sweep(place: Path) -> None:
    """Remove what runs that were killed have left in `place`, where it would take up memory until the machine is restarted."""
    for path in place.glob(f"{_PREFIX}*"):
        number = path.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not _runs(int(number)):
            shutil.rmtree(path, ignore_errors=True)


def _runs(process: int) -> bool:
    """Tell whether there is a process of that number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it is somebody else's
    return True


def _run_pagefind(source: Path, target: Path) -> None:
    """Index the documents in `source` into `target`. Raises PagefindError."""
    # The command, because the Python API of 1.5.2 loses files under load.
    command = [sys.executable, "-m", "pagefind", "--site", str(source), "--output-path", str(target), "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603
    if done.returncode != 0:
        said = " ".join((done.stderr or done.stdout).split())
        raise PagefindError(f"Pagefind fails with exit code {done.returncode}: {said}")


_META = "pages.cbor"
"""Pagefind's list of pages, until it is known what the segment is called."""


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
    version, pages, *rest = cbor2.loads(_unpack(meta))
    numbered = cbor2.dumps([version, [[numbers[name], *about] for name, *about in pages], *rest])
    scripts = {name: _let_fail(script) for name, script in read(*_SCRIPTS).items()}
    entry = read(_ENTRY)
    [_] = json.loads(entry[_ENTRY])["languages"]
    return {**read(_WORDS), **read(_WASM), **scripts, **entry, _META: numbered}


def _call_pages(files: Mapping[str, bytes], segment: str) -> dict[str, bytes]:
    """Return the files of the segment of that name, in which pages are called by it and their number.

    So no page is called as one of another segment is. Pagefind's own names, hashes, are two thirds of what a search loads.
    """
    version, pages, *rest = cbor2.loads(files[_META])
    called = cbor2.dumps([version, [[f"{segment}/{number}", *about] for number, *about in pages], *rest])
    meta = gzip.compress(_SIGNATURE + called, mtime=0)
    entry = json.loads(files[_ENTRY])
    [(lang, about)] = entry["languages"].items()
    about["hash"] = f"{lang}_{name_of({'meta': meta})}"
    own = {f"pagefind.{about['hash']}.pf_meta": meta, _ENTRY: to_json(entry)}
    return {**{path: content for path, content in files.items() if path != _META}, **own}


def _let_fail(script: bytes) -> bytes:
    """Return one of Pagefind's scripts in which a file that does not load is an error."""
    if script.count(_SWALLOWS) != 1:
        raise ValueError("a script that is not that of version 1.5.2")
    return script.replace(_SWALLOWS, _SWALLOWS + b"throw e;")


def _number_of(fragment: Path) -> int:
    """Return the number of the document that Pagefind made a fragment of, which begins with it; the rest is of no use here."""
    start = zlib.decompressobj(_GZIP).decompress(fragment.read_bytes(), _START)
    [number] = _NUMBER.findall(start)
    return int(number)


def _unpack(file: bytes) -> bytes:
    return gzip.decompress(file).removeprefix(_SIGNATURE)


def name_of(files: Mapping[str, bytes]) -> str:
    """Return a short name that is the same only for the same files."""
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        digest.update(f"{path} {len(content)} ".encode() + content)
    return digest.hexdigest()[:10]


def to_json(value: object) -> bytes:
    """Return a value as the search reads it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _hash(*values: object) -> str:
    return hash_of(_encoder.encode(values)).hex()
