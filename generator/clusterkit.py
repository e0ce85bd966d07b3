"""What is sent to the workers of a cluster: the generator as an archive, and how to run it there, in processes of its own.

A worker may be many threads of one Python, which would read one report at a time, and it may have other code of the same name,
or ours of yesterday. So the archive is unpacked into a folder, and a process for each thread runs what is there. Dask keeps the
kit as it keeps any result: workers that come later get it too, and when nobody asks for it any more, the processes end.

The module goes by value to where there is no `generator`, so it imports nothing of it.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import tempfile
import weakref
import zipfile
from contextlib import ExitStack
from threading import Lock
from typing import IO, TYPE_CHECKING, cast

from distributed import get_worker
from distributed.versions import get_package_info

if TYPE_CHECKING:
    from collections.abc import Mapping

    Versions = Mapping[str, str | None]

PACKAGES = ("msgspec", "PyYAML")
"""What reading needs beside Python."""


class Kit:
    """The generator on one worker: a folder, and the processes that run what is in it and have nothing to do now."""

    def __init__(self, archive: bytes, versions: Versions) -> None:
        """Take the zipped code and vocabularies, and the versions of what they need; nothing is unpacked yet."""
        self._archive, self._versions = archive, versions
        self._lock = Lock()
        self._folder = ""
        self._idle: list[subprocess.Popen[bytes]] = []
        self._opened = ExitStack()
        weakref.finalize(self, self._opened.close)

    def __reduce__(self) -> tuple[type[Kit], tuple[bytes, Versions]]:
        """Travel as what it was made of."""
        return Kit, (self._archive, self._versions)

    def __call__(self, job: bytes) -> bytes:
        """Have a process make one pickled call; return the pickled result. Raises RuntimeError where there is none."""
        process = self._take()
        try:
            done, answer = _ask(process, job)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            _end([process])
            raise RuntimeError(f"{get_worker().address}: the process that reads died ({process.returncode})") from error
        with self._lock:
            self._idle.append(process)
        if not done:
            raise RuntimeError(f"{get_worker().address}: {answer!s}")
        return cast("bytes", answer)

    def _take(self) -> subprocess.Popen[bytes]:
        """Return a process that has nothing to do, a new one if need be."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
            self._folder = self._folder or self._unpack()
            return _start(self._folder)

    def _unpack(self) -> str:
        """Return a folder with what is in the archive, below the worker's own."""
        worker = get_worker()
        if wrong := differ(get_package_info(PACKAGES), self._versions):
            raise RuntimeError(f"the worker {worker.address} has {wrong}")
        own = tempfile.TemporaryDirectory(prefix="digest-", dir=worker.local_directory, ignore_cleanup_errors=True)
        folder = self._opened.enter_context(own)
        self._opened.callback(_end, self._idle)
        with zipfile.ZipFile(io.BytesIO(self._archive)) as archive:
            archive.extractall(folder)
        return folder


def differ(there: Versions, here: Versions) -> str:
    """Return in words how a worker's versions differ from ours in what reading depends on; nothing where they do not."""
    # Of Python the first two numbers: with them come what it knows of letters, and the form of what is sent.
    python, own = (".".join(str(versions["python"]).split(".")[:2]) for versions in (there, here))
    found = [f"Python {python}, not {own}"] if python != own else []
    for name in [name for name in PACKAGES if there.get(name) != here[name]]:
        found += [f"{name} {there[name]}, not {here[name]}" if there.get(name) else f"no {name} {here[name]}"]
    return "; ".join(found)


def _start(folder: str) -> subprocess.Popen[bytes]:
    paths = [folder, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-m", "generator.errand"]
    return subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own


def _ask(process: subprocess.Popen[bytes], job: bytes) -> tuple[bool, bytes | str]:
    calls, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    pickle.dump(job, calls)
    calls.flush()
    return cast("tuple[bool, bytes | str]", pickle.load(answers))  # noqa: S301 - our own process answers


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    """End processes, and wait until they have."""
    for process in processes:
        process.kill()
        process.communicate()
