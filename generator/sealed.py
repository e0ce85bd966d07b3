"""Content with its hash in front: what was cut short on the disk, or changed there, is not taken for what was kept."""

from __future__ import annotations

import hashlib

_SIZE = 16


def hash_of(content: bytes) -> bytes:
    """Return a hash of `content`, 16 bytes."""
    return hashlib.blake2b(content, digest_size=_SIZE).digest()


def seal(content: bytes) -> bytes:
    """Return `content` as it is kept."""
    return hash_of(content) + content


def unseal(kept: bytes) -> bytes | None:
    """Return what `seal` was given; None where it is not all of that."""
    content = kept[_SIZE:]
    return content if hash_of(content) == kept[:_SIZE] else None
