"""Runs a job of a workflow as far as that goes without its host: what it runs itself, in order, from a clean clone.

What an action of the host does, something here stands for, or nothing does: STANDS_FOR says which. The environment is the one
that the host and the workflow give, and not that of whoever runs the tests.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
STANDS_FOR = {
    "actions/checkout": "a shallow clone of the last commit",
    "actions/setup-python": "a Python of that version on the path, or else the one of the tests",
    "actions/configure-pages": "the values in OUTPUTS",
    "actions/upload-pages-artifact": "nothing: whether the folder is one to publish is looked at",
    "actions/deploy-pages": "nothing: it gives the artifact to the host",
}
"""Every action that the workflow uses, and what is there in its place."""
OUTPUTS = {"steps.pages.outputs.base_url": "https://name.example/repo"}
"""What the host would say of itself."""
# Of our own environment: where programs are, and how packages are had here.
_OURS = re.compile(r"PATH|HOME|LANG|TMPDIR|CHROMIUM|PIP_\w+|\w*_CERT_\w+|\w+_CA_BUNDLE|https?_proxy|no_proxy", re.IGNORECASE)


def load_workflow(name: str) -> dict[str, Any]:
    """Return a workflow, with all values as the text that stands there."""
    path = ROOT / ".github" / "workflows" / name
    workflow: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    return workflow


def actions_of(workflow: dict[str, Any]) -> set[str]:
    """Return the names of the actions that a workflow uses."""
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    return {step["uses"].partition("@")[0] for step in steps if "uses" in step}


def clone(target: Path) -> None:
    """Make a clean clone of the last commit, as shallow as the host's."""
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), str(target)], check=True)


def run_job(workflow: dict[str, Any], name: str, work: Path) -> list[str]:
    """Run the commands of a job in a clone at `work`, each of which must succeed; return the actions that were left out."""
    job, left_out = workflow["jobs"][name], []
    environment = _environment(work, version=_python_of(job)) | _given(workflow) | _given(job)
    for step in job["steps"]:
        if "run" not in step:
            left_out.append(step["uses"].partition("@")[0])
            continue
        # As the host does it, and with the time that the job has there for all of them.
        command, seconds = ["bash", "-e", "-c", _fill(step["run"])], 60 * int(job["timeout-minutes"])
        done = subprocess.run(
            command,
            cwd=work,
            env=environment | _given(step),
            timeout=3 * seconds,  # of a machine that does other things as well
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{step['run']} failed:\n{done.stdout[-5000:]}"
    return left_out


def _environment(work: Path, *, version: str) -> dict[str, str]:
    """Return what the host gives every command."""
    beside = work.with_name(f"{work.name}.host")
    (beside / "bin").mkdir(parents=True)
    python = shutil.which(f"python{version}") or str(getattr(sys, "_base_executable", sys.executable))
    (beside / "bin" / "python3").symlink_to(python)
    environment = {name: value for name, value in os.environ.items() if _OURS.fullmatch(name)}
    files = {f"GITHUB_{name}": str(beside / name.lower()) for name in ("ENV", "OUTPUT", "STEP_SUMMARY")}
    path = os.pathsep.join([str(beside / "bin"), *_without_venv(environment["PATH"])])
    return environment | files | {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(work), "PATH": path}


def _without_venv(path: str) -> list[str]:
    return [folder for folder in path.split(os.pathsep) if not (Path(folder).parent / "pyvenv.cfg").exists()]


def _python_of(job: dict[str, Any]) -> str:
    return next((step["with"]["python-version"] for step in job["steps"] if "setup-python" in step.get("uses", "")), "3")


def _given(part: dict[str, Any]) -> dict[str, str]:
    """Return the environment that a workflow, a job or a step gives."""
    return {name: _fill(value) for name, value in part.get("env", {}).items()}


def _fill(text: str) -> str:
    """Return a text with the host's values in it; one that nothing is known of is an error."""
    return EXPRESSION.sub(lambda found: OUTPUTS[found[1]], text)
