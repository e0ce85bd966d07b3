"""Remembers what was read from each seed, so that only what has changed is read again.

An entry is named after the hash of all that it depends on: the seed's bytes and path, its encoding, the vocabularies, the
generator's own code, and the Python that runs it. So nothing is ever stale: what is not there under its name, or not whole, is
read anew.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.errors import DigestError
from generator.models import Brief
from generator.seeds import read_file, show_path
from generator.writer import remove_files, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE = Path(__file__).parent
_FASTEST = 1
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Brief)


class Memory:
    """What was read from seeds with one set of vocabularies: a file each, in a folder that can be deleted at any time."""

    def __init__(self, folder: Path, *, vocabulary: Path) -> None:
        """Look nothing up yet."""
        self._folder, self._vocabulary = folder, vocabulary
        self._used: set[str] = set()

    @cached_property
    def _version(self) -> bytes:
        """What every entry depends on."""
        digest = hashlib.sha256(sys.version.encode())
        for folder, pattern in ((_CODE, "**/*.py"), (self._vocabulary, "*.yml")):
            for path in sorted(folder.glob(pattern)):
                content = path.read_bytes()
                digest.update(f"{path.relative_to(folder)} {len(content)} ".encode() + content)
        return digest.digest()

    def name(self, path: Path, encoding: str | None) -> str | None:
        """Return the name of the entry for the seed at `path`, as it is now; None where it cannot be read."""
        try:
            content = read_file(path)
        except DigestError:
            return None
        own = f"{path.name} {show_path(path)} {encoding} ".encode("utf-8", "surrogateescape")
        return hashlib.sha256(self._version + own + content).hexdigest()

    def recall(self, name: str) -> Brief | None:
        """Return the brief under that name; None where there is none, or none that can be read."""
        try:
            brief = decode_brief(zlib.decompress((self._folder / name).read_bytes()))
        except (OSError, zlib.error, msgspec.MsgspecError):
            return None
        self._used.add(name)
        return brief

    def keep(self, briefs: Mapping[str, bytes]) -> None:
        """Keep encoded briefs under their names, and nothing that was not used; what cannot be kept is only read again."""
        write_files({self._folder / name: zlib.compress(brief, _FASTEST) for name, brief in briefs.items()}, lasting=False)
        remove_files(self._folder, keep=self._used | briefs.keys())


def encode_brief(brief: Brief) -> bytes:
    """Return a brief as bytes."""
    return _encoder.encode(brief)


def decode_brief(content: bytes) -> Brief:
    """Return the brief that `encode_brief` was given. Raises msgspec.MsgspecError for anything else."""
    return _decoder.decode(content)
