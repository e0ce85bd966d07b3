"""`mkdocs build`: readers have a whole site at any moment, the old one or the new one, however a build ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import copy_handwritten, copy_parts
from tests.test_writer import tree

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[1]
REPORT = "Hội nghị thử lần thứ {}\nHội nghị Cấp cao Đông Á (EAS) lần thứ {} diễn ra ngày 13/11/2014 tại Nay Pyi Taw, Myanmar.\n"
# What goes wrong in the middle of the pages, as a hook of MkDocs.
FAULTS = {
    "killed": "os._exit(9)",
    "full disk": "raise OSError(28, 'No space left on device', config.site_dir + '/a/index.html')",
    "interrupted": "raise KeyboardInterrupt",
}


QUIET = {"NO_MKDOCS_2_WARNING": "1", "KEEP_GOING": ""}


def lay_project(folder: Path) -> Path:
    """Copy the project into `folder`, with the pages written by hand and without a report, and return it."""
    copy_parts(("generator", "overrides", "mkdocs.yml"), folder)
    for name in ("docs", "seeds"):
        (folder / name).mkdir()
    copy_handwritten(ROOT / "docs", folder / "docs")
    return folder


class Project:
    """A copy of the project with one report, whose site has been built."""

    def __init__(self, folder: Path) -> None:
        """Copy the project, and build its site."""
        self.folder = lay_project(folder)
        self.write(9)
        assert (0, "") == self.build()

    def write(self, number: int, name: str = "a.txt") -> None:
        """Write a report."""
        (self.folder / "seeds" / name).write_text(REPORT.format(number, number), encoding="utf-8")

    def build(self, **environment: str) -> tuple[int, str]:
        """Build the site, and return the exit code and what was said of what is wrong."""
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        done = subprocess.run(
            command, cwd=self.folder, env=os.environ | QUIET | environment, capture_output=True, text=True, check=False
        )
        return done.returncode, "\n".join(line for line in (done.stdout + done.stderr).splitlines() if line.strip())

    def build_with(self, fault: str) -> tuple[int, str]:
        """Build the site with a fault among its pages."""
        hook, config = self.folder / "fault.py", self.folder / "mkdocs.yml"
        hook.write_text(f"import os\n\ndef on_post_page(output, page, config):\n    {fault}\n", encoding="utf-8")
        before = config.read_text(encoding="utf-8")
        config.write_text(before.replace("mkdocs_guard.py]", "mkdocs_guard.py, fault.py]"), encoding="utf-8")
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
    lenient, also_said = project.build(KEEP_GOING="1")

    (project.folder / "seeds" / "bad.txt").unlink()
    assert (code, lenient) == (1, 0)
    assert "seeds/bad.txt: error: the file is empty" in also_said
    assert "seeds/bad.txt: error: the file is empty" in said
    assert "everything else is built" in said
    assert (project.folder / "site" / "briefs" / "b" / "index.html").is_file()
    assert [] == project.beside


def test_a_broken_list_leaves_the_site(project: Project) -> None:
    """Nothing can be read without it, so nothing is published."""
    topics = project.folder / "generator" / "vocabulary" / "topics.yml"
    content, before = topics.read_text(encoding="utf-8"), tree(project.folder / "site")
    topics.write_text(content + "- broken\n", encoding="utf-8")

    code, said = project.build(KEEP_GOING="1")

    topics.write_text(content, encoding="utf-8")
    assert code == 1
    assert "the site is what it was" in said
    assert before == tree(project.folder / "site")
    assert [] == project.beside


def test_a_build_can_be_repeated_byte_for_byte(tmp_path: Path) -> None:
    """Other folders, time zones, locales and hash seeds leave no trace, neither in the pages nor in the search index."""
    places = {
        "one": {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        "another/place": {"TZ": "Pacific/Honolulu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"},
    }
    running = []
    for place, environment in places.items():
        project = lay_project(tmp_path / place)
        for name in ("asean-an-do-som-25.txt", "asean-india-som-24-en.txt"):
            shutil.copy2(ROOT / "tests" / "corpus" / name, project / "seeds" / name)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        kept = {name: value for name, value in os.environ.items() if name not in (*environment, "SOURCE_DATE_EPOCH")}
        running.append(subprocess.Popen(command, cwd=project, env=kept | environment | QUIET))
    assert [0, 0] == [process.wait() for process in running]

    one, other = (tree(tmp_path / place / "site") for place in places)

    assert [path for path in one if path.endswith(".pf_meta")]
    assert [] == [path for path in one.keys() | other.keys() if one.get(path) != other.get(path)]


def test_who_asks_after_the_build_gets_the_folder_of_the_site(project: Project) -> None:
    """`mkdocs gh-deploy` publishes what the settings name when the build is done."""
    program = (
        "from mkdocs.config import load_config\nfrom mkdocs.commands.build import build\n"
        "config = load_config()\nconfig.plugins.on_startup(command='gh-deploy', dirty=False)\nbuild(config)\n"
        "config.plugins.on_shutdown()\nprint(config.site_dir)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=project.folder, env=os.environ | QUIET, capture_output=True, text=True, check=True
    )

    assert str(project.folder / "site") == done.stdout.strip()
    assert (project.folder / "site" / "index.html").is_file()


def test_who_reads_is_named_by_the_environment(project: Project) -> None:
    """A name that is none is said, and the site is what it was."""
    before = tree(project.folder / "site")

    code, said = project.build(EXECUTOR="nobody")

    assert 1 == code
    assert "executor: error: 'nobody'; expected processes" in said
    assert before == tree(project.folder / "site")
