"""Runs a command in a process of its own and says what it cost: seconds, and the memory of it and of all that it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

INTERVAL = 0.1
"""Seconds between two looks at the memory; to look takes some milliseconds."""
_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What a command cost."""

    seconds: float
    """From its start to its end, by the clock."""
    cpu: float
    """Seconds of all cores together, its children's included."""
    peak: int
    """Bytes in memory: at most so many at once, of all its processes together; what they share is counted for each."""
    code: int
    """The exit code; negative for the signal that ended it."""
    said: str
    """What it wrote to either stream."""


def run(command: Sequence[str], *, folder: Path, environment: Mapping[str, str]) -> Run:
    """Run a command in `folder` until it ends; its code is not looked at."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # so that nobody waits for it again
        output.seek(0)
        said = output.read().decode("utf-8", errors="replace")
    # The looks see all processes but not every moment, the system every moment but only the largest process.
    peak = max(watch.stop(), used.ru_maxrss * _UNIT)
    return Run(seconds, used.ru_utime + used.ru_stime, peak, process.returncode, said)


class _Watch:
    """Looks at the memory of a process and of all below it, until it is told to stop."""

    def __init__(self, process: int) -> None:
        self._peak, self._ended = 0, threading.Event()
        self._thread = threading.Thread(target=self._look, args=(process,), daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Return the most that was seen, in bytes."""
        self._ended.set()
        self._thread.join()
        return self._peak

    def _look(self, process: int) -> None:
        while not self._ended.is_set():
            self._peak = max(self._peak, memory_of(process))
            self._ended.wait(INTERVAL)


def memory_of(process: int) -> int:
    """Return how many bytes a process and all below it have in memory now; 0 where it has ended."""
    try:
        root = psutil.Process(process)
        family = [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0
    return sum(map(_resident, family))


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it has just ended
        return 0
