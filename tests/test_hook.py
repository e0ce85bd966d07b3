"""`mkdocs build`: readers have a whole site at any moment, the old one or the new one, however a build ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_writer import tree

ROOT = Path(__file__).parents[1]
REPORT = "Hội nghị thử lần thứ {}\nHội nghị Cấp cao Đông Á (EAS) lần thứ {} diễn ra ngày 13/11/2014 tại Nay Pyi Taw, Myanmar.\n"
# What goes wrong in the middle of the pages, as a hook of MkDocs.
FAULTS = {
    "killed": "os._exit(9)",
    "full disk": "raise OSError(28, 'No space left on device', config.site_dir + '/a/index.html')",
    "interrupted": "raise KeyboardInterrupt",
}


class Project:
    """A copy of the project with one report, whose site has been built."""

    def __init__(self, folder: Path) -> None:
        """Copy the project, and build its site."""
        self.folder = folder
        for part in ("mkdocs.yml", "generator", "overrides"):
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
            copy(ROOT / part, folder / part)
        (folder / "docs").mkdir()
        for page in ("about.md", "method.md"):
            shutil.copy2(ROOT / "docs" / page, folder / "docs" / page)
        (folder / "seeds").mkdir()
        self.write(9)
        assert (0, "") == self.build()

    def write(self, number: int, name: str = "a.txt") -> None:
        """Write a report."""
        (self.folder / "seeds" / name).write_text(REPORT.format(number, number), encoding="utf-8")

    def build(self, *options: str) -> tuple[int, str]:
        """Build the site, and return the exit code and what was said of what is wrong."""
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", *options]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, "\n".join(line for line in (done.stdout + done.stderr).splitlines() if line.strip())

    def build_with(self, fault: str) -> tuple[int, str]:
        """Build the site with a fault among its pages."""
        hook, config = self.folder / "fault.py", self.folder / "mkdocs.yml"
        hook.write_text(f"import os\n\ndef on_post_page(output, page, config):\n    {fault}\n", encoding="utf-8")
        before = config.read_text(encoding="utf-8")
        config.write_text(before.replace("mkdocs_hook.py]", "mkdocs_hook.py, fault.py]"), encoding="utf-8")
        try:
            return self.build()
        finally:
            config.write_text(before, encoding="utf-8")

    @property
    def beside(self) -> list[str]:
        """What has been left beside the site."""
        return [path.name for path in self.folder.iterdir() if path.name.startswith(".site")]


@pytest.fixture(scope="module", name="project")
def fixture_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return one project for all tests, each of which leaves it with a site."""
    return Project(tmp_path_factory.mktemp("project"))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_build_that_does_not_end_well_leaves_the_site(project: Project, fault: str) -> None:
    """Killed, interrupted or out of room: what readers have is what it was."""
    site = project.folder / "site"
    before = tree(site)
    assert before

    code, said = project.build_with(FAULTS[fault])

    assert code
    assert before == tree(site)
    assert ([".site.unfinished"] if fault == "killed" else []) == project.beside
    if fault == "full disk":
        expected = f"{site}/a/index.html: error: cannot be written (No space left on device)"
        assert said.startswith(expected)
        assert "Traceback" not in said


def test_a_bad_report_costs_its_page_and_the_exit_code(project: Project) -> None:
    """The site with the good pages is published, what was left of a killed run is gone, and the report names the file."""
    project.write(10, "b.txt")
    (project.folder / "seeds" / "bad.txt").touch()
    (project.folder / ".site.unfinished").mkdir(exist_ok=True)

    code, said = project.build()

    (project.folder / "seeds" / "bad.txt").unlink()
    assert code == 1
    assert "seeds/bad.txt: error: the file is empty" in said
    assert "everything else is built" in said
    assert (project.folder / "site" / "briefs" / "b" / "index.html").is_file()
    assert [] == project.beside


def test_a_broken_list_leaves_the_site(project: Project) -> None:
    """Nothing can be read without it, so nothing is published."""
    topics = project.folder / "generator" / "vocabulary" / "topics.yml"
    content, before = topics.read_text(encoding="utf-8"), tree(project.folder / "site")
    topics.write_text(content + "- broken\n", encoding="utf-8")

    code, said = project.build()

    topics.write_text(content, encoding="utf-8")
    assert code == 1
    assert "the site is what it was" in said
    assert before == tree(project.folder / "site")
    assert [] == project.beside
