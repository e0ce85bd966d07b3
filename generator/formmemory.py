"""Remembers what came of reports' rows (`exports/forms`) in a folder that can be deleted at any time.

It is kept in so many files that a change writes little; one that is not whole is as if it were not there.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from generator.exports.forms import Formed
from generator.sealed import seal, unseal
from generator.writer import remove_files, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PARTS = 64
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(dict[str, Formed])


def recall_forms(folder: Path) -> dict[str, Formed]:
    """Return what came of each report, by its id."""
    found: dict[str, Formed] = {}
    for number in range(_PARTS):
        with suppress(OSError, msgspec.MsgspecError):
            content = unseal((folder / _name(number)).read_bytes())
            found |= _decoder.decode(content) if content else {}
    return found


def keep_forms(folder: Path, made: Mapping[str, Formed], *, known: Mapping[str, Formed]) -> None:
    """Keep what came of these reports, and of no others; this much is `known`, and kept already."""
    parts: dict[str, dict[str, Formed]] = {}
    for identifier, formed in made.items():
        parts.setdefault(_part_of(identifier), {})[identifier] = formed
    differing = [one for one in made.keys() | known.keys() if made.get(one) is not known.get(one)]
    files = {folder / name: seal(_encoder.encode(parts[name])) for name in parts.keys() & set(map(_part_of, differing))}
    write_files(files, lasting=False)  # what cannot be is only made again
    remove_files(folder, keep=parts)


def _part_of(identifier: str) -> str:
    """Return the name of the file that holds what came of a report."""
    return _name(zlib.crc32(identifier.encode()) % _PARTS)


def _name(number: int) -> str:
    return f"{number:02x}"
