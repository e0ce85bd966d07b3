"""Keeps two builds from writing to one folder at a time: the second waits for the first, and says so.

The lock is on the folder itself, so that there is no file to be left behind: it ends with the process, however that ends. Where
the system has no such locks (Windows) nothing is kept from anybody.
"""

from __future__ import annotations

import logging
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

log = logging.getLogger(__name__)

PATIENCE = 900.0
"""Seconds that a build waits for another one."""
_PAUSE = 0.1
_held: set[str] = set()


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Keep other builds out of `folder`, which is there, meanwhile; who holds it already, holds it still.

    Raises DigestError where another build is still at work there when patience ends.
    """
    key = os.path.realpath(folder)
    if fcntl is None or key in _held:
        yield
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        found = f"cannot be read ({error.strerror})"
        raise DigestError(Problem(str(folder), None, found, "the folder of pages", "check the path and its rights")) from error
    try:
        _acquire(descriptor, folder)
        _held.add(key)
        try:
            yield
        finally:
            _held.discard(key)
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, folder: Path) -> None:
    """Wait until the lock is ours."""
    deadline = time.monotonic() + PATIENCE
    said = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not said:
                log.warning("another build is at work in %s: waiting until it is done", folder)
                said = True
        except OSError as error:
            # Some network file systems have no locks.
            log.warning("%s cannot be locked (%s): do not build twice at once", folder, error.strerror)
            return
        else:
            return
        if time.monotonic() > deadline:
            found = f"another build is at work for more than {PATIENCE:.0f} seconds"
            raise DigestError(Problem(str(folder), None, found, "one build at a time", "end the other one, and build again"))
        time.sleep(_PAUSE)
