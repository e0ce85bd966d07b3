"""The lock: it is what pyproject.toml asks for, exact, hashed, and silent about where packages come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = tuple(f"requirements{group}.txt" for group in ("", "-dev", "-fuzz", "-audit", "-bench"))
ENTRY = re.compile(
    r"(?P<name>[\w.-]+)==(?P<version>[\w.+!]+)(?: ; (?P<marker>.+))?(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})+)"
)


def read_lock(name: str) -> list[re.Match[str]]:
    """Return the entries of a lock file; a line that is not an exact, hashed version fails."""
    lines = (ROOT / name).read_text(encoding="utf-8").replace(" \\\n   ", "").splitlines()
    matches = {line: ENTRY.fullmatch(line) for line in lines if not line.startswith("#")}
    assert [] == [line for line, match in matches.items() if match is None]
    return [match for match in matches.values() if match]


def wanted(name: str) -> list[Requirement]:
    """Return what pyproject.toml asks a lock file to hold."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    group = name.removesuffix(".txt").partition("-")[2]
    groups = [project["dependency-groups"][group]] if group else []
    if group in {"", "dev"}:
        groups.append(project["project"]["dependencies"])
    if group == "dev":
        groups.extend(project["project"]["optional-dependencies"].values())
    return [Requirement(line) for group in groups for line in group]


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_holds_what_the_project_asks_for(name: str) -> None:
    """Every requirement of pyproject.toml is locked at a version that it allows (if not: make lock)."""
    locked = {match["name"]: match["version"] for match in read_lock(name)}
    missing = [
        str(requirement)
        for requirement in wanted(name)
        if not requirement.specifier.contains(locked.get(canonicalize_name(requirement.name), "0"), prereleases=True)
    ]
    assert [] == missing


def test_both_locks_agree() -> None:
    """The site is tested with the very versions that it is built with, and what is installed beside them changes none."""
    runtime, dev, *more = ({match["name"]: (match["version"], match["marker"]) for match in read_lock(name)} for name in LOCKS)
    assert set() == runtime.items() - dev.items()
    for lock in more:
        assert {} == {name: found for name, found in lock.items() if name in dev and found[0] != dev[name][0]}


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_names_no_address(name: str) -> None:
    """Where packages come from is the business of the machine at hand: neither an index nor a host is named."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [] == re.findall(r"://|--(?:extra-)?index-url|--find-links|^-i ", text, flags=re.MULTILINE)
