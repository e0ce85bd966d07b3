"""Building again: whatever is edited in whatever order, what comes out is what a build from nothing gives, byte for byte."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import copy_handwritten, copy_parts
from tests.test_hook import QUIET, lay_project
from tests.test_writer import tree

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[1]
POOL = sorted(path for folder in ("corpus", "search") for path in (ROOT / "tests" / folder).glob("*.txt"))
FIRST = 6
"""How many reports there are before the first edit."""
CORRECTIONS = (
    "{set: meeting.place, value: Hội An, reason: thử, editor: an}",
    "{set: meeting.date, value: '2019-05-04', reason: thử, editor: an}",
    "{set: source.publisher, value: Báo Thử, reason: thử, editor: an}",
    "{set: source.retrieved, value: '2019-05-06', reason: thử, editor: an}",
    "{add: topics, value: tourism, reason: thử, editor: an}",
    "{add: agreements, value: coc, reason: thử, editor: an}",
)


class Project:
    """A copy of the project that is edited and built, again and again."""

    def __init__(self, folder: Path, *, seed: int) -> None:
        """Lay the project, with a few reports; the same seed makes the same edits."""
        folder.mkdir()
        self.folder, self.pick = lay_project(folder), random.Random(seed)  # noqa: S311 - nothing secret
        for path in self.pick.sample(POOL, FIRST):
            shutil.copy2(path, folder / "seeds")

    def build(self) -> None:
        """Build the site."""
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        # Of one time, or the pages that tell it would differ.
        environment = os.environ | QUIET | {"SOURCE_DATE_EPOCH": "1500000000"}
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        assert (0, "") == (done.returncode, "\n".join(filter(str.strip, (done.stdout + done.stderr).splitlines())))

    def tree(self) -> dict[str, bytes]:
        """Return what is in the pages and in the site."""
        return {f"{name}/{path}": content for name in ("docs", "site") for path, content in tree(self.folder / name).items()}

    def from_nothing(self, folder: Path) -> dict[str, bytes]:
        """Return the same of a build in another folder, with what a person writes and the addresses there have been."""
        folder.mkdir()
        copy_parts(("generator", "overrides", "seeds", "mkdocs.yml"), folder, root=self.folder)
        (folder / "docs").mkdir()
        copy_handwritten(self.folder / "docs", folder / "docs")
        shutil.copy2(self.folder / "docs" / ".addresses.yml", folder / "docs")
        other = Project.__new__(Project)
        other.folder = folder
        other.build()
        return other.tree()

    def _any(self, pattern: str) -> Path:
        return self.pick.choice(sorted(self.folder.glob(pattern)))

    def _replace(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        before = file.read_text(encoding="utf-8")
        after = before.replace(new, old, 1) if new in before else before.replace(old, new, 1)
        assert before != after
        file.write_text(after, encoding="utf-8")

    def add_seed(self) -> None:
        """Drop in a report."""
        shutil.copy2(
            self.pick.choice([path for path in POOL if not (self.folder / "seeds" / path.name).exists()]), self.folder / "seeds"
        )

    def change_seed(self) -> None:
        """Write a sentence more."""
        with self._any("seeds/*.txt").open("a", encoding="utf-8") as file:
            file.write("\nHai bên nhất trí nối lại đối thoại về thương mại.\n")

    def remove_seed(self) -> None:
        """Remove a report, with what was corrected in it."""
        path = self._any("seeds/*.txt")
        path.unlink()
        path.with_suffix(".yml").unlink(missing_ok=True)

    def correct(self) -> None:
        """Correct a fact, or something else instead."""
        text = f"corrections:\n- {self.pick.choice(CORRECTIONS)}\n"
        self._any("seeds/*.txt").with_suffix(".yml").write_text(text, encoding="utf-8")

    def change_vocabulary(self) -> None:
        """Call a topic something else, or what it was called before."""
        self._replace("generator/vocabulary/topics.yml", "vi: Thương mại", "vi: Mậu dịch")

    def change_template(self) -> None:
        """Change what meetings' pages look like."""
        self._replace("generator/templates/meeting.md.j2", '<p class="kicker">', '<p class="kicker">• ')

    def change_label(self) -> None:
        """Change a word of the interface."""
        self._replace("generator/labels/vi.yml", "Bản tóm lược", "Tóm lược")

    def change_theme(self) -> None:
        """Change a template of the theme."""
        self._replace("overrides/main.html", "{% block content %}", "{% block content %}<!-- . -->")

    def change_setting(self) -> None:
        """Change a setting of the site."""
        self._replace("mkdocs.yml", "site_name: Tóm lược Đối thoại", "site_name: Tóm lược")

    def upgrade(self) -> None:
        """Get another version of the generator."""
        self._replace("generator/pages.py", "MARKS = 5", "MARKS = 2")

    def edit_page(self) -> None:
        """Write into a generated page by hand, as nobody should."""
        path = self._any("docs/**/briefs/*.md")
        head, _, rest = path.read_text(encoding="utf-8").partition("title:")
        path.write_text(f"{head}title:{rest.replace('ng', 'gn')}", encoding="utf-8")

    def lose_page(self) -> None:
        """Remove a generated page, and a page of the site."""
        self._any("docs/meetings/*.md").unlink()
        self._any("site/briefs/*/index.html").unlink()

    def edit_site(self) -> None:
        """Write into a page of the site, which keeps its size."""
        path = self._any("site/**/meetings/*/index.html")
        path.write_bytes(path.read_bytes().replace(b"e", b"x"))

    def edit_by_hand(self) -> None:
        """Edit a page that a person has written."""
        self._replace(self.pick.choice(("docs/about.md", "docs/en/about.md")), "# ", "# Thử ")

    def change_editions(self) -> None:
        """Have the site in one language, or again in two."""
        self._replace("mkdocs.yml", "editions: [vi, en]", "editions: [vi]")

    def lose_memory(self) -> None:
        """Delete a part of what is remembered."""
        path = self._any(".cache/*")
        shutil.rmtree(path) if path.is_dir() else path.unlink()


