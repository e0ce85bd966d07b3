"""Of when a site is: what says it, and in which order it is asked."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.buildtime import VARIABLE, build_time, find_epoch

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _untold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_the_variable_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sets it wants it so."""
    monkeypatch.setenv(VARIABLE, "1700000000")

    assert build_time(tmp_path) == "2023-11-14T22:13:20+00:00"


@pytest.mark.parametrize("told", ["", "yesterday", "-5", "1.5", "²"])
def test_a_variable_that_says_nothing_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    """It is no reason to fail."""
    monkeypatch.setenv(VARIABLE, told)

    assert find_epoch(tmp_path) == 0


def test_then_the_last_commit(tmp_path: Path) -> None:
    """When a file was written here says when it was checked out, not when it was made."""
    (tmp_path / "a.txt").touch()
    environment = os.environ | {"GIT_COMMITTER_DATE": "1600000000 +0700", "GIT_CONFIG_GLOBAL": os.devnull}
    who = ("-c", "user.name=An", "-c", "user.email=an@news.example")
    for command in (("init", "--quiet"), ("add", "."), (*who, "commit", "--quiet", "--message", "a")):
        subprocess.run(["git", "-C", str(tmp_path), *command], env=environment, check=True)

    assert find_epoch(tmp_path) == 1_600_000_000


def test_then_the_newest_report_or_correction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git; what is no input does not count."""
    monkeypatch.setenv("PATH", "")
    for name, second in (("a.txt", 100), ("a.yml", 300), ("b.txt", 200), ("README.md", 900)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (second, second))

    assert find_epoch(tmp_path) == 300


def test_without_anything_it_is_no_time_at_all(tmp_path: Path) -> None:
    """Not even a folder is needed."""
    assert find_epoch(tmp_path / "nowhere") == 0
