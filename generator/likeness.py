"""Finds among very many reports the one that a new one is already: the same address, or near the same text.

Each report is looked at once and cheaply; only one of about the same length, with half of its words the same, is compared
closely.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from generator.corrections import find_encoding
from generator.decoding import Undecodable, decode
from generator.errors import DigestError
from generator.seeds import find_seeds, read_file
from generator.signs import is_address
from generator.text import clean_text, fold_word
from generator.urls import mend_url, page_key
from generator.yamlfile import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

ALIKE = 0.5
"""So large a share of all runs of words in both, and two reports are one. Of the reports in `tests/corpus`, two that tell
of one meeting in their own words share 0.08; one that an outlet has taken over with another beginning and end shares most.
"""
_RUN = 5
_SHARED_WORDS = 0.5
_MOST_LONGER = 3
_HEAD = 4_096
_WORD = re.compile(r"\w+")


class Likeness(NamedTuple):
    """How much of all runs of words two reports have in common, from 0 to 1, and which report it is."""

    share: float
    path: Path


def find_by_address(folder: Path, urls: Iterable[str]) -> Path | None:
    """Return the report in `folder` that has one of `urls` as its source, or as the copy of it; None where none has."""
    keys = {page_key(url) for url in urls}
    return next((path for path in find_seeds(folder)[0] if not keys.isdisjoint(map(page_key, _addresses(path)))), None)


def _addresses(path: Path) -> Iterator[str]:
    """Yield the mended addresses that a report and its corrections give for its source."""
    raw, corrections = _read(path), path.with_suffix(".yml")
    first = raw[:_HEAD].decode("utf-8", "replace").lstrip("\ufeff").lstrip().partition("\n")[0].strip()
    given = [first] if is_address(first) else []
    if corrections.exists() and b"source." in (content := _read(corrections)):
        given += _corrected(content)
    for url in given:
        with suppress(ValueError):
            yield mend_url(url)


def _corrected(content: bytes) -> list[str]:
    """Return the addresses in a file of corrections."""
    try:
        value = parse_yaml(content, file="").value
    except DigestError:
        return []
    listed = value.get("corrections") if isinstance(value, dict) else None
    entries = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [str(one.get("value")) for one in entries if one.get("set") in {"source.url", "source.archive"}]


def _read(path: Path) -> bytes:
    with suppress(DigestError):
        return read_file(path)
    return b""


def find_by_text(folder: Path, text: str) -> Likeness | None:
    """Return the report in `folder` whose text is most like `text`; None where none is ALIKE."""
    text = clean_text(text)[0]
    words, runs, size = _words(text), _runs(text), len(text.encode())
    best = None
    for path in find_seeds(folder)[0]:
        if not size <= _MOST_LONGER * path.lstat().st_size <= _MOST_LONGER**2 * size:
            continue
        other = _text_of(path)
        others = _words(other)
        if len(words & others) < _SHARED_WORDS * len(words | others):
            continue
        share = _share(runs, _runs(other))
        if share >= ALIKE and (best is None or share > best.share):
            best = Likeness(share, path)
    return best


def _text_of(path: Path) -> str:
    """Return the text of a report; empty where it cannot be read, which the build says."""
    raw = _read(path)
    try:
        return clean_text(raw.decode())[0]
    except UnicodeDecodeError:
        with suppress(Undecodable):
            return clean_text(decode(raw, encoding=find_encoding(path.with_suffix(".yml"))))[0]
        return ""


def _words(text: str) -> set[str]:
    """Return the words of a text, roughly: it is done for every report there is."""
    return set(text.lower().split())


def _runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of words, whatever their spelling and what stands between them."""
    words = [fold_word(word) for word in _WORD.findall(text)]
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False)) or {tuple(words)}


def _share(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    """Return the share of the runs of both texts that is in each of them (Jaccard's index)."""
    return len(one & other) / len(one | other)
