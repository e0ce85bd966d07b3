"""Deploying, as far as it can be tried without the host: the workflow's own commands, in order, each job from a clean clone."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.workflow import OUTPUTS, ROOT, STANDS_FOR, actions_of, clone, load_workflow, run_job

if TYPE_CHECKING:
    from pathlib import Path

SITE = load_workflow("site.yml")


def test_every_action_of_the_host_is_known() -> None:
    """What cannot be run here is listed by name, with what stands for it; that it is pinned, test_workflows sees to."""
    assert set(STANDS_FOR) == actions_of(SITE)


def test_every_job_is_tried_or_has_nothing_to_run() -> None:
    """A job that is added is run here, too."""
    with_commands = {name for name, job in SITE["jobs"].items() if any("run" in step for step in job["steps"])}
    assert {"check", "reports", "build"} == with_commands


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("job", ["check", "reports"])
def test_a_commit_passes(tmp_path: Path, job: str) -> None:
    """All that CI runs for a push passes in a clone that has nothing but what is committed."""
    clone(tmp_path / "work")

    assert ["actions/checkout", "actions/setup-python"] == run_job(SITE, job, tmp_path / "work")


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_commit_becomes_a_site(tmp_path: Path) -> None:
    """The folder that is handed to the host is the site of that commit, at the address that the host has named."""
    clone(tmp_path / "work")
    commit = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout

    left_out = run_job(SITE, "build", tmp_path / "work")

    upload = next(step for step in SITE["jobs"]["build"]["steps"] if "upload-pages-artifact" in step.get("uses", ""))
    folder = tmp_path / "work" / upload["with"]["path"]
    assert left_out[-2:] == ["actions/configure-pages", "actions/upload-pages-artifact"]
    home = (folder / "index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{OUTPUTS["steps.pages.outputs.base_url"]}/">' in home
    assert f"{OUTPUTS['steps.pages.outputs.base_url']}/briefs/" in (folder / "sitemap.xml").read_text(encoding="utf-8")
    told = json.loads((folder / "build.json").read_bytes())
    assert (commit.strip(), False) == (told["commit"], told["changed"])
    # The host takes files and folders, and nothing else.
    assert [] == [path for path in folder.rglob("*") if path.is_symlink() or not (path.is_dir() or path.is_file())]
    assert all((folder / name).exists() for name in ("404.html", "pagefind/pages.json", "_headers", "coverage.json"))
