"""The workflows: what they may do, and that they run nobody's moving target."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
# A full commit, and the version it stands for, which a reader and an update check can follow.
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def load(path: Path) -> dict[str, Any]:
    """Return a workflow with all values as the text that stands there, so that `on` is not true."""
    workflow: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    return workflow


@pytest.fixture(name="site_workflow")
def fixture_site_workflow() -> dict[str, Any]:
    """Return the workflow that checks and publishes the site."""
    return load(next(path for path in WORKFLOWS if path.name == "site.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    """Every action is named by its full commit, with the version beside it."""
    used = re.findall(r"^\s*(?:- )?uses: (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert used
    assert [] == [action for action in used if not PINNED.fullmatch(action)]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_one_commit_for_each_action(path: Path) -> None:
    """No action is used at two commits in one workflow."""
    used = set(re.findall(r"uses: ([\w./-]+)@(\w+)", path.read_text(encoding="utf-8")))
    assert len(used) == len({action for action, _ in used})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_rights_are_read_only_unless_a_job_says_so(path: Path) -> None:
    """The workflow as a whole may read the repository and nothing else; no job writes to it."""
    workflow = load(path)
    assert {"contents": "read"} == workflow["permissions"]
    granted = [job.get("permissions", {}) for job in workflow["jobs"].values()]
    assert [] == [rights for rights in granted if rights.get("contents", "read") != "read"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_text_from_outside_reaches_a_shell(path: Path) -> None:
    """A command holds no expression: a branch name or a title pasted into a shell would be code."""
    commands = [step["run"] for job in load(path)["jobs"].values() for step in job["steps"] if "run" in step]
    assert [] == [command for command in commands if "${{" in command]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_job_ends(path: Path) -> None:
    """No job that somebody waits for may run for more than twenty minutes, and none for more than two hours."""
    workflow = load(path)
    most = 20 if "push" in workflow["on"] else 120
    assert all(int(job["timeout-minutes"]) <= most for job in workflow["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_checkout_keeps_no_token(path: Path) -> None:
    """The token of the run is not left in the checkout for later steps to find."""
    steps = [step for job in load(path)["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert [] == [step for step in checkouts if step.get("with", {}).get("persist-credentials") != "false"]


def test_every_push_and_pull_request_is_checked(site_workflow: dict[str, Any]) -> None:
    """The check runs on both, on the same script as everywhere else."""
    assert {"push", "pull_request"} <= set(site_workflow["on"])
    check = site_workflow["jobs"]["check"]
    assert "if" not in check
    assert ".ci/run" in [step.get("run") for step in check["steps"]]


def test_only_the_deploy_job_may_publish(site_workflow: dict[str, Any]) -> None:
    """Publishing has a job of its own, which runs no code of the repository."""
    jobs = site_workflow["jobs"]
    publishing = {name for name, job in jobs.items() if "write" in job.get("permissions", {}).values()}
    assert {"deploy"} == publishing
    assert {"pages": "write", "id-token": "write"} == jobs["deploy"]["permissions"]
    assert [] == [step for step in jobs["deploy"]["steps"] if "run" in step or "checkout" in step["uses"]]


def test_only_checked_commits_of_main_are_published(site_workflow: dict[str, Any]) -> None:
    """What is deployed was built after the check passed, on main, and never from a pull request."""
    build, deploy = site_workflow["jobs"]["build"], site_workflow["jobs"]["deploy"]
    assert (build["needs"], deploy["needs"]) == ("check", "build")
    assert build["if"] == "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'"
    assert deploy["environment"]["name"] == "github-pages"
    assert {"group": "pages", "cancel-in-progress": "false"} == deploy["concurrency"]


def test_the_site_knows_its_address(site_workflow: dict[str, Any]) -> None:
    """The build is told by Pages where the site will live, so that it works below /repo/ as well as on a domain."""
    steps = site_workflow["jobs"]["build"]["steps"]
    pages = next(step for step in steps if step.get("id") == "pages")
    assert pages["uses"].startswith("actions/configure-pages@")
    build = next(step for step in steps if step.get("run") == "make site")
    assert build["env"]["SITE_URL"] == "${{ steps.pages.outputs.base_url }}/"


def test_a_bad_report_is_shown_and_stops_no_publishing(site_workflow: dict[str, Any]) -> None:
    """A job of its own is red for it, and nothing that publishes waits for that job."""
    jobs = site_workflow["jobs"]
    assert ["make drift"] == [step["run"] for step in jobs["reports"]["steps"] if "run" in step]
    assert "env" not in jobs["reports"]
    assert "reports" not in (jobs["build"]["needs"], jobs["deploy"]["needs"])
    build = next(step for step in jobs["build"]["steps"] if step.get("run") == "make site")
    assert build["env"]["KEEP_GOING"] == "1"
    assert "export KEEP_GOING=1" in (WORKFLOWS[0].parents[2] / ".ci" / "run").read_text(encoding="utf-8")


def test_what_a_push_leaves_out_is_done_every_night() -> None:
    """Packages with known holes, newer versions, all tests on many more inputs, the fuzzer: without any rights."""
    workflow = load(next(path for path in WORKFLOWS if path.name == "watch.yml"))
    commands = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]

    assert {"schedule", "workflow_dispatch"} == set(workflow["on"])
    assert {"make audit", "make test-all", "make fuzz"} <= set(commands)
    assert any("make lock UPGRADE=--upgrade" in command for command in commands)
    assert not any("permissions" in job for job in workflow["jobs"].values())


def test_actions_are_kept_up_to_date() -> None:
    """A commit that is named for ever grows old: updates of actions are proposed, after others have had a week with them."""
    settings = load(ROOT / ".github" / "dependabot.yml")

    (actions,) = [update for update in settings["updates"] if update["package-ecosystem"] == "github-actions"]
    assert "weekly" == actions["schedule"]["interval"]
    assert int(actions["cooldown"]["default-days"]) >= 7


def test_no_command_fetches_a_script_from_elsewhere() -> None:
    """What a workflow runs is in the repository, or in the lock."""
    text = "".join(path.read_text(encoding="utf-8") for path in (*WORKFLOWS, ROOT / "Makefile", ROOT / ".ci" / "run"))
    assert [] == re.findall(r"\b(?:curl|wget|pipx|npx|uvx)\b", text)
    assert [] == [line for line in text.splitlines() if "pip install" in line and "--require-hashes" not in line]