EDITS: tuple[Callable[[Project], None], ...] = (
    Project.add_seed, Project.change_seed, Project.remove_seed, Project.correct, Project.change_vocabulary,
    Project.change_template, Project.change_label, Project.change_theme, Project.change_setting, Project.upgrade,
    Project.edit_page, Project.lose_page, Project.edit_site, Project.edit_by_hand, Project.change_editions, Project.lose_memory,
)  # fmt: skip


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return what is not in both alike."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def run(folder: Path, edits: list[tuple[Callable[[Project], None], ...]], *, seed: int) -> None:
    """Make edits, and after each group of them compare what was built again with what is built from nothing."""
    project = Project(folder / "again", seed=seed)
    project.build()
    for number, group in enumerate(edits):
        for edit in group:
            edit(project)
            project.build()
        assert [] == differences(project.from_nothing(folder / f"{number}"), project.tree()), [edit.__name__ for edit in group]


def test_what_is_built_again_is_what_is_built_from_nothing(tmp_path: Path) -> None:
    """Reports come, change, go and are corrected; pages are meddled with; and nothing tells."""
    first = (Project.add_seed, Project.change_seed, Project.correct, Project.edit_page, Project.edit_site)
    second = (Project.remove_seed, Project.lose_page, Project.change_template, Project.change_setting)

    run(tmp_path, [first, second], seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 6))
def test_any_sequence_of_edits_ends_where_a_build_from_nothing_does(tmp_path: Path, seed: int) -> None:
    """All kinds of edit, in an order that nobody chose, each compared."""
    edits = random.Random(seed).sample(EDITS * 2, len(EDITS))  # noqa: S311 - nothing secret

    run(tmp_path, [(edit,) for edit in edits], seed=seed)
