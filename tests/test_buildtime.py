"""Of when a site is: what says it, and in which order it is asked."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.buildtime import VARIABLE, build_time, find_commit, find_epoch
from generator.models import Commit

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


def commit_all(folder: Path) -> None:
    """Put a folder under version control."""
    environment = os.environ | {"GIT_COMMITTER_DATE": "1600000000 +0700", "GIT_CONFIG_GLOBAL": os.devnull}
    who = ("-c", "user.name=An", "-c", "user.email=an@news.example")
    for command in (("init", "--quiet"), ("add", "."), (*who, "commit", "--quiet", "--message", "a")):
        subprocess.run(["git", "-C", str(folder), *command], env=environment, check=True)


def test_then_the_last_commit(tmp_path: Path) -> None:
    """When a file was written here says when it was checked out, not when it was made."""
    (tmp_path / "a.txt").touch()
    commit_all(tmp_path)

    assert find_epoch(tmp_path) == 1_600_000_000


def test_the_commit_is_known_and_whether_it_is_all(tmp_path: Path) -> None:
    """A file that nobody has committed yet shows in those that list it, and does not count by itself."""
    (tmp_path / "a.txt").touch()
    commit_all(tmp_path)
    (tmp_path / "b.txt").touch()
    found = find_commit(tmp_path)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")

    assert found
    assert re.fullmatch(r"[0-9a-f]{40}", found.id)
    assert (False, Commit(found.id, changed=True)) == (found.changed, find_commit(tmp_path))


def test_without_git_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor in a folder that is in no repository, or in one without a commit."""
    assert find_commit(tmp_path) is None
    subprocess.run(["git", "-C", str(tmp_path), "init", "--quiet"], check=True)
    assert find_commit(tmp_path) is None
    monkeypatch.setenv("PATH", "")
    assert find_commit(tmp_path) is None


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
