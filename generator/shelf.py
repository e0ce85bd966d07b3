"""Remembers what each of many files was made of, so that those that would come out the same are not made again.

A file that is not as it was left, letter for letter, is not held; nor is any where the note of it is lost.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.sealed import hash_of
from generator.writer import write_files

_JUST_NOW = 2_000_000_000
"""Nanoseconds: what was changed so shortly before the note was taken may have been changed again without its time telling."""


class Note(NamedTuple):
    """One file as it was left."""

    stamp: str
    content: bytes
    """Hash of what is in it."""
    size: int
    changed: int = 0
    """When it was changed last, nanoseconds since 1970; 0 where that proves nothing."""
    more: tuple[str, ...] = ()
    """What else whoever made it wants to know of it."""


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(dict[str, Note])


class Shelf:
    """The files below one folder, by their paths in it."""

    def __init__(self, file: Path, folder: Path) -> None:
        """Read the note in `file`; where there is none, or none that is whole, nothing is held."""
        self._file, self.folder = file, folder
        self.notes: dict[str, Note] = {}
        """Of each file that was found or put."""
        self.inodes: dict[str, int] = {}
        """Of each file that was found."""
        self._known: dict[str, Note] = {}
        with suppress(OSError, msgspec.MsgspecError):
            self._known = _decoder.decode(file.read_bytes())

    def find(self, path: str, stamp: str) -> Note | None:
        """Return the note of the file at `path` if it was made of what `stamp` stands for, and is still as it was left."""
        note = self._known.get(path)
        if note is None or note.stamp != stamp:
            return None
        file = os.path.join(self.folder, path)  # noqa: PTH118 - there may be very many
        try:
            about = os.lstat(file)
            if not stat.S_ISREG(about.st_mode) or about.st_size != note.size:
                return None
            if about.st_mtime_ns != note.changed and hash_of(Path(file).read_bytes()) != note.content:
                return None
        except OSError:
            return None
        # A new note takes as long as all the rest, and there may be ten thousand.
        self.notes[path] = note if note.changed == about.st_mtime_ns else note._replace(changed=about.st_mtime_ns)
        self.inodes[path] = about.st_ino
        return self.notes[path]

    def put(self, path: str, note: Note) -> None:
        """Note what the file at `path` is now."""
        self.notes[path] = note

    def save(self) -> None:
        """Write down what was put and what is still held; what cannot be is only made again."""
        now = time.time_ns()
        notes = {path: self._at(path, note, now) for path, note in self.notes.items()}
        write_files({self._file: _encoder.encode(notes)}, lasting=False)

    def _at(self, path: str, note: Note, now: int) -> Note:
        """Return the note with the time of the file's last change, where that is long enough ago."""
        if not note.changed:
            try:
                note = note._replace(changed=os.lstat(self.folder / path).st_mtime_ns)
            except OSError:
                return note
        return note if now - note.changed > _JUST_NOW else note._replace(changed=0)


def make_note(stamp: str, content: bytes, *more: str) -> Note:
    """Return the note of a file with that content, made of what `stamp` stands for."""
    return Note(stamp, hash_of(content), len(content), more=more)
