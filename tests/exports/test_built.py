"""What a site says it was built from."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import generator
from generator.entries import LANGUAGES
from generator.exports.built import build_record
from generator.labels import load_labels
from generator.models import Commit
from tests.conftest import copy_project, run_mkdocs
from tests.reports import get_digest

ROOT = Path(__file__).parents[2]
BUILT = "2026-11-26T11:06:23+00:00"
ID = "8b08ccefb99d0f571fe713aa55ac01fa27f36938"


def test_the_version_is_that_of_the_project() -> None:
    """It is written twice, for the program is run from its folder and not installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == generator.__version__


def test_the_line_says_what_is_known() -> None:
    """Of which commit, and whether of that alone; without one, of when."""
    said = [
        build_record(get_digest(), built=BUILT, commit=commit, labels=map(load_labels, LANGUAGES))["said"]
        for commit in (Commit(ID, changed=False), Commit(ID, changed=True), None)
    ]

    assert [one["vi"] for one in said] == [
        "Phiên bản 8b08ccefb9, theo dữ liệu lúc 2026-11-26 11:06 UTC.",
        "Phiên bản 8b08ccefb9 có sửa thêm, theo dữ liệu lúc 2026-11-26 11:06 UTC.",
        "Theo dữ liệu lúc 2026-11-26 11:06 UTC.",
    ]
    assert "Version 8b08ccefb9, as of 2026-11-26 11:06 UTC." == said[0]["en"]


def test_the_counts_are_those_of_the_digest() -> None:
    """Of what there is a page for, and of statements."""
    digest = get_digest()
    record = build_record(digest, built=BUILT, commit=None, labels=())

    assert (len(digest.briefs), len(digest.meetings)) == (record["counts"]["briefs"], record["counts"]["meetings"])
    assert (None, None, generator.__version__) == (record["commit"], record["changed"], record["generator"])


def test_a_new_commit_changes_the_page_on_coverage_and_two_files(tmp_path: Path) -> None:
    """The page on coverage says it in full, for who runs no scripts; no other page is made again for it."""
    copy_project(tmp_path)
    git = ("git", "-c", "user.name=An", "-c", "user.email=an@news.example", "-C", str(tmp_path))
    subprocess.run([*git, "init", "--quiet"], check=True)
    (tmp_path / ".gitignore").write_text(".cache/\nsite/\n__pycache__/\n", encoding="utf-8")
    sites = []
    for _ in range(2):
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "--quiet", "--allow-empty", "--message", "x"], check=True)
        done = run_mkdocs(tmp_path)
        assert done.returncode == 0, done.stderr
        commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
        files = {path.relative_to(tmp_path / "site").as_posix(): path.read_bytes() for path in (tmp_path / "site").rglob("*.*")}
        told = json.loads(files["build.json"])
        assert (commit, False) == (told["commit"], told["changed"])
        line = re.search(r'<p class="note">Theo dữ liệu lúc .*?</p>', files["coverage/index.html"].decode())
        assert line
        assert f"phiên bản <code>{commit}</code>. <a" in line[0]
        sites.append(files)

    changed = {name for name in sites[0] if sites[0][name] != sites[1].get(name) and not name.startswith("sitemap")}
    assert sites[0].keys() == sites[1].keys()
    pages = {"coverage/index.html", "en/coverage/index.html"}
    assert {"build.json", "coverage.json", *pages} >= changed >= {"build.json", *pages}
    (tmp_path / "seeds" / "000_34b1fed74cd86ae1.yml").write_text("corrections:\n", encoding="utf-8")
    with next((tmp_path / "seeds").glob("*.txt")).open("a", encoding="utf-8") as file:
        file.write("\nHai bên cũng họp.\n")
    assert run_mkdocs(tmp_path).returncode == 0
    assert json.loads((tmp_path / "site" / "build.json").read_bytes())["changed"] is True
    assert "</code> có sửa thêm. <a" in (tmp_path / "site" / "coverage" / "index.html").read_text(encoding="utf-8")
