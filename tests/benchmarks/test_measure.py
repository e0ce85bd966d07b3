"""What a command costs: its seconds, and the memory of all its processes together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measure import Run, run

ROOT = Path(__file__).parents[2]

MEGABYTE = 1_000_000
HOLD = "import time; held = b'x' * 80_000_000; time.sleep(0.6)"
TWO = f"import subprocess, sys; [p.wait() for p in [subprocess.Popen([sys.executable, '-c', {HOLD!r}]) for _ in range(2)]]"
MEASURE = """
import json, os, sys
from dataclasses import asdict
from pathlib import Path
from benchmarks.measure import run
print(json.dumps(asdict(run(sys.argv[1:], folder=Path(os.environ["FOLDER"]), environment=os.environ))))
"""
BRIEF = "held = b'x' * 300_000_000"


def run_python(code: str, folder: Path) -> Run:
    """Run some Python, from a small process as `make bench` does: one begins with the peak of the one it was forked from."""
    command = [sys.executable, "-c", MEASURE, sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "FOLDER": str(folder)}, capture_output=True, check=True)
    return Run(**json.loads(done.stdout))


def test_children_count(tmp_path: Path) -> None:
    """What is in the memory of two children at once is added up: reports are read by several processes."""
    found = run_python(TWO, tmp_path)

    assert 160 * MEGABYTE < found.peak < 350 * MEGABYTE
    assert 0.6 < found.seconds
    assert 0 < found.cpu


def test_a_short_peak_of_one_process_is_not_missed(tmp_path: Path) -> None:
    """The system remembers what no look has seen."""
    assert 300 * MEGABYTE < run_python(BRIEF, tmp_path).peak < 450 * MEGABYTE


@pytest.mark.parametrize(
    ("code", "expected"),
    [("print('xin chào')", (0, "xin chào")), ("raise SystemExit('xin lỗi')", (1, "xin lỗi"))],
    ids=["works", "fails"],
)
def test_how_it_ended_is_told(code: str, expected: tuple[int, str], tmp_path: Path) -> None:
    """The exit code, and what was said to either stream."""
    found = run([sys.executable, "-c", code], folder=tmp_path, environment={**os.environ, "PYTHONIOENCODING": "utf-8"})

    assert expected == (found.code, found.said.strip())
