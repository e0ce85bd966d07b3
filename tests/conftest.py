"""What all tests share: how many inputs Hypothesis generates, and the site, built once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from generator.writer import is_generated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parents[1]
NO_BROWSER = "no Chromium on this machine"
SITE_PARTS = ("mkdocs.yml", "docs", "generator", "overrides", "seeds")
SITES = {"site", "corpus_site", "long_site", "search_site", "hostile_site"}
"""Fixtures that build a whole site."""
BASE_PATH = "/repo/"
"""Where the built site believes it lives: below the root, as a project's site on GitHub Pages does."""

# A failing example must fail again for the next person, so CI generates the same inputs each time; the nightly run explores.
_CI = bool(os.environ.get("CI"))
settings.register_profile("default", max_examples=100, deadline=None, derandomize=_CI)
settings.register_profile("nightly", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def build_site(work: Path, *, seeds: Path | None = None, change: Callable[[str], str] | None = None) -> Path:
    """Copy what a site is built from to `work`, build it there as CI does, and return the site's folder.

    With `seeds` it is built of those reports, and of the pages that were written by hand; with `change`, as mkdocs.yml says
    when it is so changed.
    """
    copy_project(work, seeds=seeds)
    if change:
        config = work / "mkdocs.yml"
        config.write_text(change(config.read_text(encoding="utf-8")), encoding="utf-8")
    done = run_mkdocs(work)
    assert done.returncode == 0, f"mkdocs build --strict failed:\n{done.stdout}{done.stderr}"
    return work / "site"


def copy_parts(parts: Iterable[str], target: Path, *, root: Path = ROOT) -> None:
    """Copy files and folders of the project in `root` to the folder `target`, without what Python has compiled."""
    for part in parts:
        source = root / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target / part)


def copy_project(work: Path, *, seeds: Path | None = None) -> None:
    """Copy what a site is built from to `work`; with `seeds`, those reports, and of the pages those written by hand."""
    copy_parts(SITE_PARTS, work)
    if seeds:
        shutil.rmtree(work / "seeds")
        shutil.copytree(seeds, work / "seeds", ignore=shutil.ignore_patterns("*.md"))
        for path in [path for path in (work / "docs").rglob("*") if is_generated(str(path))]:
            path.unlink()


def copy_handwritten(docs: Path, target: Path) -> None:
    """Copy the pages in `docs` that people have written to the folder `target`."""
    for path in docs.rglob("*.md"):
        if not is_generated(str(path)):
            copy = target / path.relative_to(docs)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)


def run_mkdocs(work: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of the project in `work` as CI does; return how that ended."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "site"]
    environment = os.environ | {"SITE_URL": f"https://digest.example{BASE_PATH}", "NO_MKDOCS_2_WARNING": "1", "KEEP_GOING": "1"}
    return subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def make_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """Return what `make` returns for an empty folder; of several workers the first makes it, and the others wait for it."""
    base = factory.getbasetemp()
    work = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    made, failed = work.with_name(f"{name}.made"), work.with_name(f"{name}.failed")
    try:
        work.mkdir()
    except FileExistsError:
        while not made.exists():
            assert not failed.exists(), f"another worker could not make {name}"
            time.sleep(0.1)
        return Path(made.read_text(encoding="utf-8"))
    try:
        result = make(work)
    except BaseException:
        failed.touch()
        raise
    unfinished = work.with_name(f"{name}.unfinished")
    unfinished.write_text(str(result), encoding="utf-8")
    unfinished.replace(made)
    return result


@pytest.fixture(scope="session")
def corpus_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site built from the reports in `tests/corpus`: several a meeting, several rounds a series."""
    return make_once(tmp_path_factory, "corpus", lambda work: build_site(work, seeds=ROOT / "tests" / "corpus"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site built from the committed pages."""
    return make_once(tmp_path_factory, "project", build_site)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that look at a whole site."""
    for item in items:
        if SITES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("whole")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in so many words that the browser was not tested: a skip is easily overlooked."""
    skipped = [report for report in terminalreporter.getreports("skipped") if NO_BROWSER in str(report.longrepr)]
    if skipped:
        terminalreporter.section(f"WARNING: {len(skipped)} browser tests did not run", sep="!", yellow=True, bold=True)
        terminalreporter.line(f"{NO_BROWSER}: install chromium, or say where one is (CHROMIUM=/path/to/chromium make check)")
