"""Remembers what was read from each seed, so that only what has changed is read again.

An entry is named after the hash of all that it depends on: the seed's bytes and path, its encoding, the vocabularies, the
generator's own code, and the Python that runs it. So nothing is ever stale: what is not there under its name, or not whole, is
read anew.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache, cached_property
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.errors import DigestError
from generator.models import Brief
from generator.sealed import hash_of, seal, unseal
from generator.seeds import read_file, show_path
from generator.writer import remove_files, write_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CODE = Path(__file__).parent
_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoder = msgspec.msgpack.Decoder(Brief)


_here: dict[str, tuple[Brief, str]] = {}
"""What this process has recalled the last time, and a hash of it: `mkdocs serve` builds again and again."""


class Memory:
    """What was read from seeds with one set of vocabularies: a file each, in a folder that can be deleted at any time."""

    def __init__(self, folder: Path, *, vocabulary: Path) -> None:
        """Look nothing up yet."""
        self._folder, self._vocabulary = folder, vocabulary
        self._used: set[str] = set()
        self._keys: dict[str, str] = {}
        self._folders: dict[Path, str] = {}
        """How messages name each folder of seeds."""
        self.fresh = 0
        """How many briefs were kept that it did not hold before."""

    @cached_property
    def _version(self) -> bytes:
        """What every entry depends on."""
        return version_of({_CODE: ("**/*.py",), self._vocabulary: ("*.yml",)})

    def page_version(self, lang: str) -> str:
        """Return a hash of what every page depends on, whatever it is of, in the interface language `lang`."""
        files = {_CODE: ("**/*.py", "templates/*.j2", "labels/*.yml", "exports/styles/*.csl"), self._vocabulary: ("*.yml",)}
        return f"{lang} {version_of(files).hex()}"

    def name(self, path: Path, encoding: str | None) -> str | None:
        """Return the name of the entry for the seed at `path`, as it is now; None where it cannot be read."""
        try:
            content = read_file(path)
        except DigestError:
            return None
        if path.parent not in self._folders:
            self._folders[path.parent] = show_path(path.parent)
        own = f"{path.name} {self._folders[path.parent]} {encoding} ".encode("utf-8", "surrogateescape")
        return hashlib.sha256(self._version + own + content).hexdigest()

    def recall(self, name: str) -> Brief | None:
        """Return the brief under that name; None where there is none, or none that can be read."""
        if name not in _here:
            try:
                content = unseal((self._folder / name).read_bytes())
                if content is None:
                    return None
                _here[name] = decode_brief(content), hash_of(content).hex()
            except (OSError, msgspec.MsgspecError):
                return None
        self._used.add(name)
        brief, key = _here[name]
        self._keys[brief.seed.path] = key
        return brief

    def key_of(self, brief: Brief) -> str:
        """Return what is the same only for a report that was read, and corrected, the same, letter for letter."""
        own = f"{brief.seed.path} corrected" if brief.corrections else brief.seed.path
        if own not in self._keys:
            self._keys[own] = hash_of(encode_brief(brief)).hex()
        return self._keys[own]

    def keep(self, briefs: Mapping[str, bytes]) -> None:
        """Keep encoded briefs under their names, and nothing that was not used; what cannot be kept is only read again."""
        self.fresh = len(briefs)
        write_files({self._folder / name: seal(brief) for name, brief in briefs.items()}, lasting=False)
        remove_files(self._folder, keep=self._used | briefs.keys())
        for name in _here.keys() - self._used:
            del _here[name]


def code_version() -> str:
    """Return what is the same only where the generator's own code is, and the Python and the packages that run it."""
    return version_of({_CODE: ("**/*.py",)}).hex()


def version_of(files: Mapping[Path, Iterable[str]]) -> bytes:
    """Return a hash of the Python that runs, of all its packages, and of the files that match the patterns in each folder."""
    digest = hashlib.sha256(repr((sys.version, _packages())).encode())
    for folder, patterns in files.items():
        for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder)} {len(content)} ".encode() + content)
    return digest.digest()


@cache
def _packages() -> list[str]:
    """Return the packages that this process has, each with its version."""
    return sorted(f"{one.name} {one.version}" for one in distributions())


def encode_brief(brief: Brief) -> bytes:
    """Return a brief as bytes."""
    return _encoder.encode(brief)


def decode_brief(content: bytes) -> Brief:
    """Return the brief that `encode_brief` was given. Raises msgspec.MsgspecError for anything else."""
    return _decoder.decode(content)
